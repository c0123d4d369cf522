// SPDX-License-Identifier: MIT
// The short texts behind every "?" and the steps of the tour. They live in assets/lessons and are compiled
// in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wordfield::app {

struct Ui;

/// One page of help: plain sentences, the formula, where to read more.
struct Lesson {
    std::string title;
    std::vector<std::string> paragraphs;
    std::string formula, source; ///< may be empty
    std::string panel;           ///< of a step of the tour: what it points at,
    std::string task, done;      ///< what there is to do, and what is to be seen of it once it is done
};

/// A page: its title on the first line; paragraphs between empty lines; lines that begin with "formula:",
/// "source:", "panel:", "task:" or "done:" fill those fields.
Lesson parse_lesson(std::string_view page);
/// Pages with lines of "---" between them.
std::vector<Lesson> parse_lessons(std::string_view pages);

/// The page of a panel ("Next word" reads next-word.txt); without a title when there is none.
const Lesson& lesson_of(std::string_view panel);
const std::vector<Lesson>& tour_steps();

/// A small "?" on the present line; a click opens the page of `panel`.
void help_mark(Ui& ui, std::string_view panel);

} // namespace wordfield::app
