// SPDX-License-Identifier: MIT
// CBOW against itself written out: plain loops in double precision that draw the same chances.
#include "model/nn/cbow.hpp"

#include "model/nn/noise.hpp"
#include "tests/support/gradient_check.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cmath>

using namespace wordfield;

namespace {

constexpr int cbow_words = 12, width = 5;
const ModelConfig cbow_config{.dim = width, .window = 3, .negatives = 4, .subsample = 0.0F};
const std::vector<std::int64_t> cbow_counts{1, 5, 40, 7, 30, 2, 9, 11, 3, 25, 6, 4};

using Table = std::vector<double>; // (V, C)

Table table_of(const Matrix& matrix) {
    return {matrix.data(), matrix.data() + matrix.size()};
}

// What is predicted at one place, and from what.
struct Place {
    std::vector<TokenId> around;
    TokenId word;
    std::vector<TokenId> others; // random words, the right one left out
};

// The places of one sentence, in the order and with the chances of Cbow::train.
std::vector<Place> places_of(const std::vector<TokenId>& cbow_sentence, Pcg32& rng) {
    const AliasTable noise{noise_chances(cbow_counts, cbow_config.noise_power)};
    std::vector<Place> places;
    for (std::size_t i = 0; i < cbow_sentence.size(); ++i)
        (void)rng.uniform(); // subsampling keeps every word
    for (int i = 0; i < static_cast<int>(cbow_sentence.size()); ++i) {
        const int reach = 1 + static_cast<int>(rng.below(static_cast<std::uint32_t>(cbow_config.window)));
        Place place{{}, cbow_sentence[i], {}};
        for (int j = i - reach; j <= i + reach; ++j)
            if (j != i && j >= 0 && j < static_cast<int>(cbow_sentence.size()))
                place.around.push_back(cbow_sentence[j]);
        for (int k = 0; k < cbow_config.negatives; ++k)
            if (const auto other = static_cast<TokenId>(noise.draw(rng)); other != place.word)
                place.others.push_back(other);
        places.push_back(place);
    }
    return places;
}

double mean_at(const Table& input, const Place& place, int c) {
    double sum = 0.0;
    for (const TokenId word : place.around) sum += input[word * width + c];
    return sum / static_cast<double>(place.around.size());
}

double score(const Table& input, const Table& output, const Place& place, TokenId word) {
    double sum = 0.0;
    for (int c = 0; c < width; ++c) sum += mean_at(input, place, c) * output[word * width + c];
    return sum;
}

double loss_of(const Table& input, const Table& output, const Place& place) {
    double loss = std::log1p(std::exp(-score(input, output, place, place.word)));
    for (const TokenId other : place.others) loss += std::log1p(std::exp(score(input, output, place, other)));
    return loss;
}

// One step of descent on loss_of() by its formulas; a word drawn twice moves twice, from scores of before.
void descend(Table& input, Table& output, const Place& place, double rate) {
    Table new_input = input;
    const auto pull = [&](TokenId word, bool right, double at) {
        const double error = (right ? 1.0 : 0.0) - 1.0 / (1.0 + std::exp(-at));
        for (const TokenId near : place.around)
            for (int c = 0; c < width; ++c)
                new_input[near * width + c] +=
                    rate * error * output[word * width + c] / static_cast<double>(place.around.size());
        return rate * error;
    };
    std::vector<std::pair<TokenId, double>> moves; // of rows of the output, along the mean
    std::vector<double> scores;
    for (const TokenId other : place.others) scores.push_back(score(input, output, place, other));
    const double right = score(input, output, place, place.word);
    const auto move = [&](TokenId word, double step) {
        for (int c = 0; c < width; ++c) output[word * width + c] += step * mean_at(input, place, c);
    };
    // Row after row, as the program does: a row that was drawn twice has moved when it comes again.
    move(place.word, pull(place.word, true, right));
    for (std::size_t k = 0; k < place.others.size(); ++k)
        move(place.others[k], pull(place.others[k], false, scores[k]));
    input = new_input;
}

// With a table of neighbours that is not zero, so that everything has a slope.
Cbow model_with_both_tables() {
    Cbow model{cbow_counts, cbow_config, 9};
    Pcg32 chance{3};
    for (Index i = 0; i < model.output().size(); ++i) model.output().data()[i] = chance.uniform() - 0.5F;
    model.input() *= 4.0F;
    return model;
}

const std::vector<TokenId> cbow_sentence{4, 2, 9, 4, 7, 10, 2, 6, 3, 11, 8, 5};

} // namespace

TEST_CASE("CBOW: a small step is the numeric slope of the loss", "[model][gradient]") {
    Cbow model = model_with_both_tables();
    Pcg32 rng{model.generator().state()};
    const auto places = places_of(cbow_sentence, rng);
    Table input = table_of(model.input()), output = table_of(model.output());
    const auto loss = [&] {
        double sum = 0.0;
        for (const Place& place : places) sum += loss_of(input, output, place);
        return sum;
    };
    constexpr float rate = 1e-4F; // so small that the first place's step does not change the others' slopes
    const auto result = model.train(cbow_sentence, rate);
    CHECK(result.pairs == static_cast<std::int64_t>(cbow_sentence.size()));
    CHECK(result.loss == Approx(loss()).epsilon(1e-3));
    const auto compare = [&](Table& numbers, const Matrix& moved) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const double before = numbers[i], h = 1e-5;
            numbers[i] = before + h;
            const double above = loss();
            numbers[i] = before - h;
            const double below = loss();
            numbers[i] = before;
            const double step = (static_cast<double>(moved.data()[i]) - before) / static_cast<double>(rate);
            CHECK(-step == Approx((above - below) / (2 * h)).margin(2e-3).epsilon(2e-3));
        }
    };
    compare(input, model.input());
    compare(output, model.output());
}

TEST_CASE("CBOW: some steps are those of plain loops in double precision", "[model]") {
    Cbow model = model_with_both_tables();
    Pcg32 rng{model.generator().state()};
    Table input = table_of(model.input()), output = table_of(model.output());
    for (int round = 0; round < 4; ++round) {
        double expected = 0.0;
        for (const Place& place : places_of(cbow_sentence, rng)) {
            expected += loss_of(input, output, place);
            descend(input, output, place, 0.25);
        }
        CHECK(model.train(cbow_sentence, 0.25F).loss == Approx(expected).epsilon(1e-5));
    }
    for (std::size_t i = 0; i < input.size(); ++i) {
        CHECK(static_cast<double>(model.input().data()[i]) == Approx(input[i]).margin(2e-5));
        CHECK(static_cast<double>(model.output().data()[i]) == Approx(output[i]).margin(2e-5));
    }
}

TEST_CASE("CBOW: what predicts a place is the mean of what stands around it, up to <eos>", "[model]") {
    const Cbow model = model_with_both_tables();
    const std::vector<TokenId> text{2, 3, Vocabulary::end_of_text, 4, 5, 6, 7, 8, 9};
    const auto row = [&](Index word) { return RowVector{model.input().row(word)}; };
    const auto close = [](const RowVector& a, const RowVector& b) { return (a - b).norm() < 1e-6F; };
    CHECK(close(Cbow::predict(model.input(), model.window(), text, 0), (row(3) + row(1)) / 2.0F));
    CHECK(close(Cbow::predict(model.input(), model.window(), text, 2),
                (row(2) + row(3)) / 2.0F)); // <eos> ends its own sentence
    CHECK(close(Cbow::predict(model.input(), model.window(), text, 3), (row(5) + row(6) + row(7)) / 3.0F));
    CHECK(close(Cbow::predict(model.input(), model.window(), text, 5),
                (row(4) + row(5) + row(7) + row(8) + row(9)) / 5.0F));
    CHECK(close(Cbow::predict(model.input(), model.window(), std::vector<TokenId>{5}, 0),
                RowVector::Zero(width)));
}

TEST_CASE("CBOW: learns which word stands between which, and the same seed gives the same bits", "[model]") {
    const auto corpus = test::toy_corpus(30, 20'000);
    const std::vector<std::int64_t> even(30, 600);
    const ModelConfig small{.dim = 16, .window = 1, .subsample = 0.0F};
    Cbow a{even, small, 2}, b{even, small, 2};
    const auto start = a.train(corpus->text.train, 0.05F);
    b.train(corpus->text.train, 0.05F);
    CHECK(a.input() == b.input());
    CHECK(a.output() == b.output());
    for (int i = 0; i < 5; ++i) a.train(corpus->text.train, 0.05F);
    const auto later = a.train(corpus->text.train, 0.05F);
    CHECK(start.pairs == 20'000);
    CHECK(later.loss < 0.8 * start.loss);
    const Matrix before = a.input();
    CHECK(a.measure(corpus->text.heldout, 1).loss == a.measure(corpus->text.heldout, 1).loss);
    CHECK(a.input() == before);
    a.input_frozen = true;
    a.train(corpus->text.train, 0.05F);
    CHECK(a.input() == before);
}
