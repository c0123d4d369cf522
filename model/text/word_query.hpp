// SPDX-License-Identifier: MIT
// Words by what is known of them: "category:food", "count > 1000", "part of speech = noun".
#pragma once

#include "model/text/lexicon.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace wordfield::inline text {

/// A condition on a column of the lexicon.
struct WordQuery {
    std::string column;                 ///< its name, as the lexicon has it
    std::function<bool(TokenId)> holds; ///< reads the lexicon, which must live as long
};

/// What is typed as such a condition: a column (category, count, or one of the lexicon's, whatever the case;
/// the beginning of a name will do where it is that of one alone), then ':' (has it in it), '=' (is it), '<'
/// or '>', then a name or a figure. A word without a value in that column never fits. Nothing where it is
/// none: words may have such signs in them.
std::optional<WordQuery> parse_query(const Lexicon& lexicon, std::string_view typed);

/// The columns that can be asked for: those that hold something.
std::vector<std::string> queried_columns(const Lexicon& lexicon);

} // namespace wordfield::inline text
