// SPDX-License-Identifier: MIT
// "man, king -> woman, queen" as typed, to an axis of meaning, and back.
#pragma once

#include "model/map/projection.hpp"
#include "model/text/lexicon.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline map {

/// Words at both ends, separated by commas or spaces, and an arrow (->, → or :) between them. Throws Error
/// with a sentence for whoever typed it: no arrow, an end without words, a word that is not in the
/// vocabulary, the same words at both ends.
WordAxis parse_axis(const Vocabulary& vocabulary, std::string_view text);

std::string axis_text(const Vocabulary& vocabulary, const WordAxis& axis);

/// "man, king … → woman, queen …": at most `most` words at each end.
std::string short_axis_text(const Vocabulary& vocabulary, const WordAxis& axis, std::size_t most = 2);

struct NamedAxis {
    std::string name; ///< of the relation
    WordAxis axis;
};

/// One axis for each relation whose questions give pairs: from all first words to all second words, at most
/// `most_words` at each end, in the order in which they are met.
std::vector<NamedAxis> relation_axes(const Lexicon& lexicon, std::size_t most_words = 6);

} // namespace wordfield::inline map
