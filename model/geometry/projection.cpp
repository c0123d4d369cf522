// SPDX-License-Identifier: MIT
// The list of projections.
#include "model/geometry/projection.hpp"

#include "model/geometry/pca.hpp"
#include "model/geometry/tsne.hpp"

namespace wordfield {

std::unique_ptr<Projection> make_projection(const ProjectionConfig& config) {
    if (config.method == ProjectionMethod::Tsne) {
        TsneConfig tsne;
        tsne.dims = config.dims;
        tsne.perplexity = config.perplexity;
        tsne.exaggeration = config.exaggeration;
        tsne.learning_rate = config.learning_rate;
        tsne.seed = config.seed;
        tsne.threads = config.threads;
        return std::make_unique<TsneProjection>(tsne);
    }
    return std::make_unique<PcaProjection>(config.dims);
}

} // namespace wordfield
