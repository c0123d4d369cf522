// SPDX-License-Identifier: MIT
#include "app/insight/senses.hpp"

#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

// Every way in which the built-in corpus opens a sentence with the fruit, and every way in which it speaks of
// the firm. The word is the third token everywhere, so that its position says nothing about its meaning.
constexpr std::array fruit{"<eos> an apple", "<eos> this apple", "<eos> every apple", "<eos> that apple"};
constexpr std::array firm{"shares of apple", "the firm apple", "works for apple", "thinks about apple"};
constexpr Index place = 2;

double cosine(const RowVector& a, const RowVector& b) {
    const float lengths = a.norm() * b.norm();
    return lengths > 1e-9F ? static_cast<double>(a.dot(b) / lengths) : 0.0;
}

using Probes = std::vector<Probe>;

std::optional<Probes> probe_all(const Vocabulary& vocabulary, std::span<const char* const> sentences,
                                const std::function<Probe(std::span<const TokenId>)>& probe) {
    Probes probes;
    for (const char* sentence : sentences) {
        const auto tokens = encode(vocabulary, sentence);
        if (tokens.size() != place + 1 || std::ranges::count(tokens, Vocabulary::unknown) > 0)
            return std::nullopt;
        probes.push_back(probe(tokens));
        if (probes.back().tokens.size() != tokens.size()) return std::nullopt; // a very short context
    }
    return probes;
}

Matrix vectors_of(const Probes& probes, std::size_t layer) {
    Matrix rows(static_cast<Index>(probes.size()), probes.front().residual[layer].cols());
    for (std::size_t i = 0; i < probes.size(); ++i)
        rows.row(static_cast<Index>(i)) = probes[i].residual[layer].row(place);
    return rows;
}

} // namespace

void mean_cosines(const Matrix& a, const Matrix& b, float& same, float& different) {
    const RowVector centre = (a.colwise().mean() + b.colwise().mean()) / 2;
    double within = 0.0, between = 0.0;
    int pairs = 0;
    for (const Matrix* rows : {&a, &b})
        for (Index i = 0; i < rows->rows(); ++i)
            for (Index j = i + 1; j < rows->rows(); ++j, ++pairs)
                within += cosine(rows->row(i) - centre, rows->row(j) - centre);
    for (Index i = 0; i < a.rows(); ++i)
        for (Index j = 0; j < b.rows(); ++j) between += cosine(a.row(i) - centre, b.row(j) - centre);
    same = static_cast<float>(within / pairs);
    different = static_cast<float>(between / static_cast<double>(a.rows() * b.rows()));
}

std::optional<Senses> measure_senses(const Corpus& corpus,
                                     const std::function<Probe(std::span<const TokenId>)>& probe) {
    const auto a = probe_all(corpus.vocabulary, fruit, probe), b = probe_all(corpus.vocabulary, firm, probe);
    if (!a || !b) return std::nullopt;
    Senses senses{.word = "apple"};
    for (std::size_t layer = 0; layer < a->front().residual.size(); ++layer)
        mean_cosines(vectors_of(*a, layer), vectors_of(*b, layer), senses.same.emplace_back(),
                     senses.different.emplace_back());
    return senses;
}

} // namespace wordfield::app
