// SPDX-License-Identifier: MIT
// The trainer's picture of itself.
#include "model/geometry/pull.hpp"
#include "model/train/gpt_trainer.hpp"
#include "model/train/trace.hpp"

#include <cmath>

namespace wordfield {
namespace {

std::shared_ptr<const Matrix> copy_matrix(const float* data, Index rows, Index columns) {
    return std::make_shared<const Matrix>(Eigen::Map<const Matrix>{data, rows, columns});
}

} // namespace

std::vector<GroupStats> GptTrainer::group_stats() const {
    std::vector<GroupStats> groups(group_count);
    const GroupValues gradient = optimizer_.gradient_norms(), change = optimizer_.update_norms();
    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].name = group_name(static_cast<Group>(g));
        groups[g].gradient_norm = static_cast<float>(gradient[g]);
        groups[g].update_norm = static_cast<float>(change[g]);
        groups[g].frozen = frozen_groups_[g];
    }
    for (const Tensor& tensor : gpt_.table().tensors()) {
        GroupStats& group = groups[static_cast<std::size_t>(tensor.group)];
        group.parameters += tensor.size();
        group.norm +=
            Eigen::Map<const RowVector>{parameters_.data() + tensor.offset, tensor.size()}.squaredNorm();
    }
    for (GroupStats& group : groups) group.norm = std::sqrt(group.norm);
    return groups;
}

Trace GptTrainer::trace(std::span<const TokenId> sentence) {
    static constexpr TokenId nothing[] = {Vocabulary::end_of_text};
    if (sentence.empty()) sentence = nothing;
    if (sentence.size() > static_cast<std::size_t>(model_.context)) sentence = sentence.last(model_.context);
    pack_unembedding();
    return run_probe(gpt_, sentence, activations_.front());
}

Snapshot GptTrainer::snapshot(std::span<const TokenId> prompt) {
    Snapshot snapshot;
    snapshot.step = step_;
    snapshot.corpus = corpus_;
    snapshot.capabilities = capabilities();
    snapshot.model = model_;
    snapshot.train = train_;
    snapshot.learning_rate = rate_;
    snapshot.train_loss = loss_;
    snapshot.embedding = copy_matrix(parameters_.data() + gpt_.table()[gpt_.table().token].offset,
                                     model_.vocabulary, model_.dim);
    snapshot.initial_embedding = initial_embedding_;
    snapshot.mean_gradient = copy_matrix(mean_gradient_.data(), model_.vocabulary, model_.dim);
    constexpr int enough = 60; // steps: what is older than that is forgotten by the mean
    if (averaged_ >= enough) {
        snapshot.pull_agreement = std::make_shared<const Eigen::VectorXf>(
            pull_agreement(*snapshot.mean_gradient,
                           Eigen::Map<const Matrix>{alternating_.data(), model_.vocabulary, model_.dim}));
        snapshot.least_reliable = least_reliable(*snapshot.pull_agreement);
    }
    snapshot.groups = group_stats();
    snapshot.parameters = gpt_.table().parameters();
    snapshot.frozen_rows = frozen_rows_;
    for (const float scale : gpt_.head_scale) snapshot.ablated_heads.push_back(scale == 0.0F);
    snapshot.undoable_edits = static_cast<int>(undo_.size());
    snapshot.trace = trace(prompt);
    return snapshot;
}

} // namespace wordfield
