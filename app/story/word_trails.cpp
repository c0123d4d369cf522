// SPDX-License-Identifier: MIT
#include "app/story/word_trails.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

bool made_alike(const Layout& a, const Layout& b) {
    return a.config.method == b.config.method && a.config.dims == b.config.dims;
}

WordTrail trail_of(TokenId word, const Timeline& timeline, const Layout& shown) {
    WordTrail trail{word, {}};
    for (const Timeline::Kept& kept : timeline.moments()) {
        if (kept.moment->step > shown.step) break;
        if (!kept.layout || !made_alike(*kept.layout, shown)) continue;
        const auto& words = kept.layout->words;
        const auto found = std::ranges::find(words, word);
        if (found == words.end()) continue;
        const auto row = kept.layout->positions.row(found - words.begin());
        trail.places.push_back({kept.moment->step, {row[0], row[1], row[2]}});
    }
    return trail;
}

} // namespace

const std::vector<WordTrail>& WordTrails::of(const Timeline& timeline, const std::vector<TokenId>& words,
                                             const std::shared_ptr<const Layout>& shown) {
    const auto& moments = timeline.moments();
    const auto last = moments.empty() ? nullptr : moments.back().moment;
    return trails_.get(last, moments.size(), words, shown, [&] {
        std::vector<WordTrail> trails;
        for (const TokenId word : words) trails.push_back(trail_of(word, timeline, *shown));
        return trails;
    });
}

} // namespace wordfield::app
