// SPDX-License-Identifier: MIT
// One step's truth: the weights, and what was measured with them. Everything the window shows of a model
// comes out of one immutable Moment, or is asked of its network. No GL, no locks, may be kept for as long as
// anyone likes and dropped on any thread.
#pragma once

#include "model/core/matrix.hpp"
#include "model/nn/config.hpp"
#include "model/nn/network.hpp"
#include "model/text/corpus.hpp"
#include "model/train/capabilities.hpp"
#include "model/train/mean_loss.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline run {
struct RunHistory;
} // namespace wordfield::inline run

namespace wordfield::inline train {

/// Where a head looks, on average over some windows of held-out text; rows from the third on, so that the
/// previous and the first token are not the same.
struct HeadStats {
    float entropy = 0.0F;  ///< nats, of a row of attention
    float previous = 0.0F; ///< weight on the token before, 0 to 1
    float first = 0.0F;    ///< weight on the window's first token
    float itself = 0.0F;   ///< weight on the token itself
    /// Standard errors of the four, from how the windows of text differ.
    float entropy_error = 0.0F, previous_error = 0.0F, first_error = 0.0F, itself_error = 0.0F;
};

/// One named group of parameters: "token embedding", "position embedding", "attention", "feed-forward",
/// "norms".
struct GroupStats {
    std::string name;
    std::int64_t parameters = 0;
    float norm = 0.0F;          ///< Euclidean norm of all its weights
    float gradient_norm = 0.0F; ///< of the last step, before clipping
    float update_norm = 0.0F;   ///< of what the last step changed
    bool frozen = false;        ///< kept as it is by FreezeGroup
};

/// What the last changes by hand (of rows and heads) between two moments did to the held-out loss, with no
/// step of training in between.
struct MeasuredEdit {
    std::uint64_t number = 0; ///< counts up; 0 for none yet
    std::int64_t step = 0;
    double before = 0.0, after = 0.0; ///< nats per token, over the same windows
    double error = 0.0;               ///< standard error of after - before
};

struct Moment {
    std::uint64_t run = 0; ///< of next_run_number(): another one with every restart and every session
    std::int64_t step = 0;
    std::uint64_t applied = 0; ///< ticket of the last command that it knows of (see Session::post())
    std::shared_ptr<const Moment> beginning; ///< the one that the run began with; null in that one itself
    std::shared_ptr<const Corpus> corpus;
    bool reopened = false; ///< its run goes on from a file: between `beginning` and that nothing is known
    std::shared_ptr<const RunHistory> earlier; ///< of a run that goes on from a file: its curves until then
    Capabilities capabilities;                 ///< of the model
    ModelConfig model;
    TrainConfig train;
    float learning_rate = 0.0F; ///< that of the last step, schedule included
    float train_loss =
        0.0F; ///< nats per token of the last step's batch (of a skip-gram per pair; see softmax_sample_size)
    float heldout_loss = 0.0F; ///< nats per token, measured at `heldout_step`
    std::int64_t heldout_step = -1;
    float heldout_error = 0.0F;              ///< standard error of heldout_loss
    std::optional<MeanLoss> heldout_in_view; ///< at `heldout_step`, each token with its document before it;
                                             ///< nothing for a skip-gram or a text without documents
    MeasuredEdit edit;                       ///< the last change by hand
    std::vector<HeadStats> head_stats; ///< [layer * H + head] at `heldout_step`; empty without held-out text
    std::shared_ptr<const Network> network;            ///< all weights: what a sentence can be asked of
    std::shared_ptr<const RowTable> embedding;         ///< (V, C)
    std::shared_ptr<const Matrix> output_embedding;    ///< (V, C) the words as neighbours; null for a
                                                       ///< transformer, whose table has both roles
    std::shared_ptr<const RowTable> initial_embedding; ///< (V, C) at step 0 of this run
    std::shared_ptr<const Matrix> mean_gradient; ///< (V, C) embedding gradient, running mean of some 20 steps
    std::shared_ptr<const Matrix>
        gradient_sum; ///< (V, C) embedding gradients of all steps since `summed_from`, added up: the
                      ///< difference of two moments' sums is the sum of the steps between them
    std::int64_t summed_from = 0; ///< 0, or where the run was read from a file
    std::shared_ptr<const Eigen::VectorXf>
        pull_agreement;          ///< (V) see pull_agreement(); null while too few steps were seen
    float least_reliable = 0.0F; ///< see least_reliable()
    std::vector<GroupStats> groups;
    std::int64_t parameters = 0;
    std::vector<TokenId> frozen_rows; ///< of the embedding
    std::vector<bool> ablated_heads;  ///< [layer * H + head]
    int undoable_edits = 0;           ///< row edits that UndoRowEdit can take back

    /// Whether training leaves this row of the embedding alone.
    [[nodiscard]] bool is_frozen(TokenId row) const {
        return std::ranges::find(frozen_rows, row) != frozen_rows.end();
    }
    /// Whether what this head finds reaches nothing. False where there is no such head.
    [[nodiscard]] bool is_ablated(int layer, int head) const {
        const std::size_t index = static_cast<std::size_t>(layer) * static_cast<std::size_t>(model.heads) +
                                  static_cast<std::size_t>(head);
        return index < ablated_heads.size() && ablated_heads[index];
    }
};

} // namespace wordfield::inline train
