// SPDX-License-Identifier: MIT
// The strip at the top: reality -> mathematics -> geometry -> statistics -> probability.
#include "app/panels/menus.hpp"
#include "app/panels/panels.hpp"

#include "app/ui/lesson.hpp"
#include "model/analysis/distribution.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

struct Stage {
    const char* name;
    std::string value;
    std::string brief; ///< shown where there is no room for `value`; empty: it is cut
    Panel panel;
    std::string explanation;
};

std::string sentence_of(const Frame& frame) {
    if (!frame.can().trains) return frame.corpus().name;
    return frame.corpus().decode(frame.trace->tokens);
}

std::string ids_of(const Frame& frame) {
    if (!frame.can().trains) return with_commas(frame.moment->model.vocabulary) + " rows";
    std::string ids;
    for (const TokenId id : frame.trace->tokens) ids += (ids.empty() ? "" : " · ") + std::to_string(id);
    return ids;
}

std::string loss_of(const Frame& frame) {
    const Moment& s = *frame.moment;
    if (!s.capabilities.trains) return "not trained";
    std::string value = s.heldout_step >= 0 ? format("loss %.2f", s.heldout_loss) : std::string{"loss"};
    if (const auto floor = frame.entropy_floor()) value += format(" · floor %.2f nats", *floor);
    return value;
}

std::string entropy_of(const Frame& frame, View& view) {
    const Trace& trace = *frame.trace;
    if (trace.logits.rows() == 0 || !frame.can().trains) return {};
    const int at = position_of(trace, view.selection.position);
    view.next_word.update(frame.trace, at, view.selection.temperature, view.cut);
    return format("%.1f bits after “%s”", view.next_word.all().entropy / std::log(2.0),
                  frame.word(trace.tokens[at]).c_str());
}

std::string with_line(const std::string& sentence) {
    return sentence.empty() ? sentence : "\n" + sentence;
}

std::array<Stage, 5> stages(const Frame& frame, View& view) {
    const Moment& s = *frame.moment;
    const std::string shown =
        with_commas(frame.layout ? static_cast<std::int64_t>(frame.layout->words.size()) : 0);
    const std::string entropy = entropy_of(frame, view);
    return {
        Stage{"Text", sentence_of(frame), "", Panel::Attention,
              "The sentence, cut into tokens: words and marks, each with a place of its own."},
        Stage{
            "Numbers", ids_of(frame), "", Panel::Matrix,
            "Each token's id: the number of its row in the embedding matrix. The number itself says nothing "
            "about meaning."},
        Stage{
            "Geometry", format("%s words × %d dims", shown.c_str(), s.model.dim),
            format("%s × %d", shown.c_str(), s.model.dim), Panel::Map,
            "Rows of the matrix are points in space, words by dimensions; the map is a flat picture of where "
            "they lie."},
        Stage{"Statistics", loss_of(frame), s.heldout_step >= 0 ? format("%.2f nats", s.heldout_loss) : "",
              Panel::Training, frame.kind().words.heldout + with_line(frame.history->advice.verdict())},
        Stage{"Probability", entropy, entropy.substr(0, entropy.find(" after")), Panel::NextWord,
              "Entropy of the distribution over the next word: 0 bits is certainty, one bit more is twice as "
              "many choices."}};
}

// One stage as a pill; returns true when it was clicked.
bool pill(Ui& ui, const Stage& stage, float x, float width, float height) {
    ImGui::SetCursorPos({x, (height - ui.px(28)) * 0.5F});
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 high{low.x + width, low.y + ui.px(28)};
    const bool clicked = ImGui::InvisibleButton(stage.name, {width, ui.px(28)});
    const bool hovered = ImGui::IsItemHovered();
    ui.rects.mark_item(std::string{"strip."} + stage.name);
    explain(ui, stage.explanation.c_str());
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, hovered ? ui.theme.accent_dim : with_alpha(ui.theme.raised, 0.6F),
                        ui.px(14));
    const float y = low.y + (ui.px(28) - ui.fonts.body_px) * 0.5F;
    const float rim = std::min(ui.px(14), width * 0.12F);
    const std::string name = fit(ui.fonts.bold, ui.fonts.body_px, stage.name, width - 2 * rim);
    const float name_width = text_width(ui.fonts.bold, ui.fonts.body_px, name);
    draw->AddText(ui.fonts.bold, ui.fonts.body_px, {low.x + rim, y}, ui.theme.strong, name.c_str());
    const float room = width - name_width - ui.px(38);
    if (room > ui.px(24)) {
        const bool fits =
            stage.brief.empty() || text_width(ui.fonts.small, ui.fonts.small_px, stage.value) <= room;
        const std::string value =
            fit(ui.fonts.small, ui.fonts.small_px, fits ? stage.value : stage.brief, room);
        draw->AddText(ui.fonts.small, ui.fonts.small_px,
                      {low.x + ui.px(22) + name_width, y + (ui.fonts.body_px - ui.fonts.small_px) * 0.6F},
                      ui.theme.dim, value.c_str());
    }
    return clicked;
}

void chevron(const Ui& ui, float x, float height) {
    const ImVec2 origin = ImGui::GetWindowPos();
    const float y = origin.y + height * 0.5F;
    const float r = ui.px(3);
    const float cx = origin.x + x;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddLine({cx - r * 0.5F, y - r}, {cx + r * 0.5F, y}, ui.theme.dim, ui.px(1.2F));
    draw->AddLine({cx + r * 0.5F, y}, {cx - r * 0.5F, y + r}, ui.theme.dim, ui.px(1.2F));
}

// Play, or pause, as a round button.
void transport(Ui& ui, const Frame& frame, Outbox& out, float x, float height) {
    const float radius = ui.px(13);
    ImGui::SetCursorPos({x, height * 0.5F - radius});
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const bool running = frame.running();
    if (ImGui::InvisibleButton("play", {2 * radius, 2 * radius})) play_or_pause(*frame.moment, running, out);
    ui.rects.mark_item("control.play");
    explain(ui, what_play_does(frame));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 c{low.x + radius, low.y + radius};
    const bool trains = frame.can().trains;
    draw->AddCircleFilled(c, trains && ImGui::IsItemHovered() ? radius * 1.08F : radius,
                          trains ? ui.theme.accent : ui.theme.border, 32);
    const float s = radius * 0.42F;
    if (running) {
        draw->AddRectFilled({c.x - s, c.y - s}, {c.x - s * 0.3F, c.y + s}, ui.theme.panel);
        draw->AddRectFilled({c.x + s * 0.3F, c.y - s}, {c.x + s, c.y + s}, ui.theme.panel);
    } else {
        draw->AddTriangleFilled({c.x - s * 0.7F, c.y - s * 1.1F}, {c.x + s * 1.15F, c.y},
                                {c.x - s * 0.7F, c.y + s * 1.1F}, ui.theme.panel);
    }
}

void step_figures(const Ui& ui, const Frame& frame, float right, float height) {
    const Moment& s = *frame.moment;
    const ImVec2 origin = ImGui::GetWindowPos();
    const bool trains = frame.can().trains;
    const std::string step =
        trains ? "step " + with_commas(s.step) : with_commas(s.model.vocabulary) + " words";
    const Status& now = *frame.status;
    const std::string speed = !trains          ? std::string{"not trained"}
                              : !frame.timed() ? std::string{}
                              : now.running()  ? short_number(now.tokens_per_second) + " tokens/s"
                              : now.state == RunState::Paused ? "paused"
                                                              : "stopped";
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float middle = origin.y + height * 0.5F;
    const float x1 = right - text_width(ui.fonts.bold, ui.fonts.body_px, step);
    const float x2 = right - text_width(ui.fonts.small, ui.fonts.small_px, speed);
    draw->AddText(ui.fonts.bold, ui.fonts.body_px, {x1, middle - ui.fonts.body_px - ui.px(1)},
                  ui.theme.strong, step.c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {x2, middle + ui.px(2)}, ui.theme.dim, speed.c_str());
    explain_area(ui, {std::min(x1, x2), origin.y}, {right, origin.y + height},
                 trains ? "The optimiser step that is shown, and training tokens a second at this moment."
                        : "How many words the file of vectors has. Nothing is trained.");
}

} // namespace

namespace {

class StripPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
};

} // namespace

PanelEntry strip_panel() {
    return {{.id = Panel::Strip,
             .name = "Strip",
             .key = 0,
             .lesson = "Strip",
             .place = PanelPlace::Top,
             .stays = true},
            make_panel<StripPanel>};
}

void StripPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    const float height = ui.px(44);
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    const float name_width = text_width(ui.fonts.title, ui.fonts.title_px * 0.85F, "Wordfield");
    ImGui::GetWindowDrawList()->AddText(ui.fonts.title, ui.fonts.title_px * 0.85F,
                                        {ui.px(16), (height - ui.fonts.title_px * 0.85F) * 0.5F - 1},
                                        ui.theme.strong, "Wordfield");
    const float right_block = ui.px(298);
    if (frame.moment) {
        ImGui::SetCursorPos({ui.px(24) + name_width, (height - ui.fonts.small_px * 1.2F) * 0.5F});
        help_mark(ui, std::exchange(ui.help_for, {}));
        const float start = ui.px(48) + name_width;
        const float gap = ui.px(18);
        const float room = window.x - start - right_block - 4 * gap;
        constexpr std::array share{0.2F, 0.195F, 0.195F, 0.205F, 0.205F};
        float x = start;
        const auto list = stages(frame, view);
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i > 0) chevron(ui, x - gap * 0.5F, height);
            const float width = std::floor(room * share[i]);
            if (pill(ui, list[i], x, width, height)) out.post(BringForward{list[i].panel});
            x += width + gap;
        }
        transport(ui, frame, out, window.x - ui.px(138), height);
        step_figures(ui, frame, window.x - ui.px(14), height);
    }
    draw_menus(ui, frame, view, out, window.x - right_block + ui.px(8), height);
    ImGui::GetWindowDrawList()->AddLine({0, height - 0.5F}, {window.x, height - 0.5F}, ui.theme.border);
    end_panel();
}

} // namespace wordfield::app
