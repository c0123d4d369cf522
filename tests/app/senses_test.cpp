// SPDX-License-Identifier: MIT
#include "app/insight/senses.hpp"

#include "mechanism_fixture.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("two meanings that stand opposite each other have cosines of one and minus one",
          "[app][mechanism]") {
    Matrix a(3, 2), b(2, 2);
    a << 5, 8, 6, 8, 9, 8; // to the right of (4, 8), the middle of the two meanings' means
    b << 2, 8, 0, 8;
    float same = 0, different = 0;
    mean_cosines(a, b, same, different);
    CHECK(same == Approx(1));
    CHECK(different == Approx(-1));
}

TEST_CASE("cosines of meanings are means over pairs, the middle taken off", "[app][mechanism]") {
    Matrix a(2, 2), b(2, 2);
    a << 2, 1, 0, 1;
    b << 0, -1, -2, -1; // the middle of the means is (0, 0)
    float same = 0, different = 0;
    mean_cosines(a, b, same, different);
    const double tilt = 1 / std::sqrt(5.0); // between (2, 1) and (0, 1), and so on
    CHECK(same == Approx((tilt + tilt) / 2));
    CHECK(different == Approx((-tilt - 1 - 1 - tilt) / 4));
}

TEST_CASE("the built-in corpus can be asked for the meanings of apple, another cannot", "[app][mechanism]") {
    const auto corpus = load_corpus({});
    Trainer trainer{corpus, {.dim = 32, .layers = 2, .heads = 2, .context = 16}, {.batch = 4}};
    const auto probe = [&](std::span<const TokenId> sentence) { return trainer.probe(sentence); };
    const auto senses = measure_senses(*corpus, probe);
    REQUIRE(senses);
    REQUIRE(senses->same.size() == 3);
    CHECK(senses->same[0] == 0);      // one row at one position: nothing parts them
    CHECK(senses->different[0] == 0); // and that is the mean which was taken off
    CHECK(std::abs(senses->same[2]) <= 1);
    SmallModel other{0};
    CHECK_FALSE(measure_senses(*other.trainer.corpus(), probe));
}
