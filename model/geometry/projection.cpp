// SPDX-License-Identifier: MIT
// The list of projections.
#include "model/geometry/projection.hpp"

#include "model/geometry/pca.hpp"

namespace wordfield {

std::unique_ptr<Projection> make_projection(const ProjectionConfig& config) {
    return std::make_unique<PcaProjection>(config.dims);
}

} // namespace wordfield
