// SPDX-License-Identifier: MIT
// How long a text is, before anything is learned from it.
#pragma once

#include "model/text/text_rules.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace wordfield::app {

struct TextCount {
    std::int64_t words = 0;  ///< tokens with a letter in them
    std::int64_t tokens = 0; ///< words and marks; what ends documents is not counted
    std::int64_t different = 0;
    std::int64_t kept = 0; ///< of the different ones, those that come at least twice: they get a row each
    bool operator==(const TextCount&) const = default;
};

TextCount count_text(std::string_view text, Tokens tokens);

/// "1,240 words, 1,410 tokens · 312 different, of which 160 come twice or more": then what is missing, where
/// it is too little to learn from.
std::string say(const TextCount& count);
bool is_enough(const TextCount& count);

} // namespace wordfield::app
