// SPDX-License-Identifier: MIT
#include "app/desk/map_fields.hpp"

#include "app/desk/json_fields.hpp"
#include "model/map/projection_info.hpp"

namespace wordfield::app {

nlohmann::json look_fields(const MapLook& look) {
    return {{"label_px", look.label_px},
            {"trails", look.trails},
            {"labels", look.labels},
            {"names_over_dots", look.names_over_dots},
            {"regions", look.regions},
            {"lines", look.neighbours},
            {"trust", look.trust},
            {"trust_all", look.trust_all},
            {"colour_by", static_cast<int>(look.colour_by)},
            {"column", look.column}};
}

void read_look(const nlohmann::json& file, MapLook& look) {
    read_number(file, "label_px", look.label_px, 10.0F, 32.0F);
    read_flag(file, "trails", look.trails);
    read_flag(file, "labels", look.labels);
    read_flag(file, "names_over_dots", look.names_over_dots);
    read_flag(file, "regions", look.regions);
    read_flag(file, "lines", look.neighbours);
    read_flag(file, "trust", look.trust);
    read_flag(file, "trust_all", look.trust_all);
    read_choice(file, "colour_by", look.colour_by, colour_by_count - 1);
    read_number(file, "column", look.column, 0, 1'000'000);
}

nlohmann::json projection_fields(const ProjectionConfig& config) {
    nlohmann::json fields = nlohmann::json::object();
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& parameter : info.parameters)
            fields[parameter.key] = parameter.get(config);
    return fields;
}

void read_projection(const nlohmann::json& file, ProjectionConfig& config) {
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& parameter : info.parameters) {
            float value = parameter.get(config);
            read_number(file, parameter.key, value, 0.0F, parameter.high);
            parameter.set(config, in_range(parameter, value));
        }
}

} // namespace wordfield::app
