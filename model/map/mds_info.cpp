// SPDX-License-Identifier: MIT
// What is said of multidimensional scaling.
#include "model/map/mds.hpp"
#include "model/map/projection_info.hpp"

namespace wordfield::inline map {

ProjectionInfo mds_info() {
    return {
        .method = ProjectionMethod::Mds,
        .id = "mds",
        .reported = "MDS",
        .name = "MDS",
        .short_name = "MDS",
        .explanation = "Multidimensional scaling: distances on the map come as near to those in the space as "
                       "they can, far ones as well as near ones.",
        .quality = "MDS keeps distances rather than neighbours: most pairs of words lie far apart, and those "
                   "weigh most. How well it keeps them is drawn under Distances in the settings.",
        .caution = "distances are kept as well as they can be",
        .caution_explanation = "MDS spreads what it must get wrong over all distances. How wrong they are is "
                               "drawn under Distances in the settings.",
        .on_command_line = true,
        .beside = ProjectionMethod::Tsne,
        .parameters = {bind<&ProjectionConfig::landmarks>({
            .id = "landmarks",
            .key = "landmarks",
            .name = "Landmarks",
            .explanation = "So many words, an even sample, are placed by their distances to each other, and "
                           "all other words by theirs to these. Where there are no more words "
                           "than that, every distance counts.",
            .low = 50.0F,
            .high = 2000.0F,
        })},
        .make = [](const ProjectionConfig& config) -> std::unique_ptr<Projection> {
            return std::make_unique<MdsProjection>(config.dims, config.landmarks, config.threads);
        },
    };
}

} // namespace wordfield::inline map
