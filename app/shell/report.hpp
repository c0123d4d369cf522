// SPDX-License-Identifier: MIT
// --report: what was measured, as JSON (docs/report.md lists the fields).
#pragma once

#include "app/story/motion_record.hpp"
#include "model/analysis/senses.hpp"
#include "model/context/context_inquiry.hpp"
#include "model/map/layout.hpp"
#include "model/run/status.hpp"
#include "model/study/seed_comparison.hpp"

#include <string>

namespace wordfield::app {

/// `status` must have a moment. `motion` is what was seen of the map on its way to `layout`; `senses` where
/// they were measured, `seeds` where several were compared, `contexts` where words were looked at in context.
std::string report_json(const Status& status, const Layout& layout, const MotionRecord& motion,
                        const std::optional<Senses>& senses = std::nullopt,
                        const SeedComparison* seeds = nullptr,
                        const std::optional<MeasuredContexts>& contexts = std::nullopt);

} // namespace wordfield::app
