// SPDX-License-Identifier: MIT
#include "model/train/gpt_trainer.hpp"

#include "model/core/error.hpp"
#include "model/kernels/kernels.hpp"
#include "model/nn/noise.hpp"

#include <cmath>
#include <numeric>

namespace wordfield::inline train {
namespace {

constexpr float mean_decay = 0.95F; // a running mean of some 20 steps

std::pair<int, int> share(int count, int part, int parts) {
    return {count * part / parts, count * (part + 1) / parts};
}

ModelConfig fitted(ModelConfig model, const TrainConfig& train, const Corpus& corpus) {
    model.vocabulary = corpus.lexicon.vocabulary.size();
    validate(model, train);
    if (corpus.text.train.size() < static_cast<std::size_t>(model.context) + 2)
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

} // namespace

GptTrainer::GptTrainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, TrainConfig train)
    : corpus_{std::move(corpus)}, model_{fitted(model, train, *corpus_)}, train_{train}, rng_{train.seed, 2},
      parameters_{fresh_parameters(model_, train.seed)}, gpt_{model_, parameters_.span()},
      optimizer_{gpt_.table()}, pool_{train.threads},
      activations_(static_cast<std::size_t>(train.threads)), mean_gradient_{Index{model_.vocabulary} *
                                                                            model_.dim},
      alternating_{Index{model_.vocabulary} * model_.dim}, gradient_sum_{Index{model_.vocabulary} *
                                                                         model_.dim} {
    for (int i = 0; i < train.threads; ++i) gradients_.emplace_back(gpt_.table().size());
    for (auto& gradient : gradients_) gradient_pointers_.push_back(gradient.data());
    part_loss_.resize(gradients_.size());
    initial_embedding_ = std::make_shared<const RowTable>(Matrix{
        Eigen::Map<const Matrix>{parameters_.data(), model_.vocabulary, model_.dim}}); // wte comes first
    save_rollback();
}

float GptTrainer::step() {
    loss_ = static_cast<float>(run_batch());
    const double norm = total_norm(optimizer_.gradient_norms());
    if (!std::isfinite(loss_) || !std::isfinite(norm)) {
        failed_ = true;
        contexts_.drop();
        return loss_;
    }
    if (step_ % remember_every == 0) save_rollback();
    update(norm);
    ++step_;
    if (contexts_.on()) contexts_.finish(step_, gradients_[0].data() + table()[table().token].offset);
    return loss_;
}

// Drawn by count^0.75, as skip-gram's noise is: rare words come now and then, frequent ones not always.
void GptTrainer::draw_words() {
    const int count = softmax_sample_size(model_, train_);
    if (count == 0) return;
    if (!noise_) {
        noise_chance_ = noise_chances(word_counts(corpus_->lexicon.vocabulary), 0.75F);
        noise_.emplace(noise_chance_);
    }
    gpt_.drawn.draw(*noise_, noise_chance_, count, rng_);
    gpt_.drawn.gather(embedding().data(), model_.dim);
}

// A step with drawn words leaves the rearranged table as it was; whoever compares with all words calls this.
void GptTrainer::pack_unembedding() {
    if (std::exchange(unembedding_stale_, false)) gpt_.pack_weights();
}

// Returns the mean loss; the gradient of it is in gradients_[0].
double GptTrainer::run_batch() {
    const int parts = pool_.size(), T = model_.context;
    sample_windows(batch_, train_.batch, T, corpus_->text.train, rng_);
    draw_words();
    const float scale = 1.0F / static_cast<float>(batch_.inputs.size());
    const int chunk = std::max(1, static_cast<int>(chunk_rows(model_.dim)) / T);
    pool_.run(parts, [&](int part) {
        const auto p = static_cast<std::size_t>(part);
        const auto [begin, end] = share(batch_.count(), part, parts);
        std::ranges::fill(gradients_[p].span(), 0.0F);
        part_loss_[p] = 0.0;
        for (int i = begin; i < end; i += chunk) {
            const Sequences some = batch_.slice(i, std::min(end, i + chunk));
            part_loss_[p] += gpt_.loss_and_gradient(some, scale, gradients_[p].data(), activations_[p]);
            if (contexts_.on())
                contexts_.note(part, some, activations_[p], embedding().data(), model_.vocabulary, scale);
        }
    });
    pool_.run(parts, [&](int part) { optimizer_.gather(gradient_pointers_, part, parts); });
    return std::accumulate(part_loss_.begin(), part_loss_.end(), 0.0) /
           static_cast<double>(batch_.inputs.size());
}

StepSettings GptTrainer::step_settings(double norm) const {
    StepSettings settings;
    settings.kind = train_.optimizer;
    settings.rate = scheduled_rate(train_, step_);
    settings.beta1 = train_.beta1;
    settings.beta2 = train_.beta2;
    settings.epsilon = train_.epsilon;
    settings.weight_decay = train_.weight_decay;
    settings.gradient_scale = clip_factor(norm, train_.clip);
    settings.step = moment_age_;
    settings.frozen = frozen_groups_;
    return settings;
}

void GptTrainer::update(double norm) {
    const StepSettings settings = step_settings(norm);
    const int parts = pool_.size();
    rate_ = static_cast<float>(settings.rate);
    keep_frozen_rows();
    pool_.run(parts, [&](int part) {
        optimizer_.update(parameters_.data(), gradients_[0].data(), settings, part, parts);
        average_gradient(part, parts);
    });
    ++moment_age_;
    ++averaged_;
    put_back_frozen_rows();
    unembedding_stale_ = !gpt_.drawn.ids.empty();
    pool_.run(parts, [&](int part) { gpt_.pack_weights(part, parts, !unembedding_stale_); });
}

void GptTrainer::keep_frozen_rows() {
    kept_rows_.resize(static_cast<Index>(frozen_rows_.size()), model_.dim);
    for (Index i = 0; i < kept_rows_.rows(); ++i) kept_rows_.row(i) = embedding().row(frozen_rows_[i]);
}

void GptTrainer::put_back_frozen_rows() {
    for (Index i = 0; i < kept_rows_.rows(); ++i) embedding().row(frozen_rows_[i]) = kept_rows_.row(i);
}

void GptTrainer::average_gradient(int part, int parts) {
    const auto [begin, end] = share(model_.vocabulary, part, parts);
    const Index at = Index{begin} * model_.dim, n = Index{end - begin} * model_.dim;
    const float keep = step_ == 0 ? 0.0F : mean_decay;
    float* const mean = mean_gradient_.data() + at;
    float* const alternating = alternating_.data() + at;
    const float* const now = gradients_[0].data() + gpt_.table()[gpt_.table().token].offset + at;
    const float turned = step_ % 2 == 0 ? keep - 1.0F : 1.0F - keep;
    network_kernels<float>().average(mean, alternating, now, n, keep, turned);
    Eigen::Map<Eigen::VectorXf>{gradient_sum_.data() + at, n} += Eigen::Map<const Eigen::VectorXf>{now, n};
}

void GptTrainer::save_rollback() {
    rollback_.reset(parameters_.size());
    std::ranges::copy(parameters_.span(), rollback_.data());
    good_step_ = step_;
    good_loss_ = loss_;
}

void GptTrainer::roll_back() {
    std::ranges::copy(rollback_.span(), parameters_.data());
    forget_moments();
    gpt_.pack_weights();
    step_ = good_step_;
    loss_ = good_loss_;
    averaged_ = 0;
    std::ranges::fill(alternating_.span(), 0.0F);
    std::ranges::fill(gradient_sum_.span(), 0.0F); // of steps that have not been
    summed_from_ = step_;
    contexts_.begin_again(step_);
    failed_ = false;
}

void GptTrainer::forget_moments() {
    std::ranges::fill(optimizer_.first_moment(), 0.0F);
    std::ranges::fill(optimizer_.second_moment(), 0.0F);
    moment_age_ = 0;
}

} // namespace wordfield::inline train
