// SPDX-License-Identifier: MIT
// How much of its neighbourhoods a t-SNE map would keep, at one attraction after the other: measured on maps
// that are made for it, of some of the words.
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/map/tsne.hpp"

#include <optional>
#include <vector>

namespace wordfield::inline map {

struct KeptAt {
    float attraction = 1.0F;
    float kept = 0.0F;  ///< mean share of the 10 nearest rows that are among the 10 nearest on the map
    float error = 0.0F; ///< its standard error over the rows
};

class RecallSweep {
public:
    /// `attractions` rise. rows(n, C) are those of the map; of more than `most` an even sample counts, which
    /// is then a cloud of its own, with neighbours of its own.
    RecallSweep(const Matrix& rows, const ProjectionConfig& config, std::vector<float> attractions,
                Index most = 500);
    /// Makes the next map, afresh. Nothing when all are done. Takes some tenths of a second.
    std::optional<KeptAt> next();
    /// How many rows it is measured on.
    [[nodiscard]] Index words() const { return rows_.rows(); }

private:
    Matrix rows_; // (words, C)
    ProjectionConfig config_;
    std::vector<float> attractions_;
    std::size_t done_ = 0;
    ThreadPool pool_{1};
};

/// `count` values from `low` to `high` by equal factors, both included.
std::vector<float> equal_factors(float low, float high, int count);

} // namespace wordfield::inline map
