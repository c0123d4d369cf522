// SPDX-License-Identifier: MIT
#include "app/shell/atlas_table.hpp"

#include "model/core/number_text.hpp"
#include "model/formats/registry.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/geometry/unit_rows.hpp"

#include <utility>

namespace wordfield::app {
namespace {

constexpr int neighbours_each = 10;

std::string text_of(float number) {
    return format("%.9g", static_cast<double>(number));
}

VectorTable rows_of(const VectorTable& whole, const std::vector<TokenId>& words) {
    VectorTable table;
    Matrix rows(std::ssize(words), whole.vectors->cols());
    for (const MetadataColumn& column : whole.columns)
        table.columns.push_back({column.name, {}, column.json});
    for (Index i = 0; i < rows.rows(); ++i) {
        const auto id = static_cast<std::size_t>(words[static_cast<std::size_t>(i)]);
        Rows{*whole.vectors}.write_row(static_cast<Index>(id), rows.row(i).data());
        table.words.push_back(whole.words[id]);
        if (!whole.counts.empty()) table.counts.push_back(whole.counts[id]);
        if (!whole.categories.empty()) table.categories.push_back(whole.categories[id]);
        for (std::size_t c = 0; c < whole.columns.size(); ++c)
            table.columns[c].values.push_back(whole.columns[c].values[id]);
    }
    table.vectors = std::make_shared<const RowTable>(std::move(rows));
    return table;
}

MetadataColumn coordinates(const Matrix& places, int axis) {
    constexpr const char* names[] = {"projection_x", "projection_y", "projection_z"};
    MetadataColumn column{names[axis], {}, true};
    for (Index i = 0; i < places.rows(); ++i) column.values.push_back(text_of(places(i, axis)));
    return column;
}

// Of unit rows half of the squared distance is 1 - cosine.
MetadataColumn neighbours_of(Matrix rows, ThreadPool& pool) {
    normalise_rows(rows);
    const NeighbourGraph graph = nearest_neighbours(rows, neighbours_each, pool);
    MetadataColumn column{"neighbors", {}, true};
    for (Index i = 0; i < graph.n; ++i) {
        std::string ids, distances;
        for (int j = 0; j < graph.k; ++j) {
            ids += (j > 0 ? "," : "") + std::to_string(graph.neighbours(i)[static_cast<std::size_t>(j)]);
            distances += (j > 0 ? "," : "") + text_of(graph.distances(i)[static_cast<std::size_t>(j)] / 2);
        }
        column.values.push_back("{\"ids\":[" + ids + "],\"distances\":[" + distances + "]}");
    }
    return column;
}

} // namespace

ShownWords shown_on(const Layout& layout) {
    if (!layout.placed) return {layout.words, layout.positions};
    ShownWords all{layout.words, Matrix(layout.positions.rows() + layout.placed->positions.rows(), 3)};
    all.words.insert(all.words.end(), layout.placed->words.begin(), layout.placed->words.end());
    all.places << layout.positions, layout.placed->positions;
    return all;
}

VectorTable atlas_table(const Moment& moment, const Layout& layout, ThreadPool& pool) {
    const ShownWords shown = shown_on(layout);
    VectorTable table = rows_of(vector_table(moment), shown.words);
    for (int axis = 0; axis < (layout.config.dims == 3 ? 3 : 2); ++axis)
        table.columns.push_back(coordinates(shown.places, axis));
    table.columns.push_back(neighbours_of(table.vectors->matrix(), pool));
    return table;
}

void write_atlas(const std::filesystem::path& path, const Moment& moment, const Layout& layout,
                 ThreadPool& pool) {
    exporter_for(path).write(path, atlas_table(moment, layout, pool));
}

} // namespace wordfield::app
