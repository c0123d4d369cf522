// SPDX-License-Identifier: MIT
#include "app/shell/address_space.hpp"

#include "model/core/error.hpp"
#include "model/core/failure.hpp"
#include "model/core/free_memory.hpp"

namespace wordfield::app {

void require_address_space(const std::string& what) {
    constexpr double enough =
        1e9; // bytes; Mesa's software renderer crashes with up to 600 MB, and draws nothing with 800
    const double left = free_address_space();
    if (left < enough)
        throw Error{"memory", "is too little for " + what + ": ulimit -v leaves " + readable_bytes(left),
                    "raise the limit to leave " + readable_bytes(enough) +
                        ", or train with --headless and without --screenshot"};
}

} // namespace wordfield::app
