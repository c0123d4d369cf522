// SPDX-License-Identifier: MIT
#include "model/comparison/semantic_change.hpp"

#include "model/core/decompositions.hpp"
#include "model/core/thread_pool.hpp"
#include "model/geometry/cosine.hpp"

#include <algorithm>
#include <functional>

namespace wordfield::inline comparison {
namespace {

constexpr int parts = 16;          // of the words, however many threads there are
constexpr Index chunk_rows = 1024; // multiplied at a time

// Calls `look(begin, rows of a, rows of b)` for all words of a part, some at a time.
void for_part(const UnitRows& a, const UnitRows& b, int part,
              const std::function<void(Index, const Matrix&, const Matrix&)>& look) {
    const Index begin = part * a.size() / parts, end = (part + 1) * a.size() / parts;
    Matrix rows_a, rows_b;
    for (Index from = begin; from < end; from += chunk_rows) {
        const Index to = std::min(from + chunk_rows, end);
        a.write(from, to, rows_a);
        b.write(from, to, rows_b);
        look(from, rows_a, rows_b);
    }
}

} // namespace

Eigen::MatrixXf procrustes_turn(const UnitRows& a, const UnitRows& b, ThreadPool& pool) {
    std::vector<Eigen::MatrixXd> sums(parts, Eigen::MatrixXd::Zero(a.width(), b.width()));
    pool.run(parts, [&](int part) {
        Eigen::MatrixXf product;
        for_part(a, b, part, [&](Index, const Matrix& rows_a, const Matrix& rows_b) {
            product.noalias() = rows_a.transpose() * rows_b;
            sums[part] += product.cast<double>();
        });
    });
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(a.width(), b.width());
    for (const Eigen::MatrixXd& one : sums) sum += one; // in this order: the same bits every time
    const SingularValues svd = singular_values(sum);
    return (svd.u * svd.v.transpose()).cast<float>();
}

std::vector<float> aligned_changes(const UnitRows& a, const UnitRows& b, const Eigen::MatrixXf& turn,
                                   ThreadPool& pool) {
    std::vector<float> changes(static_cast<std::size_t>(a.size()));
    pool.run(parts, [&](int part) {
        Matrix turned;
        for_part(a, b, part, [&](Index begin, const Matrix& rows_a, const Matrix& rows_b) {
            turned.noalias() = rows_a * turn;
            for (Index i = 0; i < turned.rows(); ++i)
                changes[begin + i] = std::clamp(1.0F - turned.row(i).dot(rows_b.row(i)), 0.0F, 2.0F);
        });
    });
    return changes;
}

float local_change(const UnitRows& a, const UnitRows& b, Index word, std::span<const int> nearest_in_a,
                   std::span<const int> nearest_in_b) {
    std::vector<int> company{nearest_in_a.begin(), nearest_in_a.end()};
    company.insert(company.end(), nearest_in_b.begin(), nearest_in_b.end());
    std::ranges::sort(company);
    company.erase(std::unique(company.begin(), company.end()), company.end());
    const RowVector here = a.row(word), there = b.row(word);
    RowVector in_a(std::ssize(company)), in_b(std::ssize(company));
    for (Index i = 0; i < std::ssize(company); ++i) {
        in_a[i] = a.row(company[i]).dot(here);
        in_b[i] = b.row(company[i]).dot(there);
    }
    return std::clamp(1.0F - cosine(in_a, in_b), 0.0F, 2.0F);
}

} // namespace wordfield::inline comparison
