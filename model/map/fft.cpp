// SPDX-License-Identifier: MIT
#include "model/map/fft.hpp"

#include "model/core/aligned.hpp"
#include "model/core/thread_pool.hpp"
#include "model/kernels/kernels.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

namespace wordfield::inline map {

Fft::Fft(int size) : size_{size} {
    assert(size >= point_padding && (size & (size - 1)) == 0);
    for (int k = 0; k < size; ++k) {
        const double angle = 2.0 * std::numbers::pi * k / size;
        cosine_.push_back(static_cast<float>(std::cos(angle)));
        sine_.push_back(static_cast<float>(std::sin(angle)));
    }
}

void Fft::transform_first_axis(const ComplexGrid& in, int rows, int columns, ComplexGrid& out, int kept,
                               bool inverse, ThreadPool& pool) const {
    assert(columns % point_padding == 0 && rows <= size_ && kept <= size_);
    const auto total = static_cast<std::size_t>(columns) * static_cast<std::size_t>(kept);
    out.re.resize(total);
    out.im.resize(total);
    const float sign = inverse ? 1.0F : -1.0F;
    const MapKernels& kernels = map_kernels();
    const int lanes = static_cast<int>(kernels.lanes);
    pool.run(columns / lanes, [&](int block) {
        thread_local AlignedBuffer<float> work;
        work.reset(fourier_work(size_));
        kernels.fourier({in.re.data(), in.im.data(), rows, columns, Index{block} * lanes, out.re.data(),
                         out.im.data(), kept, size_},
                        cosine_.data(), sine_.data(), sign, work.data());
    });
}

} // namespace wordfield::inline map
