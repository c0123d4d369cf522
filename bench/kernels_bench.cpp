// SPDX-License-Identifier: MIT
// Every kernel of a training step and of a map by itself, on one thread, against what the processor could do:
// arithmetic against its peak of fused multiply-adds, passes over memory against a copy within as many bytes.
// Prints a Markdown table; a hole shows as a small share.
#include "bench/machine_limits.hpp"
#include "model/core/aligned.hpp"
#include "model/core/rng.hpp"
#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/kernels/packed.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/map/repulsion.hpp"
#include "model/nn/attention.hpp"
#include "model/nn/config.hpp"
#include "model/nn/layers.hpp"
#include "model/nn/optimizer.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

using namespace wordfield;

namespace {

using Clock = std::chrono::steady_clock;

Pcg32& chance() {
    static Pcg32 rng{5};
    return rng;
}

AlignedBuffer<float> noise(Index n) {
    AlignedBuffer<float> values{n};
    for (float& value : values.span()) value = chance().normal();
    return values;
}

// The median of eleven times, each long enough to be measured.
double seconds_of(const std::function<void()>& work) {
    const auto timed = [&](int turns) {
        const auto begin = Clock::now();
        for (int i = 0; i < turns; ++i) work();
        return std::chrono::duration<double>(Clock::now() - begin).count();
    };
    work();
    const double once = std::max(timed(1), 1e-7);
    const int turns = std::clamp(static_cast<int>(0.02 / once), 1, 100'000);
    std::vector<double> times;
    for (int i = 0; i < (once > 0.2 ? 3 : 11); ++i) times.push_back(timed(turns) / turns);
    std::ranges::nth_element(times, times.begin() + std::ssize(times) / 2);
    return times[times.size() / 2];
}

double fma_peak() {
    static const double peak = bench::fma_peak_gflops();
    return peak;
}

/// `flop` counts multiplications and additions.
void arithmetic(const std::string& name, const std::string& shape, double flop,
                const std::function<void()>& work) {
    const double rate = 1e-9 * flop / seconds_of(work);
    std::printf("| %s | %s | %.1f GFLOP/s | %.1f | **%.0f %%** |\n", name.c_str(), shape.c_str(), rate,
                fma_peak(), 100 * rate / fma_peak());
    std::fflush(stdout);
}

/// `bytes` are read or written, each once; they lie within `within` bytes.
void passes(const std::string& name, const std::string& shape, double bytes, double within,
            const std::function<void()>& work) {
    const double rate = 1e-9 * bytes / seconds_of(work), limit = bench::copy_gigabytes(within);
    std::printf("| %s | %s | %.1f GB/s | %.1f | **%.0f %%** |\n", name.c_str(), shape.c_str(), rate, limit,
                100 * rate / limit);
    std::fflush(stdout);
}

std::string sizes(std::initializer_list<Index> numbers) {
    std::string text;
    for (const Index n : numbers) text += (text.empty() ? "" : " × ") + std::to_string(n);
    return text;
}

// ---- products, at the shapes of the default model and of a wide one (rows are a thread's share of a batch)

void product(const std::string& name, Index M, Index K, Index N) {
    const auto a = noise(M * K), b = noise(K * N);
    AlignedBuffer<float> c{M * N};
    Packed<float> packed;
    packed.pack(view(b.data(), K, N));
    arithmetic(name, sizes({M, K, N}), 2.0 * static_cast<double>(M * K * N),
               [&] { multiply(c.data(), N, view(a.data(), M, K), packed); });
}

// dW += x^T dy, its packing included: the right factor is another one in every pass.
void weight_gradient(Index R, Index I, Index O) {
    const auto x = noise(R * I), dy = noise(R * O);
    AlignedBuffer<float> dw{I * O};
    Packed<float> packed;
    arithmetic("weights' gradient, packing included", sizes({I, R, O}), 2.0 * static_cast<double>(R * I * O),
               [&] {
                   packed.pack(view(dy.data(), R, O));
                   multiply(dw.data(), O, view(x.data(), R, I).transposed(), packed, {nullptr, dw.data()});
               });
}

void products() {
    product("query, key, value", 512, 64, 192);
    product("feed-forward, up", 512, 64, 256);
    product("feed-forward, down", 512, 256, 64);
    product("logits", 512, 64, 670);
    product("feed-forward, up", 512, 256, 1024);
    product("logits", 512, 256, 8000);
    weight_gradient(512, 64, 256);
    weight_gradient(512, 256, 1024);
}

// ---- attention: scores and values of all cells, though half of them are masked

void attention(Index T, Index H, Index D) {
    const AttentionShape shape{T, H, D};
    const auto qkv = noise(T * 3 * shape.C()), d_out = noise(T * shape.C());
    AlignedBuffer<float> out{T * shape.C()}, weights{H * AttentionCells<float>::size(T)},
        d_qkv{T * 3 * shape.C()};
    AttentionScratch<float> scratch;
    const std::vector<float> scale(static_cast<std::size_t>(H), 1.0F);
    const double forward = 4.0 * static_cast<double>(H * T * T * D);
    arithmetic("attention", sizes({T, H, D}), forward, [&] {
        attention_forward(out.data(), weights.data(), qkv.data(), std::span<const float>{scale}, shape,
                          scratch);
    });
    arithmetic("attention, back", sizes({T, H, D}), 2 * forward, [&] {
        attention_backward(d_qkv.data(), d_out.data(), weights.data(), qkv.data(),
                           std::span<const float>{scale}, shape, scratch);
    });
}

// ---- passes over memory

void norms(Index R, Index C) {
    const auto x = noise(R * C), dy = noise(R * C), gain = noise(C), bias = noise(C);
    AlignedBuffer<float> y{R * C}, stats{2 * R}, dx{R * C}, d_gain{C}, d_bias{C};
    const NormStats<float> s{stats.data(), stats.data() + R};
    const double bytes = 4.0 * static_cast<double>(R * C);
    passes("layer norm", sizes({R, C}), 2 * bytes, 2 * bytes,
           [&] { norm_forward(y.data(), s, x.data(), gain.data(), bias.data(), R, C, 1e-5F); });
    passes("layer norm, back", sizes({R, C}), 4 * bytes, 3 * bytes, [&] {
        norm_backward(dx.data(), d_gain.data(), d_bias.data(), dy.data(), x.data(), s, gain.data(), R, C);
    });
}

void gelu(Index R, Index F) {
    const auto x = noise(R * F);
    AlignedBuffer<float> y{R * F}, slope{R * F};
    const double bytes = 4.0 * static_cast<double>(R * F);
    std::ranges::copy(x.span(), slope.data());
    passes("GELU", sizes({R, F}), 3 * bytes, 2 * bytes, // of its own slopes, from the second time on
           [&] { gelu_forward(y.data(), slope.data(), R * F); });
    passes("GELU, back", sizes({R, F}), 3 * bytes, 2 * bytes,
           [&] { gelu_backward(y.data(), slope.data(), R * F); });
}

void softmax_with_loss(Index R, Index V) {
    const auto logits = noise(R * V);
    AlignedBuffer<float> work{R * V};
    std::vector<TokenId> targets;
    for (Index r = 0; r < R; ++r)
        targets.push_back(static_cast<TokenId>(chance().below(static_cast<std::uint32_t>(V))));
    const double bytes = 4.0 * static_cast<double>(R * V);
    std::ranges::copy(logits.span(), work.data());
    passes("softmax with loss", sizes({R, V}), 2 * bytes,
           bytes, // of its own gradient, from the second time on
           [&] { cross_entropy(work.data(), std::span<const TokenId>{targets}, V, 0.001F); });
}

void adamw(const ModelConfig& model) {
    const ParameterTable table{model};
    Optimizer<float> optimizer{table};
    auto weights = noise(table.size()), gradient = noise(table.size());
    const double bytes = 4.0 * static_cast<double>(table.size());
    passes("AdamW", sizes({table.size()}), 7 * bytes, 4 * bytes, [&] {
        optimizer.update(weights.data(), gradient.data(), {.rate = 1e-6, .weight_decay = 0.01}, 0, 1);
    });
}

// ---- the map

void repulsion(Index n, int dims) {
    MapPoints points{n, dims}, force{n, dims};
    for (int d = 0; d < dims; ++d)
        for (Index i = 0; i < n; ++i) points[d][i] = 20.0F * chance().normal();
    ThreadPool pool{1};
    const auto exact = make_exact_repulsion();
    // A difference, its square, q, q^2 and the sums, an axis: 3 + 4 dims operations and a division.
    arithmetic("repulsion, every pair", sizes({n, dims}), static_cast<double>(n * n) * (4 + 4 * dims),
               [&] { (void)exact->compute(points, force, pool); });
}

void neighbours(Index n, Index C, int k) {
    Matrix rows{n, C};
    for (Index i = 0; i < rows.size(); ++i) rows.data()[i] = chance().normal();
    ThreadPool pool{1};
    arithmetic("neighbour search, " + std::to_string(k) + " of each", sizes({n, C}),
               2.0 * static_cast<double>(n * n * C), [&] { (void)nearest_neighbours(rows, k, pool); });
}

} // namespace

int main() {
    bench::use_requested_instructions();
    std::printf("%s, one thread; the peak of fused multiply-adds is %.1f GFLOP/s.\n\n",
                instruction_set().title, fma_peak());
    std::puts("| kernel | shape | rate | limit | share |\n|---|---|---|---|---|");
    products();
    attention(32, 4, 16);
    attention(32, 8, 32);
    attention(128, 4, 16);
    norms(512, 64);
    norms(512, 256);
    gelu(512, 256);
    gelu(512, 1024);
    softmax_with_loss(195, 670);
    softmax_with_loss(128, 8000);
    adamw({.vocabulary = 670});
    adamw({.vocabulary = 8000, .dim = 256, .layers = 6, .heads = 8});
    repulsion(550, 2);
    repulsion(550, 3);
    neighbours(5'000, 64, 90);
    neighbours(5'000, 100, 10);
}
