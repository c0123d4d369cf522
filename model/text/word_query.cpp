// SPDX-License-Identifier: MIT
#include "model/text/word_query.hpp"

#include "model/core/number_text.hpp"
#include "model/text/unicode.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace wordfield::inline text {
namespace {

std::string folded(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    std::string result;
    append_normal(result, text);
    return result;
}

/// A word's figure in a column (NaN: it has none), and names where figures stand for them.
struct QueriedColumn {
    std::string name;
    std::function<double(TokenId)> value;
    const std::vector<std::string>* names = nullptr;
};

std::vector<QueriedColumn> columns_of(const Lexicon& lexicon) {
    std::vector<QueriedColumn> all;
    if (!lexicon.categories.empty())
        all.push_back({"category",
                       [&lexicon](TokenId id) {
                           const int category = lexicon.category[static_cast<std::size_t>(id)];
                           return category < 0 ? NAN : static_cast<double>(category);
                       },
                       &lexicon.categories});
    const Vocabulary& words = lexicon.vocabulary;
    bool counted = !words.is_bare(); // a file of vectors may say nothing of counts
    for (TokenId id = 0; id < words.size() && !counted; ++id) counted = words.count(id) > 0;
    if (counted)
        all.push_back({"count", [&words](TokenId id) { return static_cast<double>(words.count(id)); }});
    for (const WordColumn& column : lexicon.columns)
        all.push_back({column.name,
                       [&column](TokenId id) {
                           return static_cast<double>(column.value[static_cast<std::size_t>(id)]);
                       },
                       column.names.empty() ? nullptr : &column.names});
    return all;
}

const QueriedColumn* find_column(const std::vector<QueriedColumn>& columns, const std::string& typed) {
    const QueriedColumn* begun = nullptr;
    int beginnings = 0;
    for (const QueriedColumn& column : columns) {
        const std::string name = folded(column.name);
        if (name == typed) return &column;
        if (typed.empty() || !name.starts_with(typed)) continue;
        begun = &column;
        ++beginnings;
    }
    return beginnings == 1 ? begun : nullptr;
}

std::optional<double> figure_in(std::string_view text) {
    std::string digits{text};
    std::erase(digits, ','); // "1,000", as the window writes it
    double value = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole ? std::optional{value} : std::nullopt;
}

// Of names, which of them fit; an index into it is a word's figure.
std::function<bool(double)> fits_name(const std::vector<std::string>& names, char sign,
                                      const std::string& wanted) {
    std::vector<char> fits;
    for (const std::string& name : names) {
        const std::string other = folded(name);
        fits.push_back(sign == '=' ? other == wanted : other.find(wanted) != std::string::npos);
    }
    return [fits](double value) { return fits[static_cast<std::size_t>(value)] != 0; };
}

std::function<bool(double)> fits_figure(char sign, double wanted) {
    if (sign == '<') return [wanted](double value) { return value < wanted; };
    if (sign == '>') return [wanted](double value) { return value > wanted; };
    return [wanted](double value) { return static_cast<float>(value) == static_cast<float>(wanted); };
}

} // namespace

std::optional<WordQuery> parse_query(const Lexicon& lexicon, std::string_view typed) {
    const std::size_t at = typed.find_first_of(":=<>");
    if (at == std::string_view::npos) return std::nullopt;
    const std::vector<QueriedColumn> columns = columns_of(lexicon);
    const QueriedColumn* const column = find_column(columns, folded(typed.substr(0, at)));
    const std::string wanted = folded(typed.substr(at + 1));
    const char sign = typed[at];
    if (column == nullptr || wanted.empty()) return std::nullopt;
    std::function<bool(double)> fits;
    if (column->names != nullptr) {
        if (sign == '<' || sign == '>') return std::nullopt; // names have no order
        fits = fits_name(*column->names, sign, wanted);
    } else {
        const auto figure = figure_in(wanted);
        if (!figure) return std::nullopt;
        fits = fits_figure(sign, *figure);
    }
    return WordQuery{column->name, [value = column->value, fits](TokenId id) {
                         const double own = value(id);
                         return !std::isnan(own) && fits(own);
                     }};
}

std::vector<std::string> queried_columns(const Lexicon& lexicon) {
    std::vector<std::string> names;
    for (const QueriedColumn& column : columns_of(lexicon)) names.push_back(column.name);
    return names;
}

} // namespace wordfield::inline text
