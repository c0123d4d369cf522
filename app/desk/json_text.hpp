// SPDX-License-Identifier: MIT
// JSON as the text of a file.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace wordfield::app {

/// With a line end. Bytes that are no UTF-8 (names of files may hold some) become U+FFFD. `indent` -1: one
/// line.
inline std::string json_text(const nlohmann::json& value, int indent = -1) {
    return value.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace wordfield::app
