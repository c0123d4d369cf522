// SPDX-License-Identifier: MIT
// Which words a map shows, and whose rows.
#include "model/map/map_words.hpp"
#include "tests/model/map/moving_clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <numeric>
#include <string>

using namespace wordfield;
using test::clusters;
using test::moment_at;
using test::small_corpus;

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
    mirrored.embedding = std::make_shared<const RowTable>(-mirrored.embedding->matrix());
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

TEST_CASE("a map may show other rows than those of the moment: step 0, output vectors, a kept step",
          "[map]") {
    const auto corpus = small_corpus(60);
    Moment moment = moment_at(corpus, 1.0F, 9);
    const Matrix first = moment_at(corpus, 0.0F, 0).embedding->matrix();
    const Matrix kept = moment_at(corpus, 0.5F, 4).embedding->matrix();
    const Matrix output = -1.0F * first + kept;
    moment.initial_embedding = std::make_shared<const RowTable>(first);
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
    CHECK(maker.rows().isApprox(rows_of(moment.embedding->matrix(), true)));
    settings.source = RowSource::FirstStep;
    maker.set(settings);
    CHECK(maker.rows().isApprox(rows_of(first, true)));
    settings.source = RowSource::Output;
    maker.set(settings);
    CHECK(maker.rows().isApprox(rows_of(moment.embedding->matrix(), true))); // a transformer has none
    moment.output_embedding = std::make_shared<const Matrix>(output);
    maker.update(moment);
    CHECK(maker.rows().isApprox(rows_of(output, true)));
    settings.kept_rows = std::make_shared<const RowTable>(kept);
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
    Matrix kept = -2.0F * moment.embedding->matrix();
    const std::vector<TokenId> known{5, 6, 20, 21, 40};
    for (TokenId id = 0; id < kept.rows(); ++id)
        if (std::ranges::find(known, id) == known.end()) kept.row(id).setZero();
    settings.kept_rows = std::make_shared<const RowTable>(kept);
    settings.kept_words = std::make_shared<const std::vector<TokenId>>(known);
    settings.pinned = {7}; // has no row there
    maker.set(settings);
    CHECK(maker.layout()->words == known);
    settings.pinned.clear();
    settings.kept_rows.reset();
    settings.kept_words.reset();
    maker.set(settings);
    CHECK(maker.layout()->words == all);
    settings.kept_rows = std::make_shared<const RowTable>(kept);
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
