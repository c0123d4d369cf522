// SPDX-License-Identifier: MIT
// A comparison of seeds as JSON (docs/report.md lists the fields) and as a table for people.
#pragma once

#include "model/study/seed_comparison.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace wordfield::app {

/// Null where there is no comparison.
nlohmann::json seeds_fields(const SeedComparison* seeds, const Vocabulary& vocabulary);

/// Some twenty lines: each figure with its spread over the seeds and what chance gives.
std::string seeds_table(const SeedComparison& seeds);

} // namespace wordfield::app
