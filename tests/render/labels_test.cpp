// SPDX-License-Identifier: MIT
// Labels: no overlaps, the right winners, and rest when little moves.
#include "render/labels.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/gl_random.hpp"

using namespace wordfield::render;

namespace {

constexpr glm::vec2 viewport{1000.0f, 640.0f};
constexpr float frame = 1.0f / 60.0f;

std::vector<LabelCandidate> crowd(int count, unsigned seed) {
    Random random{seed};
    std::vector<LabelCandidate> candidates;
    for (int i = 0; i < count; ++i) {
        LabelCandidate c{
            .id = i, .anchor_px = random.in(viewport), .size_px = {random.uniform(15, 80), 14.0f}};
        c.weight = random.uniform(0.0f, 100.0f);
        c.label_class = i % 50 == 0   ? LabelClass::Pinned
                        : i % 10 == 0 ? LabelClass::Neighbour
                                      : LabelClass::Frequent;
        candidates.push_back(c);
    }
    return candidates;
}

std::map<int, PlacedLabel> by_id(std::span<const PlacedLabel> labels) {
    std::map<int, PlacedLabel> map;
    for (const PlacedLabel& label : labels) map.emplace(label.id, label);
    return map;
}

// No label is to cover the candidates' own points, and there are no others.
std::span<const PlacedLabel> update(LabelPlacer& placer, std::span<const LabelCandidate> candidates,
                                    glm::vec2 size, float dt) {
    std::vector<glm::vec3> points;
    for (const LabelCandidate& c : candidates) points.emplace_back(c.anchor_px, 1.0f);
    return placer.update(candidates, points, size, dt);
}

/// The ids of labels that are shown and not on their way out.
std::set<int> steady(LabelPlacer& placer, std::span<const LabelCandidate> candidates) {
    for (int i = 0; i < 30; ++i) update(placer, candidates, viewport, frame);
    std::set<int> ids;
    for (const PlacedLabel& label : update(placer, candidates, viewport, frame)) ids.insert(label.id);
    return ids;
}

int overlaps(std::span<const PlacedLabel> labels, std::span<const LabelCandidate> candidates) {
    int count = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (std::size_t j = i + 1; j < labels.size(); ++j) {
            const glm::vec2 a = labels[i].position_px, b = labels[j].position_px;
            const glm::vec2 sa = candidates[labels[i].id].size_px, sb = candidates[labels[j].id].size_px;
            count += a.x < b.x + sb.x && b.x < a.x + sa.x && a.y < b.y + sb.y && b.y < a.y + sa.y;
        }
    return count;
}

} // namespace

TEST_CASE("labels never overlap, however crowded", "[labels]") {
    for (unsigned seed : {1u, 2u, 3u}) {
        const auto candidates = crowd(1500, seed);
        LabelPlacer placer;
        steady(placer, candidates);
        const auto labels = update(placer, candidates, viewport, frame);
        CHECK(labels.size() > 100);
        CHECK(overlaps(labels, candidates) == 0);
        for (const PlacedLabel& label : labels) {
            const glm::vec2 low = label.position_px, high = low + candidates[label.id].size_px;
            REQUIRE((low.x >= 0.0f && low.y >= 0.0f && high.x <= viewport.x && high.y <= viewport.y));
            REQUIRE(label.alpha == 1.0f);
        }
    }
}

TEST_CASE("labels of moving points do not overlap but for those that fade away", "[labels]") {
    auto candidates = crowd(800, 4);
    LabelPlacer placer;
    Random random{5};
    for (int step = 0; step < 60; ++step) {
        for (auto& c : candidates) c.anchor_px += random.in({6.0f, 6.0f}) - 3.0f;
        std::vector<PlacedLabel> staying;
        for (const PlacedLabel& label : update(placer, candidates, viewport, frame))
            if (placer.shown(label.id)) staying.push_back(label);
        REQUIRE(overlaps(staying, candidates) == 0);
    }
}

TEST_CASE("the label stands to the right of its point, clear of it, and elsewhere when that is taken",
          "[labels]") {
    LabelPlacer placer;
    std::vector<LabelCandidate> two{{.id = 1, .anchor_px = {500, 300}, .size_px = {60, 14}, .weight = 2},
                                    {.id = 2, .anchor_px = {490, 303}, .size_px = {60, 14}, .weight = 1}};
    auto labels = by_id(update(placer, two, viewport, frame));
    CHECK(labels.at(1).side == LabelSide::Right);
    CHECK(labels.at(1).position_px.x >= 500.0f + two[0].radius_px);
    CHECK(labels.at(2).side == LabelSide::Left);
    CHECK(labels.at(2).position_px.x + 60.0f <= 490.0f - two[1].radius_px);
    LabelPlacer at_edge;
    two[0].anchor_px = {980, 300};
    CHECK(by_id(update(at_edge, two, viewport, frame)).at(1).side == LabelSide::Left);
}

TEST_CASE("hovered beats pinned beats neighbours beats frequent, whatever the weights", "[labels]") {
    std::vector<LabelCandidate> pile;
    for (int i = 0; i < 40; ++i)
        pile.push_back(
            {.id = i, .anchor_px = {500, 300}, .size_px = {60, 14}, .radius_px = 9, .weight = 1000});
    pile[7].label_class = LabelClass::Hovered;
    pile[8].label_class = LabelClass::Pinned;
    pile[9].label_class = LabelClass::Neighbour;
    for (int i : {7, 8, 9}) pile[i].weight = 0.0f;
    LabelPlacer placer;
    const auto labels = by_id(update(placer, pile, viewport, frame));
    REQUIRE(labels.size() == 4); // one for each side
    CHECK(labels.at(7).side == LabelSide::Right);
    CHECK(labels.at(8).side == LabelSide::Left);
    CHECK(labels.at(9).side == LabelSide::Above);
}

TEST_CASE("a small jitter does not change what is shown, nor on which side", "[labels]") {
    const auto still = crowd(700, 6);
    LabelPlacer placer;
    const std::set<int> before = steady(placer, still);
    const auto sides = by_id(update(placer, still, viewport, frame));
    Random random{7};
    int changed = 0, moved = 0;
    for (int step = 0; step < 20; ++step) {
        auto jittered = still;
        for (auto& c : jittered) {
            c.anchor_px += random.in({0.6f, 0.6f}) - 0.3f;
            c.weight *= random.uniform(0.95f, 1.05f);
        }
        std::set<int> now;
        for (const PlacedLabel& label : update(placer, jittered, viewport, frame)) {
            if (!placer.shown(label.id)) continue;
            now.insert(label.id);
            moved += before.contains(label.id) && sides.at(label.id).side != label.side;
        }
        std::vector<int> difference;
        std::set_symmetric_difference(before.begin(), before.end(), now.begin(), now.end(),
                                      std::back_inserter(difference));
        changed = std::max(changed, static_cast<int>(difference.size()));
    }
    INFO("of " << before.size() << " labels");
    CHECK(changed == 0);
    CHECK(moved == 0);
}

TEST_CASE("a clearly heavier word takes the place, a slightly heavier one does not", "[labels]") {
    // The sides left, above and below are blocked by the viewport's edges, so that there is one place for
    // two.
    const glm::vec2 slot{92.0f, 24.0f};
    std::vector<LabelCandidate> two{{.id = 1, .anchor_px = {2, 12}, .size_px = {70, 14}, .weight = 10},
                                    {.id = 2, .anchor_px = {2, 12}, .size_px = {70, 14}, .weight = 9}};
    LabelPlacer placer;
    REQUIRE(by_id(update(placer, two, slot, frame)).contains(1));
    two[1].weight = 11;
    update(placer, two, slot, frame);
    CHECK(placer.shown(1));
    CHECK_FALSE(placer.shown(2));
    two[1].weight = 30;
    update(placer, two, slot, frame);
    CHECK(placer.shown(2));
    CHECK_FALSE(placer.shown(1));
}

TEST_CASE("labels fade in and out beside their points", "[labels]") {
    LabelPlacer placer;
    std::vector<LabelCandidate> one{{.id = 3, .anchor_px = {100, 100}, .size_px = {30, 14}}};
    float alpha = 0.0f;
    int frames = 0;
    do {
        const auto labels = update(placer, one, viewport, 0.015f);
        REQUIRE(labels.size() == 1);
        CHECK(labels[0].alpha > alpha);
        alpha = labels[0].alpha;
        ++frames;
    } while (placer.fading() && frames < 100);
    CHECK(frames == 10);            // .15 s
    one[0].anchor_px = {2000, 100}; // left the viewport
    REQUIRE(update(placer, one, viewport, 0.075f).size() == 1);
    CHECK(placer.fading());
    CHECK(update(placer, one, viewport, 0.1f).empty());
    CHECK_FALSE(placer.fading());
    update(placer, {}, viewport, 0.1f);
    CHECK_FALSE(placer.fading());
}

TEST_CASE("labels of frequent words keep off points, those of chosen ones only where they can", "[labels]") {
    auto candidates = crowd(1200, 9);
    for (auto& c : candidates) c.label_class = LabelClass::Frequent;
    LabelPlacer placer;
    for (const PlacedLabel& label : update(placer, candidates, viewport, frame)) {
        const glm::vec2 low = label.position_px, high = low + candidates[label.id].size_px;
        for (const LabelCandidate& other : candidates) {
            const glm::vec2 p = other.anchor_px;
            const bool covered = p.x > low.x && p.y > low.y && p.x < high.x && p.y < high.y;
            REQUIRE_FALSE(covered);
        }
    }
    // A word in the thick of it gets its label once it is chosen.
    std::vector<LabelCandidate> thick;
    for (int i = 0; i < 400; ++i)
        thick.push_back(
            {.id = i, .anchor_px = glm::vec2{300 + i % 20 * 6, 200 + i / 20 * 6}, .size_px = {50, 14}});
    LabelPlacer other;
    CHECK_FALSE(by_id(update(other, thick, viewport, frame)).contains(210));
    thick[210].label_class = LabelClass::Neighbour;
    CHECK(by_id(update(other, thick, viewport, frame)).contains(210));
}

TEST_CASE("names that may lie over dots stand beside their own where there is room, else over it",
          "[labels]") {
    std::vector<LabelCandidate> candidates; // a block of points 12 px apart, and one alone
    for (int i = 0; i < 100; ++i) {
        const glm::vec2 at{i % 10, i / 10};
        candidates.push_back({.id = i,
                              .anchor_px = glm::vec2{400.0f, 300.0f} + 12.0f * at,
                              .size_px = {30.0f, 10.0f},
                              .weight = static_cast<float>(100 - i)});
    }
    candidates.push_back({.id = 100, .anchor_px = {100.0f, 100.0f}, .size_px = {30.0f, 10.0f}});
    LabelPlacer off{{.padding_px = 0.5f, .point_px = 3.0f}};
    LabelPlacer over{{.padding_px = 0.5f, .point_px = 3.0f, .over_points = true}};
    const auto few = steady(off, candidates), many = steady(over, candidates);
    CHECK(many.size() > 2 * few.size());
    const auto placed = update(over, candidates, viewport, frame);
    CHECK(overlaps(placed, candidates) == 0);
    const auto labels = by_id(placed);
    CHECK(labels.at(100).side == LabelSide::Right);
    int in_place = 0;
    for (const auto& [id, label] : labels) {
        if (label.side != LabelSide::Over) continue;
        ++in_place;
        const LabelCandidate& c = candidates[static_cast<std::size_t>(id)];
        CHECK(label.position_px == c.anchor_px - 0.5f * c.size_px);
    }
    CHECK(in_place > 0);
    over.settings().over_points = false; // none holds on to a place over dots
    CHECK(steady(over, candidates) == few);
}

TEST_CASE("the word under the cursor is labelled even in a corner", "[labels]") {
    const std::vector<LabelCandidate> corner{
        {.id = 1, .anchor_px = {2, 2}, .size_px = {990, 14}, .label_class = LabelClass::Hovered}};
    LabelPlacer placer;
    const auto labels = update(placer, corner, viewport, frame);
    REQUIRE(labels.size() == 1);
    CHECK(labels[0].position_px.x >= 0.0f);
    CHECK(labels[0].position_px.x + 990.0f <= viewport.x);
}

TEST_CASE("the budget holds, and the heaviest are kept", "[labels]") {
    auto candidates = crowd(300, 8);
    for (auto& c : candidates) c.label_class = LabelClass::Frequent;
    LabelPlacer placer{{.budget = 25}};
    const auto labels = update(placer, candidates, viewport, frame);
    CHECK(labels.size() == 25);
    float least = 100.0f;
    for (const PlacedLabel& label : labels) least = std::min(least, candidates[label.id].weight);
    CHECK(least > 85.0f);
}

TEST_CASE("no label is placed on what lies over the picture", "[labels]") {
    std::vector<LabelCandidate> candidates;
    for (int i = 0; i < 120; ++i)
        candidates.push_back({.id = i,
                              .anchor_px = {20.0f + 78.0f * static_cast<float>(i % 10),
                                            15.0f + 48.0f * static_cast<float>(i / 10)},
                              .size_px = {40.0f, 14.0f},
                              .label_class = i % 7 == 0 ? LabelClass::Region : LabelClass::Frequent,
                              .weight = static_cast<float>(i)});
    const std::vector<LabelBox> taken{{{0.0f, 0.0f}, {400.0f, 60.0f}}, {{300.0f, 250.0f}, {520.0f, 400.0f}}};
    const auto touches = [&](const PlacedLabel& label) {
        return std::ranges::any_of(taken, [&](const LabelBox& box) {
            return label.position_px.x < box.high.x && label.position_px.x + 40.0f > box.low.x &&
                   label.position_px.y < box.high.y && label.position_px.y + 14.0f > box.low.y;
        });
    };
    std::vector<glm::vec3> points;
    for (const LabelCandidate& c : candidates) points.emplace_back(c.anchor_px, 1.0f);
    LabelPlacer free, placer;
    const auto without = free.update(candidates, points, viewport, frame);
    CHECK(std::ranges::any_of(without, touches)); // there is something to keep clear of
    const auto labels = placer.update(candidates, points, viewport, frame, taken);
    CHECK(labels.size() > 40);
    CHECK(std::ranges::none_of(labels, touches));
}

TEST_CASE("the name of a region stands clear of it, above where there is room, and comes before words",
          "[labels]") {
    LabelCandidate region{.id = -2,
                          .anchor_px = {400.0f, 300.0f},
                          .size_px = {80.0f, 18.0f},
                          .radius_px = 4.0f,
                          .reach_px = {60.0f, 40.0f},
                          .label_class = LabelClass::Region,
                          .weight = 5.0f};
    const LabelCandidate word{.id = 3,
                              .anchor_px = {300.0f, 245.0f},
                              .size_px = {70.0f, 14.0f},
                              .label_class = LabelClass::Frequent,
                              .weight = 1e6f};
    const std::vector<LabelCandidate> both{word, region};
    LabelPlacer placer;
    auto labels = by_id(update(placer, both, viewport, frame));
    REQUIRE(labels.contains(-2));
    CHECK(labels.at(-2).position_px.y + 18.0f <= 300.0f - 40.0f - 4.0f);
    CHECK(labels.at(-2).position_px.x == Approx(360.0f));
    CHECK(labels.at(-2).side == LabelSide::Above);
    region.anchor_px.y = 50.0f; // no room above
    const std::vector<LabelCandidate> high{region};
    LabelPlacer other;
    labels = by_id(update(other, high, viewport, frame));
    CHECK(labels.at(-2).side == LabelSide::Below);
    CHECK(labels.at(-2).position_px.y >= 50.0f + 40.0f + 4.0f);
}
