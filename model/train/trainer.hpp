// SPDX-License-Identifier: MIT
// A model being trained on one corpus, step by step, whatever its kind: what Session and --headless need of
// it. GptTrainer is the transformer's, SkipGramTrainer the table's; model_kind.hpp lists them. Has no
// thread of its own. The same corpus, settings, seed and thread count give the same bits.
#pragma once

#include "model/train/commands.hpp"
#include "model/train/context_pulls.hpp"
#include "model/train/held_out.hpp"
#include "model/train/model_kind.hpp"
#include "model/train/moment.hpp"
#include "model/train/trainer_state.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wordfield::inline train {

/// Steps between two copies of the weights to which a trainer goes back when its loss is no longer a number.
constexpr std::int64_t remember_every = 100;

class Trainer {
public:
    virtual ~Trainer() = default;

    /// What it can be asked; the same for as long as it lives.
    [[nodiscard]] virtual Capabilities capabilities() const { return info_of(model().kind).capabilities; }

    /// Everything that has an influence on the steps to come.
    [[nodiscard]] TrainerState state();
    /// The same in two parts, so that it can be written without a copy: all but the arrays of floats, and
    /// those where they lie until the next step or request.
    [[nodiscard]] virtual TrainerState state_without_tensors() = 0;
    [[nodiscard]] virtual TensorViews tensors() = 0;

    /// One batch: returns its loss before the update, nats per token (per pair of words for a skip-gram).
    /// When the loss is not finite failed() is true from then on, until roll_back().
    virtual float step() = 0;
    [[nodiscard]] virtual bool failed() const = 0;
    /// What the last step() returned, or, after roll_back(), the step that it went back to.
    [[nodiscard]] virtual float loss() const = 0;
    /// Returns to the weights of the last good moment (at most some hundred steps ago), with fresh moments.
    virtual void roll_back() = 0;
    /// How many tokens of text a step reads.
    [[nodiscard]] std::int64_t tokens_per_step() const {
        return std::int64_t{config().batch} * model().context;
    }

    /// The loss over about `windows` fixed, evenly spread windows of the held-out stream, the same for every
    /// call with that number; nothing when there is no held-out text.
    virtual std::optional<HeldOut> measure_heldout(int windows) = 0;
    /// Its mean alone, nats.
    [[nodiscard]] std::optional<double> evaluate_heldout(int windows) {
        const auto measured = measure_heldout(windows);
        return measured ? std::optional{measured->loss.mean} : std::nullopt;
    }
    /// Where each head looks, over a few held-out windows; empty without held-out text or without heads.
    virtual std::vector<HeadStats> head_stats() { return {}; }

    /// Everything but what is measured on held-out text or on request, which belongs to the run.
    virtual Moment moment() = 0;

    [[nodiscard]] virtual std::int64_t step_count() const = 0;
    /// Weights that are trained.
    [[nodiscard]] virtual std::int64_t parameter_count() const = 0;
    [[nodiscard]] virtual const ModelConfig& model() const = 0;
    [[nodiscard]] virtual const TrainConfig& config() const = 0;

    virtual void set_learning_rate(float peak) = 0;
    virtual void set_schedule(Schedule schedule) = 0;
    // These throw Error when there is no such thing.
    virtual void check_row(TokenId row) const = 0;
    virtual void set_optimizer(OptimizerKind kind) = 0;
    virtual void set_batch(int batch) = 0;
    /// Chance begins anew, as with this seed.
    virtual void reseed(std::uint64_t seed) = 0;
    virtual void freeze_group(std::string_view name, bool frozen) = 0;
    virtual void freeze_row(TokenId row, bool frozen) = 0;
    virtual void ablate_head(int layer, int head, bool ablated) = 0;
    virtual void edit_row(const RowEdit& edit) = 0;
    virtual void undo_row_edit() = 0;

    /// Records which contexts pull on these rows, where that can be told (Capabilities::window_gradients);
    /// anew with every call, and not at all with none. Throws Error when there is no such row.
    virtual void watch_rows(const std::vector<TokenId>& /*rows*/) {}
    /// What has been recorded; null while nothing is.
    [[nodiscard]] virtual std::shared_ptr<const ContextPulls> context_pulls() const { return nullptr; }
};

/// The vocabulary's size is set from the corpus. A corpus of vectors has the trainer that shows them, whatever
/// the model. Throws Error when the settings do not fit each other or the
/// corpus is too short for one window.
std::unique_ptr<Trainer> make_trainer(std::shared_ptr<const Corpus> corpus, const ModelConfig& model,
                                      const TrainConfig& train);
/// Goes on where `state` was taken. Throws Error when its vocabulary is not the corpus's.
std::unique_ptr<Trainer> make_trainer(std::shared_ptr<const Corpus> corpus, const TrainerState& state);

} // namespace wordfield::inline train
