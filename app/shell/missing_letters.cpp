// SPDX-License-Identifier: MIT
#include "app/shell/missing_letters.hpp"

#include "app/ui/ui.hpp"

#include <array>
#include <cstdint>

namespace wordfield::app {
namespace {

struct Range {
    char32_t low, high;
};

template <std::size_t N>
bool in(char32_t c, const std::array<Range, N>& ranges) {
    for (const Range& range : ranges)
        if (c >= range.low && c <= range.high) return true;
    return false;
}

// Joiners, marks of direction and selectors are not meant to be seen.
bool unseen(char32_t c) {
    constexpr std::array ranges{Range{0x00AD, 0x00AD}, Range{0x200B, 0x200F}, Range{0x2060, 0x2064},
                                Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF}};
    return in(c, ranges);
}

// Chinese, Japanese and Korean.
bool east_asian(char32_t c) {
    constexpr std::array ranges{Range{0x1100, 0x11FF}, Range{0x2E80, 0xA4CF}, Range{0xA960, 0xA97F},
                                Range{0xAC00, 0xD7FF}, Range{0xF900, 0xFAFF}, Range{0xFE30, 0xFE4F},
                                Range{0xFF00, 0xFFEF}};
    return in(c, ranges);
}

} // namespace

std::string missing_letters(const Vocabulary& vocabulary, const std::function<bool(char32_t)>& drawn) {
    std::int64_t asian = 0, other = 0, beyond = 0; // words
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const std::string& word = vocabulary.word(id);
        for (std::size_t at = 0; at < word.size();) {
            const char32_t c = next_character(word, at);
            if (unseen(c) || drawn(c)) continue;
            ++(c > last_drawable ? beyond : east_asian(c) ? asian : other);
            break;
        }
    }
    const std::int64_t words = asian + other + beyond;
    if (words == 0) return {};
    const std::string begin = with_commas(words) + (words == 1 ? " word has" : " words have");
    if (beyond > asian + other) return begin + " signs that this window cannot draw, such as emoji.";
    return begin + " letters that no font on this machine has: install " +
           (asian >= other ? "fonts-noto-cjk" : "fonts-noto-core") + ", then start again.";
}

std::string notes_on(const Corpus& corpus, const Fonts& fonts) {
    std::string notes =
        missing_letters(corpus.lexicon.vocabulary, [&](char32_t c) { return fonts.draws(c); });
    for (const std::string& note : corpus.notes) notes += (notes.empty() ? "" : "\n") + note;
    return notes;
}

} // namespace wordfield::app
