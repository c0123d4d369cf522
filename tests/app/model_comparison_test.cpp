// SPDX-License-Identifier: MIT
#include "app/story/model_comparison.hpp"

#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <cmath>
#include <set>

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

// The ten nearest by centred cosine, by sorting everything.
std::set<Index> ten_nearest(const Matrix& rows, Index word) {
    const Matrix centred = rows.rowwise() - rows.colwise().mean();
    std::vector<std::pair<float, Index>> order;
    for (Index i = 0; i < centred.rows(); ++i)
        if (i != word)
            order.emplace_back(-centred.row(i).normalized().dot(centred.row(word).normalized()), i);
    std::ranges::sort(order);
    std::set<Index> found;
    for (std::size_t i = 0; i < 10; ++i) found.insert(order[i].second);
    return found;
}

} // namespace

TEST_CASE("two models: the agreement is what sorting all words by hand gives", "[app]") {
    const auto corpus = test::toy_corpus();
    const auto gpt = trained(corpus, ModelKind::Gpt, 60), skip = trained(corpus, ModelKind::SkipGram, 200);
    ModelComparison models;
    CHECK_FALSE(models.pending());
    MomentStore store;
    store.hold(gpt);
    models.keep(*gpt, {});
    CHECK_FALSE(models.agreement());
    do models.advance(store, skip, 5);
    while (models.pending());
    double sum = 0.0;
    std::size_t count = 0;
    for (TokenId word = 2; word < 30; ++word, ++count) {
        const auto a = ten_nearest(*gpt->embedding, word), b = ten_nearest(*skip->embedding, word);
        sum += static_cast<double>(std::ranges::count_if(a, [&](Index i) { return b.contains(i); })) / 10.0;
    }
    REQUIRE(models.words() == count);
    CHECK(*models.agreement() == Approx(sum / static_cast<double>(count)).margin(1e-5));
    REQUIRE(models.before().size() == 10);
    const auto five = ten_nearest(*gpt->embedding, 5);
    for (const Neighbour& n : models.before()) CHECK(five.contains(n.row));
}

TEST_CASE("two models: a model agrees with itself, and another corpus ends the comparison", "[app]") {
    const auto corpus = test::toy_corpus();
    const auto gpt = trained(corpus, ModelKind::Gpt, 20);
    ModelComparison models;
    MomentStore store;
    store.hold(gpt);
    models.keep(*gpt, {});
    do models.advance(store, gpt, std::nullopt);
    while (models.pending());
    CHECK(*models.agreement() == Approx(1.0F));
    CHECK(models.before().empty());
    models.advance(store, trained(test::toy_corpus(), ModelKind::Gpt, 1), 5);
    CHECK_FALSE(models.kept());
    CHECK_FALSE(models.agreement());
}

TEST_CASE("two models: are called by kind and step", "[app]") {
    const auto corpus = test::toy_corpus();
    CHECK(model_name(*trained(corpus, ModelKind::Gpt, 2), {}) == "transformer, step 2");
    CHECK(model_name(*trained(corpus, ModelKind::SkipGram, 3), {}) == "skip-gram, step 3");
    CHECK(model_name(*trained(corpus, ModelKind::Gpt, 2), "no head 2") == "no head 2, step 2");
}
