// SPDX-License-Identifier: MIT
// One model being trained on one corpus, step by step. It has no thread of its own, only a pool that is idle
// between calls; Session gives it one. The same corpus, settings, seed and thread count give the same bits.
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/nn/gpt.hpp"
#include "model/nn/optimizer.hpp"
#include "model/train/snapshot.hpp"
#include "model/train/windows.hpp"

#include <memory>

namespace wordfield {

class Trainer {
public:
    /// The vocabulary's size is set from the corpus. Throws Error when the settings do not fit each other or
    /// the corpus is too short for one window.
    Trainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, TrainConfig train);

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

    /// Everything but run, state, message, speeds, seconds and held-out loss, which belong to the session.
    /// The prompt is cut to the context (its end is kept); an empty one becomes <eos>.
    Snapshot snapshot(std::span<const TokenId> prompt);

    [[nodiscard]] std::int64_t step_count() const { return step_; }
    [[nodiscard]] const ModelConfig& model() const { return model_; }
    [[nodiscard]] const TrainConfig& config() const { return train_; }
    [[nodiscard]] const std::shared_ptr<const Corpus>& corpus() const { return corpus_; }
    [[nodiscard]] std::span<const float> parameters() const { return parameters_.span(); }
    [[nodiscard]] const ParameterTable& table() const { return gpt_.table(); }

    void set_learning_rate(float peak) { train_.learning_rate = peak; }

private:
    double run_batch();
    void update(double norm);
    void remember();
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
    std::vector<Activations<float>> activations_; ///< one per thread
    Windows batch_, heldout_;
    std::shared_ptr<const Matrix> initial_embedding_;
    AlignedBuffer<float> mean_gradient_; ///< (V,C), of the embedding
    AlignedBuffer<float> good_;          ///< parameters at good_step_
    std::int64_t step_ = 0, good_step_ = 0;
    float loss_ = 0.0F, rate_ = 0.0F;
    bool failed_ = false;
};

} // namespace wordfield
