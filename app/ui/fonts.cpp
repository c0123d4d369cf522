// SPDX-License-Identifier: MIT
#include "app/ui/fonts.hpp"

#include <fontconfig/fontconfig.h>

#include <cmath>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace wordfield::app {
namespace {

constexpr ImWchar base_ranges[] = {0x0020, 0x024F, // Latin with its extensions
                                   0x0370, 0x052F, // Greek, Cyrillic
                                   0x2010, 0x2027, // dashes, quotes, ellipsis
                                   0x2030, 0x203A, 0x2070, 0x209C, 0x20AC, 0x20AC,
                                   0x2190, 0x2193, 0x2200, 0x22FF, // operators: sums, minus, square root
                                   0};

// The file that the system would use for `family` at a weight, if it has that very family.
std::optional<std::string> font_file(const char* family, int weight) {
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> wish{FcPatternCreate(), &FcPatternDestroy};
    FcPatternAddString(wish.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    FcPatternAddInteger(wish.get(), FC_WEIGHT, weight);
    FcPatternAddInteger(wish.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcConfigSubstitute(nullptr, wish.get(), FcMatchPattern);
    FcDefaultSubstitute(wish.get());
    FcResult result{};
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> match{
        FcFontMatch(nullptr, wish.get(), &result), &FcPatternDestroy};
    FcChar8* file = nullptr;
    FcChar8* name = nullptr;
    if (!match || FcPatternGetString(match.get(), FC_FILE, 0, &file) != FcResultMatch) return std::nullopt;
    if (FcPatternGetString(match.get(), FC_FAMILY, 0, &name) != FcResultMatch) return std::nullopt;
    if (std::string_view{reinterpret_cast<const char*>(name)}.find(family) == std::string_view::npos)
        return std::nullopt;
    return std::string{reinterpret_cast<const char*>(file)};
}

struct FontFile {
    std::string path;
    std::unique_ptr<FcCharSet, decltype(&FcCharSetDestroy)> has{nullptr, &FcCharSetDestroy};
};

// A file with a glyph for `sample`, for words that Inter cannot write.
std::optional<FontFile> font_file_for(char32_t sample) {
    const std::unique_ptr<FcCharSet, decltype(&FcCharSetDestroy)> charset{FcCharSetCreate(),
                                                                          &FcCharSetDestroy};
    FcCharSetAddChar(charset.get(), sample);
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> wish{FcPatternCreate(), &FcPatternDestroy};
    FcPatternAddCharSet(wish.get(), FC_CHARSET, charset.get());
    FcPatternAddBool(wish.get(), FC_SCALABLE, FcTrue);
    FcConfigSubstitute(nullptr, wish.get(), FcMatchPattern);
    FcDefaultSubstitute(wish.get());
    FcResult result{};
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> match{
        FcFontMatch(nullptr, wish.get(), &result), &FcPatternDestroy};
    FcCharSet* has = nullptr;
    FcChar8* file = nullptr;
    if (!match || FcPatternGetCharSet(match.get(), FC_CHARSET, 0, &has) != FcResultMatch ||
        !FcCharSetHasChar(has, sample) || FcPatternGetString(match.get(), FC_FILE, 0, &file) != FcResultMatch)
        return std::nullopt;
    FontFile found{.path = reinterpret_cast<const char*>(file)};
    found.has.reset(FcCharSetCopy(has));
    return found;
}

bool in_base(char32_t c) {
    for (const ImWchar* range = base_ranges; range[0] != 0; range += 2)
        if (c >= range[0] && c <= range[1]) return true;
    return c < 0x20;
}

std::set<char32_t> characters_outside_base(std::string_view text) {
    std::set<char32_t> characters;
    for (std::size_t at = 0; at < text.size();)
        if (const char32_t c = next_character(text, at); !in_base(c) && c <= last_drawable)
            characters.insert(c);
    return characters;
}

// A face that lends its glyphs to those that have none.
struct Fallback {
    std::string path;
    ImVector<ImWchar> ranges; // must outlive the atlas's Build()
};

// As many files as it takes to write these characters, the one for the first of them at the front. Asking the
// system takes milliseconds, so where it has nothing for a character its block of 256 is given up.
std::deque<Fallback> fallbacks_for(std::set<char32_t> characters) {
    constexpr int most_questions = 64;
    std::deque<Fallback> fallbacks; // grows without a copy, which an empty ImVector cannot make
    for (int i = 0; i < most_questions && !characters.empty(); ++i) {
        const char32_t sample = *characters.begin();
        const auto file = font_file_for(sample);
        if (!file) {
            std::erase_if(characters, [&](char32_t c) { return c >> 8U == sample >> 8U; });
            continue;
        }
        ImFontGlyphRangesBuilder builder;
        std::erase_if(characters, [&](char32_t c) {
            if (FcCharSetHasChar(file->has.get(), c) == FcFalse) return false;
            builder.AddChar(static_cast<ImWchar>(c));
            return true;
        });
        Fallback& fallback = fallbacks.emplace_back();
        fallback.path = file->path;
        builder.BuildRanges(&fallback.ranges);
    }
    return fallbacks;
}

class FontLoader {
public:
    FontLoader(ImFontAtlas& atlas, std::string_view words)
        : atlas_{atlas}, fallbacks_{fallbacks_for(characters_outside_base(words))} {}

    ImFont* add(const std::optional<std::string>& file, float px) {
        ImFontConfig config;
        config.OversampleH = px < 20 ? 2 : 1; // thin stems at small sizes need sub-pixel positions
        config.OversampleV = 1;
        config.PixelSnapH = false;
        config.SizePixels = px;
        ImFont* font = file && std::filesystem::exists(*file)
                           ? atlas_.AddFontFromFileTTF(file->c_str(), px, &config, base_ranges)
                           : atlas_.AddFontDefault(&config);
        config.MergeMode = true;
        for (const Fallback& fallback : fallbacks_)
            atlas_.AddFontFromFileTTF(fallback.path.c_str(), px, &config, fallback.ranges.Data);
        return font;
    }

private:
    ImFontAtlas& atlas_;
    std::deque<Fallback> fallbacks_;

public:
    void build() { atlas_.Build(); }
};

} // namespace

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned lead = byte(at);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (byte(at + i) & 0x3FU);
    at += length;
    return c;
}

bool Fonts::draws(char32_t character) const {
    return character <= last_drawable &&
           body->FindGlyphNoFallback(static_cast<ImWchar>(character)) != nullptr;
}

bool needs_more_glyphs(std::string_view text) {
    return !characters_outside_base(text).empty();
}

Fonts load_fonts(ImFontAtlas& atlas, float scale, std::string_view words) {
    atlas.Clear();
    FontLoader loader{atlas, words};
    const auto regular = font_file("Inter", FC_WEIGHT_REGULAR);
    const auto bold = font_file("Inter", FC_WEIGHT_DEMIBOLD);
    Fonts fonts;
    fonts.small_px = std::round(12.0F * scale);
    fonts.body_px = std::round(14.0F * scale);
    fonts.title_px = std::round(20.0F * scale);
    fonts.large_px = std::round(30.0F * scale);
    fonts.body = loader.add(regular, fonts.body_px); // the default font is the one added at the start
    fonts.small = loader.add(regular, fonts.small_px);
    fonts.bold = loader.add(bold, fonts.body_px);
    fonts.title = loader.add(bold, fonts.title_px);
    fonts.large = loader.add(regular, fonts.large_px);
    loader.build();
    return fonts;
}

} // namespace wordfield::app
