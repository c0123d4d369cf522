// SPDX-License-Identifier: MIT
// The transformer's Trainer: a network, its optimiser and a pool of threads that is idle between calls.
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/nn/gpt.hpp"
#include "model/nn/optimizer.hpp"
#include "model/train/batch.hpp"
#include "model/train/embedding_edits.hpp"
#include "model/train/trainer.hpp"

#include <memory>
#include <optional>

namespace wordfield::inline train {

/// The transformer's description: gpt_kind.cpp.
const ModelKindInfo& gpt_kind();

class GptTrainer final : public Trainer {
public:
    GptTrainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, TrainConfig train);
    GptTrainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state);
    [[nodiscard]] TrainerState state_without_tensors() override;
    [[nodiscard]] TensorViews tensors() override;

    /// Forward, backward, update. When the loss or the gradient is not finite the weights stay as they are.
    float step() override;
    [[nodiscard]] bool failed() const override { return failed_; }
    [[nodiscard]] float loss() const override { return loss_; }
    void roll_back() override;

    std::optional<HeldOut> measure_heldout(int windows) override;
    std::vector<HeadStats> head_stats() override;
    Moment moment() override;

    [[nodiscard]] std::int64_t step_count() const override { return step_; }
    [[nodiscard]] std::int64_t parameter_count() const override { return table().parameters(); }
    [[nodiscard]] const ModelConfig& model() const override { return model_; }
    [[nodiscard]] const TrainConfig& config() const override { return train_; }
    [[nodiscard]] const std::shared_ptr<const Corpus>& corpus() const { return corpus_; }
    [[nodiscard]] std::span<const float> parameters() const { return parameters_.span(); }
    [[nodiscard]] const ParameterTable& table() const { return gpt_.table(); }

    void set_learning_rate(float peak) override { train_.learning_rate = peak; }
    void set_schedule(Schedule schedule) override { train_.schedule = schedule; }
    void check_row(TokenId row) const override;
    /// The moments begin afresh.
    void set_optimizer(OptimizerKind kind) override;
    void set_batch(int batch) override;
    void reseed(std::uint64_t seed) override { rng_ = Pcg32{seed, 2}; }
    void freeze_group(std::string_view name, bool frozen) override;
    void freeze_row(TokenId row, bool frozen) override;
    void ablate_head(int layer, int head, bool ablated) override;
    void edit_row(const RowEdit& edit) override;
    void undo_row_edit() override;
    void watch_rows(const std::vector<TokenId>& rows) override;
    [[nodiscard]] std::shared_ptr<const ContextPulls> context_pulls() const override {
        return contexts_.told();
    }

private:
    /// Tokens that go through the network together: few, so that their activations stay in cache, but of wide
    /// models more, whose products would else wait for the weights.
    [[nodiscard]] static constexpr Index chunk_rows(int dim) { return dim < 96 ? 128 : 256; }

    void draw_words();
    void pack_unembedding();
    double run_batch();
    void update(double norm);
    void save_rollback();
    void forget_moments();
    [[nodiscard]] EmbeddingEdits row_editor();
    void keep_frozen_rows();
    void put_back_frozen_rows();
    [[nodiscard]] Eigen::Map<Matrix> embedding() {
        return {parameters_.data() + table()[table().token].offset, model_.vocabulary, model_.dim};
    }
    void choose_heldout(int windows);
    std::vector<WindowLoss> losses_of(const CountedWindows& text);
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
    Batch batch_;
    int heldout_asked_ = 0; ///< windows, by the last measure_heldout()
    CountedWindows heldout_, documents_;
    std::vector<double> noise_chance_; ///< (V) of the sampled softmax; empty when it is exact
    std::optional<AliasTable> noise_;
    bool unembedding_stale_ = false; ///< Gpt has not seen the newest table
    std::shared_ptr<const RowTable> initial_embedding_;
    AlignedBuffer<float> mean_gradient_; ///< (V,C), of the embedding
    AlignedBuffer<float> alternating_;   ///< (V,C), the same with every other step's sign turned
    AlignedBuffer<float> gradient_sum_;  ///< (V,C), of all steps since summed_from_
    std::int64_t summed_from_ = 0;
    ContextRecorder contexts_;
    int averaged_ = 0;              ///< steps that are in alternating_
    AlignedBuffer<float> rollback_; ///< parameters at good_step_
    std::array<bool, group_count> frozen_groups_{};
    std::vector<TokenId> frozen_rows_;
    Matrix kept_rows_; ///< (frozen rows, C), from before an update until after it
    std::vector<RowBackup> undo_;
    std::int64_t step_ = 0, good_step_ = 0, moment_age_ = 0;
    float loss_ = 0.0F, good_loss_ = 0.0F, rate_ = 0.0F;
    bool failed_ = false;
};

} // namespace wordfield::inline train
