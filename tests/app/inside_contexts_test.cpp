// SPDX-License-Identifier: MIT
// The pages "Words in context" and "Flow field": what their controls do, and that they draw what was found.
#include "bench_fixture.hpp"

#include "app/panels/inside/contexts_page.hpp"
#include "app/panels/inside/field_page.hpp"
#include "model/context/context_inquiry.hpp"
#include "model/train/trainer.hpp"
#include "render/colormap.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace wordfield;
using namespace wordfield::app;

namespace {

void open_page(OffscreenBench& bench, const char* page) {
    bench->selection().pin_only(7);
    bench.frame(2);
    bench.click("next.physics");
    bench.click(page);
    bench.frame(4);
}

std::size_t shown_points(const OffscreenBench& bench) {
    std::set<std::pair<float, float>> at;
    for (const auto& one : bench.corners(bench.theme().accent, "contexts.map")) at.insert({one.x, one.y});
    return at.size();
}

// The stage whose line is lit; -1 for none.
int stage_of(const OffscreenBench& bench) {
    for (int s = 0; s < 4; ++s)
        if (!bench.corners(bench.theme().strong, "contexts.figures." + std::to_string(s)).empty()) return s;
    return -1;
}

// Puts the mouse on one of few points, which have the colours of groups.
bool points_at_one(OffscreenBench& bench) {
    for (int hue = 0; hue < 12; ++hue) {
        const glm::vec3 c = render::category_style(hue, bench.theme().dark).colour;
        for (const ImVec2 corner :
             bench.corners(with_alpha(from_rgb(c.r, c.g, c.b), 0.85F), "contexts.map")) {
            ImGui::GetIO().MousePos = {corner.x + 1, corner.y + 1};
            bench.frame(2);
            if (bench->selection().hovered()) return true;
        }
    }
    return false;
}

// Where the mouse has to be for the tooltip to be of an occurrence: tries a grid.
bool finds_a_point(OffscreenBench& bench) {
    const UiRects::Rect map = bench.rects().named.at("contexts.map");
    for (float y = 0.1F; y < 0.95F; y += 0.06F)
        for (float x = 0.1F; x < 0.95F; x += 0.04F) {
            ImGui::GetIO().MousePos = {map.x + map.width * x, map.y + map.height * y};
            bench.frame(2);
            if (bench->selection().hovered()) return true;
        }
    return false;
}

// A page, and the finding it waits for, which grows piece by piece.
class Growing {
public:
    Growing(OffscreenBench& bench, const char* page)
        : bench_{bench}, seen_{opened(bench, page)},
          room_{dynamic_cast<const GptNetwork&>(*seen_->network).room(nullptr)} {}

    // Lays down the piece at which `enough` holds.
    template <class Enough>
    std::shared_ptr<const ContextFinding> until(Enough enough) {
        while (!found_ || !enough(*found_))
            found_ = std::dynamic_pointer_cast<const ContextFinding>(
                inquiry_->work({*seen_, nullptr, nullptr, *room_}, found_.get()));
        bench_->take(
            std::make_shared<const Findings>(Findings{{{inquiry_, seen_, nullptr, nullptr, found_}}}));
        bench_.frame(2);
        return found_;
    }

private:
    static std::shared_ptr<const Moment> opened(OffscreenBench& bench, const char* page) {
        bench.finds = false;
        SmallModel model;
        bench.take(paused_at(model, 60));
        open_page(bench, page);
        return bench->question().value().moment;
    }

    OffscreenBench& bench_;
    std::shared_ptr<const Moment> seen_;
    std::unique_ptr<Network::Room> room_;
    std::shared_ptr<const Inquiry> inquiry_ = std::make_shared<ContextInquiry>();
    std::shared_ptr<const ContextFinding> found_;
};

} // namespace

TEST_CASE("contexts page: the map is shown before its figures are known", "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    Growing growing{bench, "inside.tab.contexts"};
    growing.until([](const ContextFinding& one) { return one.stages != nullptr; });
    CHECK_FALSE(bench.shows("contexts.map"));
    const auto first = growing.until([](const ContextFinding& one) { return one.map != nullptr; });
    CHECK(first->map->trust.empty());
    CHECK(bench.shows("contexts.map"));
    CHECK_FALSE(bench.shows("contexts.known.3"));
    growing.until([](const ContextFinding& one) { return one.complete; });
    CHECK(bench.shows("contexts.known.3"));
}

TEST_CASE("field page: the field is shown as soon as it is whole, and lets go of what it was made of",
          "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    Growing growing{bench, "inside.tab.field"};
    growing.until([](const ContextFinding& one) { return one.field && one.field->layers.size() == 1; });
    CHECK_FALSE(bench.shows("field.map"));
    std::weak_ptr<const StageVectors> vectors =
        growing.until([](const ContextFinding& one) { return one.field_whole(); })->vectors;
    CHECK(bench.shows("field.map"));
    CHECK_FALSE(vectors.expired());
    growing.until([](const ContextFinding& one) { return one.complete; });
    CHECK(bench.shows("field.map"));
    CHECK(vectors.expired());
}

TEST_CASE("contexts page: the scrubber, the stages and Play", "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    open_page(bench, "inside.tab.contexts");
    CHECK(bench->inside_page() == "Words in context");
    for (const char* name : {"contexts.play", "contexts.stage", "contexts.stage.0", "contexts.stage.3",
                             "contexts.map", "contexts.figures.3", "contexts.caption", "contexts.group.0"})
        CHECK(bench.shows(name));
    // A picture does not wait for points to glide, so each press arrives at once.
    CHECK(stage_of(bench) == 0);
    bench.click("contexts.play");
    CHECK(stage_of(bench) == 3);
    bench.click("contexts.stage.1");
    CHECK(stage_of(bench) == 1);
    bench.click("contexts.stage", false, 0.67F);
    CHECK(stage_of(bench) == 2);
    bench.click("contexts.play"); // on from there
    CHECK(stage_of(bench) == 3);
}

TEST_CASE("contexts page: it moves while it is not where it is to be", "[app][contexts]") {
    ContextsPage page;
    page.target = 2.0F;
    CHECK_FALSE(page.animating()); // nothing is shown yet
    page.shown = std::make_shared<const ContextFinding>();
    CHECK(page.animating());
    page.stage = 2.0F;
    CHECK_FALSE(page.animating());
    page.arrived = 0.5F;
    CHECK(page.animating());
}

TEST_CASE("contexts page: a text without categories offers no colours by them", "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    open_page(bench, "inside.tab.contexts");
    CHECK(bench.shows("contexts.colour.word"));
    CHECK(bench.shows("contexts.colour.next word"));
    CHECK_FALSE(bench.shows("contexts.colour.category"));
    CHECK_FALSE(bench.shows("contexts.colour.sense"));
}

TEST_CASE("contexts page: a click keeps an occurrence, a line of its list another one",
          "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    open_page(bench, "inside.tab.contexts");
    REQUIRE(finds_a_point(bench));
    const TokenId word = *bench->selection().hovered();
    bench.press_at(ImGui::GetIO().MousePos);
    bench.frame(6); // the nearest come one stage a frame
    CHECK(bench->selection().pinned == std::vector<TokenId>{word});
    CHECK(bench.shows("contexts.sentence"));
    CHECK(bench.shows("contexts.near.0"));
    CHECK(shown_points(bench) > 0); // rings
    CHECK_FALSE(bench.shows("contexts.group.0"));
    bench.click("contexts.near.3");
    CHECK(bench.shows("contexts.sentence"));
    bench.click("contexts.release");
    bench.frame(2);
    CHECK_FALSE(bench.shows("contexts.sentence"));
    CHECK(bench.shows("contexts.group.0"));
}

TEST_CASE("contexts page: one word alone, and all again", "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    open_page(bench, "inside.tab.contexts");
    bench.click("contexts.word");
    CHECK(bench.shows("contexts.word.all"));
    bench.click("contexts.word.w7"); // chosen on the map
    bench.frame(4);
    CHECK_FALSE(bench.shows("contexts.colour.word")); // all of them would have one colour
    REQUIRE(points_at_one(bench));
    CHECK(bench->selection().hovered() == TokenId{7});
    bench.press_at(ImGui::GetIO().MousePos);
    bench.frame(6);
    CHECK(bench.shows("contexts.near.0"));
    bench.click("contexts.all");
    bench.frame(6);
    CHECK(bench.shows("contexts.colour.word"));
    REQUIRE(finds_a_point(bench));
    bench.press_at(ImGui::GetIO().MousePos);
    bench.frame(6);
    bench.click("contexts.only");
    bench.frame(6);
    CHECK_FALSE(bench.shows("contexts.colour.word"));
}

TEST_CASE("contexts page: what it says of a word that stands somewhere", "[app][contexts]") {
    SmallModel model;
    const Moment moment = model.moment();
    Frame frame;
    frame.moment = std::make_shared<const Moment>(moment);
    Occurrences places;
    places.passages = {{0, 3}, {50, 4}};
    places.first = {0, 3, 7};
    places.text = places.token = {2, 3, 4, 5, 6, 7, 8};
    places.at = {0, 1, 2, 3, 4, 5, 6};
    const Snippet middle = snippet_of(frame, places, 1, 9);
    CHECK(middle.before == "w2");
    CHECK(middle.word == "w3");
    CHECK(middle.after == "w4"); // not what stands in the next passage
    const Snippet cut = snippet_of(frame, places, 5, 1);
    CHECK(cut.before == "… w6");
    CHECK(cut.word == "w7");
    CHECK(cut.after == "w8");
    const Snippet first = snippet_of(frame, places, 3, 2);
    CHECK(first.before.empty());
    CHECK(first.after == "w6 w7 …");
}

TEST_CASE("field page: blocks, parts, heads and matrices", "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    open_page(bench, "inside.tab.field");
    CHECK(bench->inside_page() == "Flow field");
    for (const char* name : {"field.map", "field.caption", "field.layer.after", "field.part.attention"})
        CHECK(bench.shows(name));
    CHECK_FALSE(bench.shows("field.head"));
    bench.click("field.part.one head");
    CHECK(bench.shows("field.head"));
    bench.click("field.head.after");
    bench.click("field.part.feed-forward");
    CHECK_FALSE(bench.shows("field.head"));
    bench.click("field.layer.after");
    bench.click("field.view.one matrix");
    CHECK_FALSE(bench.shows("field.map"));
    CHECK(bench.shows("field.before"));
    CHECK(bench.shows("field.after"));
    CHECK(bench.shows("field.direction.0"));
    bench.click("field.weight.W_O"); // W_O gives vectors out: no words come in
    CHECK_FALSE(bench.shows("field.before"));
    CHECK(bench.shows("field.direction.0"));
    bench.click("field.weight.W_up");
    CHECK_FALSE(bench.shows("field.head"));
    CHECK(bench.shows("field.before"));
}

TEST_CASE("contexts and field: a model without layers is told so", "[app][gl][contexts]") {
    OffscreenBench bench;
    if (!bench) return;
    const auto trainer =
        make_trainer(test::toy_corpus(), {.kind = ModelKind::SkipGram, .dim = 16}, {.batch = 8});
    test::Seen moment{trainer->moment()};
    moment.run = 1;
    bench.take(moment);
    open_page(bench, "inside.tab.contexts");
    CHECK_FALSE(bench.shows("contexts.map"));
    bench.click("inside.tab.field");
    CHECK_FALSE(bench.shows("field.map"));
}

TEST_CASE("contexts: every arrow of the field is on its picture, wherever it points", "[app][contexts]") {
    // Occurrences on a ring, each group of ten at one place of it; what is added drives all of them outwards.
    Matrix positions(360, 2);
    FieldChange change{.arrows = Matrix(360, 2), .squared = Eigen::VectorXf::Ones(360), .common = {}};
    for (Index i = 0; i < 360; ++i) {
        const float turn = 0.1745F * static_cast<float>(i / 10);
        positions.row(i) << std::cos(turn), std::sin(turn);
        change.arrows.row(i) =
            positions.row(i) * (i < 20 ? 40.0F : 10.0F); // some are much longer than others
    }
    const ShownField shown = shown_field({positions, change}, 16);
    REQUIRE(shown.cells.size() > 20);
    const ImVec2 low{100, 50}, size{400, 300};
    const FieldView view = field_view(shown, low, size);
    for (const FieldCell& cell : shown.cells)
        for (const Eigen::Vector2f& end : {cell.at, Eigen::Vector2f(cell.at + shown.factor * cell.arrow)}) {
            const ImVec2 at = view.screen(end);
            CHECK((at.x > low.x && at.x < low.x + size.x && at.y > low.y && at.y < low.y + size.y));
        }
}
