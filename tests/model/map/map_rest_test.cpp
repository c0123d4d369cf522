// SPDX-License-Identifier: MIT
// A map that nobody trains any more goes all the way to where it should be before its thread sleeps.
#include "model/map/map_worker.hpp"

#include "model/map/projection_info.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace wordfield;

namespace {

constexpr int rest_clusters = 6;

std::shared_ptr<Corpus> plain_corpus(int words) {
    auto corpus = std::make_shared<Corpus>();
    for (int i = 0; i < words; ++i) corpus->lexicon.vocabulary.add("word" + std::to_string(i), 100);
    for (int c = 0; c < rest_clusters; ++c)
        corpus->lexicon.categories.push_back("category" + std::to_string(c));
    corpus->lexicon.category.assign(2, -1);
    for (int i = 0; i < words; ++i) corpus->lexicon.category.push_back(i * rest_clusters / words);
    return corpus;
}

// `words` words in six rest_clusters after <unk> and <eos>, which are zeros.
Matrix clustered_rows(int words) {
    Matrix rows = Matrix::Zero(words + 2, 24);
    rows.bottomRows(words) = test::gaussian_clusters(words, 24, rest_clusters, 0.3F, 3).rows;
    return rows;
}

std::shared_ptr<Moment> moment_of(std::shared_ptr<const Corpus> corpus, Matrix rows, std::int64_t step) {
    auto moment = std::make_shared<Moment>();
    moment->run = 1;
    moment->step = step;
    moment->corpus = std::move(corpus);
    moment->embedding = std::make_shared<const RowTable>(std::move(rows));
    return moment;
}

MapSettings tsne() {
    MapSettings settings;
    settings.projection.method = ProjectionMethod::Tsne;
    return settings;
}

// The last layout once the map thread sleeps: nothing new for a second.
std::shared_ptr<const Layout> layout_at_rest(const MapWorker& worker, std::uint64_t& seen) {
    std::shared_ptr<const Layout> last;
    int quiet = 0;
    for (int i = 0; i < 3000 && (!last || quiet < 100); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
        auto next = worker.layouts().take_newer(seen);
        quiet = next ? 0 : quiet + 1;
        if (next) last = std::move(next);
    }
    return last;
}

// Share of the ten nearest on the map that are of the word's own cluster, word by word from the third on.
float own_kind_near(const Layout& layout, Index row, int words, int category) {
    std::vector<std::pair<float, int>> near;
    for (Index i = 0; i < layout.positions.rows(); ++i)
        if (i != row)
            near.emplace_back((layout.positions.row(i) - layout.positions.row(row)).norm(),
                              static_cast<int>(i) * rest_clusters / words);
    std::partial_sort(near.begin(), near.begin() + 10, near.end());
    return static_cast<float>(std::count_if(near.begin(), near.begin() + 10,
                                            [&](const auto& n) { return n.second == category; })) /
           10.0F;
}

} // namespace

TEST_CASE("another method arrives while training is paused, and its quality is its own", "[map][rest]") {
    const auto corpus = plain_corpus(240);
    const auto still = moment_of(corpus, clustered_rows(240), 500);
    Latest<Moment> moments;
    moments.publish(still);
    MapWorker worker{moments, tsne()};
    std::uint64_t seen = 0;
    REQUIRE(layout_at_rest(worker, seen)->method == "t-SNE");
    MapSettings settings;
    settings.projection.method = ProjectionMethod::Pca;
    worker.set(settings);
    const auto reached = layout_at_rest(worker, seen);
    REQUIRE(reached);
    const auto fresh = make_map(*still, settings);
    REQUIRE(reached->method == fresh->method);
    // Distances do not turn with the map.
    for (const Index i : {0, 50, 130, 239})
        for (const Index k : {7, 99, 180})
            CHECK((reached->positions.row(i) - reached->positions.row(k)).norm() ==
                  Approx((fresh->positions.row(i) - fresh->positions.row(k)).norm()).margin(2e-3));
    REQUIRE(reached->quality);
    CHECK(reached->quality->kept == Approx(fresh->quality->kept).margin(0.005));
    CHECK(reached->quality->trustworthiness == Approx(fresh->quality->trustworthiness).margin(0.005));
}

TEST_CASE("the measure of a map at rest is that of the map that is shown", "[map][rest]") {
    const auto corpus = plain_corpus(240);
    MapSettings settings = tsne();
    MapMaker maker{settings};
    maker.update(*moment_of(corpus, clustered_rows(240), 500));
    while (maker.step()) {
    }
    (void)maker.layout();
    settings.projection.method = ProjectionMethod::Pca;
    maker.set(settings);
    int layouts = 0;
    std::shared_ptr<const Layout> last;
    do {
        maker.step();
        last = maker.layout();
    } while (!maker.at_rest() && ++layouts < 500);
    CHECK(layouts > 1); // it went there in steps
    CHECK(layouts < 500);
    CHECK_FALSE(maker.quality_is_old());
    CHECK(last->quality->kept ==
          Approx(make_map(*moment_of(corpus, clustered_rows(240), 500), settings)->quality->kept)
              .margin(0.005));
}

TEST_CASE("a row that is set by hand while training is paused arrives among its new neighbours",
          "[map][rest][long]") {
    constexpr int words = 240;
    const auto corpus = plain_corpus(words);
    for (const ProjectionMethod method :
         {ProjectionMethod::Pca, ProjectionMethod::Tsne, ProjectionMethod::Mds}) {
        Matrix rows = clustered_rows(words);
        MapSettings settings;
        settings.projection.method = method;
        Latest<Moment> moments;
        moments.publish(moment_of(corpus, rows, 500));
        MapWorker worker{moments, settings};
        std::uint64_t seen = 0;
        CHECK(own_kind_near(*layout_at_rest(worker, seen), 3, words, 0) > 0.8F);
        for (const int home :
             {1, 2, 3, 4, 5}) { // word 3 goes into the middle of each of the other rest_clusters
            INFO(projection_info(method).name << ", home " << home);
            const Index first = 2 + home * words / rest_clusters;
            rows.row(5) = rows.middleRows(first, words / rest_clusters).colwise().mean();
            moments.publish(moment_of(corpus, rows, 500));
            CHECK(own_kind_near(*layout_at_rest(worker, seen), 3, words, home) > 0.8F);
        }
    }
}

TEST_CASE("twins that are made while training is paused lie on one spot", "[map][rest][long]") {
    const auto corpus = plain_corpus(240);
    Matrix rows = clustered_rows(240);
    for (const ProjectionMethod method :
         {ProjectionMethod::Pca, ProjectionMethod::Tsne, ProjectionMethod::Mds}) {
        MapSettings settings;
        settings.projection.method = method;
        Latest<Moment> moments;
        moments.publish(moment_of(corpus, rows, 500));
        MapWorker worker{moments, settings};
        std::uint64_t seen = 0;
        (void)layout_at_rest(worker, seen);
        Matrix twins = rows;
        twins.row(10) = twins.row(200);
        moments.publish(moment_of(corpus, twins, 500));
        const auto layout = layout_at_rest(worker, seen);
        CHECK((layout->positions.row(8) - layout->positions.row(198)).norm() < 0.1F); // RMS radius 1
    }
}

TEST_CASE("a map that began as one point unfolds as soon as its rows do", "[map][rest][long]") {
    const auto corpus = plain_corpus(120);
    MapSettings settings;
    for (const ProjectionMethod method :
         {ProjectionMethod::Pca, ProjectionMethod::Tsne, ProjectionMethod::Mds}) {
        settings.projection.method = method;
        MapMaker maker{settings};
        maker.update(*moment_of(corpus, Matrix::Zero(122, 24), 0)); // output vectors at step 0 are zeros
        maker.step();
        CHECK(maker.layout()->positions.allFinite());
        const auto learned = moment_of(corpus, clustered_rows(120), 40);
        maker.update(*learned);
        std::shared_ptr<const Layout> layout;
        for (int i = 0; i < 3000 && (i == 0 || !maker.at_rest()); ++i) {
            maker.step();
            layout = maker.layout();
        }
        CHECK(maker.at_rest());
        CHECK(std::sqrt(layout->positions.squaredNorm() / 120.0F) == Approx(1.0F).epsilon(1e-3));
        CHECK(layout->quality->kept == Approx(make_map(*learned, settings)->quality->kept).margin(0.1));
    }
}

TEST_CASE("the first layout of a run is that of its beginning where it is asked for", "[map][rest][long]") {
    const auto corpus = plain_corpus(120);
    const auto beginning = moment_of(corpus, test::normal_matrix(122, 24, 2), 0);
    const auto now = moment_of(corpus, clustered_rows(120), 90);
    now->beginning = beginning;
    Latest<Moment> moments;
    moments.publish(now); // the run had begun before the map's thread looked
    for (const bool asked : {true, false}) {
        MapWorker worker{moments, tsne(), {}, asked};
        std::uint64_t seen = 0;
        const auto last = layout_at_rest(worker, seen);
        CHECK(last->step == 90);
        REQUIRE(last->beginning);
        CHECK(last->beginning->step == (asked ? 0 : 90));
        CHECK_FALSE(last->beginning->beginning);
    }
}
