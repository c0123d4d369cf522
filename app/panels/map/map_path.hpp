// SPDX-License-Identifier: MIT
// The way of a token's vector through the layers, drawn on the map.
#pragma once

#include "app/story/path_contexts.hpp"
#include "app/ui/ui.hpp"
#include "model/analysis/residual_path.hpp"
#include "model/core/cached.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline map {
struct Layout;
}

namespace wordfield::app {

/// Where each layer's vector lies, as words with their say; made anew when sentence, weights or map change.
struct PathState {
    std::shared_ptr<const Trace> trace, other; ///< of the sentence, and of the second one where there is one
    std::shared_ptr<const Layout> layout;
    int position = -2;
    double made_at = -1.0;    ///< seconds
    bool under_mouse = false; ///< one of its circles: it is told about, not the word beneath
    bool follow = true;       ///< it is kept in view: nobody has taken the camera since it came
    Area legend;              ///< of the last frame, px of the window
    int framed = 0;           ///< how many paths the camera was brought to
    std::vector<std::vector<Anchor>> here,
        there; ///< [layer]; `there` of the second sentence, if it has the word
    Cached<PathContexts, std::shared_ptr<const Contexts>, int> contexts; ///< by the position
};

} // namespace wordfield::app
