// SPDX-License-Identifier: MIT
#include "model/map/map_maker.hpp"

#include "model/map/align.hpp"
#include "model/map/map_words.hpp"
#include "model/map/map_worker.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <string>
#include <thread>

using namespace wordfield;

namespace {

constexpr int clusters = 6;

// A corpus of `words` words in six categories, after <unk> and <eos>.
std::shared_ptr<Corpus> small_corpus(int words) {
    auto corpus = std::make_shared<Corpus>();
    for (int i = 0; i < words; ++i)
        corpus->lexicon.vocabulary.add("word" + std::to_string(i), 100 + 7 * (i * 31 % words));
    for (int c = 0; c < clusters; ++c) corpus->lexicon.categories.push_back("category" + std::to_string(c));
    corpus->lexicon.category.assign(2, -1);
    for (int i = 0; i < words; ++i) corpus->lexicon.category.push_back(i * clusters / words);
    return corpus;
}

// Rows that go from noise (t = 0) to clusters (t = 1) along straight lines.
Moment moment_at(const std::shared_ptr<const Corpus>& corpus, float t, std::int64_t step) {
    const Index words = corpus->lexicon.vocabulary.size() - 2;
    Matrix rows = test::normal_matrix(words + 2, 24, 2);
    rows.bottomRows(words) =
        (1.0F - t) * rows.bottomRows(words) + t * test::gaussian_clusters(words, 24, clusters, 0.3F, 3).rows;
    Moment moment;
    moment.step = step;
    moment.corpus = corpus;
    moment.embedding = std::make_shared<const Matrix>(std::move(rows));
    return moment;
}

} // namespace

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

TEST_CASE("a cloud that moves smoothly gives a map that moves smoothly", "[map]") {
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
    CHECK(after->map_motion < 1e-5F);
    CHECK(after->space_motion == 0.0F);
    CHECK(after->quality.has_value());
}

TEST_CASE("another run starts afresh, near where the last one lay", "[map]") {
    const auto corpus = small_corpus(60);
    MapMaker maker{{}};
    maker.update(moment_at(corpus, 1.0F, 500));
    const auto first = maker.layout();
    Moment mirrored = moment_at(corpus, 1.0F, 0);
    mirrored.run = 1;
    mirrored.embedding = std::make_shared<const Matrix>(-*mirrored.embedding);
    maker.update(mirrored);
    const auto second = maker.layout();
    CHECK(second->run == 1);
    CHECK((first->positions - second->positions).norm() < 1e-3F);
}

TEST_CASE("frequency is taken away by itself where it is what the map would show", "[map]") {
    const auto corpus = small_corpus(120);
    for (const float weight : {0.0F, 20.0F}) {
        Moment moment = moment_at(corpus, 0.0F, 5);
        Matrix rows = *moment.embedding;
        for (Index i = 2; i < rows.rows(); ++i) {
            rows.row(i).setConstant(0.2F * rows(i, 0));
            for (Index c = 0; c < rows.cols(); ++c) rows(i, c) += 0.3F * (*moment.embedding)(i, c);
            rows(i, 3) +=
                weight *
                (std::log(static_cast<float>(corpus->lexicon.vocabulary.count(static_cast<TokenId>(i)))) -
                 6.0F);
        }
        moment.embedding = std::make_shared<const Matrix>(rows);
        const auto layout = make_map(moment, {});
        INFO("r = " << layout->frequency_correlation);
        CHECK(layout->frequency_removed == (weight > 0.0F));
        CHECK((layout->frequency_correlation > 0.5F) == (weight > 0.0F));
    }
}

TEST_CASE("settings choose words, dimensions and the frequency direction while a map is shown", "[map]") {
    const auto corpus = small_corpus(90);
    MapMaker maker{{}};
    maker.update(moment_at(corpus, 1.0F, 1));
    (void)maker.layout();
    MapSettings settings;
    settings.words = {5, 6, 7, 40, 41, 42, 80};
    settings.projection.dims = 3;
    settings.remove_frequency = true;
    maker.set(settings);
    const Matrix with = maker.rows();
    for (int i = 0; i < 100; ++i) {
        maker.step();
        (void)maker.layout();
    }
    const auto layout = maker.layout();
    CHECK(layout->words == settings.words);
    CHECK(layout->positions.rows() == 7);
    CHECK_FALSE(layout->positions.col(2).isZero());
    CHECK((maker.rows() - with).norm() > 1e-3F); // eased out, layout by layout
    while (maker.step()) {
    }
    CHECK(maker.layout()->map_motion < 1e-5F);
}

TEST_CASE("axes from words keep their direction, and words without labels get groups", "[map]") {
    const auto labelled = small_corpus(60);
    auto plain = std::make_shared<Corpus>(*labelled);
    plain->lexicon.categories.clear();
    plain->lexicon.category.clear();
    MapSettings settings;
    settings.groups = clusters;
    settings.projection.method = ProjectionMethod::Axes;
    settings.projection.axes = {{{2, 3}, {52, 53}}}; // from a word of the front category to one of the back
    settings.words.resize(60);
    std::iota(settings.words.begin(), settings.words.end(), 2);
    MapMaker maker{settings};
    maker.update(moment_at(plain, 1.0F, 1));
    const auto layout = maker.layout(true);
    CHECK(layout->method == "axes");
    CHECK(layout->positions(0, 0) < layout->positions(50, 0));
    CHECK_FALSE(layout->purity.has_value());
    REQUIRE(layout->group.size() == 60);
    for (std::size_t i = 0; i < 60; ++i) CHECK(layout->group[i] == layout->group[i / 10 * 10]);
    Moment mirrored = moment_at(plain, 1.0F, 2);
    mirrored.embedding = std::make_shared<const Matrix>(-*mirrored.embedding);
    maker.update(mirrored);
    for (int i = 0; i < 100 && maker.step(); ++i) (void)maker.layout();
    CHECK(maker.layout()->positions(0, 0) <
          maker.layout()->positions(50, 0)); // the axis turned with the rows
}

TEST_CASE("default words: content categories, or else the middle of the frequencies", "[map]") {
    Corpus corpus;
    for (const char* word : {"the", ".", "dog", "cat", "42"}) corpus.lexicon.vocabulary.add(word, 10);
    corpus.lexicon.categories = {"function word", "mark", "animal"};
    corpus.lexicon.category = {-1, -1, 0, 1, 2, 2, -1};
    CHECK(default_words(corpus.lexicon) == std::vector<TokenId>{4, 5});
    CHECK(default_words(corpus.lexicon, 1) == std::vector<TokenId>{4});
    Corpus plain;
    plain.lexicon.vocabulary.add("the", 100000);
    plain.lexicon.vocabulary.add(",", 900);
    for (int i = 0; i < 50; ++i) plain.lexicon.vocabulary.add("w" + std::to_string(i), 500);
    const auto words = default_words(plain.lexicon);
    CHECK(words.size() == 50);
    CHECK(words.front() == 4);
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

TEST_CASE("a map may show other rows than those of the moment: step 0, output vectors, a kept step",
          "[map]") {
    const auto corpus = small_corpus(60);
    Moment moment = moment_at(corpus, 1.0F, 9);
    const Matrix first = *moment_at(corpus, 0.0F, 0).embedding;
    const Matrix kept = *moment_at(corpus, 0.5F, 4).embedding;
    const Matrix output = -1.0F * first + kept;
    moment.initial_embedding = std::make_shared<const Matrix>(first);
    MapSettings settings;
    const auto rows_of = [&](const Matrix& table, bool unit_length) {
        std::vector<TokenId> words(60);
        std::iota(words.begin(), words.end(), 2);
        Matrix rows = table.bottomRows(60);
        rows.rowwise() -= RowVector{rows.colwise().mean()};
        if (unit_length) rows.rowwise().normalize();
        return rows;
    };
    settings.remove_frequency = false;
    MapMaker maker{settings};
    maker.update(moment);
    CHECK(maker.rows().isApprox(rows_of(*moment.embedding, true)));
    settings.source = RowSource::FirstStep;
    maker.set(settings);
    CHECK(maker.rows().isApprox(rows_of(first, true)));
    settings.source = RowSource::Output;
    maker.set(settings);
    CHECK(maker.rows().isApprox(rows_of(*moment.embedding, true))); // a transformer has none
    moment.output_embedding = std::make_shared<const Matrix>(output);
    maker.update(moment);
    CHECK(maker.rows().isApprox(rows_of(output, true)));
    settings.kept_rows = std::make_shared<const Matrix>(kept);
    settings.unit_length = false;
    maker.set(settings);
    CHECK(maker.rows().isApprox(rows_of(kept, false)));
    CHECK(*maker.layout()->rows == maker.rows());
}

TEST_CASE("a map of kept rows shows the words that there are rows for, and all of them again without",
          "[map]") {
    const auto corpus = small_corpus(60);
    const Moment moment = moment_at(corpus, 1.0F, 9);
    MapSettings settings;
    MapMaker maker{settings};
    maker.update(moment);
    const std::vector<TokenId> all = maker.layout()->words;
    Matrix kept = -2.0F * *moment.embedding;
    const std::vector<TokenId> known{5, 6, 20, 21, 40};
    for (TokenId id = 0; id < kept.rows(); ++id)
        if (std::ranges::find(known, id) == known.end()) kept.row(id).setZero();
    settings.kept_rows = std::make_shared<const Matrix>(kept);
    settings.kept_words = std::make_shared<const std::vector<TokenId>>(known);
    settings.pinned = {7}; // has no row there
    maker.set(settings);
    CHECK(maker.layout()->words == known);
    settings.pinned.clear();
    settings.kept_rows.reset();
    settings.kept_words.reset();
    maker.set(settings);
    CHECK(maker.layout()->words == all);
    settings.kept_rows = std::make_shared<const Matrix>(kept);
    settings.kept_words = std::make_shared<const std::vector<TokenId>>(1, TokenId{0}); // <unk> is on no map
    maker.set(settings);
    CHECK(maker.layout()->words == all);
}

TEST_CASE("every kind of word, and a map that begins as another lies", "[map]") {
    const auto corpus = small_corpus(60);
    const Moment moment = moment_at(corpus, 1.0F, 9);
    MapSettings settings;
    const auto turned = std::make_shared<Layout>(*make_map(moment, settings));
    turned->positions.col(0) *= -1.0F; // mirrored
    settings.beside = turned;
    MapMaker maker{settings};
    maker.update(moment);
    CHECK((maker.layout()->positions - turned->positions).norm() < 1e-2F);
    settings.shown = MapWords::Every;
    maker.set(settings);
    CHECK(maker.layout()->words.size() == 62); // <unk> and <eos> as well
    settings.cap = 10;
    maker.set(settings);
    CHECK(maker.layout()->words == std::vector<TokenId>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("a list of words, and words that are pinned besides", "[map]") {
    const auto corpus = small_corpus(60);
    const Moment moment = moment_at(corpus, 1.0F, 9);
    const auto word = [&](TokenId id) { return corpus->lexicon.vocabulary.word(id); };
    MapSettings settings;
    settings.shown = MapWords::Listed;
    settings.list = std::make_shared<const std::vector<std::string>>(
        std::vector<std::string>{word(9), word(20), word(31), "nobody", word(40), word(41), word(42)});
    MapMaker maker{settings};
    maker.update(moment);
    CHECK(maker.layout()->words == std::vector<TokenId>{9, 20, 31, 40, 41, 42});
    settings.pinned = {20, 50, 1000, -1}; // one that is there, and two that are none of this vocabulary
    maker.set(settings);
    CHECK(maker.layout()->words == std::vector<TokenId>{9, 20, 31, 40, 41, 42, 50});
    const auto before = maker.layout();
    settings.pinned = {50, 31};
    maker.set(settings);
    CHECK(maker.layout()->words == before->words);
    settings.words = {3, 4, 5};
    maker.set(settings);
    CHECK(maker.layout()->words == std::vector<TokenId>{3, 4, 5});
    settings.words.clear();
    settings.pinned.clear();
    settings.list = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"nobody"});
    maker.set(settings);
    CHECK(maker.layout()->words.size() == 60); // content words, where nothing of the list is there
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
