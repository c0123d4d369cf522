// SPDX-License-Identifier: MIT
// Every default of the model and of its training, in one place, and the check that they make sense.
#pragma once

#include "model/nn/spec.hpp"

#include <cstdint>
#include <span>

namespace wordfield::inline nn {

/// What each is, can do and is called: model/train/model_kind.hpp. Files hold the number, so it stays.
enum class ModelKind {
    Gpt,
    SkipGram,
    Cbow,
    Vectors, ///< rows that somebody else made: nothing is trained
};

struct ModelConfig {
    ModelKind kind = ModelKind::Gpt;
    int vocabulary = 0; ///< V, set from the corpus
    int dim = 64;       ///< C, a multiple of `heads`
    int layers = 2;     ///< L
    int heads = 4;      ///< H
    int context = 32;   ///< T, tokens in one window
    // Tables of vectors alone look at these (skip-gram and its like), and at neither layers nor heads.
    int window = 5;          ///< the farthest neighbour; each word draws its own reach from 1 to this
    int negatives = 5;       ///< words drawn at random against each true neighbour
    float subsample = 1e-2F; ///< share of the text above which a word is left out now and then; 0 never
    float noise_power =
        0.75F; ///< negatives are drawn by count to this power: .75 in the paper, .5 in fastText
    bool operator==(const ModelConfig&) const = default;

    /// The network of a transformer.
    operator NetworkSpec() const {
        return {.vocabulary = vocabulary, .dim = dim, .layers = layers, .heads = heads, .context = context};
    }
};

/// How a gradient becomes a step. Sgd: w -= rate * g. Momentum (Polyak 1964): m = beta1 * m + g, w -= rate *
/// m. Adam (Kingma & Ba 2015). AdamW (Loshchilov & Hutter 2019): Adam with the decay of matrices decoupled.
enum class OptimizerKind { Sgd, Momentum, Adam, AdamW };

/// The rate after warm-up. Cosine falls to `final_rate` at `horizon` and stays there; Constant stays at the
/// peak.
enum class Schedule { Constant, Cosine };

/// What a kind of optimiser or schedule is called: `id` in files, `name` on the screen.
template <class Kind>
struct TrainingChoice {
    Kind kind;
    const char* id;
    const char* name;
    const char* explanation; ///< a sentence or two
};
/// Every one there is, in the order that the screen shows them in.
std::span<const TrainingChoice<OptimizerKind>> optimizers();
std::span<const TrainingChoice<Schedule>> schedules();

/// GPT-2's block and AdamW with the recipe that was measured to cluster fastest on the built-in corpus.
struct TrainConfig {
    int batch = 32;              ///< B, windows per step
    float learning_rate = 5e-3F; ///< the peak, reached after `warmup`
    int warmup = 50;             ///< steps of linear rise
    int horizon = 2500;          ///< steps until the cosine has brought the rate down to `final_rate`
    float final_rate = 0.1F;     ///< share of the peak that is kept from then on
    float beta1 = 0.9F, beta2 = 0.99F, epsilon = 1e-8F;
    float weight_decay = 0.05F; ///< decoupled (Loshchilov & Hutter 2019); matrices only
    float clip = 1.0F;          ///< largest norm of the whole gradient
    int softmax_sample =
        -1; ///< words that a step's softmax is estimated from; 0 all, -1 see softmax_sample_size()
    OptimizerKind optimizer = OptimizerKind::AdamW;
    Schedule schedule = Schedule::Cosine;
    std::uint64_t seed = 1;
    int threads = 1;
    bool operator==(const TrainConfig&) const = default;
};

/// How many words a training step's softmax over the vocabulary is estimated from, 0 for all of them, of a
/// model that has one (Capabilities::next_token). Where it is not said, all
/// up to 4,000 words, and 1,024 drawn ones above: there a step takes a third of the time and learns almost as
/// much (docs/benchmarks.md).
int softmax_sample_size(const ModelConfig& model, const TrainConfig& train);

/// Throws Error when a number is out of range. validate() (model/train/model_kind.hpp) knows besides what the
/// kind of model asks.
void validate_ranges(const ModelConfig& model, const TrainConfig& train);

/// The learning rate of step number `step` (0 is the one that leaves noise behind).
float scheduled_rate(const TrainConfig& train, std::int64_t step);

} // namespace wordfield::inline nn
