// SPDX-License-Identifier: MIT
// The far part of t-SNE's repulsion: the smooth rest of the potential phi(y) = sum of 1 / (1 + |y - y_j|^2)
// once pairs nearer than a cutoff have been given their own share, on a coarse grid: spread by cubic
// B-splines, convolved by FFT, read back by the same splines (smooth particle mesh, Essmann et al. 1995).
#pragma once

#include "model/map/fft.hpp"
#include "model/map/map_points.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline map {

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

/// Where the grid lies on the map: node (a, b, c) is at origin + spacing * (a, b, c).
struct GridFrame {
    /// The cutoff in grid cells: a relative error of the force of 1e-3, 2e-3 at worst.
    static constexpr float cutoff_cells = 4.0F;
    /// Grid cells around the points, for the splines.
    static constexpr int margin = 4;

    /// Where nodes lie closer than this the whole kernel is smooth to them: splines alone are as exact as
    /// with the near part, which then would be that of nearly all pairs of a map that has not unfolded yet.
    static constexpr float smooth_spacing = 0.2F;

    [[nodiscard]] bool is_smooth() const { return spacing <= smooth_spacing; }
    /// How far the near part reaches; 0 where there is none.
    [[nodiscard]] float cutoff() const { return is_smooth() ? 0.0F : cutoff_cells * spacing; }
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

class FarField {
public:
    void prepare(const GridFrame& frame, int dims, ThreadPool& pool);
    void spread(const MapPoints& points, const GridFrame& frame, ThreadPool& pool);
    void convolve(int dims, ThreadPool& pool);
    /// Potential of all points at each, less n / (1 + frame.level()), and force (n) with its sign for
    /// repulsion.
    void read(const MapPoints& points, const GridFrame& frame, std::vector<float>& potential,
              MapPoints& force, ThreadPool& pool) const;

private:
    std::optional<Fft> fft_;
    float spacing_ = 0.0F;
    int dims_ = 0;
    std::vector<float> kernel_; // (size^dims) real, in frequency, the splines' own filter divided out
    ComplexGrid grid_, turned_;
    std::vector<std::vector<float>> copies_; // one grid of charges per part of the spreading
};

/// base to the power of exponent >= 0.
constexpr std::size_t power(int base, int exponent) {
    std::size_t result = 1;
    for (int i = 0; i < exponent; ++i) result *= static_cast<std::size_t>(base);
    return result;
}

} // namespace wordfield::inline map
