// SPDX-License-Identifier: MIT
#include "app/shell/ui_state.hpp"

#include "app/desk/json_text.hpp"

#include <algorithm>
#include <vector>

namespace wordfield::app {

namespace {

using nlohmann::json;

void add_selection(json& state, const Workbench& bench) {
    const Selection& selection = bench.selection();
    state["layer"] = selection.layer;
    state["head"] = selection.head;
    state["position"] = selection.position;
    state["temperature"] = selection.temperature;
    state["inside"] = bench.inside_page();
    state["cell"] = {selection.cell_row, selection.cell_column};
    state["sentence"] = bench.sentence();
    state["arithmetic"] = bench.arithmetic();
    state["typing"] = ImGui::GetIO().WantTextInput;
}

void add_cost(json& state, const Workbench& bench, const FrameCost& cost) {
    state["frame_ms"] = cost.frame_ms;
    state["cpu_ms"] = cost.cpu_ms;
    state["longest_cpu_ms"] = cost.longest_cpu_ms;
    std::vector<double> sorted{cost.last_cpu_ms.begin(), cost.last_cpu_ms.end()};
    std::ranges::sort(sorted);
    const auto share = [&](std::size_t hundredths) {
        return sorted.empty() ? 0.0 : sorted[(sorted.size() - 1) * hundredths / 100];
    };
    state["frames_cpu_ms"] = {{"frames", sorted.size()}, {"median", share(50)}, {"p99", share(99)}};
    state["inside_cpu_ms"] = bench.inside_ms();
    for (int i = 0; i < panel_count; ++i) {
        const auto panel = static_cast<Panel>(i);
        state["panel_cpu_ms"][std::string{panel_name(panel)}] = bench.panel_ms(panel);
    }
}

void add_story(json& state, const Workbench& bench) {
    state["moving"] = bench.animating();
    state["largest_jump"] = bench.map().largest_jump;
    state["tour"] = bench.tour().step();
    state["tour_task_done"] = bench.tour().task_done();
    state["verdict"] = bench.history().advice.verdict();
    state["text_size"] = bench.text_size();
    state["undo"] = bench.undo_history().next_undo();
    state["redo"] = bench.undo_history().next_redo();
    for (const Experiment& e : bench.experiments().list())
        state["experiments"].push_back({{"what", e.what}, {"step", e.step}, {"undone", e.taken_back}});
    for (const TimeMark& mark : bench.shown().marks)
        state["marks"].push_back({{"what", mark.what}, {"step", mark.step}});
    if (bench.status())
        for (const RunLine& run : bench.status()->runs)
            state["runs"].push_back({{"number", run.id.number},
                                     {"name", run.name},
                                     {"step", run.step},
                                     {"heldout_loss", run.heldout_loss}});
    for (const Timeline::Kept& moment : bench.timeline().moments())
        state["kept_steps"].push_back(moment.moment->step);
    state["shown_step"] = bench.shown_step();
    const auto losses = bench.history().train_loss.points();
    state["first_loss_step"] = losses.empty() ? json{} : json(losses.front().step);
}

void add_run(json& state, const Status& status) {
    const Moment& moment = *status.moment;
    state["step"] = moment.step;
    state["run"] = moment.run;
    state["playing"] = status.running();
    state["model"] = info_of(moment.model.kind).id;
    state["notice"] = status.notice;
    state["corpus"] = moment.corpus->name;
    state["steps_per_second"] = status.steps_per_second;
    state["batch"] = moment.train.batch;
    state["seed"] = moment.train.seed;
    state["train_loss"] = moment.train_loss;
}

void add_words(json& state, const Workbench& bench, const Moment& moment) {
    const Vocabulary& vocabulary = moment.corpus->lexicon.vocabulary;
    const Selection& selection = bench.selection();
    for (const TokenId id : selection.pinned) state["selected"].push_back(vocabulary.word(id));
    if (const auto hovered = selection.hovered()) state["hovered"] = vocabulary.word(*hovered);
    for (const Neighbour& n : bench.neighbours())
        state["neighbours"].push_back(vocabulary.word(static_cast<TokenId>(n.row)));
    if (!bench.trace()) return;
    for (const TokenId id : bench.trace()->tokens) state["tokens"].push_back(vocabulary.word(id));
    const Matrix& logits = bench.trace()->logits;
    if (logits.rows() == 0) return;
    Index best = 0;
    logits.row(logits.rows() - 1).maxCoeff(&best);
    state["next_word"] = vocabulary.word(static_cast<TokenId>(best));
}

// What the window shows, compared with a kept model or a file; null while it is with neither.
json comparison_of(const Workbench& bench, const Vocabulary& vocabulary) {
    const ModelComparison& models = bench.comparison();
    if (!models.active()) return nullptr;
    json told{{"with", models.name()}, {"pending", models.pending()}};
    if (const auto& figures = models.figures()) {
        told["common"] = figures->words;
        for (const OverlapPoint& point : figures->curve) told["overlap"].push_back({point.k, point.mean});
        for (const TokenId id : models.moved_most()) told["moved_most"].push_back(vocabulary.word(id));
    }
    if (const ComparedWord* const word = models.word()) {
        for (const ComparedNeighbour& n : word->lost())
            told["lost"].push_back(vocabulary.word(models.token(n.word)));
        for (const ComparedNeighbour& n : word->gained())
            told["gained"].push_back(vocabulary.word(models.token(n.word)));
    }
    return told;
}

void add_layout(json& state, const Layout& layout) {
    state["map_step"] = layout.step;
    state["map_method"] = layout.method;
    state["map_words"] = layout.words.size();
    state["map_components"] = layout.config.components;
    state["map_dims"] = layout.config.dims;
    state["map_progress"] = layout.progress;
    state["map_settled"] = layout.settled;
    state["map_placed"] = layout.placed ? layout.placed->words.size() : 0;
    state["map_to_place"] = layout.placed ? layout.placed->of : 0;
    if (layout.purity) state["purity"] = layout.purity->overall;
    if (layout.quality) state["map_kept"] = layout.quality->kept;
}

json places_of(const std::vector<UiRects::MapWord>& words, const Moment* moment) {
    json places = json::array();
    if (moment == nullptr) return places;
    for (const UiRects::MapWord& w : words)
        places.push_back({{"word", moment->corpus->lexicon.vocabulary.word(w.id)}, {"x", w.x}, {"y", w.y}});
    return places;
}

// The words of each map have a key that scripts know it by.
std::string words_key(std::size_t map) {
    constexpr const char* keys[] = {"words", "second_words"};
    return map < std::size(keys) ? keys[map] : "words" + std::to_string(map + 1);
}

json labels_of(const UiRects& rects) {
    json labels = json::array();
    for (const UiRects::Label& l : rects.labels)
        labels.push_back({{"text", l.text},
                          {"region", l.region},
                          {"x", l.x},
                          {"y", l.y},
                          {"width", l.width},
                          {"height", l.height}});
    return labels;
}

json rects_of(const UiRects& rects, const Moment* moment, std::size_t maps) {
    json areas = json::object();
    for (const auto& [name, r] : rects.named)
        areas[name] = {{"x", r.x}, {"y", r.y}, {"width", r.width}, {"height", r.height}};
    for (std::size_t map = 0; map < maps; ++map)
        areas[words_key(map)] =
            map < rects.words.size() ? places_of(rects.words[map], moment) : json::array();
    areas["labels"] = labels_of(rects);
    return areas;
}

} // namespace

std::string ui_state_json(const Workbench& bench, const UiRects& rects, const FrameCost& cost) {
    json state{{"step", 0},
               {"playing", false},
               {"selected", json::array()},
               {"hovered", nullptr},
               {"neighbours", json::array()},
               {"experiments", json::array()},
               {"marks", json::array()},
               {"runs", json::array()},
               {"kept_steps", json::array()}};
    add_selection(state, bench);
    add_cost(state, bench, cost);
    add_story(state, bench);
    const auto& moment = bench.newest();
    if (moment) {
        add_run(state, *bench.status());
        add_words(state, bench, *moment);
        state["comparison"] = comparison_of(bench, moment->corpus->lexicon.vocabulary);
    }
    if (const auto& layout = bench.newest_layout()) add_layout(state, *layout);
    state["rects"] = rects_of(rects, moment.get(), bench.maps().size());
    return json_text(state);
}

} // namespace wordfield::app
