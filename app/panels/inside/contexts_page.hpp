// SPDX-License-Identifier: MIT
// What the page "Words in context" keeps from frame to frame, and the parts that it is drawn in.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/view.hpp"
#include "app/ui/sheet.hpp"
#include "app/ui/ui.hpp"
#include "model/context/context_inquiry.hpp"
#include "model/context/occurrence_groups.hpp"
#include "model/core/cached.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

/// The nearest of one occurrence, stage by stage; one stage is worked out a frame.
struct NearByStage {
    std::shared_ptr<const ContextFinding> finding;
    int occurrence = -1;
    std::vector<std::vector<NearOccurrence>> stages;
};

/// Where the map is looked at: a zoom about a point of it.
struct ContextsCamera {
    float zoom = 1.0F;
    ImVec2 centre{0, 0}; ///< in units of the map
    bool operator==(const ContextsCamera& other) const {
        return zoom == other.zoom && centre.x == other.centre.x && centre.y == other.centre.y;
    }
};

/// All points on the screen.
struct OccurrencePoints {
    std::vector<ImVec2> at;
    std::vector<int> order; ///< those that stand out at the end
    std::size_t faint = 0;  ///< how many of `order` do not
};

/// What the points look like; their picture is drawn anew when any of it is another.
struct OccurrenceLook {
    float left, top, width, height;
    ContextsCamera camera;
    float stage, arrived;
    int colours, lit_group;
    std::vector<TokenId> lit_words;
    float scale;
    bool dark;
    bool operator==(const OccurrenceLook&) const = default;
};

struct ContextsPage {
    std::shared_ptr<const ContextFinding> shown; ///< the last whose map is there
    std::int64_t step = 0;                       ///< that it is of
    std::vector<Matrix> from;                    ///< (n, 2) a stage: where the points glide from, and
    float arrived = 1.0F;                        ///< how far they have come, 0 to 1
    float stage = 0.0F, target = 0.0F;           ///< where the scrubber stands, and goes to
    int colours = 2;                             ///< a GroupBy
    std::string word;                            ///< whose occurrences alone are asked for; empty: of all
    std::string remark;                          ///< why they are not shown; empty once they are
    Cached<OccurrenceGroups, std::shared_ptr<const Occurrences>, int> groups;
    ContextsCamera camera;
    std::optional<int> kept;   ///< the occurrence that was clicked
    int hovered = -1;          ///< the one under the mouse, on the map or in a list
    int lit_group = -1;        ///< of the legend, under the mouse
    bool own_sentence = false; ///< whether the typed sentence is drawn, too
    NearByStage near;
    KeptPicture picture; ///< of all points
    Cached<OccurrencePoints, std::shared_ptr<const ContextFinding>, OccurrenceLook> points;

    [[nodiscard]] bool animating() const { return shown && (arrived < 1.0F || stage != target); }
};

/// A frame of the page, while it is drawn.
struct ContextsFrame {
    Ui& ui;
    const Frame& frame;
    ContextsPage& page;
    View& view;
    const OccurrenceGroups& groups;
    int next_hovered = -1; ///< what is under the mouse in this frame
    int next_lit = -1;
};

/// Of occurrences of no group the dim colour.
ImU32 group_colour(const Ui& ui, const OccurrenceGroups& groups, int group);
/// "... the king eats [an] apple every ...": what stands around an occurrence, so many tokens to either side.
struct Snippet {
    std::string before, word, after;
};
Snippet snippet_of(const Frame& frame, const Occurrences& occurrences, int occurrence, int reach);

/// Whose occurrences alone are asked for; none where this vocabulary does not have the word.
std::optional<TokenId> asked_word(const Frame& frame, const ContextsPage& page);
/// Shows the occurrences of one word alone, by their sense if it has two; of all words without one.
void look_at_word(const Frame& frame, ContextsPage& page, std::optional<TokenId> word);

/// Above the map: from the embedding through the blocks to the output.
void contexts_scrubber(Ui& ui, ContextsPage& page);
/// Which words are shown, and what their colours mean.
void contexts_choices(Ui& ui, const Frame& frame, ContextsPage& page, const View& view);
/// The map, `size` large: points, hover, click, zoom.
void contexts_canvas(ContextsFrame& page, ImVec2 size);
/// What is said beside it: figures by stage, the legend, or the occurrence that was kept.
void contexts_side(ContextsFrame& page);

} // namespace wordfield::app
