// SPDX-License-Identifier: MIT
// What the skip-gram says of itself.
#include "model/train/model_kind.hpp"
#include "model/train/skipgram_trainer.hpp"

namespace wordfield::inline train {
namespace {

std::int64_t skipgram_parameters(const ModelConfig& model) {
    return std::int64_t{2} * model.vocabulary * model.dim;
}

std::string skipgram_summary(const ModelConfig& model) {
    return "skip-gram · window " + std::to_string(model.window) + " · " + std::to_string(model.dim) + " dims";
}

// Plain gradient descent without warm-up.
TrainConfig recipe() {
    TrainConfig train;
    train.learning_rate = 0.05F; // fastText's
    train.warmup = 0;
    train.optimizer = OptimizerKind::Sgd;
    return train;
}

const ModelKindInfo::Words skipgram_words{
    .task = "A skip-gram learns which words stand near each other in this corpus.",
    .loss = "Negative sampling, in nats a pair of words: how hard it is to tell true neighbours from random "
            "words. Not to be compared with a transformer's loss.",
    .heldout = "The loss of negative sampling on held-out text, in nats a pair: how hard it is to tell true "
               "neighbours from random words.",
    .prediction = "Words near",
    .predicted_by =
        "softmax(logits / T), where a logit is the word's vector times the neighbour's, plus the log of how "
        "often that word is drawn as noise: how likely the model holds each word to stand near this one "
        "(Levy & Goldberg 2014).",
    .size = "Word2vec: how far a word's predicted neighbours stand, and the width of every vector."};

} // namespace

const ModelKindInfo& skipgram_kind() {
    static const ModelKindInfo info{
        .kind = ModelKind::SkipGram,
        .id = "skipgram",
        .name = "skip-gram",
        .noun = "skip-gram",
        .explanation = "word2vec: each word predicts the words around it; nothing but two tables of vectors. "
                       "The transformer's ancestor (Mikolov et al. 2013).",
        .capabilities = {.output_table = true},
        .settings = {&settings::window, &settings::negatives, &settings::subsample, &settings::noise_power},
        .recipe = recipe(),
        .words = skipgram_words,
        .groups = 2,
        .parameters = skipgram_parameters,
        .summary = skipgram_summary,
        .begin = [](auto corpus, const auto& model, const auto& train) -> std::unique_ptr<Trainer> {
            return std::make_unique<SkipGramTrainer>(std::move(corpus), model, train);
        },
        .resume = [](auto corpus, const auto& state) -> std::unique_ptr<Trainer> {
            return std::make_unique<SkipGramTrainer>(std::move(corpus), state);
        }};
    return info;
}

} // namespace wordfield::inline train
