// SPDX-License-Identifier: MIT
#include "model/vectors/vector_corpus.hpp"

#include "model/vectors/fields.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace wordfield::inline vectors {
namespace {

// Names in the order in which they are met.
struct Named {
    std::vector<std::string> names;
    std::vector<int> index; ///< (V) -1 for none
};

Named named(const std::vector<std::string>& values) {
    std::map<std::string_view, int> number_of;
    Named all;
    all.index.reserve(values.size());
    for (const std::string& value : values) {
        if (value.empty()) {
            all.index.push_back(-1);
            continue;
        }
        const auto [at, is_new] = number_of.emplace(value, static_cast<int>(all.names.size()));
        if (is_new) all.names.push_back(value);
        all.index.push_back(at->second);
    }
    return all;
}

WordColumn column_of(const MetadataColumn& column) {
    WordColumn result{column.name, std::vector<float>(column.values.size(), NAN), {}};
    bool figures = false, names = false;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
        if (column.values[i].empty()) continue;
        const auto figure = float_of(column.values[i]);
        if (figure && std::isfinite(*figure)) {
            result.value[i] = *figure;
            figures = true;
        } else {
            names = true;
        }
    }
    if (figures && !names) return result;
    Named all = named(column.values);
    for (std::size_t i = 0; i < all.index.size(); ++i)
        result.value[i] = all.index[i] < 0 ? NAN : static_cast<float>(all.index[i]);
    result.names = std::move(all.names);
    return result;
}

} // namespace

std::shared_ptr<Corpus> corpus_of_vectors(VectorTable table, std::string name) {
    auto corpus = std::make_shared<Corpus>();
    corpus->name = std::move(name);
    Lexicon& lexicon = corpus->lexicon;
    lexicon.vocabulary = Vocabulary::bare(Tokens::Cased);
    lexicon.vocabulary.reserve(table.words.size());
    for (std::size_t i = 0; i < table.words.size(); ++i)
        lexicon.vocabulary.add(std::move(table.words[i]), table.counts.empty() ? 0 : table.counts[i]);
    lexicon.category.assign(table.words.size(), -1);
    if (!table.categories.empty()) {
        Named categories = named(table.categories);
        lexicon.categories = std::move(categories.names);
        lexicon.category = std::move(categories.index);
    }
    for (const MetadataColumn& column : table.columns)
        if (!column.json) lexicon.columns.push_back(column_of(column));
    corpus->vectors = std::move(table.vectors);
    corpus->tensors = {{}, std::move(table.tensors), std::move(table.tensor)};
    corpus->notes = std::move(table.notes);
    return corpus;
}

} // namespace wordfield::inline vectors
