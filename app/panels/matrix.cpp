// SPDX-License-Identifier: MIT
// The whole embedding matrix as a heat map: every word one line, every dimension one column.
#include "app/panels/panels.hpp"

#include "render/heatmap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::app {
namespace {

constexpr Index most_numbers = 2'000'000; // that the graphics card is given a copy of, 8 MB

/// How many rows are drawn: all, or the first ones of a table of very many.
Index drawn_rows(const Rows& rows) {
    return std::min(rows.rows(), std::max<Index>(most_numbers / std::max<Index>(rows.cols(), 1), 1));
}

/// The whole embedding matrix as a heat map with a spotlight on the chosen rows.
struct MatrixState {
    int order = 1; ///< 0 by id, 1 by category
    std::unique_ptr<render::Heatmap> heatmap = std::make_unique<render::Heatmap>();
    std::shared_ptr<const Moment> uploaded;
    float scale = 1.0F;    ///< the weight that has the strongest colour
    std::vector<int> rows; ///< which row is drawn at which line
    const void* rows_corpus = nullptr;
    int rows_order = -1;
};

void choose_order(const Corpus& corpus, Index rows, MatrixState& state) {
    state.rows_corpus = &corpus;
    state.rows_order = state.order;
    state.rows.resize(static_cast<std::size_t>(rows));
    std::iota(state.rows.begin(), state.rows.end(), 0);
    if (state.order == 1)
        std::stable_sort(
            state.rows.begin(), state.rows.end(), [&](int a, int b) { // words without a category at the end
                const auto rank = [&](int id) { return static_cast<unsigned>(corpus.lexicon.category[id]); };
                return rank(a) < rank(b);
            });
    state.heatmap->set_order(state.rows);
}

void refresh(Ui& ui, const Frame& frame, MatrixState& state, const Selection& selection) {
    const Rows rows = *frame.moment->embedding;
    if (state.uploaded != frame.moment) {
        const Index drawn = drawn_rows(rows);
        Matrix room;
        const Rows::Tile shown = rows.tile(0, drawn, room);
        state.heatmap->upload({shown.data(), static_cast<std::size_t>(shown.size())}, static_cast<int>(drawn),
                              static_cast<int>(rows.cols()));
        // The scale follows the bulk of the weights: one large weight must not turn all others grey.
        const auto numbers = static_cast<float>(drawn * rows.cols());
        state.scale = std::max(1e-6F, 2.5F * std::sqrt(shown.squaredNorm() / numbers));
        if (!state.uploaded || state.uploaded->corpus != frame.moment->corpus) state.rows_corpus = nullptr;
        state.uploaded = frame.moment;
    }
    if (state.rows_corpus != &frame.corpus() || state.rows_order != state.order)
        choose_order(frame.corpus(), drawn_rows(rows), state);
    state.heatmap->set_colours(ui.theme.dark ? render::Colormap::DivergingDark
                                             : render::Colormap::DivergingLight,
                               -state.scale, state.scale);
    std::vector<int> lit(selection.pinned.begin(), selection.pinned.end());
    if (const auto hovered = selection.hovered()) lit.push_back(*hovered);
    state.heatmap->set_spotlight(lit);
    render::HeatmapStyle style;
    style.background = to_glm(ui.theme.ground);
    state.heatmap->set_style(style);
}

// The category of each line, as a thin band of colour at the left.
void category_band(const Frame& frame, const MatrixState& state, ImVec2 low, ImVec2 size) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto count = static_cast<float>(state.rows.size());
    std::size_t begin = 0;
    const auto category = [&](std::size_t i) { return frame.corpus().lexicon.category[state.rows[i]]; };
    for (std::size_t i = 1; i <= state.rows.size(); ++i) {
        if (i < state.rows.size() && category(i) == category(begin)) continue;
        const float y0 = low.y + size.y * static_cast<float>(begin) / count;
        const float y1 = low.y + size.y * static_cast<float>(i) / count;
        draw->AddRectFilled({low.x, y0}, {low.x + size.x, std::max(y1, y0 + 1)},
                            frame.words->category_colour(category(begin)));
        begin = i;
    }
}

/// A row of the heat map with its word.
struct RowTag {
    TokenId word;
    bool pinned;
};

void row_tag(const Ui& ui, const Frame& frame, const MatrixState& state, const RowTag& tag,
             const Area& area) {
    const auto [id, pinned] = tag;
    const auto [low, size] = area;
    if (id >= std::ssize(state.rows)) return; // beyond those that are drawn
    const float y = low.y + size.y * (static_cast<float>(state.heatmap->displayed_row(id)) + 0.5F) /
                                static_cast<float>(state.rows.size());
    const std::string& word = frame.word(id);
    const float px = ui.fonts.small_px;
    const float width = text_width(ui.fonts.small, px, word) + ui.px(8);
    const float top = std::clamp(y - px - ui.px(6), low.y, low.y + size.y - px);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImU32 colour = pinned ? ui.theme.accent : ui.theme.text;
    draw->AddRectFilled({low.x + ui.px(3), top}, {low.x + ui.px(3) + width, top + px + ui.px(3)},
                        with_alpha(ui.theme.panel, 0.9F), ui.px(3));
    draw->AddText(ui.fonts.small, px, {low.x + ui.px(7), top + ui.px(1)}, colour, word.c_str());
    draw->AddRect({low.x, y - ui.px(2)}, {low.x + size.x, y + ui.px(2)}, colour);
}

void mouse(Ui& ui, const Frame& frame, const MatrixState& state, ImVec2 low, Selection& selection,
           Outbox& out) {
    if (!ImGui::IsItemHovered()) return;
    const ImVec2 at = ImGui::GetIO().MousePos;
    const auto cell = state.heatmap->cell_at({at.x - low.x, at.y - low.y});
    if (!cell) return;
    selection.hover(cell->row);
    explain(ui, format("%s · row %d · dimension %d: %+.4f", frame.word(cell->row).c_str(), cell->row,
                       cell->column, (*frame.moment->embedding)(cell->row, cell->column))
                    .c_str());
    if (ImGui::IsItemClicked()) selection.click(cell->row, ImGui::GetIO().KeyCtrl);
    if (ImGui::IsMouseDoubleClicked(0)) out.post(FlyTo{cell->row});
}

class MatrixPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
    void forget_words() override {
        state_.uploaded.reset();
        state_.rows.clear();
        state_.rows_corpus = nullptr;
    }

private:
    MatrixState state_;
};

void MatrixPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    auto& selection = view.selection;
    MatrixState& state = state_;
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    if (frame.moment) {
        const Moment& s = *frame.moment;
        const Index drawn = drawn_rows(*s.embedding);
        const std::string some = drawn < s.embedding->rows() ? "first " + with_commas(drawn) + " of " : "";
        heading(ui, "Matrix", some + format("%s × %d", with_commas(s.model.vocabulary).c_str(), s.model.dim),
                "The embedding matrix: one row for each word, one column for each dimension. Blue is "
                "negative, orange positive. It is a weight like any other, "
                "and at the same time the coordinates of every word.");
        constexpr const char* orders[] = {"by id", "by category"};
        constexpr const char* explanations[] = {
            "Rows in the order of their ids: frequent words at the top.",
            "Rows of one category together: their pattern becomes alike as training runs."};
        segmented(ui, "matrix.order", orders, state.order, explanations);
        refresh(ui, frame, state, selection);
        const float band = ui.px(5);
        ImVec2 low = ImGui::GetCursorScreenPos();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const ImVec2 size{std::floor(std::max(8.0F, room.x - band - 2)), std::floor(std::max(8.0F, room.y))};
        category_band(frame, state, low, {band, size.y});
        low = {std::floor(low.x + band + 2), std::floor(low.y)};
        state.heatmap->set_size(static_cast<int>(size.x), static_cast<int>(size.y));
        state.heatmap->render();
        ImGui::SetCursorScreenPos(low);
        ImGui::InvisibleButton("cells", size);
        ui.rects.mark_item("matrix.cells");
        const auto texture =
            reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(state.heatmap->texture()));
        ImGui::GetWindowDrawList()->AddImage(texture, low, {low.x + size.x, low.y + size.y}, {0, 1}, {1, 0});
        mouse(ui, frame, state, low, selection, out);
        if (const auto focus = selection.focus())
            row_tag(ui, frame, state, {*focus, true}, {low, size}); // the spotlight shows the others
        if (const auto hovered = selection.hovered(); hovered && !selection.is_pinned(*hovered))
            row_tag(ui, frame, state, {*hovered, false}, {low, size});
    }
    end_panel();
}

} // namespace

PanelEntry matrix_panel() {
    return {
        {.id = Panel::Matrix, .name = "Matrix", .key = 3, .lesson = "Matrix", .place = PanelPlace::BesideMap},
        make_panel<MatrixPanel>};
}

} // namespace wordfield::app
