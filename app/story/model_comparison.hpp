// SPDX-License-Identifier: MIT
// Two models of one corpus, word by word: one that was kept when the next was begun, and the one that is
// there. Do a skip-gram and a transformer find the same neighbours? Pure maths, a little of it every frame.
#pragma once

#include "model/geometry/neighbours.hpp"
#include "model/train/moment.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

class ModelComparison {
public:
    static constexpr int nearest = 10; ///< how many neighbours are compared

    void keep(std::shared_ptr<const Moment> moment);
    void forget() { *this = {}; }
    [[nodiscard]] const std::shared_ptr<const Moment>& kept() const { return kept_; }

    /// Compares the neighbours of some more words, in turn, with those of `now`, and looks up those of
    /// `subject`. A moment of another corpus makes it forget.
    void advance(const std::shared_ptr<const Moment>& now, std::optional<TokenId> subject);
    /// Words whose comparison is older than the last moment are left.
    [[nodiscard]] bool pending() const { return kept_ && left_ > 0; }

    /// The subject's nearest words (centred cosine) in the kept model and in the one of now.
    [[nodiscard]] const std::vector<Neighbour>& before() const { return before_; }
    [[nodiscard]] const std::vector<Neighbour>& after() const { return after_; }
    /// Mean share of a content word's nearest words that both models have, over the words that have been
    /// compared, 0 to 1; nothing before the first.
    [[nodiscard]] std::optional<float> agreement() const;
    [[nodiscard]] std::size_t words() const { return words_.size(); }

private:
    void compare(TokenId word, std::size_t place);

    std::shared_ptr<const Moment> kept_, now_;
    std::vector<TokenId> words_;
    std::vector<float> shared_; ///< per word; negative before it was compared
    std::size_t next_ = 0, left_ = 0;
    std::optional<TokenId> subject_;
    std::shared_ptr<const Moment> subject_of_;
    std::vector<Neighbour> before_, after_;
};

/// Share of `a` whose rows are also in `b`, 0 to 1; 0 for none.
float shared_neighbours(const std::vector<Neighbour>& a, const std::vector<Neighbour>& b);
/// "transformer, step 3,494"
std::string model_name(const Moment& moment);

} // namespace wordfield::app
