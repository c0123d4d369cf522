// SPDX-License-Identifier: MIT
// From logits to probabilities, as the window shows them: softmax at a temperature, its entropy, and chance
// drawing from it. Pure maths.
#pragma once

#include "model/core/cached.hpp"
#include "model/nn/trace.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline analysis {

struct Distribution {
    std::vector<double> probability; ///< (V), sums to 1
    std::vector<TokenId> ranked;     ///< the 64 likeliest ids, by falling probability (ties by id)
    double entropy = 0.0;            ///< nats
};

/// The token of the sentence that `wished` names: -1 or anything past the end means the last.
int position_of(const Trace& trace, int wished);

/// softmax(logits[position] / temperature); temperature must be positive. `rank` false leaves `ranked` empty.
Distribution distribution_at(const Trace& trace, int position, double temperature, bool rank = false);

/// Which words stay when the tail of a distribution is cut off before sampling. Both cuts may be on: the
/// stricter one counts.
struct SamplingFilter {
    int top_k = 0;      ///< keep the k likeliest words (Fan et al. 2018); 0 keeps all
    float top_p = 1.0F; ///< keep the fewest likeliest words that together have this share (nucleus sampling,
                        ///< Holtzman et al. 2020); 1 keeps all
    bool operator==(const SamplingFilter&) const = default;
    [[nodiscard]] bool on() const { return top_k > 0 || top_p < 1.0F; }
};

/// What is left of `d` after the cut.
struct CutDistribution {
    Distribution left;  ///< as `d`, but the words cut off have 0 and the others sum to 1 again
    int kept = 0;       ///< words that are left, at least 1
    double share = 1.0; ///< what they had together before
};
CutDistribution apply_top_k_top_p(const Distribution& d, const SamplingFilter& cut);

/// All words together that do not stand in a list of the likeliest.
struct OtherWords {
    int words = 0;            ///< those that may come
    double probability = 0.0; ///< of them all
};
/// `listed` words of `ranked`, the likeliest first, stand in the list.
OtherWords other_words(const CutDistribution& cut, const std::vector<TokenId>& ranked, int listed);

/// The distribution that the panels show, made anew only when what it depends on changes: at a large
/// vocabulary it is worth more than a frame's share of time.
struct ShownDistribution {
    /// Ranked. This and what follows need an update() before.
    [[nodiscard]] const Distribution& all() const { return *all_.last(); }
    [[nodiscard]] const CutDistribution& cut() const { return *cut_.last(); }

    /// `position` as position_of gives it.
    void update(const std::shared_ptr<const Trace>& trace, int position, float temperature,
                const SamplingFilter& cut_wished);

private:
    struct Of {
        int position;
        float temperature;
        bool operator==(const Of&) const = default;
    };
    Cached<Distribution, std::shared_ptr<const Trace>, Of> all_;
    Cached<CutDistribution, std::shared_ptr<const Trace>, Of, SamplingFilter> cut_;
};

/// The word at which the running sum of probabilities passes `u` in [0, 1).
TokenId draw_word(const Distribution& distribution, double u);

} // namespace wordfield::inline analysis
