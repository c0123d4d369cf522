// SPDX-License-Identifier: MIT
// How a map looks and the numbers of its projection, as fields of a JSON object.
#pragma once

#include "app/map/map_look.hpp"
#include "model/map/projection.hpp"

#include <nlohmann/json.hpp>

namespace wordfield::app {

nlohmann::json look_fields(const MapLook& look);
/// What is missing or makes no sense stays as it is.
void read_look(const nlohmann::json& file, MapLook& look);

/// The numbers that the popover shows (projection_info.hpp), of every method.
nlohmann::json projection_fields(const ProjectionConfig& config);
void read_projection(const nlohmann::json& file, ProjectionConfig& config);

} // namespace wordfield::app
