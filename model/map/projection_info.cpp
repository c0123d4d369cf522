// SPDX-License-Identifier: MIT
// The list of projections, and what is read from it.
#include "model/map/projection_info.hpp"

#include "model/core/number_text.hpp"
#include "model/map/axes.hpp"
#include "model/map/mds.hpp"
#include "model/map/pca.hpp"
#include "model/map/tsne.hpp"

#include <algorithm>

namespace wordfield::inline map {

std::span<const ProjectionInfo> projections() {
    static const std::vector<ProjectionInfo> list{
        tsne_info(), pca_info(), mds_info(), axes_info(), dimensions_info(),
    };
    return list;
}

const ProjectionInfo& projection_info(ProjectionMethod method) {
    const std::span<const ProjectionInfo> all = projections();
    const auto found = std::ranges::find(all, method, &ProjectionInfo::method);
    return found == all.end() ? all.front() : *found;
}

std::unique_ptr<Projection> make_projection(const ProjectionConfig& config) {
    return projection_info(config.method).make(config);
}

std::string projection_names() {
    std::vector<std::string> names;
    for (const ProjectionInfo& info : projections())
        if (info.on_command_line) names.emplace_back(info.name);
    std::string text = names.front() + " (default)";
    for (std::size_t i = 1; i < names.size(); ++i) text += (i + 1 < names.size() ? ", " : " or ") + names[i];
    return text;
}

ProjectionConfig with_remembered_numbers(ProjectionConfig given, const ProjectionConfig& remembered) {
    const ProjectionConfig plain;
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& parameter : info.parameters)
            if (parameter.get(given) == parameter.get(plain)) parameter.set(given, parameter.get(remembered));
    return given;
}

float in_range(const ProjectionParameter& parameter, float value) {
    if (parameter.automatic != nullptr && value <= 0.0F) return 0.0F;
    return std::clamp(value, parameter.low, parameter.high);
}

std::string value_text(const ProjectionParameter& parameter, const ProjectionConfig& config) {
    const float value = parameter.get(config);
    if (parameter.automatic != nullptr && value <= 0.0F) return "auto";
    const int fewer = value >= 100.0F ? 2 : value >= 10.0F ? 1 : 0;
    return format("%.*f", std::max(0, parameter.decimals - fewer), static_cast<double>(value));
}

} // namespace wordfield::inline map
