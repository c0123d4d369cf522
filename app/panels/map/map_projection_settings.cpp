// SPDX-License-Identifier: MIT
// The part of the popover that belongs to the method: t-SNE's numbers, components, columns.
#include "app/panels/map/map_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::array methods{ProjectionMethod::Tsne, ProjectionMethod::Pca, ProjectionMethod::Axes,
                             ProjectionMethod::Dimensions};
constexpr std::array axis_names{"across", "up", "depth"};

void method_buttons(Ui& ui, MapState& state, Outbox& out) {
    section(ui, "Method", "How many dimensions become two or three");
    constexpr const char* names[] = {"t-SNE", "PCA", "Word axes", "Dimensions"};
    constexpr const char* explanations[] = {
        "Keeps near words near, as well as two dimensions can. Distance across the map means little.",
        "A straight shadow of the cloud, along any of its main directions",
        "Each axis leads from some words to others that you choose",
        "Each axis is one column of the embedding as it is"};
    ProjectionConfig& projection = state.settings.projection;
    int method =
        static_cast<int>(std::find(methods.begin(), methods.end(), projection.method) - methods.begin());
    constexpr const char* dims[] = {"2D", "3D"};
    int dim = projection.dims == 2 ? 0 : 1;
    bool changed = segmented(ui, state.part("settings.method").c_str(), names, method, explanations);
    changed |= segmented(ui, state.part("settings.dims").c_str(), dims, dim);
    if (!changed) return;
    projection.method = methods[static_cast<std::size_t>(method)];
    projection.dims = dim == 0 ? 2 : 3;
    state.follow = true;
    map_settings_changed(state, out);
}

bool number(Ui& ui, const std::string& id, const char* name, const std::string& value,
            const char* explanation, float& number, float low, float high) {
    figure(ui, name, value, explanation);
    return slider(ui, id.c_str(), number, low, high, true, ui.theme.accent);
}

void tsne_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    ProjectionConfig& p = state.settings.projection;
    bool changed =
        number(ui, state.part("perplexity"), "Perplexity", format("%.0f", p.perplexity),
               "About how many neighbours of a word count: few show fine grain, many the broad shape.",
               p.perplexity, 3.0F, 100.0F);
    changed |=
        number(ui, state.part("attraction"), "Attraction", format("%.2f", p.attraction),
               "How strongly neighbours pull once the map has unfolded: 1 as published, less opens tight "
               "groups, more packs them.",
               p.attraction, 0.25F, 4.0F);
    changed |=
        number(ui, state.part("exaggeration"), "Exaggeration", format("%.0f", p.exaggeration),
               "How much stronger neighbours pull while a fresh map unfolds, so that groups find together. "
               "A change makes the map afresh.",
               p.exaggeration, 1.0F, 40.0F);
    const auto n = static_cast<float>(frame.layout->words.size());
    const float automatic = std::max(n / p.exaggeration, 50.0F);
    float rate = p.learning_rate > 0.0F ? p.learning_rate : automatic;
    const bool is_auto = p.learning_rate <= 0.0F;
    if (number(ui, state.part("learning_rate"), "Learning rate",
               is_auto ? std::string{"auto"} : format("%.0f", p.learning_rate),
               "How far words move at each iteration. Auto: the number of words over the exaggeration "
               "(Belkina et "
               "al. 2019), 50 at least.",
               rate, 10.0F, 5000.0F)) {
        p.learning_rate = rate;
        changed = true;
    }
    if (button(ui, state.part("rate_auto").c_str(), "auto rate", "The number of words over the exaggeration",
               is_auto)) {
        p.learning_rate = 0.0F;
        changed = true;
    }
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, state.part("tsne_defaults").c_str(), "Defaults", "t-SNE's numbers as at the beginning")) {
        const ProjectionConfig fresh;
        p.perplexity = fresh.perplexity;
        p.exaggeration = fresh.exaggeration;
        p.attraction = fresh.attraction;
        p.learning_rate = fresh.learning_rate;
        changed = true;
    }
    if (changed) map_settings_changed(state, out);
}

// One of several numbers with a button at each side.
bool stepper(Ui& ui, const std::string& id, const char* name, int& value, int count,
             const char* explanation) {
    const int before = value;
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, name);
    explain(ui, explanation);
    ImGui::SameLine(ui.px(54));
    if (button(ui, (id + ".less").c_str(), "<", "The one before", false, {ui.px(22), 0})) --value;
    ImGui::SameLine(0, ui.px(6));
    text(ui, ui.fonts.body, ui.theme.text, format("%2d", value + 1));
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, (id + ".more").c_str(), ">", "The next one", false, {ui.px(22), 0})) ++value;
    value = std::clamp(value, 0, std::max(0, count - 1));
    return value != before;
}

// The share of the variance of each component or column; those shown are lit. A click shows one across.
bool variance_chart(Ui& ui, const std::string& id, const Layout& layout, ProjectionConfig& p,
                    const char* what) {
    const std::vector<float>& shares = layout.all_variances;
    if (shares.empty()) return false;
    const float most = std::max(*std::max_element(shares.begin(), shares.end()), 1e-6F);
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ui.px(46);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id.c_str(), {width, height});
    const bool hovered = ImGui::IsItemHovered();
    ui.rects.mark_item(id);
    const float bar = width / static_cast<float>(shares.size());
    const int under = std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - low.x) / bar), 0,
                                 static_cast<int>(shares.size()) - 1);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + width, low.y + height}, ui.theme.ground, ui.px(3));
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const bool shown = std::find(p.components.begin(), p.components.begin() + p.dims,
                                     static_cast<int>(i)) != p.components.begin() + p.dims;
        const float x = low.x + bar * static_cast<float>(i);
        const float top = low.y + height - std::max(1.0F, (height - ui.px(4)) * shares[i] / most);
        const ImU32 colour = shown                                     ? ui.theme.accent
                             : hovered && under == static_cast<int>(i) ? ui.theme.text
                                                                       : ui.theme.dim;
        draw->AddRectFilled({x + 0.5F, top}, {x + std::max(bar - 0.5F, 1.0F), low.y + height}, colour);
    }
    if (hovered)
        explain(ui, format("%s %d holds %.1f%% of the variance. Click to show it across.", what, under + 1,
                           100 * shares[static_cast<std::size_t>(under)])
                        .c_str());
    if (pressed) p.components[0] = under;
    return pressed;
}

void component_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    ProjectionConfig& p = state.settings.projection;
    const Layout& layout = *frame.layout;
    const bool columns = p.method == ProjectionMethod::Dimensions;
    const char* what = columns ? "Column" : "Component";
    const int count = frame.snapshot->model.dim;
    bool changed = variance_chart(ui, state.part("variances"), layout, p, what);
    for (int d = 0; d < p.dims; ++d) {
        const auto at = static_cast<std::size_t>(d);
        changed |=
            stepper(ui, state.part("component") + format(".%d", d), axis_names[at], p.components[at], count,
                    columns ? "Which column of the embedding lies along this axis"
                            : "Which principal component lies along this axis, 1 being the widest");
        if (at < layout.explained_variance.size()) {
            ImGui::SameLine();
            text_right(ui, ui.fonts.small, ui.theme.dim,
                       format("%.1f%% of the variance", 100 * layout.explained_variance[at]));
        }
    }
    if (layout.residual)
        figure(ui, "not shown", format("%.1f%% of the variance", 100 * *layout.residual),
               "Share of the spread of the rows at right angles to everything that the map shows.");
    if (changed) map_settings_changed(state, out);
}

} // namespace

void projection_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    method_buttons(ui, state, out);
    switch (state.settings.projection.method) {
    case ProjectionMethod::Tsne:
        tsne_settings(ui, frame, state, out);
        break;
    case ProjectionMethod::Axes:
        axes_settings(ui, frame, state, out);
        break;
    case ProjectionMethod::Pca:
    case ProjectionMethod::Dimensions:
        component_settings(ui, frame, state, out);
        break;
    }
}

} // namespace wordfield::app
