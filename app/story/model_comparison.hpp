// SPDX-License-Identifier: MIT
// Two models of one corpus, word by word: one that was kept when the next was begun, and the one that is
// there. Do a skip-gram and a transformer find the same neighbours? Pure maths, a little of it every frame.
#pragma once

#include "model/core/cached.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/run/moment_store.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wordfield::app {

class ModelComparison {
public:
    static constexpr int nearest = 10; ///< how many neighbours are compared

    void keep(const Moment& moment, const std::string& run);
    void forget() { *this = {}; }
    [[nodiscard]] const std::optional<MomentId>& kept() const { return kept_; }
    /// What the kept model is called, see model_name(); empty while there is none.
    [[nodiscard]] const std::string& name() const { return name_; }

    /// Compares the neighbours of some more words, in turn, with those of `now`, and looks up those of
    /// `subject`. A moment of another corpus makes it forget, and so does a kept one that is gone.
    void advance(const MomentStore& store, const std::shared_ptr<const Moment>& now,
                 std::optional<TokenId> subject);
    /// Words whose comparison is older than the last moment are left.
    [[nodiscard]] bool pending() const { return kept_ && left_ > 0; }

    /// The subject's nearest words (centred cosine) in the kept model and in the one of now.
    [[nodiscard]] std::span<const Neighbour> before() const;
    [[nodiscard]] std::span<const Neighbour> after() const;
    /// Mean share of a content word's nearest words that both models have, over the words that have been
    /// compared, 0 to 1; nothing before the first.
    [[nodiscard]] std::optional<float> agreement() const;
    [[nodiscard]] std::size_t words() const { return words_.size(); }
    /// Words whose nearest words differ most, each with the share that both models have, 0 to 1: the most
    /// different at the front, of equals the more frequent. Of the words that have been compared.
    [[nodiscard]] const std::vector<std::pair<TokenId, float>>& most_different() const { return different_; }

private:
    void sort_by_difference();
    using Key = std::shared_ptr<const Moment>;

    std::optional<MomentId> kept_;
    std::string name_;
    std::vector<TokenId> words_;
    std::vector<float> shared_;                        ///< per word; negative before it was compared
    std::vector<std::pair<TokenId, float>> different_; ///< anew after each round
    std::size_t next_ = 0, left_ = 0;
    Cached<std::monostate, Key> round_; ///< all words are compared anew with another moment
    Cached<std::pair<std::vector<Neighbour>, std::vector<Neighbour>>, Key, std::optional<TokenId>> subject_;
};

/// Share of `a` whose rows are also in `b`, 0 to 1; 0 for none.
float shared_neighbours(std::span<const Neighbour> a, std::span<const Neighbour> b);
/// "transformer, step 3,494"; of one of several runs "Run 2, step 3,494".
std::string model_name(const Moment& moment, const std::string& run);

} // namespace wordfield::app
