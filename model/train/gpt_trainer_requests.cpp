// SPDX-License-Identifier: MIT
// What may be changed about a trainer between two steps.
#include "model/core/error.hpp"
#include "model/train/gpt_trainer.hpp"

#include <algorithm>

namespace wordfield::inline train {

void GptTrainer::set_optimizer(OptimizerKind kind) {
    train_.optimizer = kind;
    forget_moments();
}

void GptTrainer::set_batch(int batch) {
    TrainConfig changed = train_;
    changed.batch = batch;
    validate(model_, changed);
    train_ = changed;
}

void GptTrainer::freeze_group(std::string_view name, bool frozen) {
    for (std::size_t g = 0; g < frozen_groups_.size(); ++g) {
        if (group_name(static_cast<Group>(g)) != name) continue;
        frozen_groups_[g] = frozen;
        return;
    }
    throw Error{std::string{name}, "is not a group of parameters", "choose one of the groups on the screen"};
}

void GptTrainer::check_row(TokenId row) const {
    if (row < 0 || row >= model_.vocabulary)
        throw Error{"row " + std::to_string(row), "is not in the table", "choose a word of the vocabulary"};
}

void GptTrainer::freeze_row(TokenId row, bool frozen) {
    check_row(row);
    std::erase(frozen_rows_, row);
    if (frozen) frozen_rows_.push_back(row);
}

void GptTrainer::watch_rows(const std::vector<TokenId>& rows) {
    for (const TokenId row : rows) check_row(row);
    // A softmax that is estimated from some words does not say how probable a target was.
    const bool told = softmax_sample_size(model_, train_) == 0;
    contexts_.watch(told ? rows : std::vector<TokenId>{}, model_.dim, step_, pool_.size());
}

void GptTrainer::ablate_head(int layer, int head, bool ablated) {
    if (layer < 0 || layer >= model_.layers || head < 0 || head >= model_.heads)
        throw Error{"head " + std::to_string(head), "is not in the model",
                    "choose one of the heads on the screen"};
    gpt_.head_scale[static_cast<std::size_t>(layer * model_.heads + head)] = ablated ? 0.0F : 1.0F;
}

EmbeddingEdits GptTrainer::row_editor() {
    const Index V = model_.vocabulary, C = model_.dim, at = table()[table().token].offset;
    return EmbeddingEdits{embedding(),
                          {EmbeddingEdits::Table{optimizer_.first_moment().data() + at, V, C},
                           EmbeddingEdits::Table{optimizer_.second_moment().data() + at, V, C}}};
}

void GptTrainer::edit_row(const RowEdit& edit) {
    constexpr std::size_t most_edits = 100; // a drag is many
    undo_.push_back(row_editor().apply(edit));
    if (undo_.size() > most_edits) undo_.erase(undo_.begin());
    gpt_.pack_weights();
}

void GptTrainer::undo_row_edit() {
    if (undo_.empty()) throw Error{"undo", "there is no edit to take back", "edit a row before"};
    row_editor().undo(undo_.back());
    undo_.pop_back();
    gpt_.pack_weights();
}

} // namespace wordfield::inline train
