// SPDX-License-Identifier: MIT
// Moments whose rows go from noise to clusters, for maps of them.
#pragma once

#include "model/map/map_maker.hpp"
#include "tests/model/map/clouds.hpp"

#include <memory>
#include <string>
#include <utility>

namespace wordfield::test {

inline constexpr int clusters = 6;

// A corpus of `words` words in six categories, after <unk> and <eos>.
inline std::shared_ptr<Corpus> small_corpus(int words) {
    auto corpus = std::make_shared<Corpus>();
    for (int i = 0; i < words; ++i)
        corpus->lexicon.vocabulary.add("word" + std::to_string(i), 100 + 7 * (i * 31 % words));
    for (int c = 0; c < clusters; ++c) corpus->lexicon.categories.push_back("category" + std::to_string(c));
    corpus->lexicon.category.assign(2, -1);
    for (int i = 0; i < words; ++i) corpus->lexicon.category.push_back(i * clusters / words);
    return corpus;
}

// Rows that go from noise (t = 0) to clusters (t = 1) along straight lines.
inline Moment moment_at(const std::shared_ptr<const Corpus>& corpus, float t, std::int64_t step) {
    const Index words = corpus->lexicon.vocabulary.size() - 2;
    Matrix rows = normal_matrix(words + 2, 24, 2);
    rows.bottomRows(words) =
        (1.0F - t) * rows.bottomRows(words) + t * gaussian_clusters(words, 24, clusters, 0.3F, 3).rows;
    Moment moment;
    moment.step = step;
    moment.corpus = corpus;
    moment.embedding = std::make_shared<const RowTable>(std::move(rows));
    return moment;
}

} // namespace wordfield::test
