// SPDX-License-Identifier: MIT
#include "app/panels/attention/attention_layout.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>

using namespace wordfield::app;

namespace {

AttentionNeeds needs_of(ImVec2 room, int words, int layers = 2, int heads = 4) {
    return {.room = room,
            .words = words,
            .row_words = 64,
            .column_words = 54,
            .layers = layers,
            .heads = heads,
            .name = 28,
            .caption = 32,
            .line = 12,
            .scale = 1};
}

// What the small maps take of a room, captions included.
ImVec2 taken(const AttentionNeeds& needs, const SmallMapsLayout& small) {
    const int total = needs.layers * needs.heads;
    const int lines = (total + small.per_line - 1) / small.per_line;
    return {8 + static_cast<float>(small.per_line) * small.pitch.x,
            static_cast<float>(lines) * small.pitch.y};
}

} // namespace

TEST_CASE("attention: at every length words can be read, and everything stays in its room", "[app]") {
    for (const ImVec2 room : {ImVec2{404, 190}, {404, 150}, {560, 290}, {900, 420}, {1900, 900}})
        for (const int words : {1, 2, 6, 12, 17, 24, 32, 128}) {
            const AttentionNeeds needs = needs_of(room, words);
            const LargeMapLayout large = large_map_layout(needs);
            INFO(room.x << "x" << room.y << ", " << words << " words");
            CHECK(large.cell >= 13); // a line of type and air
            CHECK(large.labels + large.seen.x < room.x);
            CHECK(large.seen.y + large.names_height <= room.y);
            CHECK(large.seen.x <= large.cell * static_cast<float>(words));
            CHECK(large.scrolls_down(words) == (large.cell * static_cast<float>(words) > large.seen.y));
            if (large.cell > 13) { // where cells could be smaller, all of them are seen
                CHECK_FALSE(large.scrolls_down(words));
                CHECK_FALSE(large.scrolls_across(words));
            }
            const ImVec2 rest{room.x - large.labels - large.seen.x - 14, room.y};
            const SmallMapsLayout small = small_maps_layout(needs, rest);
            CHECK(small.side >= 18);
            CHECK(taken(needs, small).x <= rest.x + 1);
            CHECK(taken(needs, small).y <= rest.y + 1);
            // no words run into the next
            CHECK(small.pitch.x >= (small.captions == 1 ? 28 + 4 + 32 : 32) + 6);
        }
}

TEST_CASE("attention: names of columns lie level, slanted or upright, as cells grow narrow", "[app]") {
    CHECK(large_map_layout(needs_of({1900, 900}, 6)).names == ColumnNames::Level);
    CHECK(large_map_layout(needs_of({560, 290}, 6)).names == ColumnNames::Slanted);
    CHECK(large_map_layout(needs_of({560, 290}, 17)).names == ColumnNames::Upright);
    const LargeMapLayout slanted = large_map_layout(needs_of({560, 290}, 6));
    CHECK(slanted.names_height >= 54 * 0.7F); // all of the widest word
    CHECK(slanted.cell * 0.7071F >= 12);      // and no line on the next
    CHECK(large_map_layout(needs_of({560, 290}, 17)).names_height >= 54);
}

TEST_CASE("attention: cells grow with the panel, up to a limit", "[app]") {
    const auto cell = [](ImVec2 room) { return large_map_layout(needs_of(room, 6)).cell; };
    CHECK(cell({560, 290}) > cell({404, 190}));
    CHECK(cell({900, 420}) > cell({560, 290}));
    CHECK(cell({3000, 3000}) == 96);
}

TEST_CASE("attention: what is too long for a line goes on in the next", "[app]") {
    const std::array widths{40.0F, 40.0F, 15.0F, 300.0F, 40.0F, 60.0F};
    CHECK(wrapped(widths, 100, 5) == std::vector<int>{0, 0, 1, 2, 3, 4});
    CHECK(wrapped(widths, 105, 5) == std::vector<int>{0, 0, 0, 1, 2, 2});
    CHECK(wrapped({}, 100, 5).empty());
}
