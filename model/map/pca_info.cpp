// SPDX-License-Identifier: MIT
// What is said of PCA.
#include "model/map/pca.hpp"
#include "model/map/projection_info.hpp"

namespace wordfield::inline map {

ProjectionInfo pca_info() {
    return {
        .method = ProjectionMethod::Pca,
        .id = "pca",
        .reported = "PCA",
        .name = "PCA",
        .short_name = "PCA",
        .explanation = "Principal component analysis: a straight shadow of the cloud along its widest "
                       "directions. Distances mean something, but most of the space is lost.",
        .quality = "A flat shadow of many dimensions loses most of them: the variance says how much of the "
                   "spread is left.",
        .on_command_line = true,
        .tool_bar = ToolBarPlace::Always,
        .choice = ProjectionChoice::Components,
        .has_axes = true,
        .beside = ProjectionMethod::Tsne,
        .make = [](const ProjectionConfig& config) -> std::unique_ptr<Projection> {
            return std::make_unique<PcaProjection>(config.dims, config.components);
        },
    };
}

} // namespace wordfield::inline map
