// SPDX-License-Identifier: MIT
#include "app/panels/word_order.hpp"

#include "model/core/number_text.hpp"
#include "model/text/unicode.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace wordfield::app {
namespace {

std::string lowered(std::string_view text) {
    std::string result;
    append_normal(result, text);
    return result;
}

void sort_by_match(std::vector<TokenId>& words, const Vocabulary& vocabulary, std::string_view search) {
    const std::string part = lowered(search);
    const bool capitals = vocabulary.tokens() != Tokens::Words;
    const auto rank = [&](TokenId id) {
        const std::string& word = vocabulary.word(id);
        const std::string folded = capitals ? lowered(word) : word;
        if (word == search) return 0;
        if (folded == part) return 1;
        return folded.starts_with(part) ? 2 : folded.find(part) != std::string::npos ? 3 : 4;
    };
    std::vector<std::pair<int, TokenId>> ranked;
    for (const TokenId id : words)
        if (const int at = rank(id); at < 4) ranked.emplace_back(at, id);
    std::ranges::stable_sort(ranked, {}, &std::pair<int, TokenId>::first);
    words.clear();
    for (const auto& [at, id] : ranked) words.push_back(id);
}

std::vector<TokenId> sorted_words(const Frame& frame, WordListOrder sorted) {
    const Vocabulary& vocabulary = frame.corpus().lexicon.vocabulary;
    std::vector<TokenId> words(vocabulary.size());
    std::iota(words.begin(), words.end(), TokenId{0});
    const auto before = [&](TokenId a, TokenId b) {
        switch (sorted.by) {
        case WordSort::Word:
            return vocabulary.word(a) < vocabulary.word(b);
        case WordSort::Count:
            return vocabulary.count(a) < vocabulary.count(b);
        case WordSort::Norm:
            return frame.words->norm(a) < frame.words->norm(b);
        case WordSort::Moved:
            return frame.words->moved(a) < frame.words->moved(b);
        case WordSort::Id:
            break;
        }
        return a < b;
    };
    std::ranges::stable_sort(
        words, [&](TokenId a, TokenId b) { return sorted.descending ? before(b, a) : before(a, b); });
    return words;
}

} // namespace

std::string count_of(std::size_t shown, std::size_t all, const char* what) {
    const std::string total = with_commas(static_cast<std::int64_t>(all)) + " " + what;
    return shown == all ? total : with_commas(static_cast<std::int64_t>(shown)) + " of " + total;
}

std::string words_as_lines(const Frame& frame, const std::vector<TokenId>& words) {
    std::string lines = "id\tword\tcount\tnorm\tmoved\n";
    const Vocabulary& vocabulary = frame.corpus().lexicon.vocabulary;
    for (const TokenId id : words)
        lines += std::to_string(id) + "\t" + vocabulary.word(id) + "\t" +
                 std::to_string(vocabulary.count(id)) +
                 format("\t%.4f\t%.4f\n", static_cast<double>(frame.words->norm(id)),
                        static_cast<double>(frame.words->moved(id)));
    return lines;
}

const std::vector<TokenId>& WordOrder::of(const Frame& frame, const std::string& search,
                                          WordListOrder sorted) {
    const bool moving = sorted.by == WordSort::Norm || sorted.by == WordSort::Moved;
    const auto second = moving ? static_cast<std::int64_t>(frame.time) : 0;
    return order_.get(frame.moment->corpus, search, sorted, second, [&] {
        std::vector<TokenId> words = sorted_words(frame, sorted);
        if (!search.empty()) sort_by_match(words, frame.corpus().lexicon.vocabulary, search);
        return words;
    });
}

} // namespace wordfield::app
