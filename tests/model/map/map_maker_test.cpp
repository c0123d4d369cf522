// SPDX-License-Identifier: MIT
#include "model/map/map_worker.hpp"
#include "model/map/projection_info.hpp"
#include "tests/model/map/moving_clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

using namespace wordfield;
using test::clusters;
using test::moment_at;
using test::small_corpus;

TEST_CASE("a layout carries its step, its words, its quality and the purity of the space", "[map]") {
    const auto corpus = small_corpus(120);
    const auto noise = make_map(moment_at(corpus, 0.0F, 0), {});
    const auto learned = make_map(moment_at(corpus, 1.0F, 700), {});
    REQUIRE(learned);
    CHECK(learned->step == 700);
    CHECK(learned->words.size() == 120);
    CHECK(learned->vocabulary == 122);
    CHECK(learned->positions.rows() == 120);
    CHECK(learned->positions.col(2).isZero());
    CHECK(std::sqrt(learned->positions.squaredNorm() / 120.0F) == Approx(1.0F).epsilon(1e-4));
    CHECK(learned->explained_variance.size() == 2);
    REQUIRE(learned->purity);
    REQUIRE(noise->purity);
    CHECK(noise->purity->overall == Approx(noise->purity->chance).margin(0.06));
    CHECK(learned->purity->overall == 1.0F);
    CHECK(learned->purity->per_category.size() == clusters);
    REQUIRE(learned->quality);
    CHECK(learned->quality->trustworthiness > noise->quality->trustworthiness);
    CHECK(learned->quality->purity > noise->quality->purity);
}

TEST_CASE("a cloud that moves smoothly gives a map that moves smoothly", "[map][long]") {
    const auto corpus = small_corpus(120);
    for (const ProjectionMethod method : {ProjectionMethod::Pca, ProjectionMethod::Tsne}) {
        MapSettings settings;
        settings.projection.method = method;
        MapMaker maker{settings};
        maker.update(moment_at(corpus, 0.0F, 0));
        for (int i = 0; i < 1000 && maker.step(); ++i) {
        }
        std::vector<float> jumps;
        std::shared_ptr<const Layout> layout = maker.layout();
        for (int frame = 1; frame <= 300; ++frame) {
            maker.update(moment_at(corpus, static_cast<float>(frame) / 300.0F, frame));
            for (int i = 0; i < maker.steps_per_layout() && maker.step(); ++i) {
            }
            layout = maker.layout();
            const float width = layout->positions.col(0).maxCoeff() - layout->positions.col(0).minCoeff();
            jumps.push_back(layout->map_motion / width);
        }
        CHECK(*std::max_element(jumps.begin(), jumps.end()) < 0.1F);
        std::nth_element(jumps.begin(), jumps.begin() + 150, jumps.end());
        CHECK(jumps[150] < 0.01F);
        CHECK(layout->space_motion > 0.0F);
    }
}

TEST_CASE("the same rows again: nothing moves and nothing is left to do", "[map]") {
    const auto corpus = small_corpus(60);
    MapMaker maker{{}};
    CHECK_FALSE(maker.step());
    CHECK_FALSE(maker.layout());
    maker.update(moment_at(corpus, 1.0F, 10));
    while (maker.step()) {
    }
    const auto before = maker.layout(true);
    CHECK_FALSE(maker.quality_is_old());
    maker.update(moment_at(corpus, 1.0F, 11));
    CHECK_FALSE(maker.step());
    const auto after = maker.layout();
    CHECK(after->step == 11);
    CHECK(after->map_motion == 0.0F);
    CHECK(after->positions == before->positions);
    CHECK(after->space_motion == 0.0F);
    CHECK(after->quality.has_value());
}

TEST_CASE("a map at rest lies still to the last bit, however often it is laid out", "[map]") {
    const auto corpus = small_corpus(60);
    for (const ProjectionMethod method :
         {ProjectionMethod::Pca, ProjectionMethod::Tsne, ProjectionMethod::Mds}) {
        for (const int dims : {2, 3}) {
            INFO(projection_info(method).name << " in " << dims << " dimensions");
            MapSettings settings;
            settings.projection.method = method;
            settings.projection.dims = dims;
            MapMaker maker{settings};
            maker.update(moment_at(corpus, 0.4F, 10));
            maker.update(moment_at(corpus, 1.0F, 20)); // turned onto where it was
            for (int i = 0; i < 5000 && (i == 0 || !maker.at_rest()); ++i) {
                maker.step();
                (void)maker.layout();
            }
            REQUIRE(maker.at_rest());
            const Matrix rest = maker.layout()->positions;
            for (int i = 0; i < 20; ++i) CHECK(maker.layout()->positions == rest);
        }
    }
}

TEST_CASE("another run starts afresh, near where the last one lay", "[map]") {
    const auto corpus = small_corpus(60);
    MapMaker maker{{}};
    maker.update(moment_at(corpus, 1.0F, 500));
    const auto first = maker.layout();
    Moment mirrored = moment_at(corpus, 1.0F, 0);
    mirrored.run = 1;
    mirrored.embedding = std::make_shared<const RowTable>(-mirrored.embedding->matrix());
    maker.update(mirrored);
    const auto second = maker.layout();
    CHECK(second->run == 1);
    CHECK((first->positions - second->positions).norm() < 1e-3F);
}

TEST_CASE("frequency is taken away by itself where it is what the map would show", "[map]") {
    const auto corpus = small_corpus(120);
    for (const float weight : {0.0F, 20.0F}) {
        Moment moment = moment_at(corpus, 0.0F, 5);
        Matrix rows = moment.embedding->matrix();
        for (Index i = 2; i < rows.rows(); ++i) {
            rows.row(i).setConstant(0.2F * rows(i, 0));
            for (Index c = 0; c < rows.cols(); ++c) rows(i, c) += 0.3F * (*moment.embedding)(i, c);
            rows(i, 3) +=
                weight *
                (std::log(static_cast<float>(corpus->lexicon.vocabulary.count(static_cast<TokenId>(i)))) -
                 6.0F);
        }
        moment.embedding = std::make_shared<const RowTable>(rows);
        const auto layout = make_map(moment, {});
        INFO("r = " << layout->frequency_correlation);
        CHECK(layout->frequency_removed == (weight > 0.0F));
        CHECK((layout->frequency_correlation > 0.5F) == (weight > 0.0F));
    }
}

TEST_CASE("the map thread follows moments and settings, and sleeps in between", "[map]") {
    const auto corpus = small_corpus(60);
    Latest<Moment> moments;
    std::atomic<int> news{0};
    MapWorker worker{moments, {}, [&] { ++news; }};
    std::uint64_t seen = 0;
    const auto next_layout = [&](auto wanted) {
        for (int i = 0; i < 5000; ++i) {
            if (const auto layout = worker.layouts().take_newer(seen); layout && wanted(*layout))
                return layout;
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        return std::shared_ptr<const Layout>{};
    };
    moments.publish(std::make_shared<const Moment>(moment_at(corpus, 0.5F, 3)));
    CHECK(next_layout([](const Layout& l) { return l.step == 3 && l.quality.has_value(); }));
    moments.publish(std::make_shared<const Moment>(moment_at(corpus, 1.0F, 4)));
    CHECK(next_layout([](const Layout& l) { return l.step == 4; }));
    MapSettings solid;
    solid.projection.dims = 3;
    worker.set(solid);
    CHECK(next_layout([](const Layout& l) { return l.config.dims == 3; }));
    // At rest no further layouts come.
    int before = -1;
    for (int i = 0; i < 100 && before != news; ++i) {
        before = news;
        std::this_thread::sleep_for(std::chrono::milliseconds{150});
    }
    CHECK(before == news);
}

TEST_CASE("the share kept of each word's neighbours is told with the mean", "[map]") {
    const auto layout = make_map(moment_at(small_corpus(120), 0.5F, 3), {});
    const MapQuality& quality = *layout->quality;
    REQUIRE(quality.asked == layout->words);
    double mean = 0.0;
    for (const float share : quality.kept_each) mean += share / 120.0;
    CHECK(mean == Approx(quality.kept).epsilon(1e-5));
}

TEST_CASE("a map goes on from that of an earlier window: the places, the turn and the first map of the run",
          "[map]") {
    const auto corpus = small_corpus(120);
    MapSettings settings;
    settings.projection.method = ProjectionMethod::Tsne;
    Moment now = moment_at(corpus, 1.0F, 500);
    const auto first = make_map(moment_at(corpus, 0.0F, 0), settings);
    auto left = std::make_shared<Layout>(*make_map(now, settings, 3000));
    CHECK(left->radius > 5.0F); // that of t-SNE's own positions
    left->beginning = first;
    left->positions.col(0).swap(left->positions.col(1)); // turned and mirrored, as a window may have had it
    left->run = now.run;

    settings.from = left;
    MapMaker maker{settings};
    maker.update(now);
    for (int i = 0; i < 20 && maker.step(); ++i) {
    }
    const auto next = maker.layout();
    REQUIRE(left->settled);
    CHECK((next->positions - left->positions).cwiseAbs().maxCoeff() <
          1e-4F); // the same rows, so the same map
    CHECK(next->beginning == first);

    settings.projection.method = ProjectionMethod::Pca; // other places, but turned as it was
    MapMaker pca{settings};
    pca.update(now);
    (void)pca.step();
    const auto turned = pca.layout();
    Matrix mirrored = turned->positions;
    mirrored.col(0) *= -1.0F;
    CHECK((turned->positions - left->positions).norm() < (mirrored - left->positions).norm());
}
