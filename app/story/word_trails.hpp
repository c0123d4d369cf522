// SPDX-License-Identifier: MIT
// Where chosen words lay on the map at the kept moments of a run, from the first to the one that is shown.
#pragma once

#include "model/core/cached.hpp"
#include "model/map/layout.hpp"
#include "model/run/timeline.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace wordfield::app {

struct WordTrail {
    struct Place {
        std::int64_t step;
        std::array<float, 3> at; ///< on the map
    };
    TokenId word = 0;
    std::vector<Place> places; ///< their steps rise; of moments whose map shows the word
};

class WordTrails {
public:
    /// Of maps made as `shown` is (method and dimensions), up to its step.
    const std::vector<WordTrail>& of(const Timeline& timeline, const std::vector<TokenId>& words,
                                     const std::shared_ptr<const Layout>& shown);

private:
    Cached<std::vector<WordTrail>, std::shared_ptr<const Moment>, std::size_t, std::vector<TokenId>,
           std::shared_ptr<const Layout>>
        trails_; // by the last kept moment, how many there are, the words, the map
};

} // namespace wordfield::app
