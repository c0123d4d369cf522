// SPDX-License-Identifier: MIT
// The one kind of error that a user is meant to read: what went wrong with which thing, and what to do next.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace wordfield::inline core {

struct Error : std::runtime_error {
    /// Reads as "<thing>: <what> (<hint>)", for example "book.txt: is empty (give a text of some thousand
    /// words)".
    Error(std::string_view thing, std::string_view what, std::string_view hint)
        : std::runtime_error{std::string{thing} + ": " + std::string{what} + " (" + std::string{hint} + ")"} {
    }
    /// A whole sentence of that form.
    explicit Error(const std::string& sentence) : std::runtime_error{sentence} {}
};

} // namespace wordfield::inline core
