// SPDX-License-Identifier: MIT
// A graphics driver that runs out of address space ends the process instead of saying so: it is asked for
// before.
#pragma once

#include <string>

namespace wordfield::app {

/// Throws Error where `ulimit -v` leaves too little for a graphics driver; `what` it is needed for, as in "a
/// window".
void require_address_space(const std::string& what);

} // namespace wordfield::app
