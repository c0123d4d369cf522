// SPDX-License-Identifier: MIT
#include "model/vectors/line_shape.hpp"

#include "model/core/number_text.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wordfield::inline vectors {
namespace {

constexpr std::size_t looked_at = 100; // lines

bool parts_fields(char c, bool tabs) {
    return c == '\t' || (c == ' ' && !tabs);
}

std::size_t field_end(std::string_view line, std::size_t at, bool tabs) {
    while (at < line.size() && !parts_fields(line[at], tabs)) ++at;
    return at;
}

struct LineLook {
    Index fields = 1;
    Index numbers = 0; ///< in a row at its end
};

LineLook look_at(std::string_view line, bool tabs) {
    LineLook look;
    for (std::size_t at = 0;; ++look.fields) {
        const std::size_t end = field_end(line, at, tabs);
        look.numbers = float_of(line.substr(at, end - at)) ? look.numbers + 1 : 0;
        if (end == line.size()) return look;
        at = end + 1;
    }
}

// "V C", with a blank: no row has as few numbers.
std::optional<LineShape> header_of(std::string_view line) {
    const std::size_t end = line.find(' ');
    if (end == std::string_view::npos) return std::nullopt;
    const auto rows = count_of(line.substr(0, end)), columns = count_of(line.substr(end + 1));
    if (!rows || !columns || *rows == 0 || *columns == 0) return std::nullopt;
    LineShape shape;
    shape.columns =
        std::min(*columns, std::int64_t{1} << 40); // no line has as many: whatever it is, it is wrong
    shape.promised = rows;
    return shape;
}

Index commonest(const std::map<Index, int>& votes) {
    return std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; })->first;
}

} // namespace

std::optional<LineShape> shape_of_lines(std::string_view text, const std::vector<TextLine>& lines) {
    const auto line = [&](std::size_t i) { return text.substr(lines[i].begin, lines[i].length); };
    if (lines.empty()) return std::nullopt;
    LineShape shape = header_of(line(0)).value_or(LineShape{});
    const std::size_t first = shape.promised ? 1 : 0, end = std::min(lines.size(), looked_at);
    if (first == end) return std::nullopt;
    const auto most = [&](auto holds) {
        std::size_t count = 0;
        for (std::size_t i = first; i < end; ++i) count += holds(line(i)) ? 1 : 0;
        return 2 * count > end - first;
    };
    shape.tabs = most([](std::string_view l) { return look_at(l, true).numbers > 1; });
    std::map<Index, int> fields;
    for (std::size_t i = first; i < end; ++i) ++fields[look_at(line(i), shape.tabs).fields];
    Index usual = commonest(fields);
    if (fields[shape.columns + 1] == fields[usual]) usual = shape.columns + 1; // as the header says
    const bool numbers_alone = most([&](std::string_view l) {
        const LineLook look = look_at(l, shape.tabs);
        return look.numbers == look.fields;
    });
    shape.words = !numbers_alone || shape.columns + 1 == usual; // then its words are numbers
    shape.usual = usual - (shape.words ? 1 : 0);
    if (!shape.promised) shape.columns = shape.usual;
    const bool rows = most([&](std::string_view l) { return look_at(l, shape.tabs).numbers >= shape.usual; });
    if ((!rows && !shape.promised) || shape.usual < (shape.promised ? 1 : 2))
        return std::nullopt; // nobody has vectors of one number
    return shape;
}

std::optional<LineShape> shape_of_beginning(std::string_view begin) {
    constexpr std::size_t whole_file_below = 8192; // what is shorter is no cut
    if (begin.find('\0') != std::string_view::npos) return std::nullopt;
    const std::size_t last = begin.rfind('\n');
    if (begin.size() >= whole_file_below && last != std::string_view::npos) begin = begin.substr(0, last);
    std::vector<TextLine> lines;
    std::uint32_t number = 1;
    const std::string_view text = without_byte_order_mark(begin);
    for (std::size_t at = 0; at < text.size() && lines.size() <= looked_at; ++number) {
        const std::size_t next = std::min(text.find('\n', at), text.size());
        std::size_t end = next;
        while (end > at && (parts_fields(text[end - 1], false) || text[end - 1] == '\r')) --end;
        if (end > at) lines.push_back({at, static_cast<std::uint32_t>(end - at), number});
        at = next + 1;
    }
    if (lines.size() < 2) return std::nullopt; // a line of a text may end in two numbers
    return shape_of_lines(text, lines);
}

std::string_view read_line(std::string_view line, const LineShape& shape, float* row, std::string& why) {
    const Index blanks = std::count(line.begin(), line.end(), '\t') +
                         (shape.tabs ? 0 : std::count(line.begin(), line.end(), ' '));
    Index before = blanks + 1 - shape.columns; // fields that are no numbers of the row
    if (before < (shape.words ? 1 : 0) || (!shape.words && before > 0)) {
        const Index there = blanks + 1 - (shape.words ? 1 : 0);
        why = "has " + with_commas(std::max<Index>(there, 0)) + " numbers, not " + with_commas(shape.columns);
        return {};
    }
    std::size_t at = 0;
    for (; before > 0; --before) at = field_end(line, at, shape.tabs) + 1;
    const std::string_view word = line.substr(0, at > 0 ? at - 1 : 0);
    for (Index c = 0; c < shape.columns; ++c) {
        const std::size_t end = field_end(line, at, shape.tabs);
        const auto number = float_of(line.substr(at, end - at));
        if (!number || !std::isfinite(*number)) {
            why = "has \"" + std::string{line.substr(at, std::min<std::size_t>(end - at, 20))} +
                  "\" where a number is wanted";
            return {};
        }
        row[c] = *number;
        at = end + 1;
    }
    return word;
}

} // namespace wordfield::inline vectors
