// SPDX-License-Identifier: MIT
#include "app/story/model_comparison.hpp"

#include "model/core/error.hpp"
#include "model/train/trainer.hpp"
#include "model/vectors/vector_corpus.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>

using namespace wordfield;
using namespace wordfield::app;

namespace {

std::shared_ptr<const Moment> trained(const std::shared_ptr<const Corpus>& corpus, ModelKind kind,
                                      int steps) {
    ModelConfig model{
        .kind = kind, .dim = kind == ModelKind::Gpt ? 16 : 12, .layers = 1, .heads = 2, .context = 8};
    const auto trainer = make_trainer(corpus, model, {.batch = 4, .learning_rate = 0.02F});
    for (int i = 0; i < steps; ++i) trainer->step();
    return std::make_shared<const Moment>(trainer->moment());
}

// The ten nearest of some rows by centred cosine, by sorting everything; <unk> and <eos> are no words.
std::set<TokenId> ten_nearest(const Matrix& rows, TokenId word) {
    const Matrix words = rows.bottomRows(rows.rows() - 2);
    const Matrix centred = words.rowwise() - words.colwise().mean();
    std::vector<std::pair<float, TokenId>> order;
    for (TokenId i = 0; i < centred.rows(); ++i)
        if (i != word - 2)
            order.emplace_back(-centred.row(i).normalized().dot(centred.row(word - 2).normalized()), i + 2);
    std::ranges::sort(order);
    std::set<TokenId> found;
    for (std::size_t i = 0; i < 10; ++i) found.insert(order[i].second);
    return found;
}

// As frames come, until everything is told; a second of the window for each.
void settle(ModelComparison& models, const MomentStore& store, const std::shared_ptr<const Moment>& now,
            std::optional<TokenId> subject) {
    static double time = 0.0;
    do {
        models.advance(store, now, subject, time += 1.0);
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    } while (models.pending());
    models.advance(store, now, subject, time += 1.0);
}

// A file with the words of a corpus from `first` on, their rows in reverse order, and one word of its own.
std::shared_ptr<const Corpus> file_of(const Corpus& corpus, const Matrix& rows, TokenId first) {
    VectorTable table;
    Matrix reversed(rows.rows() - first + 1, rows.cols());
    for (TokenId id = corpus.lexicon.vocabulary.size() - 1; id >= first; --id) {
        reversed.row(std::ssize(table.words)) = rows.row(id);
        table.words.push_back(corpus.lexicon.vocabulary.word(id));
    }
    reversed.row(std::ssize(table.words)).setOnes();
    table.words.emplace_back("unheard-of");
    table.vectors = std::make_shared<const RowTable>(std::move(reversed));
    return corpus_of_vectors(std::move(table), "other.vec");
}

} // namespace

TEST_CASE("two models: neighbours and their overlap are what sorting all words by hand gives", "[app]") {
    const auto corpus = test::toy_corpus();
    const auto gpt = trained(corpus, ModelKind::Gpt, 60), skip = trained(corpus, ModelKind::SkipGram, 200);
    ModelComparison models;
    CHECK_FALSE(models.pending());
    MomentStore store;
    store.hold(gpt);
    models.keep(*gpt, {});
    CHECK_FALSE(models.figures());
    settle(models, store, skip, 5);
    double sum = 0.0;
    const TokenId last = corpus->lexicon.vocabulary.size();
    for (TokenId word = 2; word < last; ++word) {
        const auto a = ten_nearest(gpt->embedding->matrix(), word),
                   b = ten_nearest(skip->embedding->matrix(), word);
        sum += static_cast<double>(std::ranges::count_if(a, [&](TokenId i) { return b.contains(i); })) / 10.0;
    }
    REQUIRE(models.figures());
    CHECK(models.figures()->words == last - 2);
    CHECK(models.figures()->overlap_at(10)->mean == Approx(sum / (last - 2)).margin(1e-5));
    CHECK_FALSE(models.figures()->aligned); // of 16 and 12 columns
    REQUIRE(models.word());
    const auto before = ten_nearest(gpt->embedding->matrix(), 5),
               after = ten_nearest(skip->embedding->matrix(), 5);
    REQUIRE(models.word()->a.size() == 10);
    for (const ComparedNeighbour& n : models.word()->a) {
        CHECK(before.contains(models.token(n.word)));
        CHECK(n.both == after.contains(models.token(n.word)));
    }
    for (const ComparedNeighbour& n : models.word()->b) CHECK(after.contains(models.token(n.word)));
    CHECK(models.names("now") == std::pair<std::string, std::string>{models.name(), "now"});
}

TEST_CASE("two models: a model agrees with itself, and another corpus ends the comparison", "[app]") {
    const auto corpus = test::toy_corpus();
    const auto gpt = trained(corpus, ModelKind::Gpt, 20);
    ModelComparison models;
    MomentStore store;
    store.hold(gpt);
    models.keep(*gpt, {});
    settle(models, store, gpt, std::nullopt);
    CHECK(models.figures()->overlap_at(10)->mean == Approx(1.0));
    CHECK(models.figures()->mean_change == Approx(0.0).margin(1e-5));
    CHECK(models.word() == nullptr);
    settle(models, store, gpt, 7);
    REQUIRE(models.word());
    CHECK(models.token(models.word()->change.word) == 7);
    CHECK(models.word()->change.aligned == Approx(0.0F).margin(1e-5));
    models.advance(store, trained(test::toy_corpus(), ModelKind::Gpt, 1), 5, 0.0);
    CHECK_FALSE(models.kept());
    CHECK_FALSE(models.figures());
    CHECK_FALSE(models.pending());
}

TEST_CASE("two models: a newer step is compared anew, and not before its time", "[app]") {
    const auto corpus = test::toy_corpus();
    const auto first = trained(corpus, ModelKind::Gpt, 1), later = trained(corpus, ModelKind::Gpt, 60);
    ModelComparison models;
    MomentStore store;
    store.hold(first);
    models.keep(*first, {});
    settle(models, store, first, 5);
    const auto figures = models.figures();
    CHECK(figures->mean_change == Approx(0.0).margin(1e-5));
    settle(models, store, later, 5);
    CHECK(models.figures() != figures);
    CHECK(models.figures()->mean_change > 0.01);
    const auto newest = models.figures();
    settle(models, store, later, 5); // nothing new: nothing is computed
    CHECK(models.figures() == newest);
    double time = 1e6;
    models.advance(store, first, 5, time); // asks
    while (models.figures() == newest) models.advance(store, first, 5, time);
    const auto at_once = models.figures();
    models.advance(store, later, 5, time + 0.01);
    CHECK(models.pending()); // it waits
    for (int i = 0; i < 20; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        models.advance(store, later, 5, time + 0.01);
    }
    CHECK(models.figures() == at_once);
    models.rank_from(100'000); // somebody chose: that does not wait
    while (models.figures() == at_once) models.advance(store, later, 5, time + 0.02);
    CHECK(models.figures()->ranked == 0);
}

TEST_CASE("two embeddings: a file has its rows in the order of the window's words", "[app]") {
    const auto corpus = test::toy_corpus();
    const auto gpt = trained(corpus, ModelKind::Gpt, 40);
    const auto file = compared_file(corpus, file_of(*corpus, gpt->embedding->matrix(), 12));
    const TokenId last = corpus->lexicon.vocabulary.size();
    CHECK(file->size == last - 12 + 1);
    REQUIRE(file->words->size() == static_cast<std::size_t>(last - 12));
    CHECK(file->words->a == file->words->b);
    for (TokenId id = 12; id < last; ++id) CHECK(file->rows->row(id) == gpt->embedding->row(id));
    CHECK(file->rows->matrix().topRows(12).isZero());
    ModelComparison models;
    models.open(file);
    const MomentStore store;
    settle(models, store, gpt, 3);
    CHECK(models.word() == nullptr); // not in common
    CHECK_FALSE(models.place_of(3));
    CHECK(models.figures()->words == last - 12);
    CHECK(models.figures()->overlap_at(10)->mean == 1.0);
    CHECK(models.figures()->mean_change == Approx(0.0).margin(1e-5));
    settle(models, store, gpt, 20);
    CHECK(models.token(models.word()->change.word) == 20);
    CHECK(models.names("now") == std::pair<std::string, std::string>{"now", "other.vec"});
}

TEST_CASE("two embeddings: a file without common words is refused, one of the same words is not copied",
          "[app]") {
    const auto corpus = test::toy_corpus();
    const auto gpt = trained(corpus, ModelKind::Gpt, 1);
    const TokenId last = corpus->lexicon.vocabulary.size();
    CHECK_THROWS_AS(compared_file(corpus, file_of(*corpus, gpt->embedding->matrix(), last)), Error);
    CHECK_THROWS_AS(compared_file(corpus, file_of(*corpus, gpt->embedding->matrix(), last - 1)), Error);
    const auto file = file_of(*corpus, gpt->embedding->matrix(), 2);
    CHECK(compared_file(file, file)->rows == file->vectors);
    CHECK(compared_file(file, file_of(*corpus, gpt->embedding->matrix(), 3))->rows != file->vectors);
}

TEST_CASE("two models: are called by kind and step", "[app]") {
    const auto corpus = test::toy_corpus();
    CHECK(model_name(*trained(corpus, ModelKind::Gpt, 2), {}) == "transformer, step 2");
    CHECK(model_name(*trained(corpus, ModelKind::SkipGram, 3), {}) == "skip-gram, step 3");
    CHECK(model_name(*trained(corpus, ModelKind::Gpt, 2), "no head 2") == "no head 2, step 2");
}
