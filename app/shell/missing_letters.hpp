// SPDX-License-Identifier: MIT
// Words that cannot be read because no installed font has their letters, and what to install.
#pragma once

#include "app/ui/fonts.hpp"
#include "model/text/corpus.hpp"

#include <functional>
#include <string>

namespace wordfield::app {

/// One sentence about the words with a letter for which `drawn` does not hold: how many there are, and which
/// of Debian's packages has most of what is missing. Empty when there are none.
std::string missing_letters(const Vocabulary& vocabulary, const std::function<bool(char32_t)>& drawn);

/// What is worth knowing of a text that has just been read, a sentence a line: the above and the corpus's own
/// notes.
std::string notes_on(const Corpus& corpus, const Fonts& fonts);

} // namespace wordfield::app
