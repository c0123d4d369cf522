// SPDX-License-Identifier: MIT
// What the page "Flow field" keeps from frame to frame.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/view.hpp"
#include "app/ui/sheet.hpp"
#include "app/ui/ui.hpp"
#include "model/context/context_inquiry.hpp"
#include "model/context/matrix_directions.hpp"
#include "model/core/cached.hpp"

#include <memory>
#include <vector>

namespace wordfield::app {

/// The regions, and what of the plane is in view.
struct ShownField {
    std::vector<FieldCell> cells;
    FieldRange x, y;
    float factor = 1.0F; ///< by which all arrows and circles are drawn larger than they are
};

/// From the plane to the screen.
struct FieldView {
    ImVec2 middle;          ///< of the canvas, px
    float scale;            ///< px to one unit
    Eigen::Vector2f centre; ///< of the plane
    [[nodiscard]] ImVec2 screen(const Eigen::Vector2f& p) const {
        return {middle.x + (p[0] - centre[0]) * scale, middle.y - (p[1] - centre[1]) * scale};
    }
};

/// What the field looks like; its picture is drawn anew when any of it is another.
struct FieldLook {
    float left, top, width, height;
    int layer, part, head, regions;
    float scale;
    bool dark;
    bool operator==(const FieldLook&) const = default;
};

struct FieldPage {
    std::shared_ptr<const ContextFinding> shown; ///< the last whose field is there
    std::int64_t step = 0;                       ///< that it is of
    float read = 0.0F;                           ///< 0 to 1: how much of the next is worked out
    int layer = 0;
    int part = 0; ///< 0 attention, 1 one head of it, 2 feed-forward
    int head = 0;
    int regions = 16; ///< along the map's wider side
    Cached<ShownField, std::shared_ptr<const ContextFinding>, int, int, int, int> drawn;
    int hovered = -1;    ///< the region under the mouse, of those drawn
    KeptPicture picture; ///< of all regions, none of them under the mouse
    Cached<FieldView, std::shared_ptr<const ContextFinding>, FieldLook> pictured;

    int view = 0;   ///< 0: the field; 1: one matrix
    int weight = 0; ///< a WeightKind
    std::shared_ptr<const Moment> looked_moment;
    double looked_at = -1.0; ///< when that was taken
    Cached<MatrixDirections, std::shared_ptr<const Moment>, int, int, int> directions;
};

/// What the chosen part adds, and where the occurrences lie before it does.
struct FieldPart {
    const Matrix& positions;
    const FieldChange& change;
};
FieldPart part_of(const FieldPage& page);

/// In view are nearly all of the occurrences, and every region's arrow from its place to its tip.
ShownField shown_field(const FieldPart& part, int regions);
/// What is in view in the middle of a canvas at `low`, `size` large, px, as large as fits.
FieldView field_view(const ShownField& shown, ImVec2 low, ImVec2 size);

/// The map with its arrows, `size` large.
void field_canvas(Ui& ui, const Frame& frame, FieldPage& page, ImVec2 size);

/// Which matrix; whether it is one of a head.
bool matrix_choice(Ui& ui, FieldPage& page);
/// What the chosen matrix does, `size` large.
void field_matrix(Ui& ui, const Frame& frame, FieldPage& page, View& view, ImVec2 size);

} // namespace wordfield::app
