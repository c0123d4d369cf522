// SPDX-License-Identifier: MIT
#include "model/train/trainer.hpp"

#include "model/core/error.hpp"
#include "model/core/failure.hpp"
#include "model/core/free_memory.hpp"

#include <cmath>
#include <new>
#include <string>

namespace wordfield::inline train {
namespace {

std::vector<float> joined(const TensorViews::Pieces& pieces) {
    std::vector<float> all;
    std::size_t size = 0;
    for (const auto piece : pieces) size += piece.size();
    all.reserve(size);
    for (const auto piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
    return all;
}

// Weights, and with an optimiser their gradient and its two means, are all as large.
double bytes_of(ModelConfig model, int vocabulary) {
    model.vocabulary = vocabulary;
    const ModelKindInfo& info = info_of(model.kind);
    return (info.capabilities.optimizer ? 16.0 : 4.0) * static_cast<double>(info.parameters(model));
}

// The widest of `model` whose weights take at most half of `bytes`, since a step takes memory besides; 0 for
// none.
int dim_that_fits(ModelConfig model, int vocabulary, double bytes) {
    const int unit = info_of(model.kind).capabilities.attention ? model.heads : 1;
    for (int dim = model.dim / 2 / unit * unit; dim >= 2; dim = dim / 2 / unit * unit) {
        model.dim = dim;
        if (bytes_of(model, vocabulary) <= 0.5 * bytes) return dim;
    }
    return 0;
}

[[noreturn]] void refuse(const ModelConfig& model, int vocabulary, double free) {
    std::string least = "takes at least " + readable_bytes(bytes_of(model, vocabulary));
    if (std::isfinite(free)) least += " where " + readable_bytes(free) + " are left";
    const int fits = dim_that_fits(model, vocabulary, free);
    throw Error{"memory",
                "is not enough for a model of " + std::to_string(vocabulary) + " words and dim " +
                    std::to_string(model.dim) + ", which " + least,
                fits > 0 && std::isfinite(free)
                    ? "--dim " + std::to_string(fits) + " would fit, or close other programs"
                    : std::string{smaller_model}};
}

// `make` makes a trainer of `model` for a corpus of `vocabulary` words. Where memory is promised freely, as
// on most systems, a model that is too large would be given it and the process ended once it is used: so it
// is asked before.
template <class Make>
std::unique_ptr<Trainer> make_or_say_what_it_takes(const ModelConfig& model, int vocabulary, Make make) {
    const double free = free_memory();
    if (bytes_of(model, vocabulary) > free) refuse(model, vocabulary, free);
    try {
        return make();
    } catch (const std::bad_alloc&) {
        refuse(model, vocabulary, free);
    }
}

} // namespace

TrainerState Trainer::state() {
    TrainerState state = state_without_tensors();
    const TensorViews views = tensors();
    state.parameters = joined(views.parameters);
    state.first_moment = joined(views.first_moment);
    state.second_moment = joined(views.second_moment);
    state.initial_embedding = joined(views.initial_embedding);
    state.mean_gradient = joined(views.mean_gradient);
    state.rollback.parameters = joined(views.rollback);
    return state;
}

std::unique_ptr<Trainer> make_trainer(std::shared_ptr<const Corpus> corpus, const ModelConfig& model,
                                      const TrainConfig& train) {
    const int vocabulary = corpus->lexicon.vocabulary.size();
    // Nothing of them is copied, and no setting of a model that is trained matters.
    if (corpus->vectors) return info_of(ModelKind::Vectors).begin(std::move(corpus), model, train);
    return make_or_say_what_it_takes(
        model, vocabulary, [&] { return info_of(model.kind).begin(std::move(corpus), model, train); });
}

std::unique_ptr<Trainer> make_trainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state) {
    const int vocabulary = corpus->lexicon.vocabulary.size();
    return make_or_say_what_it_takes(
        state.model, vocabulary, [&] { return info_of(state.model.kind).resume(std::move(corpus), state); });
}

} // namespace wordfield::inline train
