// SPDX-License-Identifier: MIT
// Spreading, convolving and reading back.
#include "model/map/far_field.hpp"

#include "model/core/thread_pool.hpp"

#include <cmath>
#include <numbers>

namespace wordfield::inline map {

namespace {

constexpr int points_a_part = 512;

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

/// The far kernel at every node offset of a periodic grid of size^dims, (size^dims).
std::vector<float> sample_kernel(const GridFrame& frame, int size, int dims) {
    const Split split{frame.cutoff()};
    std::vector<float> squares(static_cast<std::size_t>(size)); // (offset * spacing)^2, the nearer way round
    for (int i = 0; i < size; ++i) {
        const float offset = frame.spacing * static_cast<float>(std::min(i, size - i));
        squares[i] = offset * offset;
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

} // namespace

void FarField::prepare(const GridFrame& frame, int dims, ThreadPool& pool) {
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
        filter[k] = static_cast<float>(1.0 / (spline * spline * size));
    }
    kernel_ = grid_.re; // the kernel is even: its transform is real
    for (std::size_t at = 0; at < kernel_.size(); ++at) {
        std::size_t rest = at;
        for (int d = 0; d < dims; ++d, rest /= static_cast<std::size_t>(size))
            kernel_[at] *= filter[rest % static_cast<std::size_t>(size)];
    }
}

namespace {

/// The lowest of the four nodes around each axis of a point, as one index, and the splines there.
struct Place {
    Place(const MapPoints& points, const GridFrame& frame, Index i) {
        for (int d = 0; d < points.dims; ++d) {
            const float at = (points[d][i] - frame.origin[d]) / frame.spacing;
            const int cell = std::clamp(static_cast<int>(at), 1, frame.nodes - 3);
            splines[d] = Spline{at - static_cast<float>(cell)};
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

} // namespace

void FarField::spread(const MapPoints& points, const GridFrame& frame, ThreadPool& pool) {
    const std::size_t size = power(frame.nodes, points.dims);
    const int parts = pool.size();
    copies_.resize(parts);
    pool.run(parts, [&](int part) {
        std::vector<float>& charge = copies_[part];
        charge.assign(size, 0.0F);
        for (Index i = points.n * part / parts; i < points.n * (part + 1) / parts; ++i) {
            const Place place{points, frame, i};
            const auto& s = place.splines;
            const Four last = load_four(s[points.dims - 1].weight.data());
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

void FarField::read(const MapPoints& points, const GridFrame& frame, std::vector<float>& potential,
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
            potential[i] = sum_four(value);
            for (int d = 0; d < points.dims; ++d) // the force is -1/2 of the gradient
                force[d][i] = -0.5F * sum_four(gradient[d]) / frame.spacing;
        }
    });
}

} // namespace wordfield::inline map
