// SPDX-License-Identifier: MIT
// What is said of maps whose axes somebody chose.
#include "model/map/axes.hpp"
#include "model/map/projection_info.hpp"

namespace wordfield::inline map {

namespace {

constexpr const char* flat_shadow =
    "A flat shadow of many dimensions loses most of them: the variance says how much of the spread is left.";

} // namespace

ProjectionInfo axes_info() {
    return {
        .method = ProjectionMethod::Axes,
        .id = "axes",
        .reported = "axes",
        .name = "Word axes",
        .short_name = "Axes",
        .explanation = "Axes of meaning that you choose, from some words to others: man to woman, walk to "
                       "walked.",
        .quality = flat_shadow,
        .choice = ProjectionChoice::WordAxes,
        .has_axes = true,
        .needs_choice = true,
        .beside = ProjectionMethod::Pca,
        .make = [](const ProjectionConfig& config) -> std::unique_ptr<Projection> {
            return std::make_unique<AxesProjection>(config.dims);
        },
    };
}

ProjectionInfo dimensions_info() {
    return {
        .method = ProjectionMethod::Dimensions,
        .id = "dimensions",
        .reported = "dimensions",
        .name = "Dimensions",
        .short_name = "Dims",
        .explanation = "Single columns of the embedding as they are. One column alone rarely means anything.",
        .quality = flat_shadow,
        .tool_bar = ToolBarPlace::Never,
        .choice = ProjectionChoice::Columns,
        .has_axes = true,
        .needs_choice = true,
        .beside = ProjectionMethod::Pca,
        .make = [](const ProjectionConfig& config) -> std::unique_ptr<Projection> {
            return std::make_unique<AxesProjection>(config.dims, config.components);
        },
    };
}

} // namespace wordfield::inline map
