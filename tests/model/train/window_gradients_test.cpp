// SPDX-License-Identifier: MIT
// How hard a window of text pulls on a word, worked out another way: from how the loss itself changes, and
// from what a step of training that saw nothing else found.
#include "model/train/window_gradients.hpp"

#include "model/core/error.hpp"
#include "model/nn/gpt_network.hpp"
#include "model/train/gpt_trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cmath>
#include <set>

using namespace wordfield;

namespace {

constexpr ModelConfig small_windowed{.dim = 8, .layers = 2, .heads = 2, .context = 6};

// Sum of -log p(next) over a window, by its trace.
double loss_of(const Network& network, std::span<const TokenId> window) {
    const Trace trace = network.trace(window.first(window.size() - 1));
    double sum = 0.0;
    for (Index t = 0; t < trace.logits.rows(); ++t) {
        const Eigen::RowVectorXd row = trace.logits.row(t).cast<double>();
        sum += std::log(row.array().exp().sum()) - row[window[static_cast<std::size_t>(t) + 1]];
    }
    return sum;
}

} // namespace

TEST_CASE("a row's pull is the slope of the window's loss, in both roles of the row", "[model][pull]") {
    auto trainer = make_trainer(test::toy_corpus(), small_windowed, {.batch = 8, .seed = 4});
    for (int i = 0; i < 60; ++i) trainer->step();
    const TrainerState state = trainer->state();
    const Moment moment = trainer->moment();
    const auto room = moment.network->room();
    const std::vector<TokenId> window{3, 9, 14, 9, 21, 5, 7};
    for (const TokenId row : {9, 7, 25}) { // twice in the window; a target alone; nowhere but in the softmax
        const RowVector slope = moment.network->row_gradient(window, row, *room);
        REQUIRE(slope.size() == 8);
        for (Index c = 0; c < 8; ++c) {
            const auto at = [&](float step) {
                const auto moved = make_trainer(test::toy_corpus(), state);
                RowVector values = moment.embedding->row(row);
                values[c] += step;
                moved->edit_row(SetRow{row, {values.begin(), values.end()}});
                return loss_of(*moved->moment().network, window);
            };
            const float step = 4e-3F;
            CHECK(slope[c] == Approx((at(step) - at(-step)) / (2.0 * step)).epsilon(0.02).margin(2e-3));
        }
    }
    CHECK(moment.network->row_gradient(std::vector<TokenId>{3}, 3, *room).isZero());
    std::vector<TokenId> longer{11, 12};
    longer.insert(longer.end(), window.begin(), window.end());
    CHECK(moment.network->row_gradient(longer, 9, *room) == moment.network->row_gradient(window, 9, *room));
    CHECK_THROWS_AS(moment.network->row_gradient(window, 30, *room), Error);
    CHECK_THROWS_AS(moment.network->row_gradient(std::vector<TokenId>{3, 99}, 3, *room), Error);
}

TEST_CASE("the pull of a batch's one window is the batch's gradient", "[model][pull]") {
    auto corpus = std::make_shared<Corpus>(*test::toy_corpus());
    corpus->text.train.resize(8); // a window and the token after it, here or one token later
    GptTrainer trainer{corpus, small_windowed, {.batch = 1, .seed = 9}};
    trainer.set_learning_rate(0.0F); // so that the weights after the step are those before it
    trainer.step();
    const Moment moment = trainer.moment();
    const auto room = moment.network->room();
    const std::span<const TokenId> text = corpus->text.train;
    const Matrix& mean = *moment.mean_gradient; // of the one step there was
    const auto is_batch = [&](std::span<const TokenId> window) {
        for (TokenId row = 0; row < 30; ++row)
            if (!(moment.network->row_gradient(window, row, *room) / 6).isApprox(mean.row(row), 1e-4F))
                return false;
        return true;
    };
    const auto batch = is_batch(text.first(7)) ? text.first(7) : text.last(7);
    REQUIRE(is_batch(batch));
    int rows = 0;
    for (TokenId row = 2; row < 30; ++row)
        for (const WindowGradient& window : window_gradients(moment, row, *room)) {
            if (!std::ranges::equal(window.tokens, batch)) continue;
            CHECK(window.gradient_norm == Approx(mean.row(row).norm()).epsilon(1e-4));
            CHECK(window.along == Approx(1.0F).epsilon(1e-4));
            ++rows;
        }
    CHECK(rows >= 2);
}

TEST_CASE("windows that pull have the word in them, the hardest pull at the front", "[model][pull]") {
    GptTrainer trainer{test::toy_corpus(), small_windowed, {.batch = 8}};
    for (int i = 0; i < 20; ++i) trainer.step();
    const Moment moment = trainer.moment();
    const auto room = moment.network->room();
    const auto windows = window_gradients(moment, 3, *room);
    CHECK(windows.size() == 16);
    for (std::size_t i = 0; i < windows.size(); ++i) {
        CHECK(std::ranges::count(windows[i].tokens, 3) > 0);
        CHECK(windows[i].tokens.size() == 7);
        const RowVector pull = moment.network->row_gradient(windows[i].tokens, 3, *room);
        CHECK(windows[i].gradient_norm == Approx(pull.norm() / (8 * 6)));
        if (i > 0) CHECK(windows[i].gradient_norm <= windows[i - 1].gradient_norm);
    }
    CHECK(window_gradients(moment, Vocabulary::unknown, *room).empty());
}

TEST_CASE("windows with a word are spread over the text, the word now here and now there in them",
          "[model][pull]") {
    std::vector<TokenId> stream(1000, 5);
    for (std::size_t i = 0; i < stream.size(); i += 10) stream[i] = 7;
    stream.back() = 8;
    const auto found = windows_with(7, 20, 9, stream);
    REQUIRE(found.size() == 20);
    std::set<std::ptrdiff_t> places;
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].size() == 10);
        const auto begin = found[i].data() - stream.data();
        CHECK(begin / 50 <=
              static_cast<std::ptrdiff_t>(i) + 1); // one in each twentieth part, or just before it
        CHECK(begin / 50 + 1 >= static_cast<std::ptrdiff_t>(i));
        places.insert(std::ranges::find(found[i], 7) - found[i].begin());
    }
    CHECK(places.size() >= 8);
    CHECK(windows_with(8, 20, 9, stream).size() == 1); // the last token of all
    CHECK(windows_with(8, 20, 9, stream).front().back() == 8);
    CHECK(windows_with(6, 20, 9, stream).empty());
    CHECK(windows_with(7, 20, 1000, stream).empty()); // longer than the text
    CHECK(windows_with(5, 0, 9, stream).empty());
}
