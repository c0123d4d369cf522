// SPDX-License-Identifier: MIT
// Which contexts pull on a row, worked out another way: they sum to the row's gradient, and windows of one
// word leave no doubt which context it was.
#include "model/train/context_pulls.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/session.hpp"
#include "tests/support/small_model.hpp"

using namespace wordfield;
using Side = ContextPulls::Side;

TEST_CASE("the gradients of all steps between two moments are the difference of their sums",
          "[model][pull]") {
    SmallModel model{40};
    const Moment from = model.moment();
    Matrix sum = Matrix::Zero(from.embedding->rows(), from.embedding->cols()), mean = *from.mean_gradient;
    for (int i = 0; i < 25; ++i) { // each step's own gradient, out of the running mean
        model.trainer.step();
        const Moment now = model.moment();
        sum += (*now.mean_gradient - 0.95F * mean) / 0.05F;
        mean = *now.mean_gradient;
    }
    const Moment to = model.moment();
    CHECK(from.summed_from == 0);
    CHECK((*to.gradient_sum - *from.gradient_sum).isApprox(sum, 1e-3F));
    const auto again = make_trainer(test::toy_corpus(), model.trainer.state());
    CHECK(again->moment().summed_from == 65);
    CHECK(again->moment().gradient_sum->isZero());
}

TEST_CASE("the contexts of a row add up to its gradient, whatever the number of threads", "[model][pull]") {
    for (const int threads : {1, 3}) {
        GptTrainer trainer{test::toy_corpus(),
                           {.dim = 24, .layers = 2, .heads = 3, .context = 12},
                           {.batch = 8, .learning_rate = 1e-2F, .threads = threads}};
        for (int i = 0; i < 20; ++i) trainer.step();
        CHECK(trainer.context_pulls() == nullptr);
        trainer.watch_rows({3, 9});
        const Moment from = trainer.moment();
        for (int i = 0; i < 15; ++i) trainer.step();
        const auto told = trainer.context_pulls();
        const Matrix sum = *trainer.moment().gradient_sum - *from.gradient_sum;
        REQUIRE(told);
        CHECK(told->from == 20);
        CHECK(told->to == 35);
        REQUIRE(told->rows.size() == 2);
        for (const ContextPulls::Row& row : told->rows) {
            CHECK(whole_pull(row).isApprox(-sum.row(row.word), 1e-3F));
            std::int64_t after = 0, before = 0;
            for (const auto& [key, context] : row.contexts)
                (key.first == Side::After ? after : before) += context.times;
            CHECK(after > 10);
            CHECK(before > 10);
            CHECK(row.rest.norm() > 0.0F);
        }
        trainer.watch_rows({});
        CHECK(trainer.context_pulls() == nullptr);
        CHECK_THROWS_AS(trainer.watch_rows({30}), Error);
    }
}

TEST_CASE("how much two rows are pulled alike is told step by step, thinned where there are many",
          "[model][pull]") {
    SmallModel model{10};
    model.trainer.watch_rows({3, 9});
    const Matrix from = *model.moment().gradient_sum;
    std::vector<float> cosines; // of the sums, by every step
    for (int i = 0; i < 700; ++i) {
        model.trainer.step();
        const Matrix sum = *model.moment().gradient_sum - from;
        cosines.push_back(sum.row(3).normalized().dot(sum.row(9).normalized()));
        const auto told = model.trainer.context_pulls();
        REQUIRE(told->together.back().step == 11 + i);
        REQUIRE(told->together.size() <= ContextRecorder::most_points);
        if (i == 99) CHECK(told->together.size() == 100);
    }
    const auto curve = model.trainer.context_pulls()->together;
    CHECK(curve.size() > ContextRecorder::most_points / 3);
    CHECK(curve.front().step < 16);
    for (std::size_t i = 0; i < curve.size(); ++i) {
        CHECK(curve[i].value == Approx(cosines[static_cast<std::size_t>(curve[i].step) - 11]).margin(2e-3));
        if (i > 0) CHECK(curve[i].step > curve[i - 1].step);
        if (i > 0) CHECK(curve[i].step - curve[i - 1].step <= 8);
    }
    model.trainer.watch_rows({3});
    model.trainer.step();
    CHECK(model.trainer.context_pulls()->together.empty());
}

TEST_CASE("watching changes no weight", "[model][pull]") {
    SmallModel watched{10}, alone{10};
    watched.trainer.watch_rows({3, 9});
    for (int i = 0; i < 10; ++i) watched.trainer.step(), alone.trainer.step();
    CHECK(watched.moment().embedding->matrix() == alone.moment().embedding->matrix());
}

TEST_CASE("one word and what follows it: its pulls by hand", "[model][pull]") {
    const SmallModel model{30};
    const auto& config = model.trainer.model();
    const Gpt<float> gpt{config, model.trainer.parameters()};
    const Index offset = model.trainer.table()[model.trainer.table().token].offset;
    const float* const table = model.trainer.parameters().data() + offset;
    const Eigen::Map<const Matrix> rows{table, config.vocabulary, config.dim};
    const std::vector<TokenId> input{4}, target{9};
    const Sequences batch{input, target, 1};
    Activations<float> a;
    std::vector<float> gradient(model.trainer.parameters().size(), 0.0F);
    (void)gpt.loss_and_gradient(batch, 0.5F, gradient.data(), a);
    ContextRecorder recorder;
    recorder.watch({4, 9, 12}, config.dim, 7, 1);
    recorder.note(0, batch, a, table, config.vocabulary, 0.5F);
    recorder.finish(8, gradient.data() + offset);
    const auto told = recorder.told();
    const RowVector said = Eigen::Map<const RowVector>{a.hidden.data(), config.dim};
    const Eigen::VectorXd weight = (rows * said.transpose()).cast<double>().array().exp();
    const auto chance = [&](TokenId w) { return static_cast<float>(weight[w] / weight.sum()); };
    const ContextPulls::Row &four = told->rows[0], &nine = told->rows[1], &twelve = told->rows[2];
    REQUIRE(nine.contexts.size() == 1); // drawn to what was said after 4, and nothing else
    const ContextPulls::Context& drawn = nine.contexts.at({Side::After, 4});
    CHECK(drawn.times == 1);
    CHECK(drawn.pull.isApprox(0.5F * (1.0F - chance(9)) * said, 1e-4F));
    CHECK(nine.rest.norm() < 1e-4F * drawn.pull.norm());
    REQUIRE(four.contexts.size() == 1); // asked before 9, and a wrong guess itself
    CHECK(four.contexts.contains({Side::Before, 9}));
    CHECK(four.rest.isApprox(-0.5F * chance(4) * said, 1e-3F));
    CHECK(twelve.contexts.empty());
    CHECK(twelve.rest.isApprox(-0.5F * chance(12) * said, 1e-3F));
    CHECK(told->last.back().step == 8);
}

TEST_CASE("a session records contexts for whoever watches, in every run", "[model][pull]") {
    Session session{test::toy_session(5)};
    std::uint64_t seen = 0;
    const auto wait = [&](auto wanted) {
        for (;;)
            if (auto status = session.status().wait_newer(seen, {}); wanted(*status)) return status;
    };
    wait([](const Status& s) { return s.state == RunState::Paused && s.moment->step == 5; });
    session.post(WatchRows{{2, 3}});
    session.post(RunSteps{10});
    const auto told =
        wait([](const Status& s) { return s.state == RunState::Paused && s.moment->step == 15; });
    REQUIRE(told->contexts);
    CHECK(told->contexts->from == 5);
    CHECK(told->contexts->to == 15);
    session.post(Restart{9});
    session.post(RunSteps{3});
    const auto fresh =
        wait([](const Status& s) { return s.state == RunState::Paused && s.moment->step == 3; });
    REQUIRE(fresh->contexts);
    CHECK(fresh->contexts->from == 0); // nothing of the run before
    session.post(WatchRows{{}});
    wait([](const Status& s) { return s.contexts == nullptr; });
}
