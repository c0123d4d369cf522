// SPDX-License-Identifier: MIT
// What a window leaves for the next one: every part of the view there and back, whatever else stands in the
// file; and a bench that begins with it.
#include "app/desk/saved_view.hpp"

#include "app/desk/kept_maps.hpp"
#include "tests/app/bench_fixture.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

using namespace wordfield;
using namespace wordfield::app;

namespace {

const std::shared_ptr<const Corpus> words_of_views = test::toy_corpus();

SavedView plain_view() {
    SavedView view;
    view.values.maps.resize(2);
    view.cameras.resize(2);
    return view;
}

// Nothing in it is as at the beginning.
SavedView changed_view() {
    SavedView view = plain_view();
    ViewValues& v = view.values;
    v.shown.count = 2;
    v.maps[0].settings.projection = {
        .method = ProjectionMethod::Axes, .dims = 3, .seed = 7, .perplexity = 11.0F};
    v.maps[0].settings.projection.components = {2, 0, 5};
    v.maps[0].settings.projection.axes = {{{3}, {4, 5}}, {{6, 7}, {8}}};
    v.maps[0].words_before = {{1, 2, 3}, {}};
    MapSettings& second = v.maps[1].settings;
    second.projection.method = ProjectionMethod::Tsne;
    second.projection.attraction = 2.5F;
    second.shown = MapWords::Every;
    second.cap = 50;
    second.vectors_cap = 60;
    second.place_others = false;
    second.words = {4, 5, 6, 9};
    second.pinned = {8};
    second.source = RowSource::FirstStep;
    second.unit_length = false;
    second.remove_frequency = false;
    v.look = {.trails = false,
              .labels = false,
              .neighbours = false,
              .names_over_dots = false,
              .regions = false,
              .trust = false,
              .trust_all = true,
              .label_px = 21.0F,
              .colour_by = ColourBy::Norm};
    v.pinned = {9, 4};
    v.sentence = "w2 w9";
    v.second_sentence = "w5 „w9“";
    v.head = {1, 2};
    v.place = {3, 4, 2};
    v.inside = Inside::Samples;
    v.hidden = {0, 1};
    v.panels.fill(true);
    v.panels[static_cast<int>(Panel::Matrix)] = false;
    v.splitters = {201, 202, 103, 204, 205, 0.31F, {}};
    v.splitters.share.fill(0.45F);
    v.sampling = {0.7F, {12, 0.9F}};
    v.marks = {true, false, true};
    v.measure = 2;
    v.order = {WordSort::Norm, true};
    v.dark = false;
    view.cameras = {{{1, 2, 3}, 300.0F, 0.5F, -0.25F, false}, {}};
    view.step = 120;
    view.running = false;
    view.speed_limit = 12.5;
    view.playback_speed = 4;
    view.loop = view.map_alone = true;
    view.arithmetic = "w3 - w4";
    return view;
}

bool same(const SavedCamera& a, const SavedCamera& b) {
    return a.target == b.target && a.zoom == b.zoom && a.yaw == b.yaw && a.pitch == b.pitch &&
           a.follow == b.follow;
}

Layout ring(std::int64_t step, float turn) {
    Layout layout;
    layout.step = step;
    layout.config.method = ProjectionMethod::Tsne;
    layout.words = {3, 5, 9};
    layout.group = {0, 1, 1};
    layout.positions = Matrix::Zero(3, 3);
    for (int i = 0; i < 3; ++i, turn += 1.0F) layout.positions.row(i) << std::cos(turn), std::sin(turn), 0.0F;
    layout.settled = true;
    layout.radius = 17.5F;
    layout.stretch = 1.25F;
    layout.spacing = 0.5F;
    layout.regions = {{.label = 1,
                       .part = 2,
                       .words = 2,
                       .share = 0.75F,
                       .low = {1, 2, 3},
                       .high = {4, 5, 6},
                       .typical = {5}}};
    layout.purity = NeighbourPurity{0.5F, 0.01F, 0.1F, 3, {}, {}};
    layout.quality = MapQuality{0.9F, 0.8F, 0.7F, 0.6F, 0.01F, 0.02F, 0.03F, 0.04F, {}, {}};
    layout.divergence = 0.6F;
    return layout;
}

KeptMaps two_maps() {
    return {std::make_shared<Layout>(ring(0, 0.1F)), std::make_shared<Layout>(ring(70, 0.9F))};
}

} // namespace

TEST_CASE("every part of a view comes back as it was left", "[project]") {
    const SavedView left = changed_view();
    REQUIRE(changed_parts(left.values, plain_view().values).all());
    const auto found = read_view(view_text(left), plain_view(), *words_of_views);
    REQUIRE(found);
    const ViewParts differ = changed_parts(left.values, found->values);
    INFO("parts that differ: " << differ);
    CHECK(differ.none());
    REQUIRE(found->cameras.size() == 2);
    CHECK(same(found->cameras[0], left.cameras[0]));
    CHECK(found->cameras[1].follow);
    CHECK(found->step == left.step);
    CHECK(found->running == left.running);
    CHECK(found->speed_limit == left.speed_limit);
    CHECK(found->playback_speed == left.playback_speed);
    CHECK(found->loop);
    CHECK(found->map_alone);
    CHECK(found->arithmetic == left.arithmetic);
}

TEST_CASE("a view that somebody has changed is taken as far as it makes sense", "[project]") {
    CHECK_FALSE(read_view("", plain_view(), *words_of_views));
    CHECK_FALSE(read_view("[1, 2]", plain_view(), *words_of_views));
    CHECK_FALSE(read_view("{\"step\": ", plain_view(), *words_of_views));
    const auto nothing = read_view("{}", plain_view(), *words_of_views);
    REQUIRE(nothing);
    CHECK(changed_parts(nothing->values, plain_view().values).none());

    auto file = nlohmann::json::parse(view_text(changed_view()));
    file["step"] = -5;
    file["cameras"] = {{{"zoom", -3}, {"target", {1e30, "x", 2}}}, 7, 8};
    file["chosen"]["pinned"] = {4, -1, 1'000'000, "king", 9.5};
    file["chosen"]["hidden"] = {1, 99999};
    file["chosen"]["measure"] = 12;
    file["chosen"]["sort"] = "up";
    file["maps"][0]["method"] = "no such";
    file["maps"][0]["axes"] = {1, {{"from", 3}}, {{"from", {3}}, {"to", {4}}}};
    file["maps"][1]["words"] = {4, 5};
    file["maps_shown"] = 77;
    file["panels"] = 3;
    file["splitters"] = {{"left", 1e9}};
    const auto found = read_view(file.dump(), plain_view(), *words_of_views);
    REQUIRE(found);
    CHECK_FALSE(found->step);
    CHECK(found->cameras.size() == 2);
    CHECK(found->cameras[0].zoom > 0.0F);
    CHECK(found->cameras[0].target.x <= 1e4F);
    const ViewValues& v = found->values;
    CHECK(v.pinned == std::vector<TokenId>{4});
    CHECK(v.hidden == std::vector<char>{0, 1});
    CHECK(v.measure == 2);
    CHECK(v.order.by == WordSort::Id);
    CHECK(v.maps[0].settings.projection.method == ProjectionConfig{}.method);
    CHECK(v.maps[0].settings.projection.axes == std::vector<WordAxis>{{{3}, {4}}});
    CHECK(v.maps[1].settings.words.empty()); // two are no map
    CHECK(v.shown.count == 2);
    CHECK(v.splitters.left == 2000.0F);
}

TEST_CASE("maps of kept moments come back as they were, as those of another run", "[project]") {
    const KeptMaps left = two_maps();
    const KeptMaps found = read_kept_maps(kept_maps_bytes(left), *words_of_views, 42);
    REQUIRE(found.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        INFO("map " << i);
        const Layout &a = *left[i], &b = *found[i];
        CHECK(b.run == 42);
        CHECK(b.step == a.step);
        CHECK(b.config.method == a.config.method);
        CHECK(b.words == a.words);
        CHECK(b.group == a.group);
        CHECK(b.positions == a.positions);
        CHECK(b.settled == a.settled);
        CHECK(b.radius == a.radius);
        CHECK(b.stretch == a.stretch);
        CHECK(b.spacing == a.spacing);
        CHECK(b.regions.at(0).typical == a.regions.at(0).typical);
        CHECK(b.regions.at(0).low == a.regions.at(0).low);
        CHECK(b.regions.at(0).high == a.regions.at(0).high);
        CHECK(b.regions.at(0).share == a.regions.at(0).share);
        CHECK(b.regions.at(0).part == a.regions.at(0).part);
        CHECK(b.purity->overall == a.purity->overall);
        CHECK(b.purity->error == a.purity->error);
        CHECK(b.quality->kept == a.quality->kept);
        CHECK(b.quality->purity_error == a.quality->purity_error);
        CHECK(b.divergence == a.divergence);
        CHECK(b.vocabulary == words_of_views->lexicon.vocabulary.size());
    }
    CHECK(found[1]->beginning == found[0]);
}

TEST_CASE("a file of maps that is cut off or damaged loses maps and nothing else", "[project]") {
    const std::string whole = kept_maps_bytes(two_maps());
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK(read_kept_maps(std::string_view{whole}.substr(0, length), *words_of_views, 1).empty());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        for (const auto& layout : read_kept_maps(damaged, *words_of_views, 1)) {
            CHECK(layout->positions.rows() == std::ssize(layout->words));
            CHECK(layout->positions.allFinite());
            CHECK(std::ranges::all_of(layout->words, [](TokenId id) {
                return id >= 0 && id < words_of_views->lexicon.vocabulary.size();
            }));
        }
    }
    KeptMaps unknown = two_maps();
    std::const_pointer_cast<Layout>(unknown[1])->words.back() = words_of_views->lexicon.vocabulary.size();
    CHECK(read_kept_maps(kept_maps_bytes(unknown), *words_of_views, 1).size() == 1);
}

TEST_CASE("many large maps are thinned to what a file may take, the first and the last of them stay",
          "[project]") {
    KeptMaps many;
    for (int step = 0; step < 100; ++step) {
        auto layout = std::make_shared<Layout>(ring(step, 0.0F));
        layout->words.assign(50'000, 3);
        layout->group.clear();
        layout->positions = Matrix::Zero(50'000, 3);
        many.push_back(std::move(layout));
    }
    const std::string bytes = kept_maps_bytes(many);
    CHECK(bytes.size() < (std::size_t{18} << 20U));
    const KeptMaps found = read_kept_maps(bytes, *words_of_views, 1);
    REQUIRE(found.size() > 10);
    CHECK(found.front()->step == 0);
    CHECK(found.back()->step == 99);
}

namespace {

/// What a window leaves that looked at step 40 of a run at step 90; empty without a driver.
struct Left {
    std::string view, maps;
};

Left left_by_a_window(SmallModel& model) {
    OffscreenBench bench;
    if (!bench) return {};
    test::Seen moment = paused_at(model, 40);
    const auto first = std::make_shared<Moment>(model.moment());
    first->run = moment.run;
    first->step = 0;
    moment.beginning = first; // there was no map of it: that of step 40 stands in
    bench.take(moment);
    bench.take(paused_at(model, 90));
    REQUIRE(bench->timeline().moments().front().layout->step == 40);
    bench->selection().pinned = {9, 4};
    bench->selection().show_pull = false;
    bench.press({Key::Left});
    REQUIRE(bench->shown_step() == 40);
    const KeptMaps kept = bench->kept_maps();
    REQUIRE(kept.size() == 2);
    CHECK(kept[0]->step == 40);
    CHECK(kept[1]->step == 90);
    return {view_text(bench->saved_view()), kept_maps_bytes(kept)};
}

std::shared_ptr<Moment> of_the_next_process(SmallModel& model, std::int64_t step) {
    auto moment = std::make_shared<Moment>(model.moment());
    moment->run = 5;
    moment->step = step;
    return moment;
}

} // namespace

TEST_CASE("a bench that begins with a view shows it once its words are there", "[project][gl]") {
    SmallModel model;
    const Left left = left_by_a_window(model);
    if (left.view.empty()) return;
    OffscreenBench next;
    next->begin_with_view(left.view, left.maps);
    CHECK(next->is_restoring());
    next.take(paused_at(model, 90, 5)); // the same run, of another process
    CHECK_FALSE(next->is_restoring());
    CHECK(next->selection().pinned == std::vector<TokenId>{9, 4});
    CHECK_FALSE(next->selection().show_pull);
    REQUIRE(next.sent<MapSettingsChanged>() != nullptr);
    const auto& from = next->map().settings.from;
    REQUIRE(from);
    CHECK(from->step == 90);
    CHECK(from->run == 5);
    CHECK(view_text(next->saved_view()) == left.view);
}

TEST_CASE("a bench that begins with a view asks for its moment and the others, and puts each in its place",
          "[project][gl]") {
    SmallModel model;
    const Left left = left_by_a_window(model);
    if (left.view.empty()) return;
    OffscreenBench next;
    next->begin_with_view(left.view, left.maps);
    next.take(paused_at(model, 90, 5));
    const auto* const asked = next.sent<ShowStep>();
    REQUIRE(asked != nullptr);
    CHECK(asked->run == 5);
    CHECK(asked->step == 40);
    const auto* const recalls = next.sent<RecallSteps>();
    REQUIRE(recalls != nullptr);
    CHECK(recalls->run == 5);
    CHECK(recalls->steps == std::vector<std::int64_t>{40}); // the newest is there

    REQUIRE(next->timeline().moments().size() == 1);
    const auto recalled = of_the_next_process(model, 38); // the keyframe before it
    next->take_recalled(recalled);
    REQUIRE(next->timeline().moments().size() == 2);
    CHECK(next->timeline().moments().front().moment == recalled);
    CHECK(next->timeline().moments().front().layout->step == 40);

    Replay again{.run = 5, .step = 40, .over = true};
    again.moment = of_the_next_process(model, 40);
    next->take(std::make_shared<const Replay>(again));
    next.frame(2);
    CHECK(next->shown_step() == 40);
    REQUIRE(next->shown().layout);
    CHECK(next->shown().layout->step == 40); // the map of then, and not the nearest one of now
    CHECK(view_text(next->saved_view()) == left.view);
}
