// SPDX-License-Identifier: MIT
#include "model/map/fft.hpp"

#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <complex>
#include <numbers>

using namespace wordfield;

namespace {

ComplexGrid random_grid(int size, std::uint64_t seed) {
    const Matrix re = test::normal_matrix(1, size, seed);
    const Matrix im = test::normal_matrix(1, size, seed + 1);
    return {{re.data(), re.data() + size}, {im.data(), im.data() + size}};
}

} // namespace

TEST_CASE("the transform is the definition's sum, padded, cut off and turned", "[geometry]") {
    constexpr int size = 32;
    constexpr int rows = 20;
    constexpr int columns = 48;
    constexpr int kept = 24;
    ThreadPool pool{2};
    const ComplexGrid in = random_grid(rows * columns, 1);
    for (const bool inverse : {false, true}) {
        ComplexGrid out;
        Fft{size}.transform_first_axis(in, rows, columns, out, kept, inverse, pool);
        REQUIRE(out.re.size() == columns * kept);
        for (int c = 0; c < columns; c += 7) {
            for (int k = 0; k < kept; ++k) {
                std::complex<double> sum = 0.0;
                for (int r = 0; r < rows; ++r) {
                    const double angle = (inverse ? 2.0 : -2.0) * std::numbers::pi * k * r / size;
                    const auto at = static_cast<std::size_t>(r * columns + c);
                    sum += std::complex<double>{in.re[at], in.im[at]} * std::polar(1.0, angle);
                }
                CHECK(out.re[static_cast<std::size_t>(c * kept + k)] == Approx(sum.real()).margin(1e-4));
                CHECK(out.im[static_cast<std::size_t>(c * kept + k)] == Approx(sum.imag()).margin(1e-4));
            }
        }
    }
}

TEST_CASE("there and back along every axis gives the grid again", "[geometry]") {
    constexpr int size = 16;
    ThreadPool pool{1};
    const ComplexGrid start = random_grid(size * size * size, 5);
    ComplexGrid grid = start;
    ComplexGrid turned;
    const Fft fft{size};
    for (const bool inverse : {false, true})
        for (int axis = 0; axis < 3; ++axis) {
            fft.transform_first_axis(grid, size, size * size, turned, size, inverse, pool);
            std::swap(grid, turned);
        }
    double worst = 0.0;
    for (std::size_t i = 0; i < start.re.size(); ++i)
        worst = std::max(worst, std::abs(grid.re[i] / 4096.0 - static_cast<double>(start.re[i])));
    CHECK(worst < 1e-5);
}
