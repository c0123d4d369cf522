// SPDX-License-Identifier: MIT
// The list of projections.
#include "model/geometry/projection.hpp"

#include "model/geometry/axes.hpp"
#include "model/geometry/pca.hpp"
#include "model/geometry/tsne.hpp"

namespace wordfield {

namespace {

TsneConfig tsne_config(const ProjectionConfig& config) {
    TsneConfig tsne;
    tsne.dims = config.dims;
    tsne.perplexity = config.perplexity;
    tsne.exaggeration = config.exaggeration;
    tsne.attraction = config.attraction;
    tsne.learning_rate = config.learning_rate;
    tsne.seed = config.seed;
    tsne.threads = config.threads;
    return tsne;
}

} // namespace

std::unique_ptr<Projection> make_projection(const ProjectionConfig& config) {
    switch (config.method) {
    case ProjectionMethod::Tsne:
        return std::make_unique<TsneProjection>(tsne_config(config));
    case ProjectionMethod::Axes:
        return std::make_unique<AxesProjection>(config.dims);
    case ProjectionMethod::Dimensions:
        return std::make_unique<AxesProjection>(config.dims, config.components);
    case ProjectionMethod::Pca:
        break;
    }
    return std::make_unique<PcaProjection>(config.dims, config.components);
}

} // namespace wordfield
