// SPDX-License-Identifier: MIT
// A small line plot: curves over the steps, level lines, and the values under the mouse.
#pragma once

#include "app/ui/ui.hpp"
#include "model/core/history_point.hpp"

#include <span>
#include <string>

namespace wordfield::app {

struct PlotCurve {
    std::span<const HistoryPoint> points;
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

/// Something that happened at a step.
struct PlotMark {
    double step;
    ImU32 colour;
    std::string words; ///< shown while the mouse is near
};

struct Plot {
    std::span<const PlotCurve> curves;
    std::span<const PlotLevel> levels;
    float low, high;         ///< the value axis
    const char* unit;        ///< behind values in the tooltip
    double marked_step = -1; ///< a line through the step that is looked at; negative for none
    std::span<const PlotMark> marks{};
    double first_step = 0; ///< where the axis of steps begins
};

void draw_plot(Ui& ui, const char* id, const Plot& plot, ImVec2 size);

} // namespace wordfield::app
