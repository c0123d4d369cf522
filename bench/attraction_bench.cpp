// SPDX-License-Identifier: MIT
// Our t-SNE at any attraction, for bench_attraction, which lays its maps beside those of other methods:
//   attraction_bench rows CHECKPOINT FILE
//     writes the rows that the map of a run on the built-in corpus shows, n x C float32
//   attraction_bench maps FILE C SEED PREFIX ATTRACTION...
//     maps them afresh at each attraction, writes PREFIX<attraction>, n x 2 float32; prints JSON: steps,
//     whether the map came to rest by itself, its RMS radius, neighbours kept
//   attraction_bench mds FILE C LANDMARKS     stress-1 over all pairs of PCA's and of MDS's map, as JSON
#include "bench/machine_limits.hpp"
#include "model/map/map_maker.hpp"
#include "model/map/mds.hpp"
#include "model/map/pca.hpp"
#include "model/map/quality.hpp"
#include "model/map/shepard.hpp"
#include "model/map/tsne.hpp"
#include "model/run/checkpoint.hpp"
#include "model/train/trainer.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace wordfield;

namespace {

constexpr int longest = 5000; // steps; a map that moves on is cut off there

void write(const std::string& path, const Matrix& matrix) {
    std::ofstream file{path, std::ios::binary};
    file.write(reinterpret_cast<const char*>(matrix.data()),
               matrix.size() * static_cast<std::streamsize>(sizeof(float)));
    if (!file) throw std::runtime_error{"cannot write " + path};
}

Matrix read(const std::string& path, Index cols) {
    std::ifstream file{path, std::ios::binary | std::ios::ate};
    Matrix matrix(static_cast<Index>(file.tellg()) / (cols * static_cast<Index>(sizeof(float))), cols);
    file.seekg(0);
    file.read(reinterpret_cast<char*>(matrix.data()),
              matrix.size() * static_cast<std::streamsize>(sizeof(float)));
    if (!file) throw std::runtime_error{"cannot read " + path};
    return matrix;
}

void write_rows(const std::string& checkpoint, const std::string& path) {
    const auto trainer = make_trainer(load_corpus({}), load_checkpoint(checkpoint));
    MapMaker maker{{}};
    maker.update(trainer->moment());
    write(path, maker.rows());
}

float radius(const Matrix& map) {
    return std::sqrt((map.rowwise() - map.colwise().mean()).squaredNorm() / static_cast<float>(map.rows()));
}

void map_at(const Matrix& rows, float attraction, std::uint64_t seed, const std::string& path,
            ThreadPool& pool) {
    TsneConfig config{.attraction = attraction, .seed = seed};
    TsneProjection tsne{config};
    tsne.set_rows(rows);
    int steps = 0;
    while (steps < longest && tsne.step()) ++steps;
    write(path, tsne.positions());
    std::printf("{\"attraction\": %g, \"steps\": %d, \"finite\": %s, \"radius\": %g, \"kept\": %.4f}\n",
                static_cast<double>(attraction), steps, tsne.positions().allFinite() ? "true" : "false",
                static_cast<double>(radius(tsne.positions())), map_trust(rows, tsne.positions(), pool).kept);
}

void compare_mds(const Matrix& rows, int landmarks, ThreadPool& pool) {
    constexpr int every_pair = 1 << 30;
    for (const int dims : {2, 3}) {
        PcaProjection pca{dims};
        pca.set_rows(rows);
        MdsProjection mds{dims, landmarks};
        const auto start = std::chrono::steady_clock::now();
        mds.set_rows(rows);
        int steps = 0;
        while (mds.step()) ++steps;
        const double ms =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        const auto stress = [&](const Projection& map) {
            return static_cast<double>(shepard_diagram(rows, map.positions(), every_pair).stress);
        };
        std::printf(
            "{\"dims\": %d, \"landmarks\": %zu, \"pca_stress\": %.4f, \"mds_stress\": %.4f, \"steps\": %d, "
            "\"ms\": %.0f, \"pca_kept\": %.4f, \"mds_kept\": %.4f}\n",
            dims, mds.landmarks().size(), stress(pca), stress(mds), steps, ms,
            map_trust(rows, pca.positions(), pool).kept, map_trust(rows, mds.positions(), pool).kept);
    }
}

int carry_out(const std::vector<std::string>& words) {
    ThreadPool pool{1};
    const std::string& command = words.at(0);
    if (command == "rows") {
        write_rows(words.at(1), words.at(2));
    } else if (command == "maps") {
        const Matrix rows = read(words.at(1), std::stoi(words.at(2)));
        for (std::size_t i = 5; i < words.size(); ++i)
            map_at(rows, std::stof(words[i]), std::stoull(words.at(3)), words.at(4) + words[i], pool);
    } else if (command == "mds") {
        compare_mds(read(words.at(1), std::stoi(words.at(2))), std::stoi(words.at(3)), pool);
    } else {
        throw std::runtime_error{"unknown command " + command};
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    bench::use_requested_instructions();
    try {
        return carry_out({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "attraction_bench: %s (see the top of bench/attraction_bench.cpp)\n",
                     error.what());
        return 1;
    }
}
