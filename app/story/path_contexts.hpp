// SPDX-License-Identifier: MIT
// Where the way of a token through the layers ends: at which other places of the text the model has nearly
// the same last vector. Knows nothing of drawing.
#pragma once

#include "model/run/reading.hpp"

#include <vector>

namespace wordfield::app {

/// The nearest at the front.
struct PathContexts {
    std::vector<NearContext> here; ///< of the token of the sentence
    std::vector<NearContext>
        there; ///< of the last place of the same word in the second sentence, if it is there
};

/// `position` of the sentence's token; beyond its end, which happens while another one is on its way, nothing
/// is found. `count` of each.
PathContexts path_contexts(const Contexts& contexts, int position, int count);

} // namespace wordfield::app
