// SPDX-License-Identifier: MIT
// From a trainer to a TrainerState and back.
#include "model/train/trainer_state.hpp"

#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/text/corpus_source.hpp"
#include "model/train/gpt_trainer.hpp"

#include <algorithm>

namespace wordfield::inline train {
namespace {

TensorViews::Pieces without_gaps(const ParameterTable& table, std::span<const float> flat) {
    TensorViews::Pieces pieces;
    for (const Tensor& tensor : table.tensors())
        pieces.push_back(flat.subspan(tensor.offset, static_cast<std::size_t>(tensor.size())));
    return pieces;
}

void with_gaps(const ParameterTable& table, std::span<const float> values, std::span<float> flat) {
    for (const Tensor& tensor : table.tensors()) {
        const auto size = static_cast<std::size_t>(tensor.size());
        std::ranges::copy(values.first(size), flat.begin() + tensor.offset);
        values = values.subspan(size);
    }
}

// Which words differ, and the corpora's names and seeds where those do; empty when all words are the same.
std::string difference(const TrainerState& state, const Corpus& corpus) {
    const auto there = static_cast<int>(state.words.size()), here = corpus.lexicon.vocabulary.size();
    const auto word = [&](int id) { return state.words[id]; };
    int differing = 0, first = -1;
    for (int id = 0; id < std::min(there, here); ++id)
        if (word(id) != corpus.lexicon.vocabulary.word(id) && ++differing == 1) first = id;
    if (differing == 0 && there == here) return {};
    std::string what = with_commas(there) + " words there, " + with_commas(here) + " here";
    if (first >= 0)
        what += ", of which " + with_commas(differing) + " differ: the first is '" + word(first) +
                "' there and '" + corpus.lexicon.vocabulary.word(first) + "' here";
    if (state.corpus != corpus.name)
        what += "; the corpus there is " + state.corpus;
    else if (corpus.source && corpus.source->seed != state.corpus_seed)
        what += "; the corpus's seed is " + std::to_string(state.corpus_seed) + " there and " +
                std::to_string(corpus.source->seed) + " here";
    return what;
}

// The vocabulary is checked here, before anything is built on it.
const TrainerState& checked(const TrainerState& state, const Corpus& corpus) {
    require_same_words(state, corpus);
    return state;
}

} // namespace

TensorViews views_of(const TrainerState& state) {
    return {.parameters = {state.parameters},
            .first_moment = {state.first_moment},
            .second_moment = {state.second_moment},
            .initial_embedding = {state.initial_embedding},
            .mean_gradient = {state.mean_gradient},
            .rollback = {state.rollback.parameters}};
}

void take_words(TrainerState& state, const Corpus& corpus) {
    state.corpus = corpus.name;
    state.instruction_set = instruction_set().name;
    if (corpus.source) state.corpus_seed = corpus.source->seed;
    for (TokenId id = 0; id < corpus.lexicon.vocabulary.size(); ++id) {
        state.words.push_back(corpus.lexicon.vocabulary.word(id));
        state.counts.push_back(corpus.lexicon.vocabulary.count(id));
    }
}

void require_same_words(const TrainerState& state, const Corpus& corpus, std::string_view name) {
    const std::string what = difference(state, corpus);
    if (!what.empty())
        throw Error{
            name, "was trained on other words than those of " + corpus.name + ": " + what,
            "open it without --corpus, or with the corpus and vocabulary settings it was trained with"};
}

GptTrainer::GptTrainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state)
    : GptTrainer{corpus, checked(state, *corpus).model, state.train} {
    with_gaps(table(), state.parameters, parameters_.span());
    with_gaps(table(), state.first_moment, optimizer_.first_moment());
    with_gaps(table(), state.second_moment, optimizer_.second_moment());
    initial_embedding_ = std::make_shared<const RowTable>(
        Matrix{Eigen::Map<const Matrix>{state.initial_embedding.data(), model_.vocabulary, model_.dim}});
    std::ranges::copy(state.mean_gradient, mean_gradient_.data());
    rng_ = Pcg32{state.generator};
    step_ = summed_from_ = state.step;
    moment_age_ = state.moment_age;
    loss_ = state.loss;
    rate_ = state.rate;
    std::ranges::copy(state.frozen_groups, frozen_groups_.begin());
    frozen_rows_ = state.frozen_rows;
    for (std::size_t i = 0; i < state.ablated_heads.size(); ++i)
        gpt_.head_scale[i] = state.ablated_heads[i] ? 0.0F : 1.0F;
    gpt_.pack_weights();
    undo_ = state.undo;
    save_rollback();
    if (state.rollback.parameters.empty()) return;
    with_gaps(table(), state.rollback.parameters, rollback_.span());
    good_step_ = state.rollback.step;
    good_loss_ = state.rollback.loss;
}

TrainerState GptTrainer::state_without_tensors() {
    TrainerState s;
    s.model = model_;
    s.train = train_;
    take_words(s, *corpus_);
    s.step = step_;
    s.moment_age = moment_age_;
    s.generator = rng_.state();
    s.loss = loss_;
    s.rate = rate_;
    s.frozen_groups.assign(frozen_groups_.begin(), frozen_groups_.end());
    s.frozen_rows = frozen_rows_;
    for (const float scale : gpt_.head_scale) s.ablated_heads.push_back(scale == 0.0F);
    s.rollback.step = good_step_;
    s.rollback.loss = good_loss_;
    s.undo = undo_;
    return s;
}

TensorViews GptTrainer::tensors() {
    return {.parameters = without_gaps(table(), parameters_.span()),
            .first_moment = without_gaps(table(), optimizer_.first_moment()),
            .second_moment = without_gaps(table(), optimizer_.second_moment()),
            .initial_embedding = {std::span{initial_embedding_->matrix().data(),
                                            static_cast<std::size_t>(initial_embedding_->size())}},
            .mean_gradient = {mean_gradient_.span()},
            .rollback = without_gaps(table(), rollback_.span())};
}

} // namespace wordfield::inline train
