// SPDX-License-Identifier: MIT
// The fast Fourier transform of small grids, for convolutions: some columns at a time, sizes a power of
// two. Not a general library: it knows zero padding and cutting off, which save about half of a convolution's
// work.
#pragma once

#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline map {

/// A complex array of up to three axes, the last one contiguous, as two lists.
struct ComplexGrid {
    std::vector<float> re, im;
};

class Fft {
public:
    /// `size` is a power of two, at least 16.
    explicit Fft(int size);
    [[nodiscard]] int size() const { return size_; }

    /// Transforms along the first axis of in(rows, columns), rows <= size, as if zeros followed up to `size`,
    /// keeps the first `kept` results and writes them turned: out(columns, kept). columns must be a multiple
    /// of point_padding. Not scaled; `inverse` changes the sign of the exponent. One call for each axis
    /// brings the axes back in their order.
    void transform_first_axis(const ComplexGrid& in, int rows, int columns, ComplexGrid& out, int kept,
                              bool inverse, ThreadPool& pool) const;

private:
    int size_;
    std::vector<float> cosine_, sine_; // (size) of 2 pi k / size
};

} // namespace wordfield::inline map
