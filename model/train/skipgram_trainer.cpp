// SPDX-License-Identifier: MIT
#include "model/train/skipgram_trainer.hpp"

#include "model/core/error.hpp"
#include "model/geometry/pull.hpp"
#include "model/nn/noise.hpp"
#include "model/train/batch.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline train {
namespace {

constexpr int average_every = 16; // steps: the tables are too large to be looked at in each
constexpr std::array<std::string_view, 2> group_names{"word vectors", "neighbour vectors"};

ModelConfig fitted_vectors(ModelConfig model, const TrainConfig& train, const Corpus& corpus) {
    model.vocabulary = corpus.lexicon.vocabulary.size();
    validate(model, train);
    if (corpus.text.train.size() < 2) throw Error{corpus.name, "has too few words", "give a longer text"};
    return model;
}

std::shared_ptr<const Matrix> copy_of(const Matrix& matrix) {
    return std::make_shared<const Matrix>(matrix);
}

} // namespace

WordVectorTrainer::WordVectorTrainer(std::shared_ptr<const Corpus> corpus, ModelConfig model,
                                     TrainConfig train, MakeWordVectors make)
    : corpus_{std::move(corpus)}, model_{fitted_vectors(model, train, *corpus_)}, train_{train},
      vectors_{make(word_counts(corpus_->lexicon.vocabulary), model_, train.seed)},
      initial_embedding_{std::make_shared<const RowTable>(copy_of(vectors_->input()))},
      mean_gradient_{Matrix::Zero(model_.vocabulary, model_.dim)},
      gradient_sum_{Matrix::Zero(model_.vocabulary, model_.dim)}, alternating_{Matrix::Zero(model_.vocabulary,
                                                                                            model_.dim)} {
    train_.optimizer = OptimizerKind::Sgd;
    save_rollback();
    mark();
}

float WordVectorTrainer::step() {
    if (step_ % remember_every == 0 && vectors_->input().allFinite() && vectors_->output().allFinite())
        save_rollback();
    const float rate = scheduled_rate(train_, step_);
    keep_frozen_rows();
    const WordVectors::Result result = read_text(rate);
    put_back_frozen_rows();
    if (result.pairs > 0) loss_ = static_cast<float>(result.loss / static_cast<double>(result.pairs));
    if (!std::isfinite(loss_) || !vectors_->input().row(corpus_->text.train[cursor_]).allFinite()) {
        failed_ = true;
        return loss_;
    }
    rate_ = rate;
    marked_rates_ += rate;
    if (++marked_steps_ == average_every) average_gradient();
    ++step_;
    return loss_;
}

WordVectors::Result WordVectorTrainer::read_text(float rate) {
    const std::span<const TokenId> text{corpus_->text.train};
    WordVectors::Result sum;
    for (auto left = static_cast<std::size_t>(tokens_per_step()); left > 0;) {
        const std::size_t count = std::min(left, text.size() - cursor_);
        const WordVectors::Result part = vectors_->train(text.subspan(cursor_, count), rate);
        sum.loss += part.loss;
        sum.pairs += part.pairs;
        cursor_ = (cursor_ + count) % text.size();
        left -= count;
    }
    return sum;
}

void WordVectorTrainer::save_rollback() {
    rollback_ = {vectors_->input(), vectors_->output()};
    good_cursor_ = cursor_;
    good_loss_ = loss_;
    good_step_ = step_;
}

void WordVectorTrainer::roll_back() {
    vectors_->input() = rollback_.input;
    vectors_->output() = rollback_.output;
    cursor_ = good_cursor_;
    step_ = good_step_;
    loss_ = good_loss_;
    failed_ = false;
    averaged_ = 0;
    alternating_.setZero();
    gradient_sum_.setZero(); // of steps that have not been
    summed_from_ = step_;
    mark();
}

void WordVectorTrainer::mark() {
    marked_ = {vectors_->input(), vectors_->output()};
    marked_rates_ = 0.0;
    marked_steps_ = 0;
}

// Descent moves against the gradient: what was moved, over the rates, is the gradient's sum.
void WordVectorTrainer::average_gradient() {
    const std::array<Matrix, 2> moved{vectors_->input() - marked_.input, vectors_->output() - marked_.output};
    const double rates = std::max(marked_rates_, 1e-30), steps = marked_steps_;
    for (std::size_t i = 0; i < 2; ++i) {
        update_norm_[i] = static_cast<double>(moved[i].norm()) / steps;
        gradient_norm_[i] = static_cast<double>(moved[i].norm()) / rates;
    }
    const float keep = step_ < average_every ? 0.0F : 0.5F;
    const float now = (1.0F - keep) / static_cast<float>(rates);
    mean_gradient_ = keep * mean_gradient_ - now * moved[0];
    gradient_sum_ -= static_cast<float>(steps / rates) * moved[0]; // a block's mean gradient, for each step
    alternating_ = keep * alternating_ - (averaged_ % 2 == 0 ? now : -now) * moved[0];
    ++averaged_;
    mark();
}

std::optional<HeldOut> WordVectorTrainer::measure_heldout(int windows) {
    const Batch spread = even_windows(windows, model_.context, corpus_->text.heldout);
    HeldOut result;
    for (int i = 0; i < spread.count(); ++i) {
        const WordVectors::Result part = vectors_->measure(spread.slice(i, i + 1).inputs, train_.seed);
        result.windows.push_back({part.loss, part.pairs});
    }
    result.loss = mean_of(result.windows);
    if (result.loss.tokens == 0) return std::nullopt;
    return result;
}

std::vector<GroupStats> WordVectorTrainer::group_stats() const {
    std::vector<GroupStats> groups(2);
    const std::array<const Matrix*, 2> tables{&vectors_->input(), &vectors_->output()};
    for (std::size_t i = 0; i < 2; ++i) {
        groups[i].name = group_names[i];
        groups[i].parameters = tables[i]->size();
        groups[i].norm = tables[i]->norm();
        groups[i].gradient_norm = static_cast<float>(gradient_norm_[i]);
        groups[i].update_norm = static_cast<float>(update_norm_[i]);
    }
    groups[0].frozen = vectors_->input_frozen;
    groups[1].frozen = vectors_->output_frozen;
    return groups;
}

std::shared_ptr<const Network> WordVectorTrainer::network_of(std::shared_ptr<const Matrix> input,
                                                             std::shared_ptr<const Matrix> output) {
    if (!log_noise_) {
        const std::vector<double>& noise = vectors_->noise();
        log_noise_ = std::make_shared<const RowVector>(
            Eigen::Map<const Eigen::RowVectorXd>{noise.data(), model_.vocabulary}
                .array()
                .log()
                .cast<float>());
    }
    return std::make_shared<const WordVectorNetwork>(WordVectorWeights{std::move(input), std::move(output),
                                                                       log_noise_, vectors_->predictor(),
                                                                       model_.window, model_.context});
}

Moment WordVectorTrainer::moment() {
    Moment moment;
    moment.step = step_;
    moment.corpus = corpus_;
    moment.capabilities = capabilities();
    moment.model = model_;
    moment.train = train_;
    moment.learning_rate = rate_;
    moment.train_loss = loss_;
    const auto embedding = copy_of(vectors_->input());
    moment.embedding = std::make_shared<const RowTable>(embedding);
    moment.output_embedding = copy_of(vectors_->output());
    moment.network = network_of(embedding, moment.output_embedding);
    moment.initial_embedding = initial_embedding_;
    moment.mean_gradient = copy_of(mean_gradient_);
    moment.gradient_sum = copy_of(gradient_sum_);
    moment.summed_from = summed_from_;
    constexpr int enough = 6; // blocks: what is older than that is forgotten by the mean
    if (averaged_ >= enough) {
        moment.pull_agreement =
            std::make_shared<const Eigen::VectorXf>(pull_agreement(mean_gradient_, alternating_));
        moment.least_reliable = least_reliable(*moment.pull_agreement);
    }
    moment.groups = group_stats();
    moment.parameters = vectors_->input().size() + vectors_->output().size();
    moment.frozen_rows = frozen_rows_;
    moment.undoable_edits = static_cast<int>(undo_.size());
    return moment;
}

} // namespace wordfield::inline train
