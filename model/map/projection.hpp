// SPDX-License-Identifier: MIT
// Where a projection plugs in: high-dimensional rows in, a map in two or three dimensions out, step by step,
// so that the rows may move while the map is being made. One implementation a file (pca.hpp, tsne.hpp),
// listed in projection_info.cpp.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace wordfield::inline map {

/// Axes: from words to words (config.axes). Dimensions: columns of the embedding as they are
/// (config.components).
enum class ProjectionMethod { Pca, Tsne, Axes, Dimensions, Mds };

/// An axis of meaning: from the mean of some words to the mean of others.
struct WordAxis {
    std::vector<TokenId> from, to;
    bool operator==(const WordAxis&) const = default;
};

struct ProjectionConfig {
    ProjectionMethod method = ProjectionMethod::Pca;
    int dims = 2; ///< 2 or 3
    std::uint64_t seed = 1;
    int threads = 1;
    /// t-SNE: about how many neighbours of a word count, 5 to 50. On the built-in corpus 20 keeps categories
    /// together a little better than the customary 30 (map purity .97 to .98 against .97, three seeds), and
    /// costs less.
    float perplexity = 20.0F;
    float exaggeration = 12.0F; ///< t-SNE: how much stronger the attraction is while a fresh map unfolds
    float attraction = 0.8F;    ///< t-SNE: how strong it is from then on; below 1 opens tight groups
    float learning_rate = 0.0F; ///< t-SNE: 0 for n / exaggeration
    int landmarks = 1000;       ///< MDS: how many rows every distance to counts, 50 to 2000
    std::array<int, 3> components{0, 1, 2}; ///< PCA: which components; Dimensions: which columns; from 0
    /// Axes: at most `dims`; main components of what they leave over take the other places.
    std::vector<WordAxis> axes;
    bool operator==(const ProjectionConfig&) const = default;
};

/// Of an approximate search: the share of the ten nearest neighbours that it found, measured on some rows,
/// and its standard error.
struct SearchRecall {
    float found = 1.0F, error = 0.0F;
};

class Projection {
public:
    virtual ~Projection() = default;

    /// Unit rows (at most dims, C): directions that the axes shall follow. To be called before set_rows;
    /// projections that find their own ignore it.
    virtual void set_directions(const Matrix& directions) { (void)directions; }

    /// The rows (n, C) as they are now: row i is the same word as in the call before, unless n changed, which
    /// starts the projection afresh. Rows come as prepare_rows made them: centred, and of length one where
    /// that was asked for.
    virtual void set_rows(const Matrix& rows) = 0;

    /// (n, dims) where the rows of the next set_rows() lie, as positions() said of the same words once,
    /// should that begin afresh with n rows: the map goes on from there. Projections that have one answer for
    /// given rows ignore it.
    /// `settled`: they have come to rest there, and those rows will not move them.
    virtual void begin_at(const Matrix& positions, bool settled) { (void)positions, (void)settled; }

    /// The next rows will be others: row i of them is what was row from[i], or a new one for -1. False where
    /// that takes a fresh start; else set_rows() with so many rows has to follow, and the map goes on from
    /// where it lies.
    virtual bool exchange_rows(std::span<const Index> from) {
        (void)from;
        return false;
    }

    /// Does one short piece of work (some milliseconds). False when there is nothing left to do until
    /// set_rows.
    virtual bool step() = 0;
    /// Goes over to other settings of the same method from where the map lies; false where that takes a fresh
    /// start. set_rows() has to follow.
    virtual bool adjust(const ProjectionConfig& config) {
        (void)config;
        return false;
    }
    /// At most so many steps between two layouts that are shown, so that the map glides however fast a step
    /// is.
    [[nodiscard]] virtual int steps_per_layout() const { return 1; }

    /// True when each axis has a meaning of its own, so that the map must not be turned or mirrored.
    [[nodiscard]] virtual bool keeps_axes() const { return false; }
    /// Share of the preparation that is done, 1 when the map itself is being made: long only for many rows.
    [[nodiscard]] virtual float progress() const { return 1.0F; }

    /// (n, dims), unaligned: consecutive results may turn or flip; whoever shows them aligns them
    /// (align.hpp).
    [[nodiscard]] virtual const Matrix& positions() const = 0;

    /// Share of the variance that each shown dimension holds; empty where that means nothing.
    [[nodiscard]] virtual std::vector<float> explained_variance() const { return {}; }
    /// Share of the variance of each component, or column, that could be shown, for a chart to choose from;
    /// empty where there is nothing to choose.
    [[nodiscard]] virtual std::vector<float> all_variances() const { return {}; }
    /// Share of the variance at right angles to everything shown; nothing where that means nothing.
    [[nodiscard]] virtual std::optional<float> residual() const { return std::nullopt; }
    /// KL(P || Q) of a t-SNE map, nats; nothing where that means nothing.
    [[nodiscard]] virtual std::optional<float> divergence() const { return std::nullopt; }
    /// How many of the nearest neighbours it goes by were found; nothing where it goes by all, or by none.
    [[nodiscard]] virtual std::optional<SearchRecall> recall() const { return std::nullopt; }
};

/// Of the method that the config names (projection_info.hpp).
std::unique_ptr<Projection> make_projection(const ProjectionConfig& config);

} // namespace wordfield::inline map
