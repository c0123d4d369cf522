// SPDX-License-Identifier: MIT
#include "model/analysis/senses.hpp"

#include "model/core/rng.hpp"
#include "model/core/running_mean.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>

using namespace wordfield;

TEST_CASE("two meanings that stand opposite each other have cosines of one and minus one",
          "[app][mechanism]") {
    Matrix a(3, 2), b(2, 2);
    a << 5, 8, 6, 8, 9, 8; // to the right of (4, 8), the middle of the two meanings' means
    b << 2, 8, 0, 8;
    const auto [same, different] = mean_cosines(a, b);
    CHECK(same == Approx(1));
    CHECK(different == Approx(-1));
}

TEST_CASE("cosines of meanings are means over pairs, the middle taken off", "[app][mechanism]") {
    Matrix a(2, 2), b(2, 2);
    a << 2, 1, 0, 1;
    b << 0, -1, -2, -1; // the middle of the means is (0, 0)
    const auto [same, different] = mean_cosines(a, b);
    const double tilt = 1 / std::sqrt(5.0); // between (2, 1) and (0, 1), and so on
    CHECK(same == Approx((tilt + tilt) / 2));
    CHECK(different == Approx((-tilt - 1 - 1 - tilt) / 4));
}

TEST_CASE("errors of cosines tell what other sentences would have given", "[app][mechanism]") {
    // Two meanings of which sentences are drawn again and again: how the means then spread is their error.
    Pcg32 chance{7, 1};
    const auto draw = [&](float side) {
        Matrix rows(6, 4);
        for (Index i = 0; i < rows.rows(); ++i)
            for (Index j = 0; j < rows.cols(); ++j)
                rows(i, j) = (j == 0 ? side : 0.0F) + static_cast<float>(chance.normal());
        return rows;
    };
    RunningMean same, different, same_error, different_error;
    constexpr int draws = 400;
    for (int i = 0; i < draws; ++i) {
        const Matrix a = draw(1.0F), b = draw(-1.0F);
        const MeanCosines mean = mean_cosines(a, b), error = cosine_errors(a, b);
        same.add(mean.same);
        different.add(mean.different);
        same_error.add(error.same);
        different_error.add(error.different);
    }
    const double spread = std::sqrt(draws); // from the error of a mean of draws to the spread of one
    CHECK(same_error.mean() == Approx(same.error() * spread).epsilon(0.3));
    CHECK(different_error.mean() == Approx(different.error() * spread).epsilon(0.3));
    Matrix alike(3, 2), other(3, 2);
    alike << 1, 0, 1, 0, 1, 0;
    other << -1, 0, -1, 0, -1, 0;
    CHECK(cosine_errors(alike, other).same == Approx(0).margin(1e-6));
    Matrix scattered(3, 2); // either meaning's sentences count
    scattered << -1, 0, -2, 1, -1, -2;
    CHECK(cosine_errors(alike, scattered).same > 0.05);
    CHECK(cosine_errors(scattered, alike).same == Approx(cosine_errors(alike, scattered).same));
}

TEST_CASE("the built-in corpus can be asked for the meanings of apple, another cannot", "[app][mechanism]") {
    const auto corpus = load_corpus({});
    GptTrainer trainer{corpus, {.dim = 32, .layers = 2, .heads = 2, .context = 16}, {.batch = 4}};
    const auto trace = [&](std::span<const TokenId> sentence) {
        return trainer.moment().network->trace(sentence);
    };
    const auto senses = measure_senses(corpus->lexicon.vocabulary, trace);
    REQUIRE(senses);
    REQUIRE(senses->same.size() == 3);
    CHECK(senses->same[0] == 0);      // one row at one position: nothing parts them
    CHECK(senses->different[0] == 0); // and that is the mean which was taken off
    CHECK(std::abs(senses->same[2]) <= 1);
    CHECK(senses->same_error[2] > 0);
    CHECK(senses->different_error.size() == 3);
    SmallModel other{0};
    CHECK_FALSE(measure_senses(other.trainer.corpus()->lexicon.vocabulary, trace));
}
