// SPDX-License-Identifier: MIT
// Stockham's autosort form (Cochran et al. 1967), radix 2, on sixteen independent columns at once: every
// butterfly works on whole lanes, and a block of columns stays in the first-level cache from its first pass
// to its last.
#include "model/map/fft.hpp"

#include "model/core/thread_pool.hpp"

#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace wordfield::inline map {

namespace {

struct Complex {
    Lanes re, im;
};

// One pass over `size` values: pairs that lie size/2 apart are added and subtracted, the difference turned.
void pass(const Complex* in, Complex* out, int size, int stride, const float* cosine, const float* sine,
          float sign) {
    const int half = size / 2;
    for (int p = 0; p < half / stride; ++p) {
        const float wr = cosine[p * stride];
        const float wi = sign * sine[p * stride];
        for (int q = 0; q < stride; ++q) {
            const Complex a = in[q + stride * p];
            const Complex b = in[q + stride * p + half];
            Complex& sum = out[q + stride * 2 * p];
            Complex& difference = out[q + stride * (2 * p + 1)];
            sum = {a.re + b.re, a.im + b.im};
            const Lanes re = a.re - b.re;
            const Lanes im = a.im - b.im;
            difference = {re * wr - im * wi, re * wi + im * wr};
        }
    }
}

} // namespace

Fft::Fft(int size) : size_{size} {
    assert(size >= lane_count && (size & (size - 1)) == 0);
    for (int k = 0; k < size / 2; ++k) {
        const double angle = 2.0 * std::numbers::pi * k / size;
        cosine_.push_back(static_cast<float>(std::cos(angle)));
        sine_.push_back(static_cast<float>(std::sin(angle)));
    }
}

void Fft::transform_first_axis(const ComplexGrid& in, int rows, int columns, ComplexGrid& out, int kept,
                               bool inverse, ThreadPool& pool) const {
    assert(columns % lane_count == 0 && rows <= size_ && kept <= size_);
    const auto total = static_cast<std::size_t>(columns) * static_cast<std::size_t>(kept);
    out.re.resize(total);
    out.im.resize(total);
    const float sign = inverse ? 1.0F : -1.0F;
    pool.run(columns / lane_count, [&](int block) {
        thread_local std::vector<Complex> here, there;
        here.assign(size_, Complex{});
        there.resize(size_);
        const auto width = static_cast<std::size_t>(columns);
        const auto at = static_cast<std::size_t>(block) * lane_count;
        for (std::size_t r = 0; r < static_cast<std::size_t>(rows); ++r)
            here[r] = {simd::load(in.re.data() + r * width + at), simd::load(in.im.data() + r * width + at)};
        for (int stride = 1; stride < size_; stride *= 2) {
            pass(here.data(), there.data(), size_, stride, cosine_.data(), sine_.data(), sign);
            std::swap(here, there);
        }
        const auto length = static_cast<std::size_t>(kept);
        for (std::size_t lane = 0; lane < lane_count; ++lane)
            for (std::size_t r = 0; r < length; ++r) {
                out.re[(at + lane) * length + r] = here[r].re[lane];
                out.im[(at + lane) * length + r] = here[r].im[lane];
            }
    });
}

} // namespace wordfield::inline map
