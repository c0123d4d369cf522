// SPDX-License-Identifier: MIT
#include "app/panels/word_order.hpp"

#include "model/core/number_text.hpp"
#include "model/text/unicode.hpp"
#include "model/text/word_query.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <utility>

namespace wordfield::app {
namespace {

// Words in lower case and normal form, one after the other in the same memory.
class Lowered {
public:
    std::string_view of(std::string_view word) {
        text_.resize(word.size());
        unsigned char all = 0;
        for (std::size_t i = 0; i < word.size(); ++i) {
            const char c = word[i];
            all |= static_cast<unsigned char>(c);
            text_[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        }
        if (all < 0x80) return text_;
        text_.clear();
        append_normal(text_, word);
        return text_;
    }

private:
    std::string text_;
};

std::string lowered(std::string_view text) {
    return std::string{Lowered{}.of(text)};
}

constexpr std::size_t match_ranks = 4;

// Of a word: 0 for the best match; match_ranks where it does not contain what is searched.
std::size_t match_rank(const std::string& word, std::string_view folded, std::string_view search,
                       std::string_view part) {
    if (word == search) return 0;
    const std::size_t at = folded.find(part);
    if (at == std::string_view::npos) return match_ranks;
    if (folded.size() == part.size()) return 1;
    return at == 0 ? 2 : 3;
}

std::vector<TokenId> sorted_words(const Frame& frame, WordListOrder sorted) {
    const Vocabulary& vocabulary = frame.corpus().lexicon.vocabulary;
    std::vector<TokenId> words(vocabulary.size());
    std::iota(words.begin(), words.end(), TokenId{0});
    if (sorted.by == WordSort::Id) {
        if (sorted.descending) std::ranges::reverse(words);
        return words;
    }
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

const std::vector<TokenId>& WordOrder::all(const Frame& frame, WordListOrder sorted, std::int64_t second) {
    return all_.get(frame.moment->corpus, sorted, second, [&] {
        matching_.reset();
        return sorted_words(frame, sorted);
    });
}

// Whoever types goes on from a search that found all that the longer one can find: of a million words the
// first letter takes as long as all that follow.
std::vector<TokenId> WordOrder::matches(const Frame& frame, const std::string& search,
                                        const std::vector<TokenId>& all) {
    const Vocabulary& vocabulary = frame.corpus().lexicon.vocabulary;
    const bool capitals = vocabulary.tokens() != Tokens::Words;
    const std::string part = lowered(search);
    const bool goes_on = matching_ && part.find(matching_->part) != std::string::npos;
    Lowered folder;
    std::array<std::vector<TokenId>, match_ranks> found;
    Matching now{part, {}};
    for (const TokenId id : goes_on ? matching_->words : all) {
        const std::string& word = vocabulary.word(id);
        const std::size_t rank =
            match_rank(word, capitals ? folder.of(word) : std::string_view{word}, search, part);
        if (rank == match_ranks) continue;
        found[rank].push_back(id);
        now.words.push_back(id);
    }
    matching_ = std::move(now);
    std::vector<TokenId> words;
    words.reserve(matching_->words.size());
    for (const auto& list : found) words.insert(words.end(), list.begin(), list.end());
    return words;
}

const std::vector<TokenId>& WordOrder::of(const Frame& frame, const std::string& search,
                                          WordListOrder sorted) {
    const bool moving = sorted.by == WordSort::Norm || sorted.by == WordSort::Moved;
    const auto second = moving ? static_cast<std::int64_t>(frame.time) : 0;
    const std::vector<TokenId>& words = all(frame, sorted, second);
    if (search.empty()) return words;
    return found_.get(frame.moment->corpus, search, sorted, second, [&] {
        const auto query = parse_query(frame.corpus().lexicon, search);
        if (!query) return matches(frame, search, words);
        std::vector<TokenId> found;
        std::ranges::copy_if(words, std::back_inserter(found), query->holds);
        return found;
    });
}

} // namespace wordfield::app
