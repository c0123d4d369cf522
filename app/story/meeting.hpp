// SPDX-License-Identifier: MIT
// When two chosen words met: at which kept moment the one became the nearest word of the other (centred
// cosine, full space, as the list of nearest words has it).
#pragma once

#include "app/story/per_moment.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace wordfield::app {

class Meeting {
public:
    using Pair = std::pair<TokenId, TokenId>;

    /// Brings it up to the kept moments for these two words; without a pair it is empty. Works `budget`
    /// seconds, and on one moment at least: a table of V words of width C costs 2 V C operations each.
    void update(const Timeline& timeline, const std::optional<Pair>& pair, double budget);

    /// The first kept step of the last time that one of the two was the other's nearest word; nothing where
    /// neither ever was, or the kept step before it lies too far back to say when. Words may meet by chance
    /// among the noise of the beginning, and part again.
    [[nodiscard]] const std::optional<std::int64_t>& step() const { return step_; }
    /// "queen becomes the nearest word of king"; of a step().
    [[nodiscard]] const std::string& sentence() const { return sentence_; }
    /// Kept moments that are still to be looked at.
    [[nodiscard]] int pending() const { return moments_.pending(); }

private:
    struct Near {
        bool second_to_first = false, first_to_second = false;
        [[nodiscard]] bool any() const { return second_to_first || first_to_second; }
    };
    void tell(const Vocabulary& vocabulary);

    std::optional<Pair> pair_;
    PerMoment<Near> moments_;
    std::optional<std::int64_t> step_;
    std::string sentence_;
};

} // namespace wordfield::app
