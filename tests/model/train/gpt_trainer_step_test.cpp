// SPDX-License-Identifier: MIT
// What GptTrainer hands to the optimiser, seen from outside: its steps against AdamW written out, its
// estimated softmax against one made by hand, and what a divergence leaves behind.
#include "model/train/gpt_trainer.hpp"
#include "model/train/skipgram_trainer.hpp"

#include "model/nn/noise.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace wordfield;

namespace {

const ModelConfig small_step{.dim = 24, .layers = 2, .heads = 3, .context = 12};

using Values = std::vector<double>;

Values weights_of(const GptTrainer& trainer) {
    return {trainer.parameters().begin(), trainer.parameters().end()};
}

// Plain descent at rate 1 shows the gradient of the step that it takes.
Values next_gradient(GptTrainer& trainer) {
    trainer.set_optimizer(OptimizerKind::Sgd);
    trainer.set_schedule(Schedule::Constant);
    trainer.set_learning_rate(1.0F);
    const Values before = weights_of(trainer);
    trainer.step();
    Values gradient = weights_of(trainer);
    for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] = before[i] - gradient[i];
    return gradient;
}

// Whether AdamW's decay applies: matrices only.
std::vector<bool> decaying(const ParameterTable& table) {
    std::vector<bool> result(table.size());
    for (const Tensor& tensor : table.tensors())
        if (tensor.is_matrix()) std::fill_n(result.begin() + tensor.offset, tensor.size(), true);
    return result;
}

} // namespace

TEST_CASE("trainer: two steps are AdamW's, with its own betas, bias correction and decay", "[model]") {
    const TrainConfig train{.batch = 6,
                            .learning_rate = 0.01F,
                            .warmup = 0,
                            .beta1 = 0.7F,
                            .beta2 = 0.9F,
                            .epsilon = 1e-3F,
                            .weight_decay = 0.3F,
                            .clip = 1e6F,
                            .schedule = Schedule::Constant,
                            .seed = 3};
    const auto corpus = test::toy_corpus();
    GptTrainer trainer{corpus, small_step, train}, first{corpus, small_step, train},
        second{corpus, small_step, train};
    const std::vector<bool> decays = decaying(trainer.table());
    Values w = weights_of(trainer);
    const Values g1 = next_gradient(first);
    second.step();
    const Values g2 = next_gradient(second);
    trainer.step();
    trainer.step();
    const Values after = weights_of(trainer);
    const double b1 = 0.7, b2 = 0.9, rate = 0.01;
    double worst = 0.0;
    for (std::size_t i = 0; i < w.size(); ++i) {
        double m = 0.0, v = 0.0, power1 = 1.0, power2 = 1.0;
        for (const double g : {g1[i], g2[i]}) {
            m = b1 * m + (1 - b1) * g;
            v = b2 * v + (1 - b2) * g * g;
            power1 *= b1;
            power2 *= b2;
            if (decays[i]) w[i] -= rate * 0.3 * w[i];
            w[i] -= rate * (m / (1 - power1)) / (std::sqrt(v / (1 - power2)) + 1e-3);
        }
        worst = std::max(worst, std::abs(w[i] - after[i]));
    }
    CHECK(worst < 2e-6);
}

TEST_CASE("trainer: the estimated softmax draws words by their counts to the power .75", "[model]") {
    auto corpus = std::make_shared<Corpus>(*test::toy_corpus(200, 6000));
    for (TokenId id = 2; id < corpus->lexicon.vocabulary.size(); ++id)
        corpus->lexicon.vocabulary.set_count(id, 1 + 4000 / id);
    TrainConfig train{.batch = 4, .softmax_sample = 20, .seed = 5};
    GptTrainer trainer{corpus, small_step, train};
    const TrainerState start = trainer.state();
    Pcg32 rng{start.generator};
    Batch batch;
    sample_windows(batch, train.batch, small_step.context, corpus->text.train, rng);
    const auto chances = noise_chances(word_counts(corpus->lexicon.vocabulary), 0.75F);
    AlignedBuffer<float> parameters, gradient;
    parameters.reset(trainer.table().size());
    gradient.reset(trainer.table().size());
    std::ranges::copy(trainer.parameters(), parameters.data());
    std::ranges::fill(gradient.span(), 0.0F);
    Gpt<float> gpt{start.model, parameters.span()};
    gpt.pack_weights();
    gpt.drawn.draw(AliasTable{chances}, chances, train.softmax_sample, rng);
    gpt.drawn.gather(parameters.data() + gpt.table()[gpt.table().token].offset, small_step.dim);
    Activations<float> activations;
    const double loss =
        gpt.loss_and_gradient(batch.slice(0, batch.count()), 1.0F, gradient.data(), activations);
    CHECK(static_cast<double>(trainer.step()) ==
          Approx(loss / static_cast<double>(batch.inputs.size())).epsilon(1e-5));
}

TEST_CASE("trainer: going back after a divergence forgets the moments that led there", "[model]") {
    GptTrainer trainer{test::toy_corpus(), small_step, {.batch = 6, .warmup = 0, .seed = 3}};
    for (int i = 0; i < 3; ++i) trainer.step();
    trainer.set_learning_rate(std::numeric_limits<float>::infinity());
    for (int i = 0; i < 5 && !trainer.failed(); ++i) trainer.step();
    REQUIRE(trainer.failed());
    trainer.roll_back();
    const TrainerState state = trainer.state();
    const auto is_zero = [](float value) { return value == 0.0F; };
    CHECK(std::ranges::all_of(state.first_moment, is_zero));
    CHECK(std::ranges::all_of(state.second_moment, is_zero));
    CHECK(std::ranges::all_of(state.parameters, [](float value) { return std::isfinite(value); }));
    CHECK(state.moment_age == 0);
}

TEST_CASE("a skip-gram's held-out loss is that of the held-out text", "[model]") {
    const auto corpus = test::toy_corpus();
    auto other = std::make_shared<Corpus>(*corpus); // the same words in an order that nothing can predict
    Pcg32 rng{9};
    for (TokenId& token : other->text.heldout) token = static_cast<TokenId>(2 + rng.below(28));
    const ModelConfig model{
        .kind = ModelKind::SkipGram, .dim = 16, .context = 16, .window = 1, .subsample = 0.0F};
    TrainConfig train = info_of(ModelKind::SkipGram).recipe;
    train.batch = 16;
    SkipGramTrainer one{corpus, model, train}, two{other, model, train};
    for (int i = 0; i < 400; ++i) {
        one.step();
        two.step();
    }
    REQUIRE(std::ranges::equal(one.state().parameters, two.state().parameters)); // they learned the same
    CHECK(*two.evaluate_heldout(16) > *one.evaluate_heldout(16) + 0.2);
}

TEST_CASE("the agreement of the pulls is that of the odd and the even steps' gradients", "[model]") {
    GptTrainer trainer{test::toy_corpus(),
                       {.dim = 8, .layers = 1, .heads = 2, .context = 6},
                       {.batch = 8, .warmup = 2, .threads = 2}};
    Matrix before = Matrix::Zero(trainer.corpus()->lexicon.vocabulary.size(), 8);
    MatrixOf<double> odd = before.cast<double>(), even = odd;
    for (int t = 0; t < 70; ++t) {
        trainer.step();
        const Moment now = trainer.moment();
        CHECK((now.pull_agreement != nullptr) == (t + 1 >= 60));
        const double keep = t == 0 ? 0.0 : 0.95;
        const MatrixOf<double> gradient = // of this step, as a multiple of its share
            now.mean_gradient->cast<double>() - keep * before.cast<double>();
        odd *= keep, even *= keep;
        (t % 2 == 0 ? even : odd) += gradient;
        before = *now.mean_gradient;
    }
    odd.rowwise() -= odd.colwise().mean().eval();
    even.rowwise() -= even.colwise().mean().eval();
    const Moment now = trainer.moment();
    REQUIRE(now.pull_agreement->size() == before.rows());
    for (Index i = 0; i < before.rows(); ++i)
        CHECK((*now.pull_agreement)[i] ==
              Approx(odd.row(i).dot(even.row(i)) / (odd.row(i).norm() * even.row(i).norm())).margin(2e-3));
}
