// SPDX-License-Identifier: MIT
// Repulsion in O(n log n). The force is the gradient of one potential, phi(y) = sum of 1 / (1 + |y - y_j|^2),
// so one convolution is enough (FIt-SNE, Linderman et al. 2019, convolves four charges). The kernel is cut in
// two as in the particle-mesh and multilevel methods of molecular dynamics (Hockney & Eastwood 1988; Hardy &
// Skeel 2006): a part that ends at a short radius is added up here, pair by pair over neighbouring cells, the
// smooth rest by far_field.hpp.
#include "model/core/thread_pool.hpp"
#include "model/kernels/kernels.hpp"
#include "model/map/far_field.hpp"
#include "model/map/repulsion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::inline map {

namespace {

constexpr int near_points_a_part = 512;

/// Points sorted into cells as wide as the near part reaches where there is one, the last axis running
/// fastest, so that three neighbouring cells of a row are one run of points.
struct PointCells {
    int across = 0;                  // cells per axis, one empty row around them
    std::vector<std::int32_t> start; // (cells + 1)
    std::vector<std::int32_t> order; // (n) which point stands at each place
};

class GridRepulsion : public Repulsion {
public:
    double compute(const MapPoints& points, MapPoints& force, ThreadPool& pool) override;

private:
    void place_frame(const MapPoints& points);
    void sort_into_cells(const MapPoints& points);
    double add_near(MapPoints& force, ThreadPool& pool);

    GridFrame frame_;
    FarField far_;
    PointCells cells_;
    MapPoints sorted_, pushed_;
    std::vector<std::int32_t> cell_of_;
    std::vector<float> potential_;
};

constexpr int most_nodes(int dims) {
    return dims == 2 ? 512 : 64;
}

/// Grid nodes per axis so that, spread evenly, some 140 points lie within the cutoff of each on a flat map,
/// 30 in space: where the sums of pairs and the transforms take as long.
int nodes_for(Index n, int dims) {
    const double per_axis =
        dims == 2 ? 0.6 * std::sqrt(static_cast<double>(n)) : 1.4 * std::cbrt(static_cast<double>(n));
    int nodes = 16;
    while (nodes < per_axis && nodes < most_nodes(dims)) nodes *= 2;
    return nodes;
}

// In steps of a sixteenth of an octave.
float spacing_of(float span, int nodes) {
    const float least = span / static_cast<float>(nodes - 2 * GridFrame::margin);
    return std::exp2(std::ceil(std::log2(least) * 16.0F) / 16.0F);
}

// The spacing changes in steps of a sixteenth, so that the kernel is made anew only now and then while the
// map grows.
void GridRepulsion::place_frame(const MapPoints& points) {
    float span = 1e-6F;
    for (int d = 0; d < points.dims; ++d) {
        const auto [low, high] = std::minmax_element(points[d], points[d] + points.n);
        frame_.origin[d] = *low;
        span = std::max(span, *high - *low);
    }
    frame_.nodes = nodes_for(points.n, points.dims);
    frame_.spacing = spacing_of(span, frame_.nodes);
    const bool may_grow = frame_.nodes < most_nodes(points.dims);
    if (may_grow && !frame_.is_smooth() && spacing_of(span, 2 * frame_.nodes) <= GridFrame::smooth_spacing) {
        frame_.nodes *= 2;
        frame_.spacing = spacing_of(span, frame_.nodes);
    }
    for (float& origin : frame_.origin) origin -= static_cast<float>(GridFrame::margin) * frame_.spacing;
}

void GridRepulsion::sort_into_cells(const MapPoints& points) {
    const float width = GridFrame::cutoff_cells * frame_.spacing;
    cells_.across = static_cast<int>(static_cast<float>(frame_.nodes) / GridFrame::cutoff_cells) + 2;
    cells_.start.assign(power(cells_.across, points.dims) + 1, 0);
    cell_of_.resize(points.n);
    for (Index i = 0; i < points.n; ++i) {
        std::int32_t cell = 0;
        for (int d = 0; d < points.dims; ++d) {
            const float along = (points[d][i] - frame_.origin[d]) / width;
            // Inside whatever happens: a wrong force shows on the map, a wrong place in memory ends the
            // program.
            cell = cell * cells_.across + std::clamp(static_cast<int>(along), 0, cells_.across - 3) + 1;
        }
        cell_of_[i] = cell;
        ++cells_.start[static_cast<std::size_t>(cell) + 1];
    }
    std::partial_sum(cells_.start.begin(), cells_.start.end(), cells_.start.begin());
    std::vector<std::int32_t> at(cells_.start.begin(), cells_.start.end() - 1);
    cells_.order.resize(points.n);
    if (sorted_.n != points.n || sorted_.dims != points.dims) {
        sorted_ = MapPoints{points.n, points.dims, MapPoints::far_away};
        pushed_ = MapPoints{points.n, points.dims};
    }
    for (Index i = 0; i < points.n; ++i) {
        const std::int32_t place = at[cell_of_[i]]++;
        cells_.order[place] = static_cast<std::int32_t>(i);
        for (int d = 0; d < points.dims; ++d) sorted_[d][place] = points[d][i];
    }
}

/// Near part of one sorted point over the 3 x 3 (x 3) cells around it.
float near_point(const PointsView& points, const PointCells& cells, Index i, std::int32_t cell,
                 const Split& split, MapPoints& pushed) {
    Index from[9], to[9];
    int runs = 0;
    const bool solid = points.dims == 3;
    for (int a = -1; a <= 1; ++a)
        for (int b = solid ? -1 : 0; b <= (solid ? 1 : 0); ++b) {
            const int row = solid ? cell + (a * cells.across + b) * cells.across : cell + a * cells.across;
            const auto middle = static_cast<std::size_t>(row);
            from[runs] = cells.start[middle - 1];
            to[runs++] = cells.start[middle + 2];
        }
    float own[3], sum[3] = {};
    for (int d = 0; d < points.dims; ++d) own[d] = points.axis[d][i];
    const float potential =
        map_kernels().repel_near(points, own, from, to, runs, {split.square, split.scale}, sum);
    for (int d = 0; d < points.dims; ++d) pushed[d][i] += sum[d];
    return potential;
}

double GridRepulsion::add_near(MapPoints& force, ThreadPool& pool) {
    const Split split{frame_.cutoff()};
    const PointsView sorted = sorted_.view();
    const auto parts = static_cast<std::size_t>((force.n + near_points_a_part - 1) / near_points_a_part);
    std::vector<double> sums(parts, 0.0);
    pool.run(static_cast<int>(parts), [&](int part) {
        double sum = 0.0;
        const Index end = std::min<Index>((part + 1) * near_points_a_part, force.n);
        for (Index i = part * near_points_a_part; i < end; ++i) {
            const std::int32_t point = cells_.order[i];
            const std::int32_t cell = cell_of_[point];
            if (!frame_.is_smooth()) potential_[i] += near_point(sorted, cells_, i, cell, split, pushed_);
            sum += static_cast<double>(potential_[i]) - 1.0; // less its own
            for (int d = 0; d < force.dims; ++d) force[d][point] = pushed_[d][i];
        }
        sums[part] = sum;
    });
    double sum = 0.0;
    for (const double s : sums) sum += s;
    const auto n = static_cast<double>(force.n);
    return sum + n * n / (1.0 + static_cast<double>(frame_.level()));
}

double GridRepulsion::compute(const MapPoints& points, MapPoints& force, ThreadPool& pool) {
    place_frame(points);
    sort_into_cells(points);
    potential_.resize(points.n);
    far_.prepare(frame_, points.dims, pool);
    far_.spread(sorted_, frame_, pool);
    far_.convolve(points.dims, pool);
    far_.read(sorted_, frame_, potential_, pushed_, pool);
    return add_near(force, pool);
}

} // namespace

std::unique_ptr<Repulsion> make_grid_repulsion() {
    return std::make_unique<GridRepulsion>();
}

} // namespace wordfield::inline map
