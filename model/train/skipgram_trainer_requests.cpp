// SPDX-License-Identifier: MIT
// What may be changed about a skip-gram between two steps, and what it is saved as.
#include "model/core/error.hpp"
#include "model/train/skipgram_trainer.hpp"

#include <algorithm>

namespace wordfield::inline train {
namespace {

std::span<const float> values_of(const Matrix& matrix) {
    return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

Matrix matrix_of(std::span<const float> values, Index rows, Index columns) {
    return Eigen::Map<const Matrix>{values.data(), rows, columns};
}

} // namespace

WordVectorTrainer::WordVectorTrainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state,
                                     MakeWordVectors make)
    : WordVectorTrainer{corpus, (require_same_words(state, *corpus), state.model), state.train, make} {
    const Index V = model_.vocabulary, C = model_.dim;
    const std::span<const float> values{state.parameters};
    vectors_->input() = matrix_of(values, V, C);
    vectors_->output() = matrix_of(values.subspan(static_cast<std::size_t>(V * C)), V, C);
    vectors_->generator() = Pcg32{state.generator};
    initial_embedding_ = std::make_shared<const RowTable>(matrix_of(state.initial_embedding, V, C));
    mean_gradient_ = matrix_of(state.mean_gradient, V, C);
    cursor_ = static_cast<std::size_t>(state.cursor) % corpus_->text.train.size();
    step_ = summed_from_ = state.step;
    loss_ = state.loss;
    rate_ = state.rate;
    vectors_->input_frozen = state.frozen_groups[0];
    vectors_->output_frozen = state.frozen_groups[1];
    frozen_rows_ = state.frozen_rows;
    undo_ = state.undo;
    save_rollback();
    mark();
    if (state.rollback.parameters.empty()) return;
    const std::span<const float> good{state.rollback.parameters};
    rollback_ = {matrix_of(good, V, C), matrix_of(good.subspan(static_cast<std::size_t>(V * C)), V, C)};
    good_cursor_ = static_cast<std::size_t>(state.rollback.cursor) % corpus_->text.train.size();
    good_step_ = state.rollback.step;
    good_loss_ = state.rollback.loss;
}

TrainerState WordVectorTrainer::state_without_tensors() {
    TrainerState s;
    s.model = model_;
    s.train = train_;
    take_words(s, *corpus_);
    s.step = step_;
    s.cursor = static_cast<std::int64_t>(cursor_);
    s.generator = vectors_->generator().state();
    s.loss = loss_;
    s.rate = rate_;
    s.frozen_groups = {vectors_->input_frozen, vectors_->output_frozen};
    s.frozen_rows = frozen_rows_;
    s.rollback.step = good_step_;
    s.rollback.cursor = static_cast<std::int64_t>(good_cursor_);
    s.rollback.loss = good_loss_;
    s.undo = undo_;
    return s;
}

TensorViews WordVectorTrainer::tensors() {
    return {.parameters = {values_of(vectors_->input()), values_of(vectors_->output())},
            .first_moment = {},
            .second_moment = {},
            .initial_embedding = {values_of(initial_embedding_->matrix())},
            .mean_gradient = {values_of(mean_gradient_)},
            .rollback = {values_of(rollback_.input), values_of(rollback_.output)}};
}

void WordVectorTrainer::check_row(TokenId row) const {
    if (row < 0 || row >= model_.vocabulary)
        throw Error{"row " + std::to_string(row), "is not in the table", "choose a word of the vocabulary"};
}

void WordVectorTrainer::set_optimizer(OptimizerKind kind) {
    if (kind != OptimizerKind::Sgd)
        throw Error{info_of(model_.kind).noun, "learns by plain gradient descent",
                    "train a transformer to try others"};
}

void WordVectorTrainer::set_batch(int batch) {
    TrainConfig changed = train_;
    changed.batch = batch;
    validate(model_, changed);
    train_ = changed;
}

void WordVectorTrainer::freeze_group(std::string_view name, bool frozen) {
    const auto groups = group_stats();
    if (name == groups[0].name)
        vectors_->input_frozen = frozen;
    else if (name == groups[1].name)
        vectors_->output_frozen = frozen;
    else
        throw Error{std::string{name}, "is not a group of parameters",
                    "choose one of the groups on the screen"};
}

void WordVectorTrainer::freeze_row(TokenId row, bool frozen) {
    check_row(row);
    std::erase(frozen_rows_, row);
    if (frozen) frozen_rows_.push_back(row);
}

void WordVectorTrainer::keep_frozen_rows() {
    kept_rows_.resize(static_cast<Index>(frozen_rows_.size()), model_.dim);
    for (Index i = 0; i < kept_rows_.rows(); ++i) kept_rows_.row(i) = vectors_->input().row(frozen_rows_[i]);
}

void WordVectorTrainer::put_back_frozen_rows() {
    for (Index i = 0; i < kept_rows_.rows(); ++i) vectors_->input().row(frozen_rows_[i]) = kept_rows_.row(i);
}

void WordVectorTrainer::ablate_head(int, int, bool) {
    throw Error{info_of(model_.kind).noun, "has no attention heads", "train a transformer to try this"};
}

EmbeddingEdits WordVectorTrainer::row_editor() {
    return EmbeddingEdits{{vectors_->input().data(), model_.vocabulary, model_.dim}};
}

// What an experiment moved is no gradient: the mean begins anew from here.
void WordVectorTrainer::edit_row(const RowEdit& edit) {
    constexpr std::size_t most_edits = 100;
    undo_.push_back(row_editor().apply(edit));
    if (undo_.size() > most_edits) undo_.erase(undo_.begin());
    mark();
}

void WordVectorTrainer::undo_row_edit() {
    if (undo_.empty()) throw Error{"undo", "there is no edit to take back", "edit a row before"};
    row_editor().undo(undo_.back());
    undo_.pop_back();
    mark();
}

} // namespace wordfield::inline train
