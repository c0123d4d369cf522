// SPDX-License-Identifier: MIT
// --report: what was measured, as JSON (docs/report.md lists the fields).
#pragma once

#include "model/train/layout.hpp"
#include "model/train/snapshot.hpp"

#include <string>

namespace wordfield::app {

std::string report_json(const Snapshot& snapshot, const Layout& layout);

} // namespace wordfield::app
