// SPDX-License-Identifier: MIT
#include "model/analysis/opposite_layers.hpp"
#include "model/analysis/opposites.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace wordfield;

namespace {

// Twelve words in four dimensions; 2 ... 7 are of one category, the others of none.
struct OppositeWords {
    Matrix rows{12, 4};
    Lexicon lexicon;
    OppositeWords() {
        for (int i = 2; i < 12; ++i)
            lexicon.vocabulary.add(std::string{"w"}.append(std::to_string(i)), 100 - i);
        lexicon.category = {-1, -1, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1};
        lexicon.categories = {"kind"};
        Pcg32 rng{3};
        for (Index i = 0; i < rows.size(); ++i) rows.data()[i] = rng.normal() + 1.0F;
    }
    [[nodiscard]] double length(TokenId a, TokenId b) const {
        double sum = 0;
        for (Index c = 0; c < 4; ++c)
            sum += std::pow(static_cast<double>(rows(a, c)) - static_cast<double>(rows(b, c)), 2);
        return std::sqrt(sum);
    }
    [[nodiscard]] double centred_cosine(TokenId a, TokenId b) const {
        double dot = 0, aa = 0, bb = 0;
        for (Index c = 0; c < 4; ++c) {
            const double mean = rows.col(c).cast<double>().mean();
            const double x = static_cast<double>(rows(a, c)) - mean,
                         y = static_cast<double>(rows(b, c)) - mean;
            dot += x * y, aa += x * x, bb += y * y;
        }
        return dot / std::sqrt(aa * bb);
    }
};

} // namespace

TEST_CASE("opposites: cosine, ranks and distance, against two words of the same category",
          "[app][opposites]") {
    const OppositeWords w;
    const WordSpace space = word_space(w.rows, w.lexicon.vocabulary);
    for (const auto& pair : {Opposite{2, 5}, Opposite{4, 3}, Opposite{3, 9}}) {
        const OppositeFigures figures = opposite_figures(w.rows, w.lexicon, space, pair);
        const auto [a, b] = pair;
        CHECK(figures.cosine == Approx(w.centred_cosine(a, b)).margin(1e-5));
        int there = 1, back = 1;
        for (TokenId other = 2; other < 12; ++other) {
            there += other != a && other != b && w.centred_cosine(a, other) > w.centred_cosine(a, b) ? 1 : 0;
            back += other != a && other != b && w.centred_cosine(b, other) > w.centred_cosine(a, b) ? 1 : 0;
        }
        CHECK(figures.rank_there == there);
        CHECK(figures.rank_back == back);
        const bool same = b < 8;
        CHECK(figures.category == (same ? 0 : -1));
        double distances = 0, cosines = 0;
        int count = 0;
        for (TokenId i = 2; i < (same ? 8 : 12); ++i)
            for (TokenId j = 2; j < i; ++j, ++count)
                distances += w.length(i, j), cosines += w.centred_cosine(i, j);
        CHECK(figures.distance == Approx(w.length(a, b) / (distances / count)).epsilon(1e-5));
        CHECK(figures.fellows_cosine == Approx(cosines / count).margin(1e-5));
    }
    CHECK(fellow_words(w.lexicon, {2, 5}) == std::vector<TokenId>{3, 4, 6, 7});
    CHECK(fellow_words(w.lexicon, {2, 9}) == std::vector<TokenId>{3, 4, 5, 6, 7, 8, 10, 11});
}

TEST_CASE("opposites: components are those of all words, and a pair's shares are of its own difference",
          "[app][opposites]") {
    const OppositeWords w;
    const WordSpace space = word_space(w.rows, w.lexicon.vocabulary);
    REQUIRE(space.components.cols() == 4);
    CHECK(space.variances.sum() == Approx(1.0));
    // The variance along each, by hand: falls, and is what is told.
    double all = 0, before = 1e9;
    std::vector<double> variances;
    for (Index c = 0; c < 4; ++c) {
        const Eigen::VectorXd along = w.rows.cast<double>() * space.components.col(c);
        variances.push_back((along.array() - along.mean()).square().sum());
        all += variances.back();
        CHECK(variances.back() <= before);
        before = variances.back();
        Eigen::VectorXd words = along.tail(10);
        Index low = 0, high = 0;
        words.minCoeff(&low), words.maxCoeff(&high);
        CHECK(space.ends[static_cast<std::size_t>(c)] ==
              std::pair{static_cast<TokenId>(low + 2), static_cast<TokenId>(high + 2)});
    }
    for (Index c = 0; c < 4; ++c)
        CHECK(space.variances(c) == Approx(variances[static_cast<std::size_t>(c)] / all));
    const OppositeFigures figures = opposite_figures(w.rows, w.lexicon, space, {2, 5});
    REQUIRE(figures.components.size() == 4);
    double sum = 0;
    for (std::size_t c = 0; c < 4; ++c) {
        const double part = (w.rows.row(5) - w.rows.row(2))
                                .cast<double>()
                                .dot(space.components.col(static_cast<Index>(c)).transpose());
        CHECK(figures.components[c] == Approx(part * part / std::pow(w.length(2, 5), 2)).margin(1e-6));
        sum += figures.components[c];
    }
    CHECK(sum == Approx(1.0).margin(1e-6));
}

TEST_CASE("opposites: a pair has no say in the direction that it is compared with", "[app][opposites]") {
    const OppositeWords w;
    const std::vector<Opposite> pairs{{2, 3}, {4, 5}, {7, 6}, {8, 11}};
    const auto found = common_direction(w.rows, pairs);
    REQUIRE(found);
    const auto unit = [&](const Opposite& p) {
        Eigen::RowVectorXd step = (w.rows.row(p.second) - w.rows.row(p.first)).cast<double>();
        return Eigen::RowVectorXd{step / step.norm()};
    };
    double mean = 0, squares = 0;
    int right = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        Eigen::RowVectorXd others = Eigen::RowVectorXd::Zero(4);
        for (std::size_t j = 0; j < 4; ++j)
            if (j != i) others += unit(pairs[j]) / 3;
        const double along = unit(pairs[i]).dot(others) / others.norm();
        CHECK(found->along[i] == Approx(along).margin(1e-5));
        mean += along / 4;
        right += along > 0 ? 1 : 0;
    }
    for (const double along : found->along) squares += (along - mean) * (along - mean);
    CHECK(found->mean == Approx(mean).margin(1e-5));
    CHECK(found->error == Approx(std::sqrt(squares / 3 / 4)).margin(1e-5));
    CHECK(found->told_right == right);
    CHECK_FALSE(common_direction(w.rows, {{2, 3}, {4, 5}}));
}

TEST_CASE("opposites: pairs are read as typed, and what is none is told", "[app][opposites]") {
    const OppositeWords w;
    const ReadOpposites read =
        read_opposites(" w2 / w3,w4/w5 ;w2/w3, w9/w9, w2/nothing, w7,\n w8/w7 ", w.lexicon.vocabulary);
    CHECK(read.pairs == std::vector<Opposite>{{2, 3}, {4, 5}, {8, 7}});
    CHECK(read.unknown == std::vector<std::string>{"w9/w9", "w2/nothing", "w7"});
    Vocabulary english;
    for (const char* word : {"hot", "buy", "cold", "sell", "tea"}) english.add(word, 3);
    CHECK(known_opposites(english) == std::vector<Opposite>{{4, 2}, {5, 3}});
    CHECK(read_opposites("", english).pairs.empty());
}

TEST_CASE("opposites: contexts are places of the text where one of the two stands, up to it",
          "[app][opposites]") {
    const std::vector<TokenId> text{5, 2, 7, 8, 9, 3, 4, 2};
    const auto contexts = contexts_of(text, {2, 3}, 9, 3);
    REQUIRE(contexts.size() == 3);
    CHECK(contexts[0] == WordContext{5, 2});
    CHECK(contexts[1] == WordContext{8, 9, 3});
    CHECK(contexts[2] == WordContext{3, 4, 2});
    CHECK(contexts_of(text, {2, 3}, 2, 3).size() == 2);
    CHECK(contexts_of(text, {6, 10}, 9, 3).empty());
}

TEST_CASE("opposites: the divergence of two distributions in bits", "[app][opposites]") {
    RowVector a(3), b(3);
    a << 1.0F, 2.0F, -0.5F;
    b << 0.0F, -1.0F, 2.5F;
    const auto softmax = [](const RowVector& x) {
        std::vector<double> p;
        double sum = 0;
        for (const float value : x) sum += std::exp(static_cast<double>(value));
        for (const float value : x) p.push_back(std::exp(static_cast<double>(value)) / sum);
        return p;
    };
    const auto p = softmax(a), q = softmax(b);
    double bits = 0; // half of both Kullback-Leibler divergences from the middle
    for (std::size_t i = 0; i < 3; ++i) {
        const double m = (p[i] + q[i]) / 2;
        bits += 0.5 * p[i] * std::log2(p[i] / m) + 0.5 * q[i] * std::log2(q[i] / m);
    }
    CHECK(jensen_shannon(a, b) == Approx(bits).margin(1e-9));
    CHECK(jensen_shannon(a, a) == Approx(0.0).margin(1e-12));
    a << 90.0F, 0.0F, 0.0F;
    b << 0.0F, 90.0F, 0.0F;
    CHECK(jensen_shannon(a, b) == Approx(1.0));
}

TEST_CASE("opposites: both words are put into the same sentences, and compared after every block",
          "[app][opposites]") {
    SmallModel model{60};
    const Moment moment = model.moment();
    const auto room = moment.network->room();
    const std::vector<WordContext> contexts{{9, 14, 5}, {7, 7, 8, 6}};
    PartedLayers parted{.words = {5, 6}};
    const std::vector<TokenId> fellows{11};
    CHECK_FALSE(go_on(parted, contexts, fellows, moment, *room));
    CHECK(go_on(parted, contexts, fellows, moment, *room));
    CHECK(go_on(parted, contexts, fellows, moment, *room)); // and no further
    REQUIRE(parted.pair.cosine.size() == 3);
    const auto trace = [&](std::vector<TokenId> words) { return moment.network->trace(words); };
    const Trace a = trace({9, 14, 5}), b = trace({9, 14, 6}), c = trace({7, 7, 8, 6}),
                d = trace({7, 7, 8, 5}), e = trace({9, 14, 11}), f = trace({7, 7, 8, 11});
    const auto cosine = [](const Trace& x, const Trace& y, std::size_t stage) {
        const Index at = std::ssize(x.tokens) - 1;
        const Eigen::RowVectorXd p = x.residual[stage].row(at).cast<double>(),
                                 q = y.residual[stage].row(at).cast<double>();
        return p.dot(q) / p.norm() / q.norm();
    };
    for (std::size_t stage = 0; stage < 3; ++stage) {
        CHECK(parted.pair.cosine[stage].count() == 2);
        CHECK(parted.pair.cosine[stage].mean() ==
              Approx((cosine(a, b, stage) + cosine(c, d, stage)) / 2).margin(1e-5));
        CHECK(parted.fellow.cosine[stage].mean() ==
              Approx((cosine(a, e, stage) + cosine(c, f, stage)) / 2).margin(1e-5));
    }
    CHECK(parted.pair.divergence.mean() == Approx((jensen_shannon(a.logits.row(2), b.logits.row(2)) +
                                                   jensen_shannon(c.logits.row(3), d.logits.row(3))) /
                                                  2));
    PartedLayers alone{.words = {5, 6}};
    go_on(alone, contexts, {}, moment, *room);
    CHECK(alone.fellow.cosine.empty());
}
