// SPDX-License-Identifier: MIT
#include "app/story/head_history.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("looking evenly is one share for each word so far", "[app][mechanism]") {
    const HeadStats even = even_head(5); // rows of 3, 4 and 5 words
    CHECK(even.previous == Approx((1.0 / 3 + 1.0 / 4 + 1.0 / 5) / 3));
    CHECK(even.entropy == Approx((std::log(3.0) + std::log(4.0) + std::log(5.0)) / 3));
}

TEST_CASE("a habit has to be far from even, and the strongest counts", "[app][mechanism]") {
    const HeadStats even = even_head(32);
    CHECK(head_habit(even, 32) == "looks at many alike");
    CHECK(head_habit({.entropy = 1.3F, .previous = 0.32F, .first = 0.04F, .itself = 0.14F}, 32) ==
          "looks back one word");
    CHECK(head_habit({.entropy = 1.3F, .previous = 0.3F, .first = 0.6F, .itself = 0.0F}, 32) ==
          "looks at the first word");
    CHECK(head_habit({.entropy = 1.3F, .previous = 0.3F, .first = 0.1F, .itself = 0.5F}, 32) ==
          "looks at itself");
    CHECK(head_habit({.entropy = 1.3F, .previous = 0.2F, .first = 0.1F, .itself = 0.2F}, 32) ==
          "no clear pattern");
}

TEST_CASE("a head's life keeps one point per measurement and begins anew with a run", "[app][mechanism]") {
    auto s = tiny_moment(50);
    s->head_stats = {{.entropy = 0.5F, .previous = 0.25F, .first = 0.5F, .itself = 0.125F}};
    s->heldout_step = 50;
    HeadHistory history;
    history.record(*s);
    history.record(*s); // the same measurement in the next moment
    REQUIRE(history.heads().size() == 1);
    REQUIRE(history.heads()[0].previous.points().size() == 1);
    CHECK(history.heads()[0].previous.points()[0].step == 50);
    CHECK(history.heads()[0].previous.points()[0].value == 0.25F);
    CHECK(history.heads()[0].spread.points()[0].value == Approx(0.5 / even_head(4).entropy));
    s->heldout_step = 100;
    history.record(*s);
    CHECK(history.heads()[0].itself.points().size() == 2);
    s->run = 2;
    s->heldout_step = 0;
    history.record(*s);
    CHECK(history.heads()[0].itself.points().size() == 1);
}
