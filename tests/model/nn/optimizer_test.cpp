// SPDX-License-Identifier: MIT
#include "model/nn/optimizer.hpp"

#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;

namespace {

const ModelConfig tiny_updated{.vocabulary = 200, .dim = 50, .layers = 1, .heads = 2, .context = 4};

struct UpdateCase {
    ParameterTable table{tiny_updated};
    Optimizer<double> optimizer{table};
    std::vector<double> parameters = std::vector<double>(static_cast<std::size_t>(table.size()), 2.0);
    std::vector<double> gradient = std::vector<double>(static_cast<std::size_t>(table.size()), 0.5);

    double step(StepSettings settings, std::int64_t n = 1) {
        for (settings.step = 0; settings.step < n; ++settings.step)
            for (int part = 0; part < 3; ++part)
                optimizer.update(parameters.data(), gradient.data(), settings, part, 3);
        return parameters[0];
    }
    double bias() { return parameters[table.find("ln_f.bias")->offset]; }
};

} // namespace

TEST_CASE("SGD and momentum move as their formulas say", "[model]") {
    CHECK(UpdateCase{}.step({.kind = OptimizerKind::Sgd, .rate = 0.1}) == Approx(2.0 - 0.1 * 0.5));
    // m: .5, .95; w: 2 - .05 - .095
    CHECK(UpdateCase{}.step({.kind = OptimizerKind::Momentum, .rate = 0.1}, 2) == Approx(2.0 - 0.05 - 0.095));
}

TEST_CASE("Adam: the size of a step is the rate, whatever the gradient", "[model]") {
    CHECK(UpdateCase{}.step({.kind = OptimizerKind::Adam, .rate = 0.1, .weight_decay = 1.0}) == Approx(1.9));
}

TEST_CASE("AdamW: decay shrinks matrices and leaves vectors alone", "[model]") {
    UpdateCase c;
    CHECK(c.step({.kind = OptimizerKind::AdamW, .rate = 0.1, .weight_decay = 0.5}) ==
          Approx(2.0 * 0.95 - 0.1));
    CHECK(c.bias() == Approx(1.9));
}

TEST_CASE("a frozen group stays, and its update is zero", "[model]") {
    UpdateCase c;
    StepSettings settings{.rate = 0.1};
    settings.frozen[static_cast<std::size_t>(Group::TokenEmbedding)] = true;
    CHECK(c.step(settings) == 2.0);
    CHECK(c.bias() < 2.0);
    CHECK(c.optimizer.update_norms()[static_cast<std::size_t>(Group::TokenEmbedding)] == 0.0);
}

TEST_CASE("gather: sums in order, norms per group, the same for any sharing", "[model]") {
    UpdateCase c;
    std::vector<double> second(c.gradient.size(), 0.25);
    const std::vector<double*> gradients{c.gradient.data(), second.data()};
    for (int part = 0; part < 2; ++part) c.optimizer.gather(gradients, part, 2);
    CHECK(c.gradient[0] == 0.75);
    const auto norms = c.optimizer.gradient_norms();
    CHECK(norms[static_cast<std::size_t>(Group::TokenEmbedding)] == Approx(0.75 * std::sqrt(200.0 * 50.0)));
    CHECK(total_norm(norms) == Approx(0.75 * std::sqrt(static_cast<double>(c.table.parameters()))));
}

TEST_CASE("clipping: long gradients come down to the limit, short ones stay", "[model]") {
    CHECK(clip_factor(10.0, 1.0) * 10.0 == Approx(1.0).epsilon(1e-6));
    CHECK(clip_factor(0.5, 1.0) == 1.0);
}

TEST_CASE("the schedule rises, falls as a cosine and rests", "[model]") {
    const TrainConfig train{.learning_rate = 1.0F, .warmup = 10, .horizon = 110, .final_rate = 0.1F};
    CHECK(scheduled_rate(train, 0) == Approx(0.1F));
    CHECK(scheduled_rate(train, 9) == Approx(1.0F));
    CHECK(scheduled_rate(train, 60) == Approx(0.55F));
    CHECK(scheduled_rate(train, 110) == Approx(0.1F));
    CHECK(scheduled_rate(train, 5000) == Approx(0.1F));
    CHECK(scheduled_rate({.learning_rate = 0.5F, .schedule = Schedule::Constant}, 5000) == 0.5F);
}
