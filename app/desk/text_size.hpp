// SPDX-License-Identifier: MIT
// How large everything on the screen is, beside what the display asks for: Ctrl with plus, minus and 0.
#pragma once

#include <array>
#include <cstddef>

namespace wordfield::app {

/// The sizes that there are, as factors.
constexpr std::array text_sizes{0.8F, 0.9F, 1.0F, 1.1F, 1.25F, 1.5F, 1.75F, 2.0F};

/// The size so many steps larger (or smaller), within what there is; 0 steps: 1. One between two sizes, from
/// a settings file, goes to the next of them in that direction.
constexpr float stepped_text_size(float size, int by) {
    if (by == 0) return 1.0F;
    for (; by > 0; --by)
        for (const float larger : text_sizes)
            if (larger > size + 0.001F) {
                size = larger;
                break;
            }
    for (; by < 0; ++by)
        for (std::size_t i = text_sizes.size(); i-- > 0;)
            if (text_sizes[i] < size - 0.001F) {
                size = text_sizes[i];
                break;
            }
    return size;
}

} // namespace wordfield::app
