// SPDX-License-Identifier: MIT
// One side of scripts/bench train: trains a model of the given size and answers, line by line, the requests
// on standard input: "steps N" gives seconds per step, "sgemm" gives GFLOP/s of our matrix product within the
// caches, "fma" those of fused multiply-adds alone, which nothing can exceed.
#include "bench/machine_limits.hpp"
#include "model/core/rng.hpp"
#include "model/train/gpt_trainer.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <numeric>
#include <string>

using namespace wordfield;

namespace {

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Random words: what they are does not change the time.
std::shared_ptr<const Corpus> random_corpus(int words) {
    auto corpus = std::make_shared<Corpus>();
    corpus->name = "random";
    for (int i = corpus->lexicon.vocabulary.size(); i < words; ++i)
        corpus->lexicon.vocabulary.add(std::to_string(i), 1);
    Pcg32 rng{1};
    for (int i = 0; i < 100'000; ++i)
        corpus->text.train.push_back(static_cast<TokenId>(rng.below(static_cast<std::uint32_t>(words))));
    return corpus;
}

double seconds_per_step(GptTrainer& trainer, int steps) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < steps; ++i) trainer.step();
    return seconds_since(begin) / steps;
}

// The best of several, because it stands for what the machine can do.
double sgemm_gflops(int threads) {
    constexpr Index n = 240;
    ThreadPool pool{threads};
    const std::vector<float> a(n * n, 0.5F), b(n * n, 0.25F);
    std::vector<std::vector<float>> c(static_cast<std::size_t>(threads), std::vector<float>(n * n));
    Packed<float> packed;
    packed.pack(view(b.data(), n, n));
    double best = 0.0;
    for (int trial = 0; trial < 20; ++trial) {
        const auto begin = std::chrono::steady_clock::now();
        pool.run(threads, [&](int part) {
            for (int i = 0; i < 50; ++i) multiply(c[part].data(), n, view(a.data(), n, n), packed);
        });
        best = std::max(best, 2e-9 * n * n * n * 50 * threads / seconds_since(begin));
    }
    return best;
}

double fma_gflops(int threads) {
    ThreadPool pool{threads};
    std::vector<double> peaks(static_cast<std::size_t>(threads));
    pool.run(threads, [&](int part) { peaks[part] = bench::fma_peak_gflops(); });
    return std::accumulate(peaks.begin(), peaks.end(), 0.0);
}

} // namespace

int main(int argc, char** argv) {
    bench::use_requested_instructions();
    if (argc != 8) {
        std::fputs("usage: train_bench VOCABULARY DIM LAYERS HEADS CONTEXT BATCH THREADS\n", stderr);
        return 2;
    }
    const auto number = [&](int i) { return std::atoi(argv[i]); };
    ModelConfig model{.dim = number(2), .layers = number(3), .heads = number(4), .context = number(5)};
    GptTrainer trainer{
        random_corpus(number(1)), model, {.batch = number(6), .softmax_sample = 0, .threads = number(7)}};
    for (std::string line; std::getline(std::cin, line);) {
        std::printf("%.9g\n", line == "sgemm" ? sgemm_gflops(number(7))
                              : line == "fma" ? fma_gflops(number(7))
                                              : seconds_per_step(trainer, std::stoi(line.substr(6))));
        std::fflush(stdout);
    }
}
