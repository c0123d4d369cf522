// SPDX-License-Identifier: MIT
// Our t-SNE as a program, for bench_tsne: makes clouds, maps them, and judges anybody's map of them by one
// measure.
//   tsne_bench cloud N FILE             writes N x 64 float32: 20 Gaussian clusters
//   tsne_bench map N FILE DIMS THREADS ITERATIONS MAP    maps it, writes N x DIMS float32; prints the times
//   as JSON tsne_bench judge N FILE DIMS MAP    prints KL(P || Q) of a map, P for perplexity 30, Z summed
//   over all pairs tsne_bench repulsion THREADS        times exact sums against the grid: where do they
//   cross?
#include "bench/machine_limits.hpp"
#include "model/core/rng.hpp"
#include "model/map/affinities.hpp"
#include "model/map/attraction.hpp"
#include "model/map/repulsion.hpp"
#include "model/map/tsne.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace wordfield;

namespace {

constexpr Index width = 64;
constexpr Index clusters = 20;
constexpr float perplexity = 30.0F;

class Stopwatch {
public:
    [[nodiscard]] double milliseconds() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Centres and spread as in docs: deviation 1 both, so that clusters touch in the space but can be told apart.
Matrix make_cloud(Index n) {
    Pcg32 rng{3};
    Matrix centres(clusters, width);
    for (Index i = 0; i < centres.size(); ++i) centres.data()[i] = rng.normal();
    Matrix rows(n, width);
    for (Index i = 0; i < rows.size(); ++i) rows.data()[i] = rng.normal();
    for (Index i = 0; i < n; ++i) rows.row(i) += centres.row(i * clusters / n);
    return rows;
}

void write(const std::string& path, const Matrix& matrix) {
    std::ofstream file{path, std::ios::binary};
    file.write(reinterpret_cast<const char*>(matrix.data()),
               static_cast<std::streamsize>(matrix.size() * static_cast<Index>(sizeof(float))));
    if (!file) throw std::runtime_error{"cannot write " + path};
}

Matrix read(const std::string& path, Index rows, Index cols) {
    Matrix matrix(rows, cols);
    std::ifstream file{path, std::ios::binary};
    file.read(reinterpret_cast<char*>(matrix.data()),
              static_cast<std::streamsize>(matrix.size() * static_cast<Index>(sizeof(float))));
    if (!file) throw std::runtime_error{"cannot read " + path};
    return matrix;
}

void map(const Matrix& rows, int dims, int threads, int iterations, const std::string& path) {
    TsneConfig config;
    config.dims = dims;
    config.threads = threads;
    config.perplexity = perplexity;
    config.attraction = 1.0F; // as published, and as the peers have it
    config.patience = iterations;
    TsneProjection tsne{config};
    const Stopwatch preparing;
    tsne.set_rows(rows);
    while (tsne.affinities().n == 0) tsne.step();
    const double prepared = preparing.milliseconds();
    const Stopwatch iterating;
    const int from = tsne.iteration();
    while (tsne.iteration() < iterations && tsne.step()) {
    }
    const double each = iterating.milliseconds() / std::max(1, tsne.iteration() - from);
    write(path, tsne.positions());
    const Stopwatch renewing;
    tsne.set_rows(rows);
    while (tsne.progress() < 1.0F) tsne.step();
    const SearchRecall recall = tsne.recall().value_or(SearchRecall{});
    std::printf("{\"prepare_ms\": %.3f, \"iteration_ms\": %.4f, \"iterations\": %d, \"renew_ms\": %.3f, "
                "\"recall\": %.4f, \"recall_error\": %.4f}\n",
                prepared, each, tsne.iteration(), renewing.milliseconds(), recall.found, recall.error);
}

void judge(const Matrix& rows, const Matrix& positions) {
    ThreadPool pool{2};
    const NeighbourGraph graph = nearest_neighbours(rows, static_cast<int>(3.0F * perplexity + 1.0F), pool);
    std::vector<float> precisions;
    const Affinities affinities = symmetrise(graph, calibrate(graph, perplexity, precisions, pool), pool);
    MapPoints points{rows.rows(), static_cast<int>(positions.cols()), MapPoints::far_away};
    MapPoints unused = points;
    for (Index i = 0; i < points.n; ++i)
        for (int d = 0; d < points.dims; ++d) points[d][i] = positions(i, d);
    const double z = make_exact_repulsion()->compute(points, unused, pool);
    std::printf("{\"kl\": %.6f}\n", divergence_less_log_z(affinities, points, pool) + std::log(z));
}

double time_repulsion(Repulsion& repulsion, const MapPoints& points, ThreadPool& pool) {
    MapPoints force{points.n, points.dims};
    repulsion.compute(points, force, pool);
    const Stopwatch watch;
    int rounds = 0;
    for (; watch.milliseconds() < 200.0; ++rounds) repulsion.compute(points, force, pool);
    return watch.milliseconds() / rounds;
}

void compare_repulsions(int threads) {
    ThreadPool pool{threads};
    std::printf("| dims | points | exact, ms | grid, ms |\n|---|---|---|---|\n");
    for (const int dims : {2, 3})
        for (const Index n : {500, 1000, 1500, 2000, 3000, 5000, 10000, 20000}) {
            const Matrix cloud = make_cloud(n);
            MapPoints points{n, dims, MapPoints::far_away};
            // A finished map has about one point in each unit of area or volume; clusters of it are denser.
            const float scale = 0.1F * std::pow(static_cast<float>(n), 1.0F / static_cast<float>(dims));
            for (Index i = 0; i < n; ++i)
                for (int d = 0; d < dims; ++d) points[d][i] = scale * cloud(i, d);
            std::printf("| %d | %d | %.3f | %.3f |\n", dims, static_cast<int>(n),
                        time_repulsion(*make_exact_repulsion(), points, pool),
                        time_repulsion(*make_grid_repulsion(), points, pool));
        }
}

int run(const std::vector<std::string>& words) {
    const auto number = [&](std::size_t at) { return std::stoi(words.at(at)); };
    const std::string& command = words.at(0);
    if (command == "cloud") {
        write(words.at(2), make_cloud(number(1)));
    } else if (command == "map") {
        map(read(words.at(2), number(1), width), number(3), number(4), number(5), words.at(6));
    } else if (command == "judge") {
        judge(read(words.at(2), number(1), width), read(words.at(4), number(1), number(3)));
    } else if (command == "repulsion") {
        compare_repulsions(number(1));
    } else {
        throw std::runtime_error{"unknown command " + command};
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    bench::use_requested_instructions();
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tsne_bench: %s (see the top of bench/tsne_bench.cpp)\n", error.what());
        return 1;
    }
}
