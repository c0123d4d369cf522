// SPDX-License-Identifier: MIT
#include "app/story/text_count.hpp"

#include "model/core/number_text.hpp"
#include "model/text/plain_text.hpp"
#include "model/text/stop_words.hpp"
#include "model/text/word_reader.hpp"

#include <unordered_map>

namespace wordfield::app {

TextCount count_text(std::string_view text, Tokens tokens) {
    TextCount count;
    std::unordered_map<std::string, int> seen;
    for (WordReader reader{text, tokens}; reader.next();) {
        ++count.tokens;
        count.words += has_letter(reader.normal()) ? 1 : 0;
        if (++seen[reader.normal()] == 2) ++count.kept;
    }
    count.different = static_cast<std::int64_t>(seen.size());
    return count;
}

bool is_enough(const TextCount& count) {
    return count.tokens >= least_text_tokens;
}

std::string say(const TextCount& count) {
    std::string words = with_commas(count.words) + (count.words == 1 ? " word, " : " words, ") +
                        with_commas(count.tokens) + (count.tokens == 1 ? " token · " : " tokens · ") +
                        with_commas(count.different) + " different, of which " + with_commas(count.kept) +
                        " come twice or more";
    if (!is_enough(count))
        words += "\nAt least " + with_commas(least_text_tokens) +
                 " tokens are needed: " + with_commas(least_text_tokens - count.tokens) + " more.";
    return words;
}

} // namespace wordfield::app
