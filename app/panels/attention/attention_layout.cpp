// SPDX-License-Identifier: MIT
#include "app/panels/attention/attention_layout.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr int named_heads = 32;               // more than these have no room for words
constexpr float least_side = 18.0F;           // of a small map with words below it, at 96 dpi
constexpr float half_right_angle = 0.707107F; // its sine and its cosine

int heads_of(const AttentionNeeds& needs) {
    return needs.layers * needs.heads;
}

float gap_of(const AttentionNeeds& needs) {
    return 8.0F * needs.scale;
}

// Layers lie below each other where a whole layer finds room in a line, else a layer fills whole lines.
bool keeps_layers_apart(const AttentionNeeds& needs, int per_line) {
    return per_line % needs.heads == 0 || needs.heads % per_line == 0;
}

// The least width in which all small maps can be told apart and read.
float least_small_width(const AttentionNeeds& needs) {
    const int total = heads_of(needs);
    const float gap = gap_of(needs);
    for (int per_line = 1; per_line <= total; ++per_line) {
        if (!keeps_layers_apart(needs, per_line)) continue;
        const float width = static_cast<float>(per_line) *
                            (std::max({least_side * needs.scale, needs.name, needs.caption}) + gap);
        if (width > 0.45F * needs.room.x) break;
        if (small_maps_layout(needs, {width + gap, needs.room.y}).side >= least_side * needs.scale)
            return width + gap;
    }
    return 0.4F * needs.room.x;
}

float names_height(const AttentionNeeds& needs, ColumnNames names) {
    const float air = 4.0F * needs.scale;
    switch (names) {
    case ColumnNames::Level:
        return needs.line + air;
    case ColumnNames::Slanted:
        return std::min((needs.column_words + needs.line) * half_right_angle + air, 0.35F * needs.room.y);
    case ColumnNames::Upright:
        break;
    }
    return std::min(needs.column_words + air, 0.4F * needs.room.y);
}

bool names_fit(const AttentionNeeds& needs, ColumnNames names, float cell) {
    const float air = 3.0F * needs.scale;
    return names == ColumnNames::Upright ||
           (names == ColumnNames::Slanted ? cell * half_right_angle >= needs.line
                                          : cell >= needs.column_words + air);
}

} // namespace

LargeMapLayout large_map_layout(const AttentionNeeds& needs) {
    const auto words = static_cast<float>(std::max(needs.words, 1));
    LargeMapLayout layout;
    layout.labels = std::floor(std::min(needs.row_words + 14.0F * needs.scale, 0.3F * needs.room.x));
    const float across = needs.room.x - layout.labels - least_small_width(needs) - 14.0F * needs.scale;
    const float least = std::ceil(needs.line + 1.0F), most = 96.0F * needs.scale;
    for (const ColumnNames names : {ColumnNames::Level, ColumnNames::Slanted, ColumnNames::Upright}) {
        layout.names = names;
        layout.names_height = names_height(needs, names);
        const float down = needs.room.y - layout.names_height;
        layout.cell = std::floor(std::clamp(std::min(across, down) / words, least, most));
        const float whole = layout.cell * words;
        layout.seen = {std::max(layout.cell, std::min(whole, std::floor(across))),
                       std::max(layout.cell, std::min(whole, std::floor(down)))};
        if (names_fit(needs, names, layout.cell)) break;
    }
    return layout;
}

namespace {

// The largest maps with so many lines of words below each, `wide` px at least.
SmallMapsLayout small_maps_with(const AttentionNeeds& needs, ImVec2 room, int captions, float wide) {
    const int total = heads_of(needs);
    const float gap = gap_of(needs);
    SmallMapsLayout best{.per_line = needs.heads, .side = 0.0F, .captions = captions};
    const float below = static_cast<float>(captions) * 0.87F * needs.line + 4.0F * needs.scale;
    for (int per_line = 1; per_line <= total; ++per_line) {
        if (!keeps_layers_apart(needs, per_line)) continue;
        const int lines = (total + per_line - 1) / per_line;
        const float across = (room.x - gap) / static_cast<float>(per_line) - gap;
        const float down = room.y / static_cast<float>(lines) - below - 0.5F * gap;
        const float side = across < wide ? 0.0F : std::min(across, down);
        if (side <= best.side) continue;
        best.side = side;
        best.per_line = per_line;
    }
    best.side = std::floor(std::clamp(best.side, 14.0F * needs.scale, 128.0F * needs.scale));
    best.pitch = {std::max(best.side, wide) + gap, best.side + below + 0.5F * gap};
    return best;
}

} // namespace

SmallMapsLayout small_maps_layout(const AttentionNeeds& needs, ImVec2 room) {
    if (heads_of(needs) > named_heads) return small_maps_with(needs, room, 1, 0.0F);
    const float one_line = needs.name + 4.0F * needs.scale + needs.caption;
    const SmallMapsLayout one = small_maps_with(needs, room, 1, one_line);
    const SmallMapsLayout two = small_maps_with(needs, room, 2, std::max(needs.name, needs.caption));
    return one.side >= two.side ? one : two;
}

std::vector<int> wrapped(std::span<const float> widths, float room, float gap) {
    std::vector<int> lines;
    float used = 0.0F;
    for (const float width : widths) {
        const bool begins = lines.empty() || used + gap + width > room;
        lines.push_back(lines.empty() ? 0 : lines.back() + (begins ? 1 : 0));
        used = begins ? width : used + gap + width;
    }
    return lines;
}

} // namespace wordfield::app
