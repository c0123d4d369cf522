// SPDX-License-Identifier: MIT
#include "model/nn/network.hpp"

#include "model/core/error.hpp"
#include "model/text/vocabulary.hpp"

#include <algorithm>

namespace wordfield::inline nn {

std::span<const TokenId> fit_to_context(std::span<const TokenId> sentence, int context, int vocabulary) {
    static constexpr TokenId nothing[] = {Vocabulary::end_of_text};
    if (sentence.empty()) return nothing;
    const auto known = [&](TokenId token) { return token >= 0 && token < vocabulary; };
    if (!std::ranges::all_of(sentence, known))
        throw Error{"the sentence", "has a token that is not in the vocabulary", "type it again"};
    return sentence.last(std::min(sentence.size(), static_cast<std::size_t>(context)));
}

} // namespace wordfield::inline nn
