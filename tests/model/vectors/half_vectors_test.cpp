// SPDX-License-Identifier: MIT
// Every reader fills 16-bit tables with the numbers that it fills others with, rounded.
#include "model/kernels/kernels.hpp"
#include "model/table/row_table_draft.hpp"
#include "model/train/row_figures.hpp"
#include "model/train/trainer.hpp"
#include "model/vectors/vector_corpus.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/vector_files.hpp"

#include <algorithm>

using namespace wordfield;

namespace {

// As binary16 and back.
Matrix rounded(const Matrix& rows) {
    std::vector<std::uint16_t> halves(static_cast<std::size_t>(rows.size()));
    Matrix back(rows.rows(), rows.cols());
    map_kernels().narrow(rows.data(), halves.data(), rows.size());
    map_kernels().widen(halves.data(), back.data(), rows.size());
    return back;
}

VectorTable some_words(Index count, Index columns) {
    VectorTable table;
    for (Index i = 0; i < count; ++i) table.words.push_back("w" + std::to_string(i));
    table.vectors = std::make_shared<const RowTable>(test::normal_matrix(count, columns, 8));
    return table;
}

} // namespace

TEST_CASE("readers: kept in 16 bits, the numbers are the file's, rounded, and can be written again",
          "[model][vectors][formats]") {
    const test::VectorFiles files;
    const VectorTable table = some_words(300, 17);
    const Matrix wanted = rounded(table.vectors->matrix());
    CHECK(wanted != table.vectors->matrix());
    for (const char* const name :
         {"a.vec", "a.bin", "a.npy", "a.safetensors", "a.csv", "a.jsonl", "a.glove", "a.tsv"}) {
        INFO(name);
        exporter_for(name).write(files.folder.path / name, table);
        const VectorTable halves = files.read(name, {}, 2, StorageChoice::Float16);
        REQUIRE(halves.vectors->storage() == Storage::Float16);
        CHECK(*halves.vectors->floats() == wanted);
        CHECK(halves.notes.front().find("kept as 16-bit floats") != std::string::npos);
        CHECK(files.read(name).vectors->storage() == Storage::Float32);
        // Written, it holds the rounded numbers, as 32 bits.
        const std::string again = std::string{"again"} + name;
        exporter_for(again).write(files.folder.path / again, halves);
        CHECK(*files.read(again).vectors->floats() == wanted);
    }
}

TEST_CASE("readers: a number that 16 bits cannot hold leaves its row out, and says so", "[model][vectors]") {
    const test::VectorFiles files;
    files.write("a.vec", "one 1 2\ntwo 65519 -2\nthree 65520 1\nfour 1 1\n");
    const VectorTable table = files.read("a.vec", {}, 1, StorageChoice::Float16);
    CHECK(table.words == std::vector<std::string>{"one", "two", "four"});
    CHECK((*table.vectors)(1, 0) == 65504.0F);
    CHECK(
        table.notes.front().find("1 row skipped: line 3 (has a number that is infinite, none, or beyond the "
                                 "65,504 of 16 bits (--storage f32 has room))") != std::string::npos);
    CHECK(files.read("a.vec").words.size() == 4);
}

TEST_CASE("a model of 16-bit vectors: logits, lengths and what a checkpoint would hold", "[model][vectors]") {
    const Matrix rows = rounded(test::normal_matrix(500, 40, 3));
    RowTableDraft draft{500, 40, Storage::Float16};
    for (Index i = 0; i < 500; ++i)
        draft.fill_row(i, [&](float* row) { std::copy_n(rows.row(i).data(), 40, row); });
    VectorTable table = some_words(500, 1);
    table.vectors = std::make_shared<const RowTable>(std::move(draft).finished());
    const auto corpus = corpus_of_vectors(std::move(table), "halves");
    ModelConfig model;
    model.kind = ModelKind::Vectors;
    const auto trainer = make_trainer(corpus, model, {});
    const Moment moment = trainer->moment();
    CHECK(moment.embedding == corpus->vectors);
    const TokenId sentence[] = {7};
    const Trace trace = moment.network->trace(sentence);
    CHECK((trace.logits.row(0) - rows.row(7) * rows.transpose()).cwiseAbs().maxCoeff() < 1e-4F);
    CHECK(moment.groups.front().norm == Approx(rows.norm()));
    const RowFigures figures = row_figures(moment);
    CHECK(figures.moved.empty());
    CHECK(figures.norms[499] == Approx(rows.row(499).norm()));
    CHECK(figures.largest_weight == rows.cwiseAbs().maxCoeff());
    const auto all = trainer->tensors().parameters.front();
    CHECK(std::equal(all.begin(), all.end(), rows.data(), rows.data() + rows.size()));
}
