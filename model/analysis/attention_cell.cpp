// SPDX-License-Identifier: MIT
#include "model/analysis/attention_cell.hpp"

#include "model/analysis/softmax_weights.hpp"

#include <cmath>

namespace wordfield::inline analysis {
namespace {

void softmax_of_row(OpenedCell& cell, const Matrix& queries, const Matrix& keys, Index begin, Index width) {
    const auto query = queries.row(cell.id.row).segment(begin, width);
    for (int j = 0; j <= cell.id.row; ++j)
        cell.scores.push_back(static_cast<double>(query.dot(keys.row(j).segment(begin, width))) /
                              std::sqrt(static_cast<double>(width)));
    const SoftmaxWeights softmax =
        softmax_weights(Eigen::Map<const Eigen::ArrayXd>{cell.scores.data(), std::ssize(cell.scores)});
    cell.top = softmax.top;
    cell.z = softmax.sum;
    cell.powers.assign(softmax.weight.begin(), softmax.weight.end());
    for (const double power : cell.powers) cell.weights.push_back(power / cell.z);
}

void compare_rows(OpenedCell& cell, const Matrix& embedding, TokenId a, TokenId b) {
    const auto x = embedding.row(a).cast<double>(), y = embedding.row(b).cast<double>();
    cell.embedding_dot = x.dot(y);
    const double lengths = x.norm() * y.norm();
    cell.cosine = lengths > 0 ? cell.embedding_dot / lengths : 0.0;
    cell.distance = (x - y).norm();
}

} // namespace

Place told_cell(const Matrix& weights, Place hovered, Place opened, int marked_row) {
    const bool opened_is_marked = opened.row == marked_row; // else the line would name another row
    for (const Place& place : {hovered, opened_is_marked ? opened : Place{}})
        if (place.row >= 0 && place.row < weights.rows() && place.column >= 0 && place.column <= place.row)
            return place;
    Index column = 0;
    weights.row(marked_row).head(marked_row + 1).maxCoeff(&column);
    return {marked_row, static_cast<int>(column)};
}

OpenedCell open_cell(const Trace& trace, const CellId& id) {
    const Index width = trace.final_hidden.cols() / trace.heads, begin = id.head * width;
    const auto layer = static_cast<std::size_t>(id.layer);
    const auto head = static_cast<std::size_t>(id.layer * trace.heads + id.head);
    OpenedCell cell;
    cell.id = id;
    cell.query = trace.queries[layer].row(id.row).segment(begin, width);
    cell.key = trace.keys[layer].row(id.column).segment(begin, width);
    cell.product = cell.query.cwiseProduct(cell.key);
    cell.dot = static_cast<double>(cell.product.sum());
    softmax_of_row(cell, trace.queries[layer], trace.keys[layer], begin, width);
    const auto column = static_cast<std::size_t>(id.column);
    cell.score = cell.scores[column];
    cell.value = trace.values[layer].row(id.column).segment(begin, width);
    cell.weighted = static_cast<float>(cell.weights[column]) * cell.value;
    cell.ablated = trace.is_ablated(id.layer, id.head);
    const RowVector whole = trace.head_outputs[head].row(id.row);
    cell.brought = cell.weighted * trace.output_weights[layer].middleRows(begin, width);
    if (cell.ablated) cell.brought.setZero();
    const float length = whole.squaredNorm();
    cell.share = length > 0 ? static_cast<double>(cell.brought.dot(whole) / length) : 0.0;
    compare_rows(cell, *trace.embedding, trace.tokens[id.row], trace.tokens[column]);
    return cell;
}

} // namespace wordfield::inline analysis
