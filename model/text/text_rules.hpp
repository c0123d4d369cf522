// SPDX-License-Identifier: MIT
// How a text is read: what its tokens are, and where one document ends and the next begins.
#pragma once

#include <cstdint>

namespace wordfield::inline text {

/// What a text is cut into. Numbers are written to checkpoints: never change them.
enum class Tokens : std::uint8_t {
    Words = 0, ///< lower-cased words; every mark is one of its own
    Cased = 1, ///< the same, with capitals kept: Paris, US, polish and Polish
    Code = 2   ///< names with their underscores and capitals, and operators whole: size_t, ->, !=
};

/// What a document is; each ends with <eos>. Numbers are written to checkpoints: never change them.
enum class Documents : std::uint8_t {
    Paragraphs = 0, ///< what stands between blank lines
    Lines = 1,      ///< every line that is not blank
    Whole = 2       ///< the text as a whole
};

struct TextRules {
    Tokens tokens = Tokens::Words;
    Documents documents = Documents::Paragraphs;

    bool operator==(const TextRules&) const = default;
};

} // namespace wordfield::inline text
