// SPDX-License-Identifier: MIT
#include "model/comparison/compared_word.hpp"

#include "model/core/thread_pool.hpp"
#include "tests/model/comparison/comparison_fixture.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace wordfield;
using namespace wordfield::test;

TEST_CASE("a compared word: kept, lost and gained are those of two sorted lists", "[comparison]") {
    const Matrix a = noise(200, 8, 1), b = a + 0.8F * noise(200, 8, 2);
    const Index word = 31;
    const ComparedWord found = compare_word(tables_of(a, b), {}, word, 12);
    const auto in_a = sorted_by_hand(a, word), in_b = sorted_by_hand(b, word);
    REQUIRE(found.a.size() == 12);
    REQUIRE(found.b.size() == 12);
    const std::set<int> first_a(in_a.begin(), in_a.begin() + 12), first_b(in_b.begin(), in_b.begin() + 12);
    std::set<Index> lost, gained;
    for (int i = 0; i < 12; ++i) {
        CHECK(found.a[i].word == in_a[i]);
        CHECK(found.a[i].cosine == Approx(cosine_by_hand(a, word, in_a[i])).margin(1e-5));
        CHECK(found.a[i].other_cosine == Approx(cosine_by_hand(b, word, in_a[i])).margin(1e-5));
        CHECK(found.a[i].other_rank == std::ranges::find(in_b, in_a[i]) - in_b.begin() + 1);
        CHECK(found.a[i].both == first_b.contains(in_a[i]));
        if (!first_b.contains(in_a[i])) lost.insert(in_a[i]);
        CHECK(found.b[i].word == in_b[i]);
        CHECK(found.b[i].other_rank == std::ranges::find(in_a, in_b[i]) - in_a.begin() + 1);
        if (!first_a.contains(in_b[i])) gained.insert(in_b[i]);
    }
    REQUIRE((!lost.empty() && lost.size() < 12));
    for (const ComparedNeighbour& n : found.lost()) CHECK(lost.erase(n.word) == 1);
    for (const ComparedNeighbour& n : found.gained()) CHECK(gained.erase(n.word) == 1);
    CHECK((lost.empty() && gained.empty()));
}

TEST_CASE("a compared word has the figures that the whole comparison gives it", "[comparison]") {
    const Matrix a = noise(300, 8, 1), b = a * some_turn(8, 4) + 0.5F * noise(300, 8, 2);
    const ComparedTables tables = tables_of(a, b, true);
    ThreadPool pool{2};
    const EmbeddingComparison all = compare_embeddings(tables, {}, pool).value();
    for (std::size_t i = 0; i < 5; ++i) {
        const WordChange &expected = all.most[i],
                         found = compare_word(tables, all.turn, expected.word, 5).change;
        CHECK(found.aligned == Approx(expected.aligned).margin(1e-5));
        CHECK(found.local == Approx(expected.local).margin(1e-5));
        CHECK(found.overlap == expected.overlap);
    }
}
