// SPDX-License-Identifier: MIT
#include "model/analysis/excerpt.hpp"

#include "model/text/tokenizer.hpp"

#include <algorithm>

namespace wordfield::inline analysis {
namespace {

constexpr const char* end_mark = "|"; // of a document

// The place of the word nearest to the middle, or the end when it does not occur.
std::size_t last_position_of(std::span<const TokenId> tokens, TokenId word) {
    const auto middle = static_cast<std::ptrdiff_t>(tokens.size() / 2);
    std::size_t best = tokens.size();
    std::ptrdiff_t nearest = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::ptrdiff_t far = std::abs(static_cast<std::ptrdiff_t>(i) - middle);
        if (tokens[i] != word || (best < tokens.size() && far >= nearest)) continue;
        best = i;
        nearest = far;
    }
    return best;
}

Excerpt cut(const Vocabulary& vocabulary, std::span<const TokenId> tokens, std::size_t at, std::size_t begin,
            std::size_t end) {
    Excerpt e;
    e.before = (begin > 0 ? "… " : "") + sentence(vocabulary, tokens.subspan(begin, at - begin));
    if (at > begin) e.before += " ";
    e.word = sentence(vocabulary, tokens.subspan(at, 1));
    if (end > at + 1)
        e.after = std::string{" "}.append(sentence(vocabulary, tokens.subspan(at + 1, end - at - 1)));
    if (end < tokens.size()) e.after += " …";
    return e;
}

} // namespace

std::string sentence(const Vocabulary& vocabulary, std::span<const TokenId> tokens) {
    std::string line;
    const auto add = [&line](const std::string& text) { line.append(line.empty() ? "" : " ").append(text); };
    while (!tokens.empty()) {
        const auto end = std::ranges::find(tokens, Vocabulary::end_of_text);
        const auto document = tokens.first(static_cast<std::size_t>(end - tokens.begin()));
        if (!document.empty()) add(decode(vocabulary, document));
        if (end != tokens.end()) add(end_mark);
        tokens = tokens.subspan(document.size() + (end != tokens.end() ? 1 : 0));
    }
    return line;
}

std::string excerpt_up_to_end(const Vocabulary& vocabulary, std::span<const TokenId> tokens, bool whole,
                              float width, const std::function<float(std::string_view)>& width_of) {
    std::string longest;
    for (std::size_t begin = tokens.size(); begin-- > 0;) {
        std::string line = (begin > 0 || !whole ? "… " : "") + sentence(vocabulary, tokens.subspan(begin));
        if (!longest.empty() && width_of(line) > width) break;
        longest = std::move(line);
    }
    return longest;
}

Excerpt excerpt_around(const Vocabulary& vocabulary, std::span<const TokenId> tokens, TokenId word,
                       float width, const std::function<float(std::string_view)>& width_of) {
    if (tokens.empty()) return {};
    std::size_t at = last_position_of(tokens, word);
    if (at == tokens.size()) at = 0;
    std::size_t begin = at, end = at + 1;
    bool left = true, right = true; // whether there is more to try on that side
    const auto fits = [&](std::size_t b, std::size_t e) {
        const Excerpt x = cut(vocabulary, tokens, at, b, e);
        return width_of(x.before) + 1.1F * width_of(x.word) + width_of(x.after) <= width;
    };
    while (left || right) {
        left = left && begin > 0 && fits(begin - 1, end);
        if (left) --begin;
        right = right && end < tokens.size() && fits(begin, end + 1);
        if (right) ++end;
    }
    return cut(vocabulary, tokens, at, begin, end);
}

} // namespace wordfield::inline analysis
