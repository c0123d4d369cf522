// SPDX-License-Identifier: MIT
#include "model/text/word_pairs.hpp"

#include "model/core/error.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace wordfield::inline text {
namespace {

// Between tabs where there are any, else commas, else blanks.
std::vector<std::string_view> pair_fields(std::string_view line) {
    const char parts = line.find('\t') != std::string_view::npos  ? '\t'
                       : line.find(',') != std::string_view::npos ? ','
                                                                  : ' ';
    std::vector<std::string_view> fields;
    while (true) {
        const std::size_t end = std::min(line.find(parts), line.size());
        if (end > 0 || parts != ' ') fields.push_back(line.substr(0, end));
        if (end == line.size()) return fields;
        line.remove_prefix(end + 1);
    }
}

std::optional<float> pair_score(const std::vector<std::string_view>& fields) {
    for (std::size_t i = 2; i < fields.size(); ++i) {
        float value = 0.0F;
        const char* const last = fields[i].data() + fields[i].size();
        const auto read = std::from_chars(fields[i].data(), last, value);
        if (read.ec == std::errc{} && read.ptr == last && std::isfinite(value)) return value;
    }
    return std::nullopt;
}

} // namespace

std::vector<ScoredPair> read_word_pairs(const Vocabulary& vocabulary, int& skipped, std::string_view name,
                                        std::string_view text) {
    std::vector<ScoredPair> pairs;
    bool first = true;
    text = without_byte_order_mark(text);
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        const std::vector<std::string_view> fields = pair_fields(line);
        const auto score = pair_score(fields);
        if (!score && !std::exchange(first, false))
            throw Error{std::string{name} + ", line " + std::to_string(number),
                        "is not two words and a number", "write lines like: tiger<TAB>cat<TAB>7.35"};
        first = false;
        if (!score) continue; // a header
        const auto a = find_word(vocabulary, fields[0]), b = find_word(vocabulary, fields[1]);
        if (a && b)
            pairs.push_back({*a, *b, *score});
        else
            ++skipped;
    }
    if (pairs.empty() && skipped == 0)
        throw Error{name, "has no pairs of words", "write lines like: tiger<TAB>cat<TAB>7.35"};
    return pairs;
}

} // namespace wordfield::inline text
