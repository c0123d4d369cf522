// SPDX-License-Identifier: MIT
#include "app/desk/panel_view.hpp"
#include "app/desk/workspace.hpp"
#include "app/ui/lesson.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>

using namespace wordfield::app;

TEST_CASE("a page is read into title, paragraphs and fields", "[app][story]") {
    const Lesson lesson =
        parse_lesson("Title\n\nOne line\ngoes on.\n\nSecond.\n\nformula: a = b\nsource: a book\n");
    CHECK(lesson.title == "Title");
    REQUIRE(lesson.paragraphs.size() == 2);
    CHECK(lesson.paragraphs[0] == "One line goes on.");
    CHECK(lesson.formula == "a = b");
    CHECK(lesson.source == "a book");
    CHECK(parse_lesson("").title.empty());
    const auto steps = parse_lessons("A\npanel: Map\n\nx\n---\nB\n\ny\n");
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].panel == "Map");
    CHECK(steps[1].paragraphs == std::vector<std::string>{"y"});
}

TEST_CASE("every panel has a page of a few plain sentences with a source", "[app][story]") {
    std::vector<std::string_view> names{
        "Inside cell",    "Inside head",       "Inside line-up",   "Inside layers",    "Inside samples",
        "Inside softmax", "Inside embeddings", "Inside circuit",   "Inside opposites", "Inside contexts",
        "Inside field",   "Inside patch",      "Inside ablations", "Inside push",      "Compare seeds"};
    for (const PanelEntry& entry : panels()) names.push_back(entry.info.lesson);
    for (const auto name : names) {
        INFO(name);
        const Lesson& lesson = lesson_of(name);
        CHECK_FALSE(lesson.title.empty());
        CHECK_FALSE(lesson.source.empty());
        std::ptrdiff_t sentences = 0;
        for (const std::string& p : lesson.paragraphs) sentences += std::ranges::count(p, '.');
        CHECK(sentences >= 2);
        CHECK(sentences <= 8);
    }
    CHECK(lesson_of("No such panel").title.empty());
}

TEST_CASE("the tour has five steps, each at a panel there is", "[app][story]") {
    REQUIRE(tour_steps().size() == 5);
    for (const Lesson& step : tour_steps()) {
        bool known = false;
        for (int i = 0; i < panel_count; ++i) known |= step.panel == panel_name(static_cast<Panel>(i));
        CHECK(known);
        CHECK_FALSE(step.paragraphs.empty());
    }
}
