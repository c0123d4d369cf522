// SPDX-License-Identifier: MIT
#include "app/desk/selection.hpp"

#include "tests/support/catch.hpp"

using wordfield::app::Selection;

TEST_CASE("clicks pin, Ctrl-clicks add and take away", "[app]") {
    Selection s;
    s.click(3, false);
    s.click(5, true);
    CHECK(s.pinned == std::vector<wordfield::TokenId>{3, 5});
    CHECK(s.focus() == 5);
    s.click(5, true);
    CHECK(s.focus() == 3);
    s.click(9, false);
    CHECK(s.pinned == std::vector<wordfield::TokenId>{9});
    s.clear();
    CHECK_FALSE(s.focus());
}

TEST_CASE("hovering is the truth of the frame after, everywhere the same", "[app]") {
    Selection s;
    s.hover(4);
    CHECK_FALSE(s.hovered());
    CHECK(s.end_frame());
    CHECK(s.hovered() == 4);
    CHECK(s.is_lit(4));
    CHECK(s.subject() == 4);
    s.hover_pair(7, 8);
    CHECK(s.end_frame());
    CHECK(s.is_lit(7));
    CHECK(s.is_lit(8));
    CHECK_FALSE(s.is_lit(4));
    s.hover(4);
    CHECK(s.end_frame());
    CHECK_FALSE(s.is_lit(8));
    s.pin_only(2);
    CHECK(s.subject() == 2); // what is pinned stays in the inspector
    CHECK(s.end_frame());
    CHECK_FALSE(s.hovered());
    CHECK_FALSE(s.end_frame());
}
