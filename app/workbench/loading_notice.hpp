// SPDX-License-Identifier: MIT
// What is shown while a file is read, or when it could not be.
#pragma once

#include "app/ui/ui.hpp"

#include <string>

namespace wordfield::app {

/// What is being loaded, or why it could not be.
struct LoadState {
    std::string what;
    float fraction = 0.0F;
    bool busy = false; ///< being read right now
    std::string error;
};

/// What was pressed: stop reading, begin with the built-in corpus, ask for another file.
enum class LoadingAnswer { None, Cancel, Builtin, Another };

/// Over a running model, or in the middle of an empty window.
LoadingAnswer draw_loading(Ui& ui, const LoadState& loading, bool window_is_empty);

} // namespace wordfield::app
