// SPDX-License-Identifier: MIT
#include "model/vectors/csv_shape.hpp"

#include "model/text/tokenizer.hpp"
#include "model/vectors/vector_draft.hpp"
#include "model/vectors/vector_sniff.hpp"

#include <algorithm>

namespace wordfield::inline vectors {
namespace {

// "x12" or "12" or "emb_12": 12
std::optional<std::int64_t> number_at_end(std::string_view name) {
    const std::size_t letters = name.find_last_not_of("0123456789");
    return count_of(name.substr(letters == std::string_view::npos ? 0 : letters + 1));
}

std::string_view before_number(std::string_view name) {
    const std::size_t letters = name.find_last_not_of("0123456789");
    return letters == std::string_view::npos ? std::string_view{} : name.substr(0, letters + 1);
}

bool is_list(const std::string& cell, Index& length) {
    std::vector<float> numbers;
    if (!append_numbers(cell, numbers) || numbers.size() < 2) return false;
    length = std::ssize(numbers);
    return true;
}

// The longest run of columns x0, x1, ... that hold numbers.
std::vector<std::size_t> numbered_columns(const std::vector<std::string>& names,
                                          const std::vector<std::string>& first) {
    std::vector<std::size_t> best, run;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto number = number_at_end(names[i]);
        const bool fits = number && float_of(first[i]).has_value();
        const bool follows = fits && !run.empty() &&
                             before_number(names[i]) == before_number(names[run.back()]) &&
                             *number - 1 == *number_at_end(names[run.back()]);
        if (!follows) run.clear();
        if (fits) run.push_back(i);
        if (run.size() > best.size()) best = run;
    }
    return best.size() < 2 ? std::vector<std::size_t>{} : best;
}

void choose_vector(CsvShape& shape, const std::vector<std::string>& first) {
    for (const bool by_name : {true, false})
        for (std::size_t i = 0; i < first.size() && shape.vector.empty(); ++i)
            if ((!by_name || names_vectors(shape.names[i])) && is_list(first[i], shape.length))
                shape.vector = {i};
    if (!shape.vector.empty()) return;
    shape.vector = numbered_columns(shape.names, first);
    shape.length = std::ssize(shape.vector);
}

} // namespace

std::size_t csv_record_end(std::string_view text, std::size_t at) {
    bool quoted = false;
    for (;; ++at) {
        at = std::min(text.find_first_of("\"\n", at), text.size());
        if (at == text.size() || (text[at] == '\n' && !quoted)) return at;
        if (text[at] == '"') quoted = !quoted;
    }
}

std::vector<std::string> csv_fields(std::string_view record) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const char c = record[i];
        if (c == '"' && quoted && i + 1 < record.size() && record[i + 1] == '"')
            fields.back() += record[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += c;
    }
    return fields;
}

std::optional<CsvShape> shape_of_csv(std::string_view header, std::string_view first) {
    CsvShape shape;
    shape.names = csv_fields(header);
    const std::vector<std::string> fields = csv_fields(first);
    if (fields.size() != shape.names.size()) return std::nullopt;
    choose_vector(shape, fields);
    if (shape.vector.empty()) return std::nullopt;
    const auto is_vector = [&](std::size_t i) {
        return std::ranges::find(shape.vector, i) != shape.vector.end();
    };
    for (const bool by_name : {true, false})
        for (std::size_t i = 0; i < fields.size() && !shape.word; ++i)
            if (!is_vector(i) && (by_name ? names_words(shape.names[i]) : !float_of(fields[i])))
                shape.word = i;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (!is_vector(i) && i != shape.word) shape.columns.push_back(i);
    return shape;
}

bool begins_csv_of_vectors(std::string_view begin) {
    begin = without_byte_order_mark(begin);
    const std::size_t end = begin.find('\n');
    if (end == std::string_view::npos || begin.find('\0') != std::string_view::npos) return false;
    std::string_view header = begin.substr(0, end), first = begin.substr(end + 1);
    if (header.ends_with('\r')) header.remove_suffix(1);
    if (header.find(',') == std::string_view::npos) return false;
    const std::size_t next = csv_record_end(first, 0);
    if (next < first.size()) return shape_of_csv(header, first.substr(0, next)).has_value();
    // A row that is longer than what was looked at: its vector goes on.
    const std::vector<std::string> names = csv_fields(header);
    return std::ranges::any_of(names, [](const std::string& name) { return names_vectors(name); }) ||
           std::ranges::count_if(names,
                                 [](const std::string& name) { return number_at_end(name).has_value(); }) > 2;
}

} // namespace wordfield::inline vectors
