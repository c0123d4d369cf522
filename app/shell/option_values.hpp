// SPDX-License-Identifier: MIT
// The values of the command line, read by us: what is wrong is said in one sentence of our own.
#pragma once

#include "model/nn/limits.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace wordfield::app {

/// The whole text as one decimal number; nothing for anything else, NaN and infinity included.
template <class Number>
std::optional<Number> number_of(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if constexpr (std::is_floating_point_v<Number>)
        if (!std::isfinite(value)) return std::nullopt;
    return value;
}

/// Throws CLI::ValidationError: `--dim: "abc" is no whole number from 2 to 4096`.
template <class Number>
Number number_in(const std::string& option, const std::string& text, limits::Range<Number> range) {
    const auto value = number_of<Number>(text);
    if (value && *value >= range.low && *value <= range.high) return *value;
    const auto shown = [](Number number) -> std::string {
        if constexpr (std::is_integral_v<Number>) return std::to_string(number);
        char digits[32];
        std::snprintf(digits, sizeof digits, "%g", static_cast<double>(number));
        return digits;
    };
    throw CLI::ValidationError(option, "\"" + text + "\" is no " +
                                           (std::is_integral_v<Number> ? "whole " : "") + "number from " +
                                           shown(range.low) + " to " + shown(range.high));
}

/// `number` is an optional or a plain one.
template <class Number, class Target>
CLI::Option* add_number(CLI::App& cli, const std::string& option, Target& target, limits::Range<Number> range,
                        const std::string& what) {
    const auto read = [option, range, &target](const std::string& text) {
        target = number_in<Number>(option, text, range);
    };
    return cli.add_option_function<std::string>(option, read, what)
        ->option_text(std::is_integral_v<Number> ? "N" : "X");
}

/// One of some names: `--model: "foo" is neither gpt nor skipgram`.
template <class Value>
void add_choice(CLI::App& cli, const std::string& option, Value& target,
                const std::vector<std::pair<std::string, Value>>& names, const std::string& what) {
    std::string all, either;
    for (const auto& [name, value] : names) {
        all += (all.empty() ? "" : "|") + name;
        either += (either.empty() ? "neither " : " nor ") + name;
    }
    const auto read = [option, names, either, &target](const std::string& text) {
        for (const auto& [name, value] : names)
            if (name == text) {
                target = value;
                return;
            }
        throw CLI::ValidationError(option, "\"" + text + "\" is " + either);
    };
    cli.add_option_function<std::string>(option, read, what)->option_text(all);
}

/// The path of a file, which is not empty.
template <class Path>
void add_path(CLI::App& cli, const std::string& option, Path& target, const std::string& what) {
    const auto read = [option, &target](const std::string& text) {
        if (text.empty()) throw CLI::ValidationError(option, "is empty, and the name of a file is wanted");
        target = text;
    };
    cli.add_option_function<std::string>(option, read, what)->option_text("FILE");
}

/// The same of a folder.
template <class Path>
void add_folder(CLI::App& cli, const std::string& option, Path& target, const std::string& what) {
    add_path(cli, option, target, what);
    cli.get_option(option)->option_text("DIR");
}

/// The same for one that may be given several times, each with one path.
void add_paths(CLI::App& cli, const std::string& option, std::vector<std::filesystem::path>& target,
               const std::string& what);

/// Throws CLI::ValidationError for what CLI11 would say in words of its own: unknown options, those that
/// may not be and are given twice or without their value, more than one file.
void check_words(const CLI::App& cli, int argc, const char* const* argv);

} // namespace wordfield::app
