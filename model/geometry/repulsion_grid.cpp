// SPDX-License-Identifier: MIT
// Repulsion in O(n log n). The force is the gradient of one potential, phi(y) = sum of 1 / (1 + |y - y_j|^2),
// so one convolution is enough (FIt-SNE, Linderman et al. 2019, convolves four charges). The kernel is cut in
// two as in the multilevel and particle-mesh methods of molecular dynamics (Hockney & Eastwood 1988; Hardy &
// Skeel 2006; Essmann et al. 1995): a part that ends at a short radius is added up pair by pair over
// neighbouring cells, the smooth rest goes over a coarse grid: spread by cubic B-splines, convolved by FFT,
// and read back by the same splines.
#include "model/core/thread_pool.hpp"
#include "model/geometry/fft.hpp"
#include "model/geometry/repulsion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

namespace wordfield {

namespace {

constexpr float cutoff_cells =
    4.0F;                 // short radius in grid cells: a relative error of the force of about 1e-3
constexpr int margin = 4; // grid cells around the points, for the splines
constexpr int points_a_part = 512;

/// Taylor's series of 1 / (1 + u) about u = U, ended after the third power, replaces the kernel for u = d^2 <
/// U: with t = (U - u) / (1 + U) > 0 the far part is (1 - t^4) / (1 + u) and the near part t^4 / (1 + u). The
/// far part has three continuous derivatives.
struct Split {
    explicit Split(float cutoff) : square{cutoff * cutoff}, scale{1.0F / (1.0F + square)} {}
    /// The far part less 1 / (1 + level): written so that nothing cancels when u and level are both near 0.
    [[nodiscard]] float far_less(float u, float level) const {
        const float t = std::max(0.0F, (square - u) * scale);
        return ((level - u) / (1.0F + level) - t * t * t * t) / (1.0F + u);
    }
    float square; // U
    float scale;  // 1 / (1 + U)
};

/// Cubic B-spline weights of the four grid points around a position, and their slopes; `t` in [0, 1) is the
/// position within its cell.
struct Spline {
    explicit Spline(float t) {
        const float s = 1.0F - t;
        weight = {s * s * s / 6.0F, (3.0F * t * t * t - 6.0F * t * t + 4.0F) / 6.0F,
                  (3.0F * s * s * s - 6.0F * s * s + 4.0F) / 6.0F, t * t * t / 6.0F};
        slope = {-0.5F * s * s, 1.5F * t * t - 2.0F * t, -1.5F * s * s + 2.0F * s, 0.5F * t * t};
    }
    std::array<float, 4> weight, slope;
};

} // namespace

namespace {

/// Where the grid lies on the map: node (a, b, c) is at origin + spacing * (a, b, c).
struct Frame {
    std::array<float, 3> origin{};
    float spacing = 1.0F;
    int nodes = 0; // per axis, half of the size of the transform

    /// A squared distance across the grid. On a map that has not unfolded yet all kernel values are nearly 1,
    /// and single precision would lose their differences: the kernel's value at this distance is left out of
    /// the convolution.
    [[nodiscard]] float level() const {
        const float width = spacing * static_cast<float>(nodes);
        return width * width;
    }
};

/// The far part on the grid.
class FarField {
public:
    void prepare(const Frame& frame, int dims, ThreadPool& pool);
    void spread(const MapPoints& points, const Frame& frame, ThreadPool& pool);
    void convolve(int dims, ThreadPool& pool);
    /// Potential of all points at each, less n / (1 + frame.level()), and force (n) with its sign for
    /// repulsion.
    void read(const MapPoints& points, const Frame& frame, std::vector<float>& potential, MapPoints& force,
              ThreadPool& pool) const;

private:
    void forward(int dims, ThreadPool& pool);

    std::optional<Fft> fft_;
    float spacing_ = 0.0F;
    int dims_ = 0;
    std::vector<float> kernel_; // (size^dims) real, in frequency, the splines' own filter divided out
    ComplexGrid grid_, turned_;
    std::vector<std::vector<float>> copies_; // one grid of charges per part of the spreading
};

std::size_t power(int base, int exponent) {
    std::size_t result = 1;
    for (int i = 0; i < exponent; ++i) result *= static_cast<std::size_t>(base);
    return result;
}

/// The far kernel at every node offset of a periodic grid of size^dims, (size^dims).
std::vector<float> sample_kernel(const Frame& frame, int size, int dims) {
    const Split split{cutoff_cells * frame.spacing};
    std::vector<float> squares(static_cast<std::size_t>(size)); // (offset * spacing)^2, the nearer way round
    for (int i = 0; i < size; ++i) {
        const float offset = frame.spacing * static_cast<float>(std::min(i, size - i));
        squares[static_cast<std::size_t>(i)] = offset * offset;
    }
    std::vector<float> kernel(power(size, dims));
    for (std::size_t at = 0; at < kernel.size(); ++at) {
        float u = 0.0F;
        std::size_t rest = at;
        for (int d = 0; d < dims; ++d, rest /= static_cast<std::size_t>(size))
            u += squares[rest % static_cast<std::size_t>(size)];
        kernel[at] = split.far_less(u, frame.level());
    }
    return kernel;
}

void FarField::prepare(const Frame& frame, int dims, ThreadPool& pool) {
    const int size = 2 * frame.nodes;
    if (fft_ && fft_->size() == size && spacing_ == frame.spacing && dims_ == dims) return;
    fft_.emplace(size);
    spacing_ = frame.spacing;
    dims_ = dims;
    grid_.re = sample_kernel(frame, size, dims);
    grid_.im.assign(grid_.re.size(), 0.0F);
    const auto columns = static_cast<int>(power(size, dims - 1));
    for (int d = 0; d < dims; ++d) {
        fft_->transform_first_axis(grid_, size, columns, turned_, size, false, pool);
        std::swap(grid_, turned_);
    }
    // Spreading and reading each smooth with the sampled spline (1 4 1) / 6; what that does is known and
    // divided out.
    std::vector<float> filter(static_cast<std::size_t>(size));
    for (int k = 0; k < size; ++k) {
        const double spline = (4.0 + 2.0 * std::cos(2.0 * std::numbers::pi * k / size)) / 6.0;
        filter[static_cast<std::size_t>(k)] = static_cast<float>(1.0 / (spline * spline * size));
    }
    kernel_ = grid_.re; // the kernel is even: its transform is real
    for (std::size_t at = 0; at < kernel_.size(); ++at) {
        std::size_t rest = at;
        for (int d = 0; d < dims; ++d, rest /= static_cast<std::size_t>(size))
            kernel_[at] *= filter[rest % static_cast<std::size_t>(size)];
    }
}

/// The lowest of the four nodes around each axis of a point, as one index, and the splines there.
struct Place {
    Place(const MapPoints& points, const Frame& frame, Index i) {
        for (int d = 0; d < points.dims; ++d) {
            const float at = (points[d][i] - frame.origin[static_cast<std::size_t>(d)]) / frame.spacing;
            const int cell = std::clamp(static_cast<int>(at), 1, frame.nodes - 3);
            splines[static_cast<std::size_t>(d)] = Spline{at - static_cast<float>(cell)};
            node = node * static_cast<std::size_t>(frame.nodes) + static_cast<std::size_t>(cell - 1);
        }
    }
    std::size_t node = 0;
    std::array<Spline, 3> splines{Spline{0.0F}, Spline{0.0F}, Spline{0.0F}};
};

using Four = float __attribute__((vector_size(16)));

Four load_four(const float* from) {
    Four result;
    std::memcpy(&result, from, sizeof result);
    return result;
}

float sum_four(const Four& v) {
    return (v[0] + v[2]) + (v[1] + v[3]);
}

/// Calls visit(row offset, weights...) for each run of four contiguous nodes: 4 runs on a flat map, 16 in
/// space.
template <class Visit>
void for_runs(int dims, int nodes, const Visit& visit) {
    const auto stride = static_cast<std::size_t>(nodes);
    for (std::size_t a = 0; a < 4; ++a) {
        if (dims == 2) {
            visit(a * stride, a, std::size_t{0});
        } else {
            for (std::size_t b = 0; b < 4; ++b) visit((a * stride + b) * stride, a, b);
        }
    }
}

void FarField::spread(const MapPoints& points, const Frame& frame, ThreadPool& pool) {
    const std::size_t size = power(frame.nodes, points.dims);
    const int parts = pool.size();
    copies_.resize(static_cast<std::size_t>(parts));
    pool.run(parts, [&](int part) {
        std::vector<float>& charge = copies_[static_cast<std::size_t>(part)];
        charge.assign(size, 0.0F);
        for (Index i = points.n * part / parts; i < points.n * (part + 1) / parts; ++i) {
            const Place place{points, frame, i};
            const auto& s = place.splines;
            const Four last = load_four(s[static_cast<std::size_t>(points.dims - 1)].weight.data());
            for_runs(points.dims, frame.nodes, [&](std::size_t offset, std::size_t a, std::size_t b) {
                const float weight = s[0].weight[a] * (points.dims == 3 ? s[1].weight[b] : 1.0F);
                float* const at = charge.data() + place.node + offset;
                const Four sum = load_four(at) + weight * last;
                std::memcpy(at, &sum, sizeof sum);
            });
        }
    });
    grid_.re = copies_[0];
    for (std::size_t part = 1; part < copies_.size(); ++part)
        for (std::size_t i = 0; i < size; ++i) grid_.re[i] += copies_[part][i];
    grid_.im.assign(size, 0.0F);
}

void FarField::convolve(int dims, ThreadPool& pool) {
    const int size = fft_->size();
    const int half = size / 2;
    for (int d = 0; d < dims; ++d) { // (half ...) -> (half ..., size) -> ... -> (size ...)
        const auto columns = static_cast<int>(power(half, dims - 1 - d) * power(size, d));
        fft_->transform_first_axis(grid_, half, columns, turned_, size, false, pool);
        std::swap(grid_, turned_);
    }
    for (std::size_t i = 0; i < kernel_.size(); ++i) {
        grid_.re[i] *= kernel_[i];
        grid_.im[i] *= kernel_[i];
    }
    for (int d = 0; d < dims; ++d) { // and back, keeping the half that holds the points
        const auto columns = static_cast<int>(power(size, dims - 1 - d) * power(half, d));
        fft_->transform_first_axis(grid_, size, columns, turned_, half, true, pool);
        std::swap(grid_, turned_);
    }
}

void FarField::read(const MapPoints& points, const Frame& frame, std::vector<float>& potential,
                    MapPoints& force, ThreadPool& pool) const {
    const int parts = static_cast<int>((points.n + points_a_part - 1) / points_a_part);
    pool.run(parts, [&](int part) {
        const Index end = std::min<Index>((part + 1) * points_a_part, points.n);
        for (Index i = part * points_a_part; i < end; ++i) {
            const Place place{points, frame, i};
            const auto& s = place.splines;
            const auto last = static_cast<std::size_t>(points.dims - 1);
            const Four weight = load_four(s[last].weight.data());
            const Four slope = load_four(s[last].slope.data());
            Four value{};
            std::array<Four, 3> gradient{};
            for_runs(points.dims, frame.nodes, [&](std::size_t offset, std::size_t a, std::size_t b) {
                const Four phi = load_four(grid_.re.data() + place.node + offset);
                const float wb = points.dims == 3 ? s[1].weight[b] : 1.0F;
                value += phi * (weight * (s[0].weight[a] * wb));
                gradient[0] += phi * (weight * (s[0].slope[a] * wb));
                if (points.dims == 3) gradient[1] += phi * (weight * (s[0].weight[a] * s[1].slope[b]));
                gradient[last] += phi * (slope * (s[0].weight[a] * wb));
            });
            potential[static_cast<std::size_t>(i)] = sum_four(value);
            for (int d = 0; d < points.dims; ++d) // the force is -1/2 of the gradient
                force[d][i] = -0.5F * sum_four(gradient[static_cast<std::size_t>(d)]) / frame.spacing;
        }
    });
}

} // namespace

namespace {

/// Points sorted into cells as wide as the cutoff, the last axis running fastest, so that three neighbouring
/// cells of a row are one run of points.
struct Cells {
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

    Frame frame_;
    FarField far_;
    Cells cells_;
    MapPoints sorted_, pushed_;
    std::vector<std::int32_t> cell_of_;
    std::vector<float> potential_;
};

/// Grid nodes per axis so that, spread evenly, some 30 points lie within the cutoff of each.
int nodes_for(Index n, int dims) {
    const double per_axis =
        dims == 2 ? 1.3 * std::sqrt(static_cast<double>(n)) : 1.4 * std::cbrt(static_cast<double>(n));
    int nodes = 16;
    while (nodes < per_axis && nodes < (dims == 2 ? 512 : 64)) nodes *= 2;
    return nodes;
}

// The spacing changes in steps of a sixteenth, so that the kernel is made anew only now and then while the
// map grows.
void GridRepulsion::place_frame(const MapPoints& points) {
    frame_.nodes = nodes_for(points.n, points.dims);
    float span = 1e-6F;
    for (int d = 0; d < points.dims; ++d) {
        const auto [low, high] = std::minmax_element(points[d], points[d] + points.n);
        frame_.origin[static_cast<std::size_t>(d)] = *low;
        span = std::max(span, *high - *low);
    }
    const float least = span / static_cast<float>(frame_.nodes - 2 * margin);
    frame_.spacing = std::exp2(std::ceil(std::log2(least) * 16.0F) / 16.0F);
    for (float& origin : frame_.origin) origin -= static_cast<float>(margin) * frame_.spacing;
}

void GridRepulsion::sort_into_cells(const MapPoints& points) {
    const float width = cutoff_cells * frame_.spacing;
    cells_.across = static_cast<int>(static_cast<float>(frame_.nodes) / cutoff_cells) + 2;
    cells_.start.assign(power(cells_.across, points.dims) + 1, 0);
    cell_of_.resize(static_cast<std::size_t>(points.n));
    for (Index i = 0; i < points.n; ++i) {
        std::int32_t cell = 0;
        for (int d = 0; d < points.dims; ++d) {
            const auto along = static_cast<std::int32_t>(
                (points[d][i] - frame_.origin[static_cast<std::size_t>(d)]) / width);
            cell = cell * cells_.across + along + 1;
        }
        cell_of_[static_cast<std::size_t>(i)] = cell;
        ++cells_.start[static_cast<std::size_t>(cell) + 1];
    }
    std::partial_sum(cells_.start.begin(), cells_.start.end(), cells_.start.begin());
    std::vector<std::int32_t> at(cells_.start.begin(), cells_.start.end() - 1);
    cells_.order.resize(static_cast<std::size_t>(points.n));
    if (sorted_.n != points.n || sorted_.dims != points.dims) {
        sorted_ = MapPoints{points.n, points.dims, MapPoints::far_away};
        pushed_ = MapPoints{points.n, points.dims};
    }
    for (Index i = 0; i < points.n; ++i) {
        const std::int32_t place = at[static_cast<std::size_t>(cell_of_[static_cast<std::size_t>(i)])]++;
        cells_.order[static_cast<std::size_t>(place)] = static_cast<std::int32_t>(i);
        for (int d = 0; d < points.dims; ++d) sorted_[d][place] = points[d][i];
    }
}

/// Near part between one point and the run [from, to) of points; adds to pushed and returns the potential.
template <int Dims>
Lanes near_run(const MapPoints& points, const float* own, std::int32_t from, std::int32_t to,
               const Split& split, Lanes* pushed) {
    Lanes potential{};
    for (std::int32_t j = from; j < to; j += lane_count) {
        Lanes away[Dims];
        Lanes u{};
        for (int d = 0; d < Dims; ++d) {
            away[d] = own[d] - load_lanes(points[d] + j);
            u += away[d] * away[d];
        }
        Lanes t = (split.square - u) * split.scale;
        t = t > 0.0F ? t : Lanes{};
        if (to - j < lane_count) t = lane_numbers() < to - j ? t : Lanes{};
        const Lanes q = 1.0F / (1.0F + u);
        const Lanes t3 = t * t * t;
        potential += t3 * t * q;
        const Lanes strength = q * t3 * (4.0F * split.scale + t * q); // -d/du of t^4 / (1 + u)
        for (int d = 0; d < Dims; ++d) pushed[d] += strength * away[d];
    }
    return potential;
}

/// Near part of one sorted point over the 3 x 3 (x 3) cells around it.
template <int Dims>
float near_point(const MapPoints& points, const Cells& cells, Index i, std::int32_t cell, const Split& split,
                 MapPoints& pushed) {
    float own[Dims];
    Lanes sum[Dims] = {};
    Lanes potential{};
    for (int d = 0; d < Dims; ++d) own[d] = points[d][i];
    for (int a = -1; a <= 1; ++a)
        for (int b = Dims == 3 ? -1 : 0; b <= (Dims == 3 ? 1 : 0); ++b) {
            const int row =
                Dims == 3 ? cell + (a * cells.across + b) * cells.across : cell + a * cells.across;
            const auto middle = static_cast<std::size_t>(row);
            potential +=
                near_run<Dims>(points, own, cells.start[middle - 1], cells.start[middle + 2], split, sum);
        }
    for (int d = 0; d < Dims; ++d) pushed[d][i] += sum_lanes(sum[d]);
    return sum_lanes(potential);
}

double GridRepulsion::add_near(MapPoints& force, ThreadPool& pool) {
    const Split split{cutoff_cells * frame_.spacing};
    const auto parts = static_cast<std::size_t>((force.n + points_a_part - 1) / points_a_part);
    std::vector<double> sums(parts, 0.0);
    pool.run(static_cast<int>(parts), [&](int part) {
        double sum = 0.0;
        const Index end = std::min<Index>((part + 1) * points_a_part, force.n);
        for (Index i = part * points_a_part; i < end; ++i) {
            const std::int32_t point = cells_.order[static_cast<std::size_t>(i)];
            const std::int32_t cell = cell_of_[static_cast<std::size_t>(point)];
            const float near = force.dims == 2 ? near_point<2>(sorted_, cells_, i, cell, split, pushed_)
                                               : near_point<3>(sorted_, cells_, i, cell, split, pushed_);
            sum += static_cast<double>(potential_[static_cast<std::size_t>(i)] + near) - 1.0; // less its own
            for (int d = 0; d < force.dims; ++d) force[d][point] = pushed_[d][i];
        }
        sums[static_cast<std::size_t>(part)] = sum;
    });
    double sum = 0.0;
    for (const double s : sums) sum += s;
    const auto n = static_cast<double>(force.n);
    return sum + n * n / (1.0 + static_cast<double>(frame_.level()));
}

double GridRepulsion::compute(const MapPoints& points, MapPoints& force, ThreadPool& pool) {
    place_frame(points);
    sort_into_cells(points);
    potential_.resize(static_cast<std::size_t>(points.n));
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

} // namespace wordfield
