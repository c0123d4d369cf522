// SPDX-License-Identifier: MIT
#include "app/story/compared_file.hpp"

#include "model/table/row_table_draft.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

// Where every word of both is the same, in the same order, the file's own table serves.
bool has_the_same_rows(const WordsInCommon& common, const Corpus& corpus, const RowTable& rows) {
    return std::ssize(common.a) == rows.rows() && rows.rows() == corpus.lexicon.vocabulary.size() &&
           common.a == common.b;
}

std::shared_ptr<const RowTable> in_order_of(const Corpus& corpus, const WordsInCommon& common,
                                            const std::shared_ptr<const RowTable>& rows) {
    if (has_the_same_rows(common, corpus, *rows)) return rows;
    const Index words = corpus.lexicon.vocabulary.size();
    RowTableDraft ordered{words, rows->cols(), rows->storage()};
    for (Index i = 0; i < words; ++i)
        ordered.fill_row(i, [&](float* row) { std::fill_n(row, rows->cols(), 0.0F); });
    for (std::size_t i = 0; i < common.size(); ++i)
        ordered.fill_row(common.a[i], [&](float* row) { Rows{*rows}.write_row(common.b[i], row); });
    return std::make_shared<const RowTable>(std::move(ordered).finished());
}

} // namespace

std::shared_ptr<const ComparedFile> compared_file(std::shared_ptr<const Corpus> corpus,
                                                  std::shared_ptr<const Corpus> file) {
    WordsInCommon common = words_in_common(corpus->lexicon.vocabulary, file->lexicon.vocabulary);
    require_words_in_common(common, file->name, corpus->name);
    auto compared = std::make_shared<ComparedFile>();
    compared->name = file->name;
    compared->size = file->lexicon.vocabulary.size();
    compared->rows = in_order_of(*corpus, common, file->vectors);
    compared->corpus = std::move(corpus);
    common.b = common.a;
    compared->words = std::make_shared<const WordsInCommon>(std::move(common));
    return compared;
}

} // namespace wordfield::app
