// SPDX-License-Identifier: MIT
// The Trainer of two tables of vectors, skip-gram and its like: reads the text from front to back, again and
// again, a stretch of batch x context tokens a step, on one thread. It has no layers and heads, one rate for
// all weights and no moments; what asks for those is refused with a sentence.
#pragma once

#include "model/nn/skipgram.hpp"
#include "model/nn/word_vector_network.hpp"
#include "model/train/embedding_edits.hpp"
#include "model/train/trainer.hpp"

#include <array>

namespace wordfield::inline train {

/// `make` makes the tables, and with them says how they learn.
class WordVectorTrainer : public Trainer {
public:
    WordVectorTrainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, TrainConfig train,
                      MakeWordVectors make);
    WordVectorTrainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state, MakeWordVectors make);
    [[nodiscard]] TrainerState state_without_tensors() override;
    [[nodiscard]] TensorViews tensors() override;

    /// Plain gradient descent, pair by pair. The loss is that of negative sampling, nats per pair of words
    /// (of CBOW: per word that is predicted).
    float step() override;
    [[nodiscard]] bool failed() const override { return failed_; }
    [[nodiscard]] float loss() const override { return loss_; }
    void roll_back() override;

    std::optional<HeldOut> measure_heldout(int windows) override;
    /// `mean_gradient` and the groups' norms of gradients and updates are means over some 16 steps: what the
    /// vectors moved, over the rates they moved at.
    Moment moment() override;

    [[nodiscard]] std::int64_t step_count() const override { return step_; }
    [[nodiscard]] std::int64_t parameter_count() const override {
        return vectors_->input().size() + vectors_->output().size();
    }
    [[nodiscard]] const ModelConfig& model() const override { return model_; }
    [[nodiscard]] const TrainConfig& config() const override { return train_; }
    [[nodiscard]] const WordVectors& vectors() const { return *vectors_; }

    void set_learning_rate(float peak) override { train_.learning_rate = peak; }
    void set_schedule(Schedule schedule) override { train_.schedule = schedule; }
    void check_row(TokenId row) const override;
    void set_optimizer(OptimizerKind kind) override;
    void set_batch(int batch) override;
    void reseed(std::uint64_t seed) override { vectors_->generator() = Pcg32{seed, 4}; }
    void freeze_group(std::string_view name, bool frozen) override;
    void freeze_row(TokenId row, bool frozen) override;
    void ablate_head(int layer, int head, bool ablated) override;
    void edit_row(const RowEdit& edit) override;
    void undo_row_edit() override;

private:
    [[nodiscard]] std::shared_ptr<const Network> network_of(std::shared_ptr<const Matrix> input,
                                                            std::shared_ptr<const Matrix> output);
    /// The words' vectors and their vectors as neighbours, at one moment.
    struct Tables {
        Matrix input, output; // (V,C)
    };

    [[nodiscard]] WordVectors::Result read_text(float rate);
    [[nodiscard]] EmbeddingEdits row_editor();
    void keep_frozen_rows();
    void put_back_frozen_rows();
    void save_rollback();
    void mark();
    void average_gradient();
    [[nodiscard]] std::vector<GroupStats> group_stats() const;

    std::shared_ptr<const Corpus> corpus_;
    ModelConfig model_;
    TrainConfig train_;
    std::unique_ptr<WordVectors> vectors_;
    std::size_t cursor_ = 0, good_cursor_ = 0; ///< of the training stream
    std::shared_ptr<const RowTable> initial_embedding_;
    std::shared_ptr<const RowVector> log_noise_; ///< (V); null until a moment asks for it
    Tables rollback_, marked_;
    Matrix mean_gradient_; ///< (V,C)
    Matrix gradient_sum_;  ///< (V,C) of all blocks since summed_from_
    std::int64_t summed_from_ = 0;
    Matrix alternating_; ///< (V,C) the same with every other block's sign turned (see pull_agreement())
    int averaged_ = 0;   ///< blocks in both since they were begun
    std::array<double, 2> gradient_norm_{}, update_norm_{}; ///< of input and output
    double marked_rates_ = 0.0;                             ///< sum of the rates since marked_
    int marked_steps_ = 0;
    std::vector<TokenId> frozen_rows_;
    Matrix kept_rows_; ///< (frozen rows, C), from before a step until after it
    std::vector<RowBackup> undo_;
    std::int64_t step_ = 0, good_step_ = 0;
    float loss_ = 0.0F, good_loss_ = 0.0F, rate_ = 0.0F;
    bool failed_ = false;
};

/// The skip-gram's description: skipgram_kind.cpp.
const ModelKindInfo& skipgram_kind();

class SkipGramTrainer final : public WordVectorTrainer {
public:
    SkipGramTrainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, TrainConfig train)
        : WordVectorTrainer{std::move(corpus), model, train, &make_word_vectors<SkipGram>} {}
    SkipGramTrainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state)
        : WordVectorTrainer{std::move(corpus), state, &make_word_vectors<SkipGram>} {}
};

} // namespace wordfield::inline train
