// SPDX-License-Identifier: MIT
// The trainer's picture of itself.
#include "model/geometry/pull.hpp"
#include "model/nn/gpt_network.hpp"
#include "model/train/gpt_trainer.hpp"

#include <cmath>

namespace wordfield::inline train {
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

Moment GptTrainer::moment() {
    Moment moment;
    moment.step = step_;
    moment.corpus = corpus_;
    moment.capabilities = capabilities();
    moment.model = model_;
    moment.train = train_;
    moment.learning_rate = rate_;
    moment.train_loss = loss_;
    const auto embedding = copy_matrix(parameters_.data() + gpt_.table()[gpt_.table().token].offset,
                                       model_.vocabulary, model_.dim);
    moment.embedding = std::make_shared<const RowTable>(embedding);
    moment.network = std::make_shared<const GptNetwork>(gpt_, embedding);
    moment.initial_embedding = initial_embedding_;
    moment.mean_gradient = copy_matrix(mean_gradient_.data(), model_.vocabulary, model_.dim);
    moment.gradient_sum = copy_matrix(gradient_sum_.data(), model_.vocabulary, model_.dim);
    moment.summed_from = summed_from_;
    constexpr int enough = 60; // steps: what is older than that is forgotten by the mean
    if (averaged_ >= enough) {
        moment.pull_agreement = std::make_shared<const Eigen::VectorXf>(
            pull_agreement(*moment.mean_gradient,
                           Eigen::Map<const Matrix>{alternating_.data(), model_.vocabulary, model_.dim}));
        moment.least_reliable = least_reliable(*moment.pull_agreement);
    }
    moment.groups = group_stats();
    moment.parameters = gpt_.table().parameters();
    moment.frozen_rows = frozen_rows_;
    for (const float scale : gpt_.head_scale) moment.ablated_heads.push_back(scale == 0.0F);
    moment.undoable_edits = static_cast<int>(undo_.size());
    return moment;
}

} // namespace wordfield::inline train
