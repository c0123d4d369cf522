// SPDX-License-Identifier: MIT
// The map of a file of vectors: some words are mapped, the others placed among them.
#include "model/map/map_maker.hpp"

#include "model/map/map_worker.hpp"
#include "model/text/corpus.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

using namespace wordfield;

namespace {

constexpr int file_words = 900, file_clusters = 6;

// Words of six clusters, in turn; none of them has a count.
std::shared_ptr<Corpus> corpus_of_file() {
    auto corpus = std::make_shared<Corpus>();
    corpus->lexicon.vocabulary = Vocabulary::bare(Tokens::Cased);
    const auto cloud = test::gaussian_clusters(file_words, 16, file_clusters, 0.15F, 8).rows;
    Matrix rows(file_words, 16);
    for (int i = 0; i < file_words; ++i) {
        corpus->lexicon.vocabulary.add("word" + std::to_string(i), 0);
        rows.row(i) = cloud.row(i % file_clusters * (file_words / file_clusters) + i / file_clusters);
    }
    corpus->lexicon.category.assign(file_words, -1);
    corpus->vectors = std::make_shared<const RowTable>(std::move(rows));
    return corpus;
}

Moment moment_of_file(const std::shared_ptr<Corpus>& corpus) {
    Moment moment;
    moment.run = 1;
    moment.corpus = corpus;
    moment.embedding = moment.initial_embedding = corpus->vectors;
    return moment;
}

MapSettings settings_with(int mapped, int threads = 2) {
    MapSettings settings;
    settings.vectors_cap = mapped;
    settings.groups = file_clusters;
    settings.projection.method = ProjectionMethod::Tsne;
    settings.projection.threads = threads;
    return settings;
}

} // namespace

TEST_CASE("a map of vectors: every other word lies in its cluster, in its group's colour", "[map]") {
    const auto layout = make_map(moment_of_file(corpus_of_file()), settings_with(120));
    REQUIRE(layout->words.size() == 120);
    CHECK(layout->words.back() == 119);
    CHECK(layout->settled);
    REQUIRE(layout->placed);
    const PlacedWords& placed = *layout->placed;
    REQUIRE(placed.words.size() == file_words - 120);
    CHECK(placed.of == file_words - 120);
    CHECK(placed.words.front() == 120);
    CHECK(placed.words.back() == file_words - 1);
    REQUIRE(placed.group.size() == placed.words.size());
    for (std::size_t i = 0; i < placed.words.size(); ++i) {
        Index nearest = 0;
        (layout->positions.rowwise() - placed.positions.row(static_cast<Index>(i)))
            .rowwise()
            .squaredNorm()
            .minCoeff(&nearest);
        REQUIRE(layout->words[nearest] % file_clusters == placed.words[i] % file_clusters);
        REQUIRE(placed.group[i] == layout->group[nearest]);
    }
}

TEST_CASE("a map of vectors is the same whatever is placed on it, and by however many threads", "[map]") {
    const Moment moment = moment_of_file(corpus_of_file());
    const auto with = make_map(moment, settings_with(120));
    MapSettings alone = settings_with(120);
    alone.place_others = false;
    const auto without = make_map(moment, alone);
    CHECK_FALSE(without->placed);
    CHECK(without->positions == with->positions);
    CHECK(without->quality->kept == with->quality->kept);
    CHECK(without->quality->asked == with->quality->asked);
    CHECK(without->spacing == with->spacing);
    const auto one = make_map(moment, settings_with(120, 1));
    CHECK(one->placed->words == with->placed->words);
    CHECK(one->placed->positions == with->placed->positions);
}

TEST_CASE("a map of vectors: words are placed while it moves, follow it, and all are there at rest",
          "[map]") {
    MapMaker maker{settings_with(120)};
    maker.update(moment_of_file(corpus_of_file()));
    auto layout = maker.layout();
    REQUIRE(layout->placed);
    CHECK(layout->placed->words.empty());
    CHECK(layout->placed->of == file_words - 120);
    CHECK_FALSE(layout->settled);
    REQUIRE(maker.step());
    std::size_t before = 0;
    for (int i = 0; i < 5000 && !maker.at_rest(); ++i) {
        maker.step();
        layout = maker.layout();
        CHECK(layout->placed->words.size() >= before);
        before = layout->placed->words.size();
    }
    layout = maker.layout();
    REQUIRE(layout->placed->words.size() == file_words - 120);
    CHECK(layout->placed == maker.layout()->placed); // nothing has changed
}

TEST_CASE("a map of vectors: other settings begin the search anew, or go on with what was found", "[map]") {
    const auto corpus = corpus_of_file();
    MapSettings settings = settings_with(120);
    MapMaker maker{settings};
    maker.update(moment_of_file(corpus));
    maker.step();
    maker.find_places();
    CHECK(maker.layout(true)->placed->words.size() == file_words - 120);
    settings.projection.perplexity = 12; // the same rows
    maker.set(settings);
    maker.find_places();
    CHECK(maker.layout()->placed->words.size() == file_words - 120);
    settings.vectors_cap = 200;
    maker.set(settings);
    CHECK(maker.layout()->placed->words.empty());
    CHECK(maker.layout()->placed->of == file_words - 200);
    settings.words = {1, 2, 3, 4, 5}; // isolated
    maker.set(settings);
    CHECK_FALSE(maker.layout()->placed);
    settings.words.clear();
    settings.vectors_cap = file_words;
    maker.set(settings);
    CHECK_FALSE(maker.layout()->placed); // nobody is left
    settings.vectors_cap = 120;
    maker.set(settings);
    CHECK(maker.layout()->placed);
    settings.place_others = false;
    maker.set(settings);
    CHECK_FALSE(maker.layout()->placed);
    settings.place_others = true;
    maker.set(settings);
    CHECK(maker.layout()->placed);
}

TEST_CASE("the words of a text that are not on its map are not placed", "[map]") {
    const auto corpus = corpus_of_file();
    Moment moment = moment_of_file(corpus);
    corpus->vectors.reset();
    MapSettings settings = settings_with(10);
    settings.cap = 130;
    const auto layout = make_map(moment, settings);
    CHECK(layout->words.size() == 130);
    CHECK_FALSE(layout->placed);
}

TEST_CASE("the map thread rests once all words are placed", "[map]") {
    Latest<Moment> moments;
    moments.publish(std::make_shared<const Moment>(moment_of_file(corpus_of_file())));
    MapWorker worker{moments, settings_with(120)};
    std::uint64_t seen = 0;
    std::shared_ptr<const Layout> layout;
    for (int i = 0; i < 3000 && !(layout && layout->settled && layout->placed &&
                                  std::ssize(layout->placed->words) == layout->placed->of);
         ++i) {
        if (auto newer = worker.layouts().take_newer(seen)) layout = std::move(newer);
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    REQUIRE(layout);
    CHECK(layout->placed->words.size() == file_words - 120);
}

TEST_CASE("a map of more words has more groups", "[map][long]") {
    const auto groups = [](int words) {
        MapSettings settings = settings_with(words);
        settings.groups = 12;
        settings.projection.method = ProjectionMethod::Pca;
        settings.place_others = false;
        auto corpus = std::make_shared<Corpus>();
        corpus->lexicon.vocabulary = Vocabulary::bare(Tokens::Cased);
        for (int i = 0; i < words; ++i) corpus->lexicon.vocabulary.add("word" + std::to_string(i), 0);
        corpus->vectors = std::make_shared<const RowTable>(test::normal_matrix(words, 5, 3));
        MapMaker maker{settings};
        maker.update(moment_of_file(corpus));
        return 1 + std::ranges::max(maker.layout()->group);
    };
    CHECK(groups(500) == 12);
    CHECK(groups(2000) == 12);
    CHECK(groups(8000) == 24);
}
