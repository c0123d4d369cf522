// SPDX-License-Identifier: MIT
// From a trainer to a TrainerState and back.
#include "model/train/trainer_state.hpp"

#include "model/core/error.hpp"
#include "model/train/trainer.hpp"

#include <algorithm>

namespace wordfield {
namespace {

std::vector<float> without_gaps(const ParameterTable& table, std::span<const float> flat) {
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(table.parameters()));
    for (const Tensor& tensor : table.tensors()) {
        const auto from = flat.begin() + tensor.offset;
        values.insert(values.end(), from, from + tensor.size());
    }
    return values;
}

void with_gaps(const ParameterTable& table, std::span<const float> values, std::span<float> flat) {
    for (const Tensor& tensor : table.tensors()) {
        const auto size = static_cast<std::size_t>(tensor.size());
        std::ranges::copy(values.first(size), flat.begin() + tensor.offset);
        values = values.subspan(size);
    }
}

// The vocabulary is checked here, before anything is built on it.
const TrainerState& checked(const TrainerState& state, const Corpus& corpus) {
    require_same_words(state, corpus);
    return state;
}

} // namespace

void take_words(TrainerState& state, const Corpus& corpus) {
    state.corpus = corpus.name;
    for (TokenId id = 0; id < corpus.vocabulary.size(); ++id) {
        state.words.push_back(corpus.vocabulary.word(id));
        state.counts.push_back(corpus.vocabulary.count(id));
    }
}

void require_same_words(const TrainerState& state, const Corpus& corpus) {
    bool same = static_cast<int>(state.words.size()) == corpus.vocabulary.size();
    for (int id = 0; same && id < corpus.vocabulary.size(); ++id)
        same = state.words[static_cast<std::size_t>(id)] == corpus.vocabulary.word(id);
    if (!same)
        throw Error{"checkpoint",
                    "was trained on other words (corpus " + state.corpus + ") than those of " + corpus.name,
                    "open it with the corpus and vocabulary settings it was trained with"};
}

Trainer::Trainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state)
    : Trainer{corpus, checked(state, *corpus).model, state.train} {
    with_gaps(table(), state.parameters, parameters_.span());
    with_gaps(table(), state.first_moment, optimizer_.first_moment());
    with_gaps(table(), state.second_moment, optimizer_.second_moment());
    initial_embedding_ = std::make_shared<const Matrix>(
        Eigen::Map<const Matrix>{state.initial_embedding.data(), model_.vocabulary, model_.dim});
    std::ranges::copy(state.mean_gradient, mean_gradient_.data());
    rng_ = Pcg32{state.generator};
    step_ = state.step;
    moment_age_ = state.moment_age;
    loss_ = state.loss;
    rate_ = state.rate;
    std::ranges::copy(state.frozen_groups, frozen_groups_.begin());
    frozen_rows_ = state.frozen_rows;
    for (std::size_t i = 0; i < state.silent_heads.size(); ++i)
        gpt_.head_scale[i] = state.silent_heads[i] ? 0.0F : 1.0F;
    gpt_.refresh();
    remember();
}

TrainerState Trainer::state() {
    TrainerState s;
    s.model = model_;
    s.train = train_;
    take_words(s, *corpus_);
    s.step = step_;
    s.moment_age = moment_age_;
    s.generator = rng_.state();
    s.loss = loss_;
    s.rate = rate_;
    s.parameters = without_gaps(table(), parameters_.span());
    s.first_moment = without_gaps(table(), optimizer_.first_moment());
    s.second_moment = without_gaps(table(), optimizer_.second_moment());
    s.initial_embedding.assign(initial_embedding_->data(),
                               initial_embedding_->data() + initial_embedding_->size());
    s.mean_gradient.assign(mean_gradient_.span().begin(), mean_gradient_.span().end());
    s.frozen_groups.assign(frozen_groups_.begin(), frozen_groups_.end());
    s.frozen_rows = frozen_rows_;
    for (const float scale : gpt_.head_scale) s.silent_heads.push_back(scale == 0.0F);
    return s;
}

} // namespace wordfield
