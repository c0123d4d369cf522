// SPDX-License-Identifier: MIT
#include "model/train/learner.hpp"

#include "model/core/error.hpp"
#include "model/core/failure.hpp"
#include "model/nn/parameters.hpp"
#include "model/train/skipgram_trainer.hpp"
#include "model/train/trainer.hpp"

#include <new>
#include <string>

namespace wordfield {
namespace {

std::vector<float> joined(const TensorViews::Pieces& pieces) {
    std::vector<float> all;
    std::size_t size = 0;
    for (const auto piece : pieces) size += piece.size();
    all.reserve(size);
    for (const auto piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
    return all;
}

// Weights, their gradient and the optimiser's two means are all as large; a skip-gram has two tables alone.
double bytes_of(ModelConfig model, int vocabulary) {
    model.vocabulary = vocabulary;
    const double table = 4.0 * vocabulary * model.dim;
    return model.kind == ModelKind::SkipGram ? 2 * table
                                             : 16.0 * static_cast<double>(ParameterTable{model}.parameters());
}

// `make` makes a learner of `model` for a corpus of `vocabulary` words.
template <class Make>
std::unique_ptr<Learner> make_or_say_what_it_takes(const ModelConfig& model, int vocabulary, Make make) {
    try {
        return make();
    } catch (const std::bad_alloc&) {
        throw Error{"memory",
                    "is not enough for a model of " + std::to_string(vocabulary) + " words and dim " +
                        std::to_string(model.dim) + ", which takes at least " +
                        readable_bytes(bytes_of(model, vocabulary)),
                    smaller_model};
    }
}

} // namespace

TrainerState Learner::state() {
    TrainerState state = state_without_tensors();
    const TensorViews views = tensors();
    state.parameters = joined(views.parameters);
    state.first_moment = joined(views.first_moment);
    state.second_moment = joined(views.second_moment);
    state.initial_embedding = joined(views.initial_embedding);
    state.mean_gradient = joined(views.mean_gradient);
    return state;
}

std::unique_ptr<Learner> make_learner(std::shared_ptr<const Corpus> corpus, const ModelConfig& model,
                                      const TrainConfig& train) {
    const int vocabulary = corpus->vocabulary.size();
    return make_or_say_what_it_takes(model, vocabulary, [&]() -> std::unique_ptr<Learner> {
        if (model.kind == ModelKind::SkipGram)
            return std::make_unique<SkipGramTrainer>(std::move(corpus), model, train);
        return std::make_unique<Trainer>(std::move(corpus), model, train);
    });
}

std::unique_ptr<Learner> make_learner(std::shared_ptr<const Corpus> corpus, const TrainerState& state) {
    const int vocabulary = corpus->vocabulary.size();
    return make_or_say_what_it_takes(state.model, vocabulary, [&]() -> std::unique_ptr<Learner> {
        if (state.model.kind == ModelKind::SkipGram)
            return std::make_unique<SkipGramTrainer>(std::move(corpus), state);
        return std::make_unique<Trainer>(std::move(corpus), state);
    });
}

} // namespace wordfield
