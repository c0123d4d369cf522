// SPDX-License-Identifier: MIT
// A small line plot: curves over the steps, level lines, and the values under the mouse.
#pragma once

#include "app/history.hpp"
#include "app/ui.hpp"

#include <span>

namespace wordfield::app {

struct PlotCurve {
    std::span<const Curve::Point> points;
    ImU32 colour;
    const char* name;
    bool faint = false; ///< drawn thin and transparent, behind the others
};

struct PlotLevel {
    float value;
    ImU32 colour;
    const char* name;
    const char* explanation;
};

struct Plot {
    std::span<const PlotCurve> curves;
    std::span<const PlotLevel> levels;
    float low, high;         ///< the value axis
    const char* unit;        ///< behind values in the tooltip
    double marked_step = -1; ///< a line through the step that is looked at; negative for none
};

void draw_plot(Ui& ui, const char* id, const Plot& plot, ImVec2 size);

} // namespace wordfield::app
