// SPDX-License-Identifier: MIT
// Text over a colour can be read, whatever the colour.
#include "app/ui/theme.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield::app;

namespace {

// Relative luminance and contrast by the text of WCAG 2.1, in double and by eight bits a channel.
double luminance(ImU32 colour) {
    const auto part = [&](int shift) {
        const double x = static_cast<double>((colour >> shift) & 255U) / 255.0;
        return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(IM_COL32_R_SHIFT) + 0.7152 * part(IM_COL32_G_SHIFT) +
           0.0722 * part(IM_COL32_B_SHIFT);
}

double contrast(ImU32 a, ImU32 b) {
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return std::max(x / y, y / x);
}

} // namespace

TEST_CASE("theme: black or white stands out on every colour", "[app][theme]") {
    double least = 21;
    for (int r = 0; r < 256; r += 15)
        for (int g = 0; g < 256; g += 15)
            for (int b = 0; b < 256; b += 15) {
                const ImU32 fill = IM_COL32(r, g, b, 255);
                least = std::min(least, contrast(legible_on(fill), fill));
            }
    CHECK(least > 4.5);
    CHECK(legible_on(Theme::light_theme().good) == IM_COL32_WHITE);
    CHECK(legible_on(Theme::dark_theme().good) == IM_COL32_BLACK);
}
