// SPDX-License-Identifier: MIT
#include "model/map/axis_text.hpp"

#include "model/core/error.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>

namespace wordfield::inline map {
namespace {

constexpr const char* example = "write it like: man, king -> woman, queen";

struct Ends {
    std::string_view from, to;
};

Ends cut(std::string_view text) {
    for (const std::string_view arrow : {"->", "→", ":"})
        if (const auto at = text.find(arrow); at != std::string_view::npos)
            return {text.substr(0, at), text.substr(at + arrow.size())};
    throw Error{"the axis", "has no arrow between its two ends", example};
}

std::vector<TokenId> words_of(const Vocabulary& vocabulary, std::string_view list, const char* end) {
    constexpr std::string_view gaps = ", \t;";
    std::vector<TokenId> words;
    while (!list.empty()) {
        const auto begin = std::min(list.find_first_not_of(gaps), list.size());
        const auto length = std::min(list.find_first_of(gaps, begin), list.size()) - begin;
        const std::string_view word = list.substr(begin, length);
        list.remove_prefix(begin + length);
        if (word.empty()) break;
        const auto whole = find_word(vocabulary, word); // a word of a foreign table may look like several
        const auto tokens = whole ? std::vector{*whole} : encode(vocabulary, word);
        if (tokens.size() != 1 || (!whole && tokens[0] == Vocabulary::unknown))
            throw Error{"“" + std::string{word} + "”", "is not a word of this text",
                        "the list of words at the left has them all"};
        if (std::find(words.begin(), words.end(), tokens[0]) == words.end()) words.push_back(tokens[0]);
    }
    if (words.empty()) throw Error{"the axis", std::string{"has no word "} + end + " its arrow", example};
    return words;
}

std::string joined(const Vocabulary& vocabulary, const std::vector<TokenId>& words, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i)
        text += (i > 0 ? ", " : "") + vocabulary.word(words[i]);
    return words.size() > most ? text + " …" : text;
}

} // namespace

WordAxis parse_axis(const Vocabulary& vocabulary, std::string_view text) {
    const Ends ends = cut(text);
    WordAxis axis{words_of(vocabulary, ends.from, "before"), words_of(vocabulary, ends.to, "behind")};
    std::vector<TokenId> from = axis.from;
    std::vector<TokenId> to = axis.to;
    std::sort(from.begin(), from.end());
    std::sort(to.begin(), to.end());
    if (from == to)
        throw Error{"the axis", "has the same words at both ends", "put other words behind the arrow"};
    return axis;
}

std::string axis_text(const Vocabulary& vocabulary, const WordAxis& axis) {
    return joined(vocabulary, axis.from, axis.from.size()) + " -> " +
           joined(vocabulary, axis.to, axis.to.size());
}

std::string short_axis_text(const Vocabulary& vocabulary, const WordAxis& axis, std::size_t most) {
    return joined(vocabulary, axis.from, most) + " → " + joined(vocabulary, axis.to, most);
}

std::vector<NamedAxis> relation_axes(const Lexicon& lexicon, std::size_t most_words) {
    std::vector<NamedAxis> axes;
    for (const AnalogyRelation& relation : lexicon.relations) {
        WordAxis axis;
        const auto add = [&](TokenId from, TokenId to) {
            if (axis.from.size() >= most_words || axis.to.size() >= most_words) return;
            const auto put = [](std::vector<TokenId>& list, TokenId id) {
                if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
            };
            put(axis.from, from);
            put(axis.to, to);
        };
        for (const Analogy& analogy : relation.analogies) {
            if (axis.from.size() >= most_words || axis.to.size() >= most_words) break;
            add(analogy.a, analogy.b);
            add(analogy.c, analogy.d);
        }
        if (!axis.from.empty() && axis.from != axis.to) axes.push_back({relation.name, std::move(axis)});
    }
    return axes;
}

} // namespace wordfield::inline map
