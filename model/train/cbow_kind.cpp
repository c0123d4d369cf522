// SPDX-License-Identifier: MIT
#include "model/train/cbow_kind.hpp"

#include "model/nn/cbow.hpp"
#include "model/train/skipgram_trainer.hpp"

namespace wordfield::inline train {
namespace {

std::string cbow_summary(const ModelConfig& model) {
    return "CBOW · window " + std::to_string(model.window) + " · " + std::to_string(model.dim) + " dims";
}

const ModelKindInfo::Words cbow_words{
    .task = "A CBOW model learns which word stands between its neighbours in this corpus.",
    .loss = "Negative sampling, in nats a word: how hard it is to tell the word that stands between its "
            "neighbours from random ones. Not to be compared with a transformer's loss.",
    .heldout = "The loss of negative sampling on held-out text, in nats a word: how hard it is to tell the "
               "word that stands between its neighbours from random ones.",
    .prediction = "Words in place of",
    .predicted_by =
        "softmax(logits / T), where a logit is the mean of the vectors of the words around this place times "
        "the vector of the word that might stand there, plus the log of how often that word is drawn as "
        "noise: how likely the model holds each word to stand here (Mikolov et al. 2013).",
    .size = "Word2vec: how far the words around a place may stand, and the width of every vector."};

ModelKindInfo described() {
    ModelKindInfo info = skipgram_kind(); // the same tables and settings
    info.recipe.learning_rate = 0.2F;     // a neighbour's share of a step is an n-th (docs/benchmarks.md)
    info.kind = ModelKind::Cbow;
    info.id = "cbow";
    info.name = "CBOW";
    info.noun = "CBOW model";
    info.explanation =
        "word2vec's other half: the mean of the words around a place predicts the word that stands there; "
        "nothing but two tables of vectors (Mikolov et al. 2013).";
    info.words = cbow_words;
    info.summary = cbow_summary;
    info.begin = [](auto corpus, const auto& model, const auto& train) -> std::unique_ptr<Trainer> {
        return std::make_unique<WordVectorTrainer>(std::move(corpus), model, train, &make_word_vectors<Cbow>);
    };
    info.resume = [](auto corpus, const auto& state) -> std::unique_ptr<Trainer> {
        return std::make_unique<WordVectorTrainer>(std::move(corpus), state, &make_word_vectors<Cbow>);
    };
    return info;
}

} // namespace

const ModelKindInfo& cbow_kind() {
    static const ModelKindInfo info = described();
    return info;
}

} // namespace wordfield::inline train
