// SPDX-License-Identifier: MIT
// What the map did to the neighbourhood of single words: asked for a few words a frame, answered exactly,
// kept until the map changes.
#pragma once

#include "model/map/layout.hpp"

#include <memory>
#include <unordered_map>
#include <vector>

namespace wordfield::app {

struct WordTrust {
    float share = 0.0F;        ///< of its nearest words in the space (ten where there are so many), kept near
    std::vector<TokenId> kept; ///< near in the space and on the map
    std::vector<TokenId> missing;   ///< near in the space alone: the map put them elsewhere
    std::vector<TokenId> intruding; ///< near on the map alone
};

class NeighbourCache {
public:
    /// The map that is shown from now on, and a frame's beginning. Of a very large map answers are renewed
    /// twice a second, one of them a frame: see out_of_date().
    void show(const std::shared_ptr<const Layout>& layout, double time);

    /// Null for a word that the map does not show, a map that does not say what it was made of, and while
    /// the answer is being waited for. Valid until the next show().
    const WordTrust* of(TokenId word);

    /// True while answers belong to a map before the one that is shown, or are still to come.
    [[nodiscard]] bool out_of_date() const { return shown_ != asked_ || waiting_; }

private:
    struct Answer {
        WordTrust trust;
        std::weak_ptr<const Layout> of; ///< the map that it was given of
    };
    [[nodiscard]] bool is_large() const;
    void number_rows();
    [[nodiscard]] WordTrust find(Index row) const;

    std::shared_ptr<const Layout> shown_, asked_;
    double asked_at_ = -1.0;
    std::vector<Index> row_; // of asked_, by word; -1 for none; made when it is needed
    std::unordered_map<TokenId, Answer> known_;
    int found_ = 0; // in this frame
    bool waiting_ = false;
};

} // namespace wordfield::app
