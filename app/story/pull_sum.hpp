// SPDX-License-Identifier: MIT
// Why a word is where it is: the pull on its row, summed over the steps in which the row moved most. What
// pulls on a word right now is mostly noise once the word has settled.
#pragma once

#include "app/desk/frame.hpp"
#include "model/core/cached.hpp"
#include "model/geometry/pull.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace wordfield::app {

/// Kept moments, from one to another.
struct Stretch {
    std::size_t first = 0, last = 0;
    float share = 0.0F; ///< of all the way that the row went, 0 to 1
};

/// The fewest steps in which the row went half of all its way (or as much as can be had in one go), as kept
/// moments tell it; between two of them the way is a straight line. Where a row was changed by hand, or
/// nothing was summed, no stretch goes across. Nothing for a row that never moved.
std::optional<Stretch> busiest_stretch(std::span<const std::shared_ptr<const Moment>> moments, TokenId row);

struct PullSum {
    std::int64_t from = 0, to = 0; ///< the steps after `from` up to `to`
    float share = 0.0F;            ///< see Stretch
    Pull pull;                     ///< minus the sum of the gradients of those steps, the common drift out
    float agreement = 0.0F;        ///< its cosine with the way that the row went in them, drift out
};

/// What all rows of a moment share, (C) each.
struct MeanRows {
    RowVector embedding, gradient_sum;
};
MeanRows mean_rows_of(const Moment& moment);

/// Between two moments of one run whose sums can be compared, with the mean rows of each; `count` rows that
/// are pulled alike.
PullSum pull_between(const Moment& from, const MeanRows& from_mean, const Moment& to, const MeanRows& to_mean,
                     TokenId row, int count);

class PullSums {
public:
    /// Of the moments that the frame's run has kept up to the one that is shown; nothing where too few are.
    const std::optional<PullSum>& of(const Frame& frame, TokenId row);

private:
    using Key = std::shared_ptr<const Moment>;
    struct Chosen {
        std::weak_ptr<const Moment> from, to; // for the sake of this nothing stays alive
        float share = 0.0F;
    };
    const MeanRows& means(const Key& moment);

    Cached<Chosen, Key, TokenId> stretch_;
    // Of kept moments: one word's stretch begins where another's does.
    std::map<std::weak_ptr<const Moment>, MeanRows, std::owner_less<>> means_;
    Cached<std::optional<PullSum>, Key, Key, TokenId> sum_;
    std::optional<PullSum> last_; // the last one, with its share of now
};

} // namespace wordfield::app
