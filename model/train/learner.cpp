// SPDX-License-Identifier: MIT
#include "model/train/learner.hpp"

#include "model/train/skipgram_trainer.hpp"
#include "model/train/trainer.hpp"

namespace wordfield {

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
