// SPDX-License-Identifier: MIT
// The part of the popover in which axes of meaning are written: "man, king -> woman, queen".
#include "app/panels/map/map_parts.hpp"

#include "model/core/error.hpp"
#include "model/map/axis_text.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace wordfield::app {
namespace {

constexpr std::array field_names{"across", "up", "depth"};
constexpr std::size_t most_relations = 8;

void fill(AxisField& field, const std::string& words) {
    const std::size_t length = std::min(words.size(), sizeof field.text - 1);
    std::memcpy(field.text, words.data(), length);
    field.text[length] = '\0';
}

// All fields, read; what is wrong with one is said below it, and the others still count.
void read_fields(const Frame& frame, MapState& state, Outbox& out) {
    std::vector<WordAxis> axes;
    for (AxisField& field : state.view.axes) {
        field.error.clear();
        if (field.text[0] == '\0') continue;
        try {
            axes.push_back(parse_axis(frame.corpus().lexicon.vocabulary, field.text));
        } catch (const Error& error) {
            field.error = error.what();
        }
    }
    if (axes == state.settings.projection.axes) return;
    state.settings.projection.axes = std::move(axes);
    state.follow = true;
    map_settings_changed(state, out);
}

// Other words, other ids: what was written for another text is read again.
void meet_corpus(const Frame& frame, MapState& state, Outbox& out) {
    if (state.view.axes_corpus == &frame.corpus()) return;
    state.view.axes_corpus = &frame.corpus();
    const auto named = relation_axes(frame.corpus().lexicon);
    for (std::size_t i = 0; i < 2 && i < named.size(); ++i)
        if (state.view.axes[i].text[0] == '\0')
            fill(state.view.axes[i], axis_text(frame.corpus().lexicon.vocabulary, named[i].axis));
    read_fields(frame, state, out);
}

// Empty fields and those that cannot be read take no place among the axes.
void share_line(Ui& ui, const Frame& frame, const MapState& state, std::size_t field) {
    const Layout& layout = *frame.layout;
    const auto counts = [](const AxisField& f) { return f.text[0] != '\0' && f.error.empty(); };
    const auto& fields = state.view.axes;
    if (!counts(fields[field])) return;
    const auto axis = static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(field), counts));
    if (projection_info(layout.config.method).choice != ProjectionChoice::WordAxes ||
        axis >= layout.explained_variance.size())
        return;
    figure(
        ui, "along it", format("%.1f%% of the variance", 100 * layout.explained_variance[axis]),
        "Share of the spread of the rows that lies along this axis. A random direction would hold about one "
        "over the number of dimensions.");
}

bool axis_field(Ui& ui, const Frame& frame, MapState& state, std::size_t i) {
    AxisField& field = state.view.axes[i];
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, field_names[i]);
    explain(ui, "An axis leads from the mean of some words to the mean of others. Left empty, it is the main "
                "component of what the other axes leave over.");
    ImGui::SameLine(ui.px(54));
    ImGui::SetNextItemWidth(-1);
    const std::string id = "##axis" + std::to_string(i);
    const bool edited =
        ImGui::InputTextWithHint(id.c_str(), "man, king -> woman, queen", field.text, sizeof field.text);
    ui.rects.mark_item(state.part("axis") + "." + std::to_string(i));
    if (ImGui::IsItemActive()) state.view.axis_in_use = static_cast<int>(i);
    if (!field.error.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.warm);
        ImGui::PushFont(ui.fonts.small);
        ImGui::PushTextWrapPos(0.0F);
        ImGui::TextUnformatted(field.error.c_str());
        ui.rects.mark_item(state.part("axis_error") + "." + std::to_string(i));
        ImGui::PopTextWrapPos();
        ImGui::PopFont();
        ImGui::PopStyleColor();
    } else {
        share_line(ui, frame, state, i);
    }
    return edited;
}

bool relation_buttons(Ui& ui, const Frame& frame, MapState& state) {
    const auto named = relation_axes(frame.corpus().lexicon);
    if (named.empty()) return false;
    remark(ui, "Relations of this corpus, for the field used last:");
    bool pressed = false;
    const float right = ImGui::GetWindowContentRegionMax().x;
    float x = 0.0F;
    for (std::size_t i = 0; i < std::min(named.size(), most_relations); ++i) {
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, named[i].name) + ui.px(18);
        if (i > 0 && x + width < right) ImGui::SameLine(0, ui.px(4));
        const std::string about =
            "From " + short_axis_text(frame.corpus().lexicon.vocabulary, named[i].axis, 3);
        if (button(ui, (state.part("relation") + "." + named[i].name).c_str(), named[i].name.c_str(),
                   about.c_str())) {
            fill(state.view.axes[state.view.axis_in_use],
                 axis_text(frame.corpus().lexicon.vocabulary, named[i].axis));
            pressed = true;
        }
        x = ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x + ui.px(4);
    }
    return pressed;
}

} // namespace

void write_axes(MapState& state, const Corpus& corpus) {
    const auto& axes = state.settings.projection.axes;
    for (std::size_t i = 0; i < state.view.axes.size(); ++i) {
        fill(state.view.axes[i],
             i < axes.size() ? axis_text(corpus.lexicon.vocabulary, axes[i]) : std::string{});
        state.view.axes[i].error.clear();
    }
    state.view.axes_corpus = &corpus;
}

void axes_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    meet_corpus(frame, state, out);
    const auto dims = static_cast<std::size_t>(state.settings.projection.dims);
    state.view.axis_in_use = std::min(state.view.axis_in_use, static_cast<int>(dims) - 1);
    bool edited = false;
    for (std::size_t i = 0; i < dims; ++i) edited |= axis_field(ui, frame, state, i);
    edited |= relation_buttons(ui, frame, state);
    if (edited) read_fields(frame, state, out);
    const Layout& layout = *frame.layout;
    if (projection_info(layout.config.method).choice == ProjectionChoice::WordAxes && layout.residual)
        figure(ui, "not shown", format("%.1f%% of the variance", 100 * *layout.residual),
               "Share of the spread of the rows at right angles to all of these axes: what this map does not "
               "tell.");
}

} // namespace wordfield::app
