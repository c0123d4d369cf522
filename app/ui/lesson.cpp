// SPDX-License-Identifier: MIT
#include "app/ui/lesson.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace wordfield::app {

std::string_view embedded_lesson(std::string_view name); // made by the build

namespace {

// Takes the text up to the next line feed off the front.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

bool take_field(std::string_view line, std::string_view name, std::string& value) {
    if (!line.starts_with(name)) return false;
    line.remove_prefix(name.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    value = line;
    return true;
}

std::string file_of(std::string_view panel) {
    std::string name{panel};
    for (char& c : name) c = c == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name + ".txt";
}

} // namespace

Lesson parse_lesson(std::string_view page) {
    Lesson lesson;
    lesson.title = take_line(page);
    bool open = false; // whether the next line goes on with a paragraph
    while (!page.empty()) {
        const std::string_view line = take_line(page);
        const bool field = take_field(line, "formula:", lesson.formula) ||
                           take_field(line, "source:", lesson.source) ||
                           take_field(line, "panel:", lesson.panel) ||
                           take_field(line, "task:", lesson.task) || take_field(line, "done:", lesson.done);
        if (field || line.empty()) {
            open = false;
            continue;
        }
        if (open)
            lesson.paragraphs.back().append(" ").append(line);
        else
            lesson.paragraphs.emplace_back(line);
        open = true;
    }
    return lesson;
}

std::vector<Lesson> parse_lessons(std::string_view pages) {
    std::vector<Lesson> lessons;
    while (!pages.empty()) {
        const std::size_t end = std::min(pages.find("\n---\n"), pages.size());
        lessons.push_back(parse_lesson(pages.substr(0, end)));
        pages.remove_prefix(std::min(end + 5, pages.size()));
    }
    return lessons;
}

const Lesson& lesson_of(std::string_view panel) {
    static std::map<std::string, Lesson, std::less<>> known; // the main thread's alone
    const auto found = known.find(panel);
    if (found != known.end()) return found->second;
    return known.emplace(panel, parse_lesson(embedded_lesson(file_of(panel)))).first->second;
}

const std::vector<Lesson>& tour_steps() {
    static const std::vector<Lesson> steps = parse_lessons(embedded_lesson("tour.txt"));
    return steps;
}

} // namespace wordfield::app
