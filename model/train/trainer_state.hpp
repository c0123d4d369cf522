// SPDX-License-Identifier: MIT
// Everything that a trainer needs to go on as if it had never stopped, and what the words of its rows were.
#pragma once

#include "model/core/rng.hpp"
#include "model/nn/config.hpp"
#include "model/text/corpus.hpp"
#include "model/train/embedding_edits.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline train {

/// Weights to go back to once the loss is no number.
struct Rollback {
    std::vector<float> parameters; ///< as TrainerState::parameters; empty: those of the state itself
    std::int64_t step = 0, cursor = 0;
    float loss = 0.0F;

    bool operator==(const Rollback&) const = default;
};

struct TrainerState {
    ModelConfig model;
    TrainConfig train;
    /// What its steps were computed with (InstructionSet::name); empty where an older file does not say.
    std::string instruction_set;
    std::string corpus;               ///< its name, for messages
    std::uint64_t corpus_seed = 1;    ///< of its sentences; `train.seed` in files that say nothing of it
    std::vector<std::string> words;   ///< (V) in the order of their ids
    std::vector<std::int64_t> counts; ///< (V)

    std::int64_t step = 0;
    std::int64_t moment_age = 0;    ///< steps since the moments were fresh, for Adam's bias correction
    Pcg32::State generator;         ///< of a transformer's windows' places, of a skip-gram's draws
    std::int64_t cursor = 0;        ///< of a skip-gram: where in the text the next step begins
    float loss = 0.0F, rate = 0.0F; ///< of the last step, for the screen
    // Tensors one after the other in the order of ParameterTable, without gaps; of a skip-gram the words'
    // vectors, then those as neighbours, and no moments.
    std::vector<float> parameters, first_moment, second_moment;
    std::vector<float> initial_embedding, mean_gradient; ///< (V,C)
    std::vector<bool> frozen_groups;                     ///< one per group of parameters
    std::vector<std::int32_t> frozen_rows;               ///< of the embedding
    std::vector<bool> ablated_heads;                     ///< (L*H); a skip-gram has none
    Rollback rollback;
    std::vector<RowBackup> undo; ///< edits that can be taken back, the last one at the back

    bool operator==(const TrainerState&) const = default;
};

/// The arrays of floats of a TrainerState where they lie, each in pieces that follow one another.
struct TensorViews {
    using Pieces = std::vector<std::span<const float>>;
    Pieces parameters, first_moment, second_moment, initial_embedding, mean_gradient, rollback;
};
TensorViews views_of(const TrainerState& state);

/// Sets corpus, corpus_seed, words and counts.
void take_words(TrainerState& state, const Corpus& corpus);
/// Throws Error when the state's words are not those of the corpus, each with the same id, and says what
/// differs. `name` stands for the state's file in the message.
void require_same_words(const TrainerState& state, const Corpus& corpus,
                        std::string_view name = "checkpoint");

} // namespace wordfield::inline train
