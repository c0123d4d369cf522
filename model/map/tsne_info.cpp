// SPDX-License-Identifier: MIT
// What is said of t-SNE and its numbers.
#include "model/map/projection_info.hpp"
#include "model/map/tsne.hpp"

#include <algorithm>

namespace wordfield::inline map {

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

namespace {

std::unique_ptr<Projection> make(const ProjectionConfig& config) {
    return std::make_unique<TsneProjection>(tsne_config(config));
}

float automatic_rate(const ProjectionConfig& config, Index n) {
    return std::max(static_cast<float>(n) / config.exaggeration, TsneProjection::least_rate);
}

// Where on this line other methods lie, measured on the built-in corpus (docs/attraction.md); on larger data
// as Böhm, Berens & Kobak 2022 found them.
std::vector<ParameterStop> attraction_stops() {
    return {
        {1.0F, "t-SNE", "t-SNE as published (van der Maaten & Hinton 2008): attraction 1."},
        {2.0F, "like UMAP",
         "On the built-in corpus maps share most neighbours with UMAP's at about 2, as many as two maps of "
         "UMAP share. On larger data that is at about 4."},
        {16.0F, "like ForceAtlas2",
         "On the built-in corpus maps are most like those of ForceAtlas2, which draws networks, at about 16. "
         "On larger data that is at about 30."},
        {100.0F, "towards Laplacian eigenmaps",
         "Attraction all but alone: the slowest ways through the graph of neighbours, which Laplacian "
         "eigenmaps show (Belkin & Niyogi 2003)."},
    };
}

ProjectionParameter perplexity() {
    return bind<&ProjectionConfig::perplexity>({
        .id = "perplexity",
        .key = "perplexity",
        .flag = "--perplexity",
        .help = "of t-SNE: about how many neighbours of a word count",
        .name = "Perplexity",
        .explanation =
            "About how many neighbours of a word count: few show fine grain, many the broad shape.",
        .low = 2.0F,
        .high = 100.0F,
    });
}

ProjectionParameter attraction() {
    return bind<&ProjectionConfig::attraction>({
        .id = "attraction",
        .key = "attraction",
        .flag = "--attraction",
        .help = "of t-SNE: 1 as published, less opens tight groups, 2 is like UMAP, 100 towards "
                "Laplacian eigenmaps",
        .name = "Attraction",
        .explanation = "How strongly neighbours pull once the map has unfolded: 1 as published, less "
                       "opens tight groups, more packs them and draws the broad shape (Böhm, Berens & "
                       "Kobak 2022).",
        .low = 0.2F,
        .high = 100.0F,
        .decimals = 2,
        .recall_curve = true,
        .stops = attraction_stops(),
    });
}

ProjectionParameter exaggeration() {
    return bind<&ProjectionConfig::exaggeration>({
        .id = "exaggeration",
        .key = "exaggeration",
        .name = "Exaggeration",
        .explanation = "How much stronger neighbours pull while a fresh map unfolds, so that groups find "
                       "together. A change makes the map afresh.",
        .low = 1.0F,
        .high = 40.0F,
    });
}

ProjectionParameter learning_rate() {
    return bind<&ProjectionConfig::learning_rate>({
        .id = "learning_rate",
        .key = "map_rate",
        .name = "Learning rate",
        .explanation = "How far words move at each iteration. Auto: the number of words over the "
                       "exaggeration (Belkina et al. 2019), 50 at least.",
        .low = 10.0F,
        .high = 5000.0F,
        .automatic = automatic_rate,
        .automatic_explanation = "The number of words over the exaggeration",
    });
}

} // namespace

ProjectionInfo tsne_info() {
    return {
        .method = ProjectionMethod::Tsne,
        .id = "tsne",
        .reported = "t-SNE",
        .name = "t-SNE",
        .short_name = "t-SNE",
        .explanation = "t-SNE: keeps near words near, as well as two dimensions can. Distance across the map "
                       "means little.",
        .quality = "Trust: trustworthiness (Venna & Kaski 2001), 1 when no stranger was brought near. KL: "
                   "what the map still gets wrong, in nats. Distance across a t-SNE map means little.",
        .caution = "near means alike; distance across the map means little",
        .caution_explanation = "t-SNE keeps neighbourhoods. Which cluster lies beside which, how far apart "
                               "and how large is mostly the method's own choice.",
        .fills_canvas = true,
        .on_command_line = true,
        .tool_bar = ToolBarPlace::Always,
        .beside = ProjectionMethod::Pca,
        .parameters = {perplexity(), attraction(), exaggeration(), learning_rate()},
        .make = make,
    };
}

} // namespace wordfield::inline map
