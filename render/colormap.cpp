// SPDX-License-Identifier: MIT
// The colour tables. They are computed once from a few anchors.
#include "render/colormap.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace wordfield::render {

namespace {

using Table = std::array<glm::vec3, 256>;

// Every 15th colour of viridis (Stefan van der Walt and Nathaniel Smith, 2015; released as CC0).
constexpr std::array<glm::vec3, 18> viridis{{
    {0.267004f, 0.004874f, 0.329415f},
    {0.281924f, 0.089666f, 0.412415f},
    {0.280255f, 0.165693f, 0.476498f},
    {0.263663f, 0.237631f, 0.518762f},
    {0.237441f, 0.305202f, 0.541921f},
    {0.208623f, 0.367752f, 0.552675f},
    {0.182256f, 0.426184f, 0.557120f},
    {0.159194f, 0.482237f, 0.558073f},
    {0.137770f, 0.537492f, 0.554906f},
    {0.121148f, 0.592739f, 0.544641f},
    {0.128087f, 0.647749f, 0.523491f},
    {0.180653f, 0.701402f, 0.488189f},
    {0.274149f, 0.751988f, 0.436601f},
    {0.395174f, 0.797475f, 0.367757f},
    {0.535621f, 0.835785f, 0.281908f},
    {0.688944f, 0.865448f, 0.182725f},
    {0.845561f, 0.887322f, 0.099702f},
    {0.993248f, 0.906157f, 0.143936f},
}};

constexpr glm::vec3 rgb(int hex) {
    return glm::vec3{static_cast<float>(hex >> 16 & 255), static_cast<float>(hex >> 8 & 255),
                     static_cast<float>(hex & 255)} /
           255.0f;
}

glm::vec3 to_linear(glm::vec3 c) {
    const auto channel = [](float v) {
        return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
    };
    return {channel(c.r), channel(c.g), channel(c.b)};
}

glm::vec3 to_srgb(glm::vec3 c) {
    const auto channel = [](float v) {
        v = std::clamp(v, 0.0f, 1.0f);
        return v <= 0.0031308f ? v * 12.92f : 1.055f * std::pow(v, 1.0f / 2.4f) - 0.055f;
    };
    return {channel(c.r), channel(c.g), channel(c.b)};
}

// Oklab (Bjoern Ottosson, 2020): even steps in it look even, so a map's neutral middle stays neutral on the
// way.
glm::vec3 to_oklab(glm::vec3 srgb) {
    const glm::vec3 c = to_linear(srgb);
    const float l = std::cbrt(0.4122214708f * c.r + 0.5363325363f * c.g + 0.0514459929f * c.b);
    const float m = std::cbrt(0.2119034982f * c.r + 0.6806995451f * c.g + 0.1073969566f * c.b);
    const float s = std::cbrt(0.0883024619f * c.r + 0.2817188376f * c.g + 0.6299787005f * c.b);
    return {0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
            1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
            0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

glm::vec3 from_oklab(glm::vec3 lab) {
    const auto cube = [](float v) { return v * v * v; };
    const float l = cube(lab.x + 0.3963377774f * lab.y + 0.2158037573f * lab.z);
    const float m = cube(lab.x - 0.1055613458f * lab.y - 0.0638541728f * lab.z);
    const float s = cube(lab.x - 0.0894841775f * lab.y - 1.2914855480f * lab.z);
    return to_srgb({4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s,
                    -1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s,
                    -0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s});
}

/// Catmull-Rom through evenly spaced anchors; u in 0..anchors-1. Beyond the ends the curve goes on as a
/// parabola.
glm::vec3 spline(std::span<const glm::vec3> p, float u) {
    const int last = static_cast<int>(p.size()) - 1;
    const int i = std::clamp(static_cast<int>(u), 0, last - 1);
    const float f = u - static_cast<float>(i);
    const glm::vec3 b = p[i], c = p[i + 1];
    const glm::vec3 a = i > 0 ? p[i - 1] : 3.0f * (p[0] - p[1]) + p[2];
    const glm::vec3 d = i + 2 <= last ? p[i + 2] : 3.0f * (p[last] - p[last - 1]) + p[last - 2];
    return 0.5f * (b * 2.0f + (c - a) * f + (a * 2.0f - b * 5.0f + c * 4.0f - d) * f * f +
                   (b * 3.0f - a - c * 3.0f + d) * f * f * f);
}

Table viridis_table() {
    Table table;
    for (int i = 0; i < 256; ++i) table[i] = spline(viridis, static_cast<float>(i) / 15.0f);
    return table;
}

/// Evenly through a few colours in Oklab.
Table blend_table(std::span<const glm::vec3> anchors) {
    Table table;
    for (int i = 0; i < 256; ++i) {
        const float u = static_cast<float>(i) / 255.0f * static_cast<float>(anchors.size() - 1);
        const int k = std::min(static_cast<int>(u), static_cast<int>(anchors.size()) - 2);
        table[i] =
            from_oklab(glm::mix(to_oklab(anchors[k]), to_oklab(anchors[k + 1]), u - static_cast<float>(k)));
    }
    return table;
}

Table make_table(Colormap map) {
    constexpr std::array diverging_dark{rgb(0x6cb8ff), rgb(0x2f6fb3), rgb(0x171b22), rgb(0xb5601c),
                                        rgb(0xffa04d)};
    constexpr std::array diverging_light{rgb(0x1f5f9e), rgb(0x7fb2de), rgb(0xf7f7f4), rgb(0xf0aa68),
                                         rgb(0xb4540a)};
    constexpr std::array single_dark{rgb(0x151a21), rgb(0x24508a), rgb(0x62b0ff)};
    constexpr std::array single_light{rgb(0xf3f5f8), rgb(0x86b5e8), rgb(0x1a5fb4)};
    switch (map) {
    case Colormap::Viridis:
        return viridis_table();
    case Colormap::DivergingDark:
        return blend_table(diverging_dark);
    case Colormap::DivergingLight:
        return blend_table(diverging_light);
    case Colormap::SingleDark:
        return blend_table(single_dark);
    case Colormap::SingleLight:
        return blend_table(single_light);
    }
    return viridis_table();
}

struct Hue {
    std::string_view name;
    int dark, light; // 0xRRGGBB for dark and for light backgrounds
};

// Of the first eight no two come nearer than .076 in Oklab to eyes that lack red, green or blue cones, which
// is what the seven hues of Okabe and Ito (2008) reach; colormap_test.cpp measures it. Found by a search
// around hand-picked hues.
constexpr std::array<Hue, category_hues> hues{{
    {"gold", 0xf0d53c, 0xbe9924},
    {"sky blue", 0x55d0fc, 0x5c8ece},
    {"orange", 0xe96f1c, 0xb6670a},
    {"lilac", 0xbc8efe, 0x7732ae},
    {"green", 0x0aa86b, 0x245f0e},
    {"pink", 0xf7a1ae, 0xc1266b},
    {"mint", 0xaaf4de, 0x12b798},
    {"periwinkle", 0x6a76dc, 0x434ff6},
    {"peach", 0xffc397, 0xd78574},
    {"mauve", 0xaa6592, 0x732a61},
    {"lime", 0xb9c21a, 0x7f8f0a},
    {"silver", 0xa9b9d0, 0x6a6c80},
}};

} // namespace

const std::array<glm::vec3, 256>& table(Colormap map) {
    static const std::array<Table, 5> tables{
        make_table(Colormap::Viridis), make_table(Colormap::DivergingDark),
        make_table(Colormap::DivergingLight), make_table(Colormap::SingleDark),
        make_table(Colormap::SingleLight)};
    return tables[static_cast<std::size_t>(map)];
}

glm::vec3 sample(Colormap map, float t) {
    if (!(t > 0.0f)) return table(map)[0];
    return table(map)[static_cast<std::size_t>(std::min(t, 1.0f) * 255.0f + 0.5f)];
}

CategoryStyle category_style(int index, bool dark) {
    if (index < 0) return {rgb(dark ? 0x7c828d : 0x8d939d), Shape::Disc, "grey"};
    const Hue& hue = hues[index % category_hues];
    const int round = index / category_hues; // every full round of hues moves on to the next shape
    const int shape = (index % category_hues < 8 ? round : round + 1) % shape_count;
    return {rgb(dark ? hue.dark : hue.light), static_cast<Shape>(shape), hue.name};
}

} // namespace wordfield::render
