// SPDX-License-Identifier: MIT
// A run of a folder as it was when it was there last.
#pragma once

#include "model/history/kept_run.hpp"

#include <memory>

namespace wordfield::inline history {

/// What its journal says by now. Throws Error where that cannot be read.
std::shared_ptr<const ArchivedRun> archived(const std::shared_ptr<KeptRun>& kept);

} // namespace wordfield::inline history
