// SPDX-License-Identifier: MIT
// How the chosen word's neighbours came about: one line per word over the kept moments of the run, its rank
// or its cosine as the height.
#include "app/desk/panel_view.hpp"
#include "app/story/neighbour_history.hpp"
#include "render/colormap.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

using RankLine = NeighbourHistory::Line;
constexpr double budget = 0.003; // seconds of a frame
constexpr double all_of_it = 1e6;

/// Where moments and values lie on the screen.
struct Chart {
    const Ui& ui;
    const NeighbourHistory& history;
    Area area;        // of the lines
    bool ranks;       // else cosines
    bool log_steps;   // else even ones
    float low = 0.0F; // the least cosine

    [[nodiscard]] float x_of(std::int64_t step) const {
        const auto last = static_cast<float>(std::max<std::int64_t>(1, history.steps().back()));
        const auto s = static_cast<float>(std::max<std::int64_t>(0, step));
        const float share = log_steps ? std::log1p(s) / std::log1p(last) : s / last;
        return area.low.x + area.size.x * std::clamp(share, 0.0F, 1.0F);
    }
    // Ranks beyond those that count share the line at the foot.
    [[nodiscard]] float y_of(const RankLine& line, std::size_t i) const {
        constexpr int near = NeighbourHistory::near_ranks;
        const int rank = line.rank[i] == 0 ? near + 1 : std::min(line.rank[i], near + 1);
        const float share = ranks ? static_cast<float>(rank - 1) / static_cast<float>(near)
                                  : (1.0F - line.cosine[i]) / (1.0F - low);
        return area.low.y + area.size.y * std::clamp(share, 0.0F, 1.0F);
    }
};

/// The point of a line under the mouse.
struct Hit {
    const RankLine* line = nullptr; // null: only a moment
    std::size_t moment = 0;
};

std::size_t nearest_moment(const Chart& chart, float x) {
    const auto& steps = chart.history.steps();
    const auto away = [&](std::int64_t step) { return std::abs(chart.x_of(step) - x); };
    return static_cast<std::size_t>(std::ranges::min_element(steps, {}, away) - steps.begin());
}

Hit hit_at(const Chart& chart, ImVec2 mouse) {
    Hit hit{nullptr, nearest_moment(chart, mouse.x)};
    float closest = chart.ui.px(10);
    for (const RankLine& line : chart.history.lines()) {
        const float away = std::abs(chart.y_of(line, hit.moment) - mouse.y);
        if (away < closest) {
            closest = away;
            hit.line = &line;
        }
    }
    return hit;
}

// Of every line that is not far below, nearest first.
std::string values_at(const Chart& chart, const Frame& frame, std::size_t moment) {
    std::vector<const RankLine*> near;
    for (const RankLine& line : chart.history.lines())
        if (line.rank[moment] > 0 && line.rank[moment] <= NeighbourHistory::near_ranks) near.push_back(&line);
    std::ranges::sort(near, {}, [&](const RankLine* line) { return line->rank[moment]; });
    std::string words;
    for (const RankLine* line : near)
        words += format("\n%d  %s  %.2f", line->rank[moment], frame.word(line->word).c_str(),
                        line->cosine[moment]);
    return words;
}

std::string sentence_of(const Chart& chart, const Frame& frame, const Hit& hit) {
    const std::string step = "step " + with_commas(chart.history.steps()[hit.moment]);
    if (hit.line == nullptr) return step + ": click to look at it" + values_at(chart, frame, hit.moment);
    const int rank = hit.line->rank[hit.moment];
    return format("%s · %s · cosine %.2f · %s", frame.word(hit.line->word).c_str(), step.c_str(),
                  hit.line->cosine[hit.moment],
                  rank > 0 ? format("rank %d", rank).c_str()
                           : format("beyond rank %d", NeighbourHistory::known_ranks).c_str());
}

void draw_grid(const Chart& chart) {
    const Ui& ui = chart.ui;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float right = chart.area.high().x;
    const auto level = [&](float share, const std::string& words) {
        const float y = chart.area.low.y + chart.area.size.y * share;
        draw->AddLine({chart.area.low.x, y}, {right, y}, with_alpha(ui.theme.border, 0.6F));
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, words);
        draw->AddText(ui.fonts.small, ui.fonts.small_px,
                      {chart.area.low.x - width - ui.px(6), y - ui.fonts.small_px * 0.55F}, ui.theme.dim,
                      words.c_str());
    };
    if (chart.ranks) {
        constexpr int near = NeighbourHistory::near_ranks;
        for (int rank = 1; rank <= near + 1; ++rank)
            level(static_cast<float>(rank - 1) / near,
                  rank <= near ? std::to_string(rank) : format("%d+", near + 1));
    } else {
        for (const float share : {0.0F, 0.5F, 1.0F})
            level(share, format("%.1f", 1 - share * (1 - chart.low)));
    }
}

// The neighbours of a word are mostly of its own category, so each line has a hue of its own.
ImU32 hue(const Ui& ui, std::size_t line) {
    const glm::vec3 c = render::category_style(static_cast<int>(line), ui.theme.dark).colour;
    return from_rgb(c.r, c.g, c.b);
}

// Moments that lie close together would cross each other into a weave: of those
// one is drawn, and the last of all always.
void draw_line(const Chart& chart, const RankLine& line, ImU32 colour, bool lit) {
    const auto& steps = chart.history.steps();
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float gap = chart.ui.px(9), end = chart.x_of(steps.back());
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const float x = chart.x_of(steps[i]);
        const bool last = i + 1 == steps.size(), near = !points.empty() && x < points.back().x + gap;
        if (last || (!near && x <= end - gap)) points.emplace_back(x, chart.y_of(line, i));
    }
    draw->AddPolyline(points.data(), static_cast<int>(points.size()), with_alpha(colour, lit ? 1.0F : 0.62F),
                      0, chart.ui.px(lit ? 2.6F : 1.4F));
    if (points.size() == 1) draw->AddCircleFilled(points.front(), chart.ui.px(3), colour);
}

// The moment that the window shows: a line through all others.
void draw_shown_step(const Chart& chart, const Frame& frame) {
    const float x = chart.x_of(frame.moment->step);
    const ImU32 colour = frame.live ? chart.ui.theme.dim : chart.ui.theme.warm;
    ImGui::GetWindowDrawList()->AddLine({x, chart.area.low.y}, {x, chart.area.high().y}, colour,
                                        chart.ui.px(frame.live ? 1.0F : 1.6F));
}

class NeighboursPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
    void forget_words() override { history_ = {}; }
    [[nodiscard]] bool animating(const View& view) const override {
        return view.selection.focus() != history_.word() || history_.pending() > 0;
    }

private:
    void switches(Ui& ui);
    void chart(PanelContext& context);
    void mouse(PanelContext& context, const Chart& chart);
    void labels(PanelContext& context, const Chart& chart, float width) const;
    void foot(const PanelContext& context, const Chart& chart) const;

    NeighbourHistory history_;
    int height_of_ = 0; // 0 rank, 1 cosine
    int axis_ = 0;      // 0 even steps, 1 their logarithm
};

void NeighboursPanel::switches(Ui& ui) {
    constexpr const char* heights[] = {"rank", "cosine"};
    constexpr const char* height_explanations[] = {
        "The nearest word at the top; whoever is beyond the eighth place lies on the line at the foot.",
        "The cosine to the chosen word, seen from the mean row, as in the list of nearest words."};
    segmented(ui, "neighbours.height", heights, height_of_, height_explanations);
    ImGui::SameLine(0, ui.px(8));
    constexpr const char* axes[] = {"steps", "log"};
    constexpr const char* axis_explanations[] = {"Steps as they are, as on the time bar",
                                                 "The logarithm of the step: the beginning takes more room"};
    segmented(ui, "neighbours.axis", axes, axis_, axis_explanations);
}

// The names at the right, beside the ends of their lines; those that would find no room are left out.
void NeighboursPanel::labels(PanelContext& context, const Chart& chart, float width) const {
    Ui& ui = context.ui;
    const Selection& selection = context.view.selection;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float gap = ui.fonts.small_px + ui.px(1), left = chart.area.high().x;
    const auto room = static_cast<std::size_t>(1 + chart.area.size.y / gap);
    std::vector<float> heights;
    for (const RankLine& line : history_.lines())
        if (heights.size() < room) heights.push_back(chart.y_of(line, line.rank.size() - 1));
    const std::vector<float> ends = heights;
    spread(heights, gap, chart.area.low.y, chart.area.high().y);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const TokenId id = history_.lines()[i].word;
        const bool lit = selection.is_lit(id);
        const ImVec2 at{left + ui.px(14), heights[i] - gap * 0.5F};
        draw->AddLine({left, ends[i]}, {at.x - ui.px(3), heights[i]}, with_alpha(hue(ui, i), 0.6F));
        const std::string word =
            fit(ui.fonts.small, ui.fonts.small_px, context.frame.word(id), width - ui.px(16));
        draw->AddText(lit ? ui.fonts.bold : ui.fonts.small, ui.fonts.small_px, at,
                      lit ? ui.theme.strong : ui.theme.text, word.c_str());
        ui.rects.mark("neighbours.label." + context.frame.word(id), at, {left + width, at.y + gap});
    }
}

// At the foot: where the axis begins and ends, and how much is still to be read.
void NeighboursPanel::foot(const PanelContext& context, const Chart& chart) const {
    const Ui& ui = context.ui;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float y = chart.area.high().y + ui.px(9);
    const auto words = [&](float x, const std::string& what) {
        draw->AddText(ui.fonts.small, ui.fonts.small_px, {x, y}, ui.theme.dim, what.c_str());
    };
    words(chart.area.low.x, "0");
    const std::string last = with_commas(history_.steps().back());
    words(chart.area.high().x - text_width(ui.fonts.small, ui.fonts.small_px, last), last);
    if (history_.pending() > 0)
        words(chart.area.low.x + ui.px(24), with_commas(history_.pending()) + " moments still to be read");
}

void NeighboursPanel::mouse(PanelContext& context, const Chart& chart) {
    ImGui::SetCursorScreenPos(chart.area.low);
    const bool clicked = ImGui::InvisibleButton("chart", chart.area.size);
    context.ui.rects.mark_item("neighbours.chart");
    if (!ImGui::IsItemHovered()) return;
    const Hit hit = hit_at(chart, ImGui::GetIO().MousePos);
    if (hit.line != nullptr) context.view.selection.hover(hit.line->word);
    const float x = chart.x_of(history_.steps()[hit.moment]);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddLine({x, chart.area.low.y}, {x, chart.area.high().y}, with_alpha(context.ui.theme.text, 0.35F));
    if (hit.line != nullptr)
        draw->AddCircleFilled({x, chart.y_of(*hit.line, hit.moment)}, context.ui.px(3.5F),
                              hue(context.ui, hit.line - history_.lines().data()));
    explain(context.ui, sentence_of(chart, context.frame, hit).c_str());
    if (clicked) context.out.post(Scrub{history_.steps()[hit.moment]});
}

void NeighboursPanel::chart(PanelContext& context) {
    Ui& ui = context.ui;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float left = ui.px(24), right = std::min(ui.px(96), 0.34F * room.x), foot_height = ui.px(26);
    Chart chart{ui,
                history_,
                {{low.x + left, low.y + ui.px(8)}, {room.x - left - right, 0}},
                height_of_ == 0,
                axis_ == 1};
    chart.area.size.y = std::max(ui.px(40), room.y - ui.px(8) - foot_height);
    for (const RankLine& line : history_.lines())
        for (const float cosine : line.cosine) chart.low = std::min(chart.low, std::floor(cosine * 5) / 5);
    draw_grid(chart);
    draw_shown_step(chart, context.frame);
    ImGui::PushClipRect({chart.area.low.x - 2, chart.area.low.y - 4}, {chart.area.high().x + 2, 1e6F}, true);
    for (const bool lit : {false, true}) // those under the mouse lie over the others
        for (std::size_t i = 0; i < history_.lines().size(); ++i)
            if (const RankLine& line = history_.lines()[i]; context.view.selection.is_lit(line.word) == lit)
                draw_line(chart, line, hue(ui, i), lit);
    ImGui::PopClipRect();
    labels(context, chart, right);
    foot(context, chart);
    mouse(context, chart);
}

void NeighboursPanel::draw(PanelContext& context) {
    Ui& ui = context.ui;
    const Frame& frame = context.frame;
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    if (frame.moment && frame.timeline != nullptr) {
        const auto focus = context.view.selection.focus();
        history_.update(*frame.timeline, focus, frame.patient ? all_of_it : budget);
        heading(
            ui, "Neighbours over time", focus ? "of “" + frame.word(*focus) + "”" : "",
            "The words that were among the eight nearest at some kept moment of the run, by cosine in the "
            "full space.");
        if (!focus) {
            remark(ui, "Click a word to see how its neighbours came about.");
        } else if (history_.steps().empty()) {
            remark(ui, "Not a moment of this run has been kept yet.");
        } else {
            switches(ui);
            chart(context);
        }
    }
    end_panel();
}

} // namespace

PanelEntry neighbours_over_time_panel() {
    return {{.id = Panel::NeighboursOverTime,
             .name = "Neighbours over time",
             .key = 9,
             .lesson = "Neighbours over time",
             .place = PanelPlace::Right,
             .shown = false,
             .untrained = "These vectors come from a file and do not change, so neighbours stay the same."},
            make_panel<NeighboursPanel>};
}

} // namespace wordfield::app
