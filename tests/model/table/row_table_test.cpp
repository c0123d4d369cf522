// SPDX-License-Identifier: MIT
// Tables of 16-bit floats: each number as IEEE 754 has it, and everything that goes through a table gives the
// same of both storages where the numbers are the same.
#include "model/comparison/embedding_comparison.hpp"
#include "model/core/thread_pool.hpp"
#include "model/geometry/analogies.hpp"
#include "model/geometry/mean_row.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/kernels/kernels.hpp"
#include "model/map/axes.hpp"
#include "model/map/preprocess.hpp"
#include "model/map/purity.hpp"
#include "model/table/row_table_draft.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <bit>
#include <cmath>
#include <limits>

using namespace wordfield;

namespace {

// By its definition, in double: (-1)^s 2^(e - 15) (1 + f / 1024), subnormal 2^-14 f / 1024.
double value_of_half(unsigned half) {
    const int exponent = static_cast<int>(half >> 10U & 31U);
    const double fraction = (half & 1023U) / 1024.0, sign = (half & 0x8000U) != 0 ? -1.0 : 1.0;
    if (exponent == 31) return fraction == 0.0 ? sign * INFINITY : NAN;
    return sign * (exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1.0 + fraction, exponent - 15));
}

float widened(std::uint16_t half) {
    float number = 0.0F;
    map_kernels().widen(&half, &number, 1);
    return number;
}

std::uint16_t narrowed(float number) {
    std::uint16_t half = 0;
    map_kernels().narrow(&number, &half, 1);
    return half;
}

RowTable table_of(const Matrix& rows, Storage storage) {
    RowTableDraft draft{rows.rows(), rows.cols(), storage};
    for (Index i = 0; i < rows.rows(); ++i)
        draft.fill_row(i, [&](float* row) { Eigen::Map<RowVector>{row, rows.cols()} = rows.row(i); });
    return std::move(draft).finished();
}

// Rows whose numbers 16 bits hold exactly: eighths.
Matrix eighths(Index n, Index columns, std::uint64_t seed) {
    return (test::normal_matrix(n, columns, seed).array() * 8.0F).round() / 8.0F;
}

} // namespace

TEST_CASE("halves: all 65,536 are the numbers that the standard says, and come back", "[model][table][isa]") {
    std::vector<std::uint16_t> all(1U << 16U), back(1U << 16U);
    for (unsigned half = 0; half < all.size(); ++half) all[half] = static_cast<std::uint16_t>(half);
    std::vector<float> numbers(all.size());
    map_kernels().widen(all.data(), numbers.data(), std::ssize(all)); // by eights, as rows are
    map_kernels().narrow(numbers.data(), back.data(), std::ssize(all));
    int wrong = 0, alone = 0;
    for (unsigned half = 0; half < all.size(); ++half) {
        const double wanted = value_of_half(half);
        const bool same = std::isnan(wanted)
                              ? std::isnan(numbers[half]) && (back[half] & 0x7FFFU) > 0x7C00U
                              : static_cast<double>(numbers[half]) == wanted &&
                                    std::signbit(numbers[half]) == std::signbit(wanted) && back[half] == half;
        wrong += same ? 0 : 1;
        const float by_itself = widened(static_cast<std::uint16_t>(half)); // one of a row's last seven
        alone += std::bit_cast<std::uint32_t>(by_itself) == std::bit_cast<std::uint32_t>(numbers[half]) ||
                         (std::isnan(by_itself) && std::isnan(wanted))
                     ? 0
                     : 1;
    }
    CHECK(wrong == 0);
    CHECK(alone == 0);
}

TEST_CASE("halves: a number between two goes to the nearer, a tie to the even one", "[model][table][isa]") {
    int wrong = 0;
    for (unsigned half = 0; half < 0x7BFFU; ++half) {
        const double low = value_of_half(half), high = value_of_half(half + 1), middle = (low + high) / 2;
        const auto tie = static_cast<std::uint16_t>(half % 2 == 0 ? half : half + 1);
        const auto at = static_cast<float>(middle); // exact: a float has 13 bits more
        wrong += narrowed(at) == tie && narrowed(std::nextafter(at, 0.0F)) == half &&
                         narrowed(std::nextafter(at, 1e9F)) == half + 1 && narrowed(-at) == (tie | 0x8000U)
                     ? 0
                     : 1;
    }
    CHECK(wrong == 0);
    CHECK(narrowed(65519.0F) == 0x7BFF);
    for (const float large : {65520.0F, 65536.0F, 1e30F, std::numeric_limits<float>::infinity()}) {
        CHECK(narrowed(large) == 0x7C00);
        CHECK(narrowed(-large) == 0xFC00);
    }
    CHECK(narrowed(1e-9F) == 0);
    CHECK(std::isnan(widened(narrowed(std::numeric_limits<float>::quiet_NaN()))));
}

TEST_CASE("table: above a size numbers are kept in 16 bits unless asked otherwise", "[model][table]") {
    CHECK(storage_for(StorageChoice::Auto, 1'280'000, 100) == Storage::Float32); // 512 MB
    CHECK(storage_for(StorageChoice::Auto, 1'280'001, 100) == Storage::Float16);
    CHECK(storage_for(StorageChoice::Float32, 1 << 30, 300) == Storage::Float32);
    CHECK(storage_for(StorageChoice::Float16, 2, 3) == Storage::Float16);
}

TEST_CASE("table: rows, numbers and tiles of both storages", "[model][table]") {
    const Matrix rows = eighths(700, 77, 3); // more than one tile
    for (const Storage storage : {Storage::Float32, Storage::Float16}) {
        const RowTable table = table_of(rows, storage);
        CHECK(table.storage() == storage);
        CHECK(table.bytes() == 700 * 77 * (storage == Storage::Float16 ? 2 : 4));
        CHECK((table.shared_matrix() != nullptr) == (storage == Storage::Float32));
        CHECK(*table.floats() == rows);
        CHECK(table.row(699) == rows.row(699));
        CHECK(table(321, 76) == rows(321, 76));
        Index next = 0, tiles = 0;
        Rows{table}.part(50, 690).for_tiles([&](Index begin, const Rows::Tile& tile) {
            CHECK(begin == next);
            CHECK(tile == rows.middleRows(50 + begin, tile.rows()));
            next += tile.rows();
            ++tiles;
        });
        CHECK(next == 640);
        CHECK(tiles > 1);
    }
}

TEST_CASE("table: a draft leaves rows out and knows what is no number", "[model][table]") {
    const Matrix rows = eighths(6, 5, 4);
    for (const Storage storage : {Storage::Float32, Storage::Float16}) {
        RowTableDraft draft{6, 5, storage};
        for (Index i = 0; i < 6; ++i)
            CHECK(draft.fill_row(i, [&](float* row) {
                Eigen::Map<RowVector>{row, 5} = rows.row(i);
                if (i == 1) row[4] = std::numeric_limits<float>::quiet_NaN();
                if (i == 4) row[0] = -std::numeric_limits<float>::infinity();
                return i;
            }) == i);
        for (Index i = 0; i < 6; ++i) CHECK(draft.is_finite(i) == (i != 1 && i != 4));
        const std::vector<Index> kept{0, 2, 3, 5};
        draft.keep_rows(kept);
        const RowTable table = std::move(draft).finished();
        REQUIRE(table.rows() == 4);
        for (Index i = 0; i < 4; ++i) CHECK(table.row(i) == rows.row(kept[static_cast<std::size_t>(i)]));
    }
}

TEST_CASE("table: what goes through all rows gives the same of both storages", "[model][table]") {
    const Matrix rows = eighths(900, 60, 5);
    const RowTable halves = table_of(rows, Storage::Float16);
    ThreadPool pool{2};
    CHECK(mean_row(halves) == mean_row(rows));
    for (const Measure measure : {Measure::Cosine, Measure::Dot, Measure::Euclidean, Measure::PlainCosine}) {
        CHECK(compare_with_all(halves, rows.row(3), measure) == compare_with_all(rows, rows.row(3), measure));
        const auto a = nearest_to_row(halves, 3, measure, 20), b = nearest_to_row(rows, 3, measure, 20);
        for (std::size_t i = 0; i < 20; ++i) CHECK(a[i].row == b[i].row);
    }
    const std::vector<Term> sum{{5, 1.0F}, {6, -1.0F}, {7, 1.0F}};
    CHECK(solve(halves, sum, 5).winner()->word == solve(rows, sum, 5).winner()->word);
    const std::vector<Analogy> questions{{1, 2, 3, 4}, {700, 20, 800, 40}};
    const auto answers = answer_analogies(halves, questions, pool),
               by_floats = answer_analogies(rows, questions, pool);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(answers[i].among_all == by_floats[i].among_all);
        CHECK(answers[i].without == by_floats[i].without);
    }
    std::vector<TokenId> ids;
    std::vector<int> category;
    for (TokenId id = 0; id < 900; ++id) category.push_back(id % 7);
    for (TokenId id = 0; id < 900; id += 3) ids.push_back(id);
    CHECK(prepare_rows(halves, ids, {}) == prepare_rows(rows, ids, {}));
    CHECK(embedding_purity(halves, category, 7, pool).overall ==
          embedding_purity(rows, category, 7, pool).overall);
    CHECK(axis_direction(halves, {{1, 2}, {3}}) == axis_direction(rows, {{1, 2}, {3}}));

    WordsInCommon common;
    for (TokenId id = 0; id < 900; ++id) {
        common.a.push_back(id);
        common.b.push_back(id);
        common.counts.push_back(100);
    }
    const auto table = std::make_shared<const RowTable>(halves),
               floats = std::make_shared<const RowTable>(rows);
    const auto other = std::make_shared<const RowTable>(eighths(900, 60, 6));
    const auto compared = compare_embeddings({table, other, common, true}, {}, pool);
    const auto compared_floats = compare_embeddings({floats, other, common, true}, {}, pool);
    CHECK(compared->mean_change == compared_floats->mean_change);
    CHECK(compared->overlap_at(10)->mean == compared_floats->overlap_at(10)->mean);
}
