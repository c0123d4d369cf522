// SPDX-License-Identifier: MIT
// Procrustes alignment of maps.
#include "model/map/align.hpp"

#include "model/core/decompositions.hpp"
#include "model/core/median.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wordfield::inline map {

namespace {

struct Pair {
    Index now, before;
};

/// The rows of the words that occur in both lists.
std::vector<Pair> common_words(std::span<const TokenId> words, std::span<const TokenId> last_words) {
    std::vector<Pair> pairs;
    if (std::equal(words.begin(), words.end(), last_words.begin(), last_words.end())) {
        for (Index i = 0; i < static_cast<Index>(words.size()); ++i) pairs.push_back({i, i});
        return pairs;
    }
    std::unordered_map<TokenId, Index> where;
    for (std::size_t i = 0; i < last_words.size(); ++i) where.emplace(last_words[i], static_cast<Index>(i));
    for (std::size_t i = 0; i < words.size(); ++i)
        if (const auto found = where.find(words[i]); found != where.end())
            pairs.push_back({static_cast<Index>(i), found->second});
    return pairs;
}

// Of points around the origin; at least one.
double radius_of(const Matrix& centred) {
    return std::sqrt(centred.cast<double>().squaredNorm() / static_cast<double>(centred.rows()));
}

} // namespace

Matrix Similarity::operator()(const Matrix& points) const {
    Matrix moved = scale * (points * turn);
    moved.rowwise() += shift;
    return moved;
}

Similarity fit_similarity(const Matrix& from, const Matrix& to) {
    assert(from.rows() == to.rows() && from.cols() == to.cols());
    const Index d = from.cols();
    Similarity result{1.0F, Eigen::MatrixXf::Identity(d, d), RowVector::Zero(d)};
    if (from.rows() == 0) return result;
    const RowVector from_mean = from.colwise().mean();
    const RowVector to_mean = to.colwise().mean();
    const Eigen::MatrixXd a = (from.rowwise() - from_mean).cast<double>();
    const Eigen::MatrixXd b = (to.rowwise() - to_mean).cast<double>();
    const SingularValues svd = singular_values(a.transpose() * b);
    const double spread = a.squaredNorm();
    if (spread > 0.0 && svd.values[0] > 0.0) {
        result.turn = (svd.u * svd.v.transpose()).cast<float>();
        result.scale = static_cast<float>(svd.values.sum() / spread);
    }
    result.shift = to_mean - result.scale * (from_mean * result.turn);
    return result;
}

void normalise_map(Matrix& points) {
    if (points.rows() == 0) return;
    const RowVector mean = points.colwise().mean();
    points.rowwise() -= mean;
    const double radius = radius_of(points);
    if (radius > 0.0) points *= static_cast<float>(1.0 / radius);
}

float map_radius(const Matrix& points) {
    if (points.rows() == 0) return 0.0F;
    return static_cast<float>(radius_of(points.rowwise() - points.colwise().mean().eval()));
}

Matrix align_map(const Matrix& map, std::span<const TokenId> words, const Matrix& last,
                 std::span<const TokenId> last_words) {
    assert(map.rows() == static_cast<Index>(words.size()));
    const Index dims = map.cols();
    Matrix flat = map;
    normalise_map(flat);
    const std::vector<Pair> pairs = common_words(words, last_words);
    Matrix now(static_cast<Index>(pairs.size()), dims);
    Matrix before(now.rows(), dims);
    for (Index i = 0; i < now.rows(); ++i) {
        now.row(i) = flat.row(pairs[i].now);
        before.row(i) = last.row(pairs[i].before).head(dims);
    }
    Matrix aligned = Matrix::Zero(map.rows(), 3);
    // The turn alone: the scale is already that of RMS radius 1, and the mean is the middle of the window.
    aligned.leftCols(dims).noalias() = flat * fit_similarity(now, before).turn;
    return aligned;
}

Matrix unturned_map(const Matrix& map) {
    Matrix flat = map;
    normalise_map(flat);
    Matrix solid = Matrix::Zero(map.rows(), 3);
    solid.leftCols(map.cols()) = flat;
    return solid;
}

float median_movement(const Matrix& map, std::span<const TokenId> words, const Matrix& last,
                      std::span<const TokenId> last_words) {
    std::vector<float> moved;
    for (const Pair& pair : common_words(words, last_words))
        moved.push_back((map.row(pair.now) - last.row(pair.before)).norm());
    return median_of(moved);
}

Matrix part_of_the_way(const Matrix& last, std::span<const TokenId> last_words, const Matrix& map,
                       std::span<const TokenId> words, float share) {
    Matrix between = map;
    for (const Pair& pair : common_words(words, last_words))
        between.row(pair.now) = last.row(pair.before) + share * (map.row(pair.now) - last.row(pair.before));
    normalise_map(between);
    return between;
}

float map_width(const Matrix& points) {
    return points.rows() == 0 ? 0.0F : (points.colwise().maxCoeff() - points.colwise().minCoeff()).maxCoeff();
}

} // namespace wordfield::inline map
