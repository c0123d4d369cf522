// SPDX-License-Identifier: MIT
#include "model/train/trainer.hpp"

#include "model/core/error.hpp"
#include "model/core/simd.hpp"
#include "model/train/probe.hpp"

#include <cmath>

namespace wordfield {
namespace {

constexpr Index chunk_rows =
    256; // tokens that go through the network together: their activations stay in cache
constexpr std::int64_t remember_every = 100; // steps
constexpr float mean_decay = 0.95F;          // a running mean of some 20 steps

std::pair<int, int> share(int count, int part, int parts) {
    return {count * part / parts, count * (part + 1) / parts};
}

ModelConfig fitted(ModelConfig model, const TrainConfig& train, const Corpus& corpus) {
    model.vocabulary = corpus.vocabulary.size();
    validate(model, train);
    if (corpus.train.size() < static_cast<std::size_t>(model.context) + 2)
        throw Error{corpus.name, "has too few words for a window of " + std::to_string(model.context),
                    "give a longer text or a smaller context"};
    return model;
}

AlignedBuffer<float> fresh_parameters(const ModelConfig& model, std::uint64_t seed) {
    const ParameterTable table{model};
    AlignedBuffer<float> parameters{table.size()};
    Pcg32 rng{seed, 1};
    initialise(table, parameters.span(), rng);
    return parameters;
}

std::shared_ptr<const Matrix> copy_matrix(const float* data, Index rows, Index columns) {
    return std::make_shared<const Matrix>(Eigen::Map<const Matrix>{data, rows, columns});
}

} // namespace

Trainer::Trainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, TrainConfig train)
    : corpus_{std::move(corpus)}, model_{fitted(model, train, *corpus_)}, train_{train}, rng_{train.seed, 2},
      parameters_{fresh_parameters(model_, train.seed)}, gpt_{model_, parameters_.span()},
      optimizer_{gpt_.table()}, pool_{train.threads},
      activations_(static_cast<std::size_t>(train.threads)), mean_gradient_{Index{model_.vocabulary} *
                                                                            model_.dim} {
    for (int i = 0; i < train.threads; ++i) gradients_.emplace_back(gpt_.table().size());
    initial_embedding_ = copy_matrix(parameters_.data(), model_.vocabulary, model_.dim);
    remember();
}

float Trainer::step() {
    loss_ = static_cast<float>(run_batch());
    const double norm = total_norm(optimizer_.gradient_norms());
    if (!std::isfinite(loss_) || !std::isfinite(norm)) {
        failed_ = true;
        return loss_;
    }
    if (step_ % remember_every == 0) remember();
    update(norm);
    ++step_;
    return loss_;
}

// Returns the mean loss; the gradient of it is in gradients_[0].
double Trainer::run_batch() {
    const int parts = pool_.size(), T = model_.context;
    sample_windows(batch_, train_.batch, T, corpus_->train, rng_);
    const float scale = 1.0F / static_cast<float>(batch_.inputs.size());
    const int chunk = std::max(1, static_cast<int>(chunk_rows) / T);
    std::vector<double> loss(static_cast<std::size_t>(parts));
    pool_.run(parts, [&](int part) {
        const auto p = static_cast<std::size_t>(part);
        const auto [begin, end] = share(batch_.count(), part, parts);
        std::ranges::fill(gradients_[p].span(), 0.0F);
        for (int i = begin; i < end; i += chunk)
            loss[p] += gpt_.loss_and_gradient(batch_.slice(i, std::min(end, i + chunk)), scale,
                                              gradients_[p].data(), activations_[p]);
    });
    std::vector<float*> gradients;
    for (auto& gradient : gradients_) gradients.push_back(gradient.data());
    pool_.run(parts, [&](int part) { optimizer_.gather(gradients, part, parts); });
    double total = 0.0;
    for (const double part : loss) total += part;
    return total / static_cast<double>(batch_.inputs.size());
}

StepSettings Trainer::step_settings(double norm) const {
    StepSettings settings;
    settings.kind = train_.optimizer;
    settings.rate = scheduled_rate(train_, step_);
    settings.beta1 = train_.beta1;
    settings.beta2 = train_.beta2;
    settings.epsilon = train_.epsilon;
    settings.weight_decay = train_.weight_decay;
    settings.gradient_scale = clip_factor(norm, train_.clip);
    settings.step = step_;
    return settings;
}

void Trainer::update(double norm) {
    const StepSettings settings = step_settings(norm);
    const int parts = pool_.size();
    rate_ = static_cast<float>(settings.rate);
    pool_.run(parts, [&](int part) {
        optimizer_.update(parameters_.data(), gradients_[0].data(), settings, part, parts);
        average_gradient(part, parts);
    });
    pool_.run(parts, [&](int part) { gpt_.refresh(part, parts); });
}

void Trainer::average_gradient(int part, int parts) {
    const auto [begin, end] = share(model_.vocabulary, part, parts);
    const Index at = Index{begin} * model_.dim, n = Index{end - begin} * model_.dim;
    const float keep = step_ == 0 ? 0.0F : mean_decay;
    float* const mean = mean_gradient_.data() + at;
    const float* const now = gradients_[0].data() + gpt_.table()[gpt_.table().token].offset + at;
    simd::for_each_vector<float>(
        n, [&](auto load, auto store) { store(mean, keep * load(mean) + (1.0F - keep) * load(now)); });
}

void Trainer::remember() {
    good_.reset(parameters_.size());
    std::ranges::copy(parameters_.span(), good_.data());
    good_step_ = step_;
}

void Trainer::go_back() {
    std::ranges::copy(good_.span(), parameters_.data());
    std::ranges::fill(optimizer_.first_moment(), 0.0F);
    std::ranges::fill(optimizer_.second_moment(), 0.0F);
    gpt_.refresh();
    step_ = good_step_;
    failed_ = false;
}

std::optional<double> Trainer::evaluate_heldout(int windows) {
    if (heldout_.length == 0) heldout_ = even_windows(windows, model_.context, corpus_->heldout);
    if (heldout_.length == 0) return std::nullopt;
    const int chunk = std::max(1, static_cast<int>(chunk_rows) / heldout_.length);
    const int parts = pool_.size();
    std::vector<double> loss(static_cast<std::size_t>(parts));
    pool_.run(parts, [&](int part) {
        const auto p = static_cast<std::size_t>(part);
        const auto [begin, end] = share(heldout_.count(), part, parts);
        for (int i = begin; i < end; i += chunk)
            loss[p] += gpt_.loss(heldout_.slice(i, std::min(end, i + chunk)), activations_[p]);
    });
    double total = 0.0;
    for (const double part : loss) total += part;
    return total / static_cast<double>(heldout_.inputs.size());
}

std::vector<GroupStats> Trainer::group_stats() const {
    std::vector<GroupStats> groups(group_count);
    const GroupValues gradient = optimizer_.gradient_norms(), change = optimizer_.update_norms();
    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].name = group_name(static_cast<Group>(g));
        groups[g].gradient_norm = static_cast<float>(gradient[g]);
        groups[g].update_norm = static_cast<float>(change[g]);
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

Snapshot Trainer::snapshot(std::span<const TokenId> prompt) {
    static constexpr TokenId nothing[] = {Vocabulary::end_of_text};
    if (prompt.empty()) prompt = nothing;
    if (prompt.size() > static_cast<std::size_t>(model_.context))
        prompt = prompt.last(static_cast<std::size_t>(model_.context));
    Snapshot snapshot;
    snapshot.step = step_;
    snapshot.corpus = corpus_;
    snapshot.model = model_;
    snapshot.train = train_;
    snapshot.learning_rate = rate_;
    snapshot.train_loss = loss_;
    snapshot.embedding = copy_matrix(parameters_.data() + gpt_.table()[gpt_.table().token].offset,
                                     model_.vocabulary, model_.dim);
    snapshot.initial_embedding = initial_embedding_;
    snapshot.mean_gradient = copy_matrix(mean_gradient_.data(), model_.vocabulary, model_.dim);
    snapshot.groups = group_stats();
    snapshot.parameters = gpt_.table().parameters();
    snapshot.probe = run_probe(gpt_, prompt, activations_.front());
    return snapshot;
}

} // namespace wordfield
