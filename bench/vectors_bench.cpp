// SPDX-License-Identifier: MIT
// What a file of very many vectors costs: to read it, to find a word's neighbours, to map some words and
// place the others.
//   vectors_bench FILE [MAPPED, 10000 without one] [THREADS, 2]
// A line of JSON each; "s" are seconds on the clock, "cpu_s" those of all threads together, which other
// programs on the machine do not lengthen much.
#include "model/formats/registry.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/map/map_maker.hpp"
#include "model/train/trainer.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

using namespace wordfield;

namespace {

class Stopwatch {
public:
    [[nodiscard]] double wall() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }
    [[nodiscard]] double cpu() const { return static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC; }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::clock_t cpu_ = std::clock();
};

void tell(const char* what, const Stopwatch& watch) {
    std::printf(R"({"what": "%s", "s": %.3f, "cpu_s": %.3f)", what, watch.wall(), watch.cpu());
}

// Of words spread over the whole file.
void ask_for_neighbours(const Rows& rows) {
    constexpr int questions = 21;
    const RowVector mean = RowVector::Zero(rows.cols());
    std::vector<double> wall, cpu;
    for (Index i = 0; i < questions; ++i) {
        const Stopwatch watch;
        (void)nearest_to_row(rows, mean, i * rows.rows() / questions, Measure::Cosine, 24);
        wall.push_back(1000 * watch.wall());
        cpu.push_back(1000 * watch.cpu());
    }
    std::ranges::sort(wall);
    std::ranges::sort(cpu);
    std::printf(
        R"({"what": "neighbours of a word", "least_ms": %.1f, "median_ms": %.1f, "median_cpu_ms": %.1f})"
        "\n",
        wall.front(), wall[questions / 2], cpu[questions / 2]);
}

void tell_map(const char* what, const Stopwatch& watch, const Layout& layout) {
    tell(what, watch);
    std::printf(R"(, "words": %zu, "kept": %.3f, "placed": %zu})"
                "\n",
                layout.words.size(), static_cast<double>(layout.quality ? layout.quality->kept : 0.0F),
                layout.placed ? layout.placed->words.size() : 0);
    std::fflush(stdout);
}

// As the map thread makes it, but without waiting for anybody to look.
void make_the_map(const Moment& moment, const MapSettings& settings) {
    const Stopwatch watch;
    MapMaker maker{settings};
    maker.update(moment);
    tell_map("first map", watch, *maker.layout());
    while (maker.searching()) maker.step();
    tell_map("neighbours found", watch, *maker.layout());
    constexpr double useful = 0.9; // of what is kept at the end
    std::vector<std::pair<double, float>> kept;
    std::shared_ptr<const Layout> layout;
    do {
        for (int i = 0; i < 50 && !(layout && layout->settled); ++i) maker.step();
        layout = maker.layout(true);
        kept.emplace_back(watch.cpu(), layout->quality->kept);
    } while (!layout->settled && kept.size() < 200);
    tell_map("map settled", watch, *layout);
    for (const auto& [cpu, share] : kept)
        if (static_cast<double>(share) >= useful * static_cast<double>(layout->quality->kept)) {
            std::printf(R"({"what": "map useful", "cpu_s": %.3f, "kept": %.3f})"
                        "\n",
                        cpu, static_cast<double>(share));
            break;
        }
    maker.find_places();
    tell_map("all placed", watch, *maker.layout());
    const Stopwatch again;
    maker.set(settings);
    (void)maker.layout();
    tell("another layout", again);
    std::puts("}");
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) return EXIT_FAILURE;
    const Stopwatch watch;
    const auto corpus = open_vector_corpus(arguments[1], {});
    tell("read", watch);
    std::printf(R"(, "words": %d, "columns": %lld})"
                "\n",
                corpus->lexicon.vocabulary.size(), static_cast<long long>(corpus->vectors->cols()));
    ask_for_neighbours(*corpus->vectors);
    MapSettings settings;
    settings.vectors_cap = count > 2 ? std::atoi(arguments[2]) : settings.vectors_cap;
    settings.projection.method = ProjectionMethod::Tsne;
    settings.projection.threads = count > 3 ? std::atoi(arguments[3]) : 2;
    make_the_map(make_trainer(corpus, {}, {})->moment(), settings);
    return EXIT_SUCCESS;
}
