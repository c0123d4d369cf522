// SPDX-License-Identifier: MIT
// Values out of the JSON of a file that anybody may have written to: what is missing, of another kind or out
// of range leaves the value as it is.
#pragma once

#include "model/core/token.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

constexpr std::int64_t latest_step = std::int64_t{1} << 40; ///< that a file may name

/// Finite; nothing for what is no number, or none that there is.
inline std::optional<double> number_in(const nlohmann::json& value) {
    if (!value.is_number()) return std::nullopt;
    const double number = value.get<double>();
    return std::isfinite(number) ? std::optional{number} : std::nullopt;
}

// A number is brought into its range while it is still as the file has it: 1e300 is no int.
template <class Number>
void read_number(const nlohmann::json& file, const char* name, Number& value, Number low, Number high) {
    const auto found = file.find(name);
    if (found == file.end()) return;
    if (const auto number = number_in(*found))
        value = static_cast<Number>(std::clamp(*number, static_cast<double>(low), static_cast<double>(high)));
}

inline void read_flag(const nlohmann::json& file, const char* name, bool& value) {
    const auto found = file.find(name);
    if (found != file.end() && found->is_boolean()) value = found->get<bool>();
}

inline void read_text(const nlohmann::json& file, const char* name, std::string& value) {
    const auto found = file.find(name);
    if (found != file.end() && found->is_string()) value = found->get<std::string>();
}

template <class Choice>
void read_choice(const nlohmann::json& file, const char* name, Choice& value, int last) {
    int number = static_cast<int>(value);
    read_number(file, name, number, 0, last);
    value = static_cast<Choice>(number);
}

/// Ids below `vocabulary`; others are passed over.
inline std::vector<TokenId> words_in(const nlohmann::json& list, int vocabulary) {
    std::vector<TokenId> words;
    if (!list.is_array()) return words;
    for (const nlohmann::json& id : list)
        if (id.is_number_unsigned() && id.get<std::uint64_t>() < static_cast<std::uint64_t>(vocabulary))
            words.push_back(id.get<TokenId>());
    return words;
}

/// The field, or null where there is none.
inline const nlohmann::json& field_of(const nlohmann::json& file, const char* name) {
    static const nlohmann::json nothing;
    const auto found = file.find(name);
    return found == file.end() ? nothing : *found;
}

} // namespace wordfield::app
