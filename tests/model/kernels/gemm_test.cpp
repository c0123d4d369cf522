// SPDX-License-Identifier: MIT
#include "model/kernels/packed.hpp"

#include "tests/support/catch.hpp"

#include "model/core/rng.hpp"

#include <algorithm>
#include <array>
#include <vector>

using namespace wordfield;

namespace {

template <class S>
std::vector<S> random(Index n, Pcg32& rng) {
    std::vector<S> values(static_cast<std::size_t>(n));
    for (S& value : values) value = static_cast<S>(rng.normal());
    return values;
}

// The largest difference between multiply() and the textbook's three loops, with bias and addend.
template <class S>
double worst_error(Index M, Index K, Index N, bool a_transposed, bool b_transposed) {
    Pcg32 rng{static_cast<std::uint64_t>(M * 10007 + K * 101 + N)};
    const auto a = random<S>(M * K, rng), b = random<S>(K * N, rng), bias = random<S>(N, rng);
    auto c = random<S>(M * N, rng);
    const auto before = c;
    const MatrixView<S> av = a_transposed ? view<S>(a.data(), K, M).transposed() : view<S>(a.data(), M, K);
    const MatrixView<S> bv = b_transposed ? view<S>(b.data(), N, K).transposed() : view<S>(b.data(), K, N);
    Packed<S> packed;
    packed.pack(bv);
    multiply(c.data(), N, av, packed, {bias.data(), c.data()});
    double worst = 0.0;
    for (Index i = 0; i < M; ++i)
        for (Index j = 0; j < N; ++j) {
            double sum = static_cast<double>(bias[j]) +
                         static_cast<double>(before[static_cast<std::size_t>(i * N + j)]);
            for (Index k = 0; k < K; ++k)
                sum += static_cast<double>(av.data[i * av.row_stride + k * av.column_stride]) *
                       static_cast<double>(bv.data[k * bv.row_stride + j * bv.column_stride]);
            worst =
                std::max(worst, std::abs(sum - static_cast<double>(c[static_cast<std::size_t>(i * N + j)])));
        }
    return worst;
}

} // namespace

TEST_CASE("multiply: agrees with three loops for every shape and both orders", "[model]") {
    // Sizes around the edges of vectors, register tiles and the blocks of K and of rows.
    const std::array<std::array<Index, 3>, 15> shapes{{{1, 1, 1},
                                                       {5, 7, 3},
                                                       {12, 16, 16},
                                                       {13, 33, 17},
                                                       {7, 20, 48},
                                                       {6, 64, 64},
                                                       {31, 5, 65},
                                                       {8, 255, 40},
                                                       {9, 257, 130},
                                                       {3, 600, 96},
                                                       {50, 2, 200},
                                                       {133, 4, 20},
                                                       {140, 31, 130},
                                                       {267, 70, 385},
                                                       {135, 300, 400}}};
    for (const auto& [M, K, N] : shapes)
        for (const bool a_transposed : {false, true})
            for (const bool b_transposed : {false, true}) {
                INFO(M << " x " << K << " x " << N << (a_transposed ? " A^T" : "")
                       << (b_transposed ? " B^T" : ""));
                CHECK(worst_error<float>(M, K, N, a_transposed, b_transposed) < 1e-4);
                CHECK(worst_error<double>(M, K, N, a_transposed, b_transposed) < 1e-12);
            }
}

TEST_CASE("multiply: a row is the same to the last bit whatever rows are computed with it", "[model]") {
    constexpr Index M = 139, K = 261, N = 390;
    Pcg32 rng{8};
    const auto a = random<float>(M * K, rng), b = random<float>(K * N, rng);
    Packed<float> packed;
    packed.pack(view<float>(b.data(), K, N));
    std::vector<float> all(M * N), one(N);
    for (const MatrixView<float>& factor :
         {view<float>(a.data(), M, K), view<float>(a.data(), K, M).transposed()}) {
        multiply(all.data(), N, factor, packed);
        for (Index m = 0; m < M; ++m) {
            MatrixView<float> row = factor;
            row.data += m * row.row_stride;
            row.rows = 1;
            multiply(one.data(), N, row, packed);
            CHECK(std::equal(one.begin(), one.end(), all.begin() + m * N));
        }
    }
}

TEST_CASE("multiply: leaves what lies beside C alone", "[model]") {
    Pcg32 rng{5};
    const auto a = random<float>(4 * 3, rng), b = random<float>(3 * 5, rng);
    std::vector<float> c(4 * 9, 7.0F); // (4,5) inside rows of 9
    Packed<float> packed;
    packed.pack(view<float>(b.data(), 3, 5));
    multiply(c.data(), 9, view<float>(a.data(), 4, 3), packed);
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 5; j < 9; ++j) CHECK(c[i * 9 + j] == 7.0F);
}
