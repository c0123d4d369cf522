// SPDX-License-Identifier: MIT
#include "model/train/learner.hpp"

#include "model/train/skipgram_trainer.hpp"
#include "model/train/trainer.hpp"

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
    if (model.kind == ModelKind::SkipGram)
        return std::make_unique<SkipGramTrainer>(std::move(corpus), model, train);
    return std::make_unique<Trainer>(std::move(corpus), model, train);
}

std::unique_ptr<Learner> make_learner(std::shared_ptr<const Corpus> corpus, const TrainerState& state) {
    if (state.model.kind == ModelKind::SkipGram)
        return std::make_unique<SkipGramTrainer>(std::move(corpus), state);
    return std::make_unique<Trainer>(std::move(corpus), state);
}

} // namespace wordfield
