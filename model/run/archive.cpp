// SPDX-License-Identifier: MIT
#include "model/run/archive.hpp"

#include "model/core/sha256.hpp"
#include "model/text/corpus_source.hpp"

#include <algorithm>

namespace wordfield::inline run {

std::optional<std::int64_t> tick_of(std::int64_t step, const std::vector<Stretch>& stretches,
                                    std::int64_t ticks) {
    std::int64_t end = ticks;
    for (auto at = stretches.rbegin(); at != stretches.rend(); ++at) {
        const Stretch& stretch = *at;
        const std::int64_t tick = stretch.tick + step - stretch.step;
        if (tick >= stretch.tick && tick <= end) return tick;
        end = std::min(end, stretch.tick - 1);
    }
    return std::nullopt;
}

// A text's own checksum where there is one: to go through all of its words takes long.
std::string text_key(const Corpus& corpus) {
    std::string what;
    const auto add = [&](auto number) { what += std::to_string(number) + " "; };
    if (const auto& source = corpus.source) {
        what = source->text.sha256 + " ";
        add(source->seed), add(source->max_vocabulary), add(source->min_count);
        add(static_cast<int>(source->rules.tokens)), add(static_cast<int>(source->rules.documents));
        return sha256(what);
    }
    for (TokenId id = 0; id < corpus.lexicon.vocabulary.size(); ++id)
        what += corpus.lexicon.vocabulary.word(id) + "\n";
    for (const TokenId id : corpus.text.train) add(id);
    return sha256(what);
}

} // namespace wordfield::inline run
