// SPDX-License-Identifier: MIT
// Heat maps: cell colours equal the table's, minification is a mean, and masks, order, spotlight and window
// hold.
#include "render/heatmap.hpp"

#include <cmath>
#include <numeric>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/gl_image.hpp"
#include "tests/support/gl_random.hpp"
#include "tests/support/gl_test.hpp"

using namespace wordfield::render;

namespace {

constexpr auto viridis = Colormap::Viridis;

Image picture(Heatmap& heatmap, int width, int height) {
    heatmap.set_size(width, height);
    heatmap.render();
    check("drawing a heat map");
    return heatmap.target().read();
}

/// Values in the middle of the 256 steps, so that no rounding decides a colour.
std::vector<float> steps(int count, unsigned seed) {
    Random random{seed};
    std::vector<float> values;
    for (int i = 0; i < count; ++i) values.push_back(std::floor(random.uniform(0.0f, 256.0f)) / 255.0f);
    return values;
}

} // namespace

TEST_CASE("magnified cells have exactly the table's colours", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const int rows = 7, columns = 5;
    const std::vector<float> values = steps(rows * columns, 51);
    Heatmap heatmap;
    heatmap.upload(values, rows, columns);
    for (Colormap map : {viridis, Colormap::DivergingDark, Colormap::DivergingLight, Colormap::SingleDark}) {
        heatmap.set_colours(map, 0.0f, 1.0f);
        for (glm::ivec2 size : {glm::ivec2{5, 7}, glm::ivec2{50, 70}, glm::ivec2{63, 32}}) {
            const Image image = picture(heatmap, size.x, size.y);
            int wrong = 0;
            for (int y = 0; y < size.y; ++y)
                for (int x = 0; x < size.x; ++x) {
                    const int row = (2 * y + 1) * rows / (2 * size.y),
                              column = (2 * x + 1) * columns / (2 * size.x);
                    wrong += !shows(image, x, y, sample(map, values[row * columns + column]), 0);
                }
            INFO(size.x << " x " << size.y);
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("the range is stretched over the map and clamped", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Heatmap heatmap;
    heatmap.upload(std::vector<float>{-9.0f, -2.0f, 0.0f, 2.0f, 9.0f}, 1, 5);
    heatmap.set_colours(Colormap::DivergingDark, -2.0f, 2.0f);
    const Image image = picture(heatmap, 50, 10);
    const float wanted[] = {0.0f, 0.0f, 0.5f, 1.0f, 1.0f};
    for (int i = 0; i < 5; ++i)
        CHECK(shows(image, 10 * i + 5, 5, sample(Colormap::DivergingDark, wanted[i])));
}

TEST_CASE("cells that share a pixel are averaged, none is lost and none counts twice", "[gl]") {
    GlTest gl;
    if (!gl) return;
    for (glm::ivec2 shape :
         {glm::ivec2{670, 64}, glm::ivec2{1000, 3}, glm::ivec2{90, 350}}) { // rows, columns
        const std::vector<float> values = steps(shape.x * shape.y, 52);
        Heatmap heatmap;
        heatmap.upload(values, shape.x, shape.y);
        const glm::ivec2 size{31, 47};
        const Image image = picture(heatmap, size.x, size.y);
        int wrong = 0;
        for (int y = 0; y < size.y; ++y)
            for (int x = 0; x < size.x; ++x) {
                // Where a direction is not minified, the cell under the pixel's middle counts alone.
                const auto span = [](int i, int px, int cells) {
                    const double per = static_cast<double>(cells) / px, middle = (i + 0.5) * per;
                    return per > 1.0 ? std::pair{i * per, (i + 1) * per}
                                     : std::pair{std::floor(middle), std::floor(middle) + 1.0};
                };
                const auto [top, bottom] = span(y, size.y, shape.x);
                const auto [left, right] = span(x, size.x, shape.y);
                double sum = 0.0, weight = 0.0;
                for (int r = static_cast<int>(top); r < std::min<double>(std::ceil(bottom), shape.x); ++r)
                    for (int c = static_cast<int>(left); c < std::min<double>(std::ceil(right), shape.y);
                         ++c) {
                        const double share = (std::min(bottom, r + 1.0) - std::max<double>(top, r)) *
                                             (std::min(right, c + 1.0) - std::max<double>(left, c));
                        sum += share * values[r * shape.y + c];
                        weight += share;
                    }
                wrong += !shows(image, x, y, sample(viridis, static_cast<float>(sum / weight)), 4);
            }
        INFO(shape.x << " rows, " << shape.y << " columns");
        CHECK(wrong == 0);
    }
}

TEST_CASE("masked cells are hatched and stay out of means", "[gl]") {
    GlTest gl;
    if (!gl) return;
    HeatmapStyle style;
    Heatmap heatmap;
    heatmap.set_style(style);
    heatmap.upload(std::vector<float>{1.0f, NAN, 0.0f, 1.0f}, 2, 2);
    const Image image = picture(heatmap, 24, 24);
    int plain = 0, lines = 0;
    for (int y = 0; y < 12; ++y)
        for (int x = 12; x < 24; ++x) {
            plain += shows(image, x, y, glm::vec3{style.masked}, 1);
            lines += shows(image, x, y, glm::vec3{style.hatch}, 1);
        }
    CHECK(plain + lines == 144);
    CHECK(lines == 24); // one in six
    CHECK(shows(image, 5, 5, sample(viridis, 1.0f), 0));
    CHECK(shows(image, 5, 18, sample(viridis, 0.0f), 0));

    std::vector<float> column(400, NAN); // 200 rows x 2 in 10 px: every second row is masked
    for (int r = 0; r < 200; r += 2) column[2 * r] = column[2 * r + 1] = 0.2f;
    Heatmap small;
    style.masked = style.hatch = {1.0f, 0.0f, 1.0f, 1.0f};
    small.set_style(style);
    small.upload(column, 200, 2);
    CHECK(shows(picture(small, 8, 10), 3, 3, glm::mix(glm::vec3{style.masked}, sample(viridis, 0.2f), 0.5f),
                2));
}

TEST_CASE("an order of rows shows the same values elsewhere", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const int rows = 9, columns = 4;
    const std::vector<float> values = steps(rows * columns, 53);
    const std::vector<int> order{3, 1, 4, 0, 5, 8, 2, 6, 7};
    Heatmap heatmap;
    heatmap.upload(values, rows, columns);
    heatmap.set_order(order);
    const Image image = picture(heatmap, 40, 90);
    for (int i = 0; i < rows; ++i)
        for (int c = 0; c < columns; ++c)
            CHECK(shows(image, 10 * c + 5, 10 * i + 5, sample(viridis, values[order[i] * columns + c]), 0));
    CHECK(heatmap.displayed_row(5) == 4);
    const auto cell = heatmap.cell_at({25.0f, 42.0f});
    REQUIRE(cell);
    CHECK(cell->row == 5);
    CHECK(cell->column == 2);
    CHECK_FALSE(heatmap.cell_at({-1.0f, 5.0f}));
    CHECK_FALSE(heatmap.cell_at({5.0f, 90.0f}));
    heatmap.set_order({});
    CHECK(shows(picture(heatmap, 40, 90), 5, 5, sample(viridis, values[0]), 0));
    CHECK_THROWS_AS(heatmap.set_order(std::vector<int>{0, 1}), std::invalid_argument);
}

TEST_CASE("a spotlight keeps its rows and dims the others", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Heatmap heatmap;
    heatmap.upload(std::vector<float>{1.0f, 1.0f, 1.0f, 1.0f}, 4, 1);
    HeatmapStyle style;
    style.background = {0.0f, 0.0f, 0.0f, 1.0f};
    style.dim = 0.75f;
    heatmap.set_style(style);
    heatmap.set_order(std::vector<int>{3, 2, 1, 0});
    heatmap.set_spotlight(std::vector<int>{2});
    const Image image = picture(heatmap, 10, 40);
    CHECK(shows(image, 5, 5, sample(viridis, 1.0f) * 0.25f));
    CHECK(shows(image, 5, 15, sample(viridis, 1.0f), 0)); // row 2 stands second
    CHECK(shows(image, 5, 25, sample(viridis, 1.0f) * 0.25f));
    heatmap.set_spotlight({});
    CHECK(shows(picture(heatmap, 10, 40), 5, 5, sample(viridis, 1.0f), 0));
}

TEST_CASE("a lit row can be seen among thousands, with its own values", "[gl]") {
    GlTest gl;
    if (!gl) return;
    std::vector<float> values(20000 * 2, 0.0f);
    values[2 * 12345] = values[2 * 12345 + 1] = 1.0f;
    Heatmap heatmap;
    heatmap.upload(values, 20000, 2);
    heatmap.set_spotlight(std::vector<int>{12345});
    const Image image = picture(heatmap, 4, 200);
    int lit = 0;
    for (int y = 0; y < 200; ++y) lit += shows(image, 1, y, sample(viridis, 1.0f), 0);
    CHECK(lit == 3);
    CHECK(shows(image, 1, 123, sample(viridis, 1.0f), 0)); // 12345.5 of 20000 rows in 200 px
}

TEST_CASE("more rows than any texture is tall", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const int rows = 50000, columns = 64;
    std::vector<float> values(rows * columns);
    for (int r = 0; r < rows; ++r)
        std::fill_n(values.begin() + r * columns, columns, r >= 40000 ? 1.0f : 0.0f);
    Heatmap heatmap;
    heatmap.upload(values, rows, columns);
    const Image image = picture(heatmap, 64, 500);
    CHECK(shows(image, 10, 390, sample(viridis, 0.0f), 0));
    CHECK(shows(image, 10, 410, sample(viridis, 1.0f), 0));
}

TEST_CASE("a window shows a part, and beyond the matrix is background", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const std::vector<float> values = steps(100, 54);
    Heatmap heatmap;
    heatmap.upload(values, 10, 10);
    heatmap.set_window({.first_row = 8, .rows = 4, .first_column = 3, .columns = 2});
    const Image image = picture(heatmap, 20, 40);
    CHECK(shows(image, 5, 5, sample(viridis, values[8 * 10 + 3]), 0));
    CHECK(shows(image, 15, 15, sample(viridis, values[9 * 10 + 4]), 0));
    CHECK(shows(image, 5, 25, glm::vec3{HeatmapStyle{}.background}, 1));
    CHECK_FALSE(heatmap.cell_at({5.0f, 25.0f}));
    CHECK(heatmap.cell_at({5.0f, 5.0f})->row == 8);
}

TEST_CASE("gaps part large cells and leave small ones whole", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Heatmap heatmap;
    HeatmapStyle style;
    style.background = {1.0f, 0.0f, 0.0f, 1.0f};
    style.gap_px = 2.0f;
    heatmap.set_style(style);
    heatmap.upload(std::vector<float>(16, 0.0f), 4, 4);
    const Image large = picture(heatmap, 80, 80);
    CHECK(shows(large, 20, 10, {1.0f, 0.0f, 0.0f}, 0));
    CHECK(shows(large, 19, 10, {1.0f, 0.0f, 0.0f}, 0));
    CHECK(shows(large, 10, 10, sample(viridis, 0.0f), 0));
    CHECK(shows(picture(heatmap, 16, 16), 4, 4, sample(viridis, 0.0f), 0));
}

TEST_CASE("a new shape starts afresh; nothing at all is background", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Heatmap heatmap;
    CHECK(shows(picture(heatmap, 6, 6), 3, 3, glm::vec3{HeatmapStyle{}.background}, 1));
    heatmap.upload(std::vector<float>{0.0f, 1.0f}, 2, 1);
    heatmap.set_order(std::vector<int>{1, 0});
    CHECK(shows(picture(heatmap, 6, 6), 3, 1, sample(viridis, 1.0f), 0));
    heatmap.upload(std::vector<float>{0.0f, 1.0f, 0.4f}, 3, 1);
    CHECK(shows(picture(heatmap, 6, 6), 3, 1, sample(viridis, 0.0f), 0));
    CHECK_THROWS_AS(heatmap.upload(std::vector<float>{1.0f}, 2, 2), std::invalid_argument);
}
