// SPDX-License-Identifier: MIT
// One model being trained on one corpus, step by step. It has no thread of its own, only a pool that is idle
// between calls; Session gives it one. The same corpus, settings, seed and thread count give the same bits.
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/nn/gpt.hpp"
#include "model/nn/optimizer.hpp"
#include "model/train/commands.hpp"
#include "model/train/row_editor.hpp"
#include "model/train/snapshot.hpp"
#include "model/train/trainer_state.hpp"
#include "model/train/windows.hpp"

#include <memory>
#include <optional>

namespace wordfield {

class Trainer {
public:
    /// The vocabulary's size is set from the corpus. Throws Error when the settings do not fit each other or
    /// the corpus is too short for one window.
    Trainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, TrainConfig train);
    /// Goes on where `state` was taken. Throws Error when its vocabulary is not the corpus's.
    Trainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state);
    /// Everything that has an influence on the steps to come.
    [[nodiscard]] TrainerState state();

    /// One batch: forward, backward, update. Returns its loss before the update, nats per token. When the
    /// loss or the gradient is not finite the weights stay as they are and failed() is true from then on,
    /// until go_back().
    float step();
    [[nodiscard]] bool failed() const { return failed_; }
    /// Returns to the weights of the last good moment (at most some hundred steps ago), with fresh moments.
    void go_back();

    /// Mean loss over `windows` fixed, evenly spread windows of the held-out stream, nats per token; nothing
    /// when there is no held-out text.
    std::optional<double> evaluate_heldout(int windows);

    /// Where each head looks, over a few of the windows of evaluate_heldout(), which comes before; empty
    /// without held-out text.
    std::vector<HeadStats> head_stats();

    /// Everything but run, state, message, speeds, seconds, comparison and what is measured on held-out text
    /// or on request, which belong to the session. The prompt is cut as in probe().
    Snapshot snapshot(std::span<const TokenId> prompt);
    /// The sentence is cut to the context (its end is kept); an empty one becomes <eos>.
    Probe probe(std::span<const TokenId> sentence);

    /// The last batch's windows with the word `row` in them, twelve at most, each with the gradient that it
    /// alone gives that row under the weights as they are now; the hardest pull at the front. Costs up to a
    /// step. Throws Error when there is no such row.
    std::vector<PullingWindow> pulling_windows(TokenId row);

    [[nodiscard]] std::int64_t step_count() const { return step_; }
    [[nodiscard]] const ModelConfig& model() const { return model_; }
    [[nodiscard]] const TrainConfig& config() const { return train_; }
    [[nodiscard]] const std::shared_ptr<const Corpus>& corpus() const { return corpus_; }
    [[nodiscard]] std::span<const float> parameters() const { return parameters_.span(); }
    [[nodiscard]] const ParameterTable& table() const { return gpt_.table(); }

    /// Throws Error when there is no such row.
    void check_row(TokenId row) const;
    void set_learning_rate(float peak) { train_.learning_rate = peak; }
    void set_schedule(Schedule schedule) { train_.schedule = schedule; }
    /// The moments begin afresh.
    void set_optimizer(OptimizerKind kind);
    // These throw Error when there is no such thing.
    void set_batch(int batch);
    void freeze_group(std::string_view name, bool frozen);
    void freeze_row(TokenId row, bool frozen);
    void silence_head(int layer, int head, bool silent);
    void edit_row(const RowEdit& edit);
    /// Throws Error when no edit is left.
    void undo_row_edit();

private:
    double run_batch();
    void update(double norm);
    void remember();
    void forget_moments();
    [[nodiscard]] RowEditor row_editor();
    void keep_frozen_rows();
    void put_back_frozen_rows();
    [[nodiscard]] Eigen::Map<Matrix> embedding() {
        return {parameters_.data() + table()[table().token].offset, model_.vocabulary, model_.dim};
    }
    [[nodiscard]] StepSettings step_settings(double norm) const;
    void average_gradient(int part, int parts);
    [[nodiscard]] std::vector<GroupStats> group_stats() const;

    std::shared_ptr<const Corpus> corpus_;
    ModelConfig model_;
    TrainConfig train_;
    Pcg32 rng_;
    AlignedBuffer<float> parameters_;
    Gpt<float> gpt_;
    Optimizer<float> optimizer_;
    ThreadPool pool_;
    std::vector<AlignedBuffer<float>> gradients_; ///< one per thread; the sum ends up in the front one
    std::vector<float*> gradient_pointers_;
    std::vector<double> part_loss_;
    std::vector<Activations<float>> activations_; ///< one per thread
    Windows batch_, heldout_;
    std::shared_ptr<const Matrix> initial_embedding_;
    AlignedBuffer<float> mean_gradient_; ///< (V,C), of the embedding
    AlignedBuffer<float> good_;          ///< parameters at good_step_
    std::array<bool, group_count> frozen_groups_{};
    std::vector<TokenId> frozen_rows_;
    Matrix kept_rows_; ///< (frozen rows, C), from before an update until after it
    std::vector<UndoneRows> undo_;
    std::int64_t step_ = 0, good_step_ = 0, moment_age_ = 0;
    float loss_ = 0.0F, rate_ = 0.0F;
    bool failed_ = false;
};

} // namespace wordfield
