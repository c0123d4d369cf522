// SPDX-License-Identifier: MIT
// The typefaces: Inter at the few sizes that the window uses, with glyphs for every word of the corpus taken
// from whatever installed font has them.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

namespace wordfield::app {

struct Fonts {
    ImFont* small = nullptr; ///< names of figures, remarks
    ImFont* body = nullptr;  ///< everything else
    ImFont* bold = nullptr;  ///< headings, chosen words
    ImFont* title = nullptr; ///< the word in the inspector, the program's name
    ImFont* large = nullptr; ///< big labels of the map are scaled from this one
    float small_px = 0, body_px = 0, title_px = 0, large_px = 0;

    /// Whether there is a glyph for this character, and not only a box or a question mark.
    [[nodiscard]] bool draws(char32_t character) const;
};

constexpr char32_t last_drawable = IM_UNICODE_CODEPOINT_MAX; ///< as Dear ImGui is built

/// Decodes the character of valid UTF-8 that begins at `at`, and moves `at` behind it.
char32_t next_character(std::string_view text, std::size_t& at);

/// Bakes the atlas. `words` is any text whose characters must be shown beyond Latin, Greek and Cyrillic.
/// Falls back to Dear ImGui's own face when Inter is not installed, so that a window always opens.
Fonts load_fonts(ImFontAtlas& atlas, float scale, std::string_view words = {});

/// True when `text` has characters outside the ranges that every atlas holds.
bool needs_more_glyphs(std::string_view text);

} // namespace wordfield::app
