// SPDX-License-Identifier: MIT
// What the system refuses, as a sentence for whoever asked for too much of it.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace wordfield::inline core {

/// What was thrown, as a sentence. Memory that is used up and threads that are not started get one of ours:
/// `doing` says at what, as in "while reading book.txt", `hint` what would need less. Anything else, an Error
/// above all, keeps its own words.
std::string failure_sentence(const std::exception& error, std::string_view doing, std::string_view hint);

/// What makes a training need less memory.
inline constexpr std::string_view smaller_model =
    "choose a smaller --dim, --layers, --vocabulary or --batch, or close other programs";

/// "850 MB", "1.4 GB"; for sentences.
std::string readable_bytes(double bytes);

} // namespace wordfield::inline core
