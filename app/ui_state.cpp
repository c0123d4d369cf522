// SPDX-License-Identifier: MIT
#include "app/ui_state.hpp"

#include "app/json_text.hpp"

namespace wordfield::app {

std::string ui_state_json(const Workbench& bench, const UiRects& rects, const FrameCost& cost) {
    using nlohmann::json;
    json state{{"step", 0},
               {"playing", false},
               {"selected", json::array()},
               {"hovered", nullptr},
               {"neighbours", json::array()}};
    const Selection& selection = bench.selection();
    state["layer"] = selection.layer;
    state["head"] = selection.head;
    state["position"] = selection.position;
    state["temperature"] = selection.temperature;
    state["inside"] = bench.inside_page();
    state["cell"] = {selection.cell_row, selection.cell_column};
    state["sentence"] = bench.sentence();
    state["frame_ms"] = cost.frame_ms;
    state["cpu_ms"] = cost.cpu_ms;
    state["longest_cpu_ms"] = cost.longest_cpu_ms;
    for (int i = 0; i < panel_count; ++i) {
        const auto panel = static_cast<Panel>(i);
        state["panel_cpu_ms"][std::string{panel_name(panel)}] = bench.panel_ms(panel);
    }
    state["moving"] = bench.animating();
    state["largest_jump"] = bench.map().largest_jump;
    state["tour"] = bench.tour().step();
    state["arithmetic"] = bench.arithmetic();
    state["experiments"] = json::array();
    for (const Experiment& e : bench.experiments().list())
        state["experiments"].push_back({{"what", e.what}, {"step", e.step}, {"undone", e.taken_back}});
    state["kept_steps"] = json::array();
    for (const Timeline::Moment& moment : bench.timeline().moments())
        state["kept_steps"].push_back(moment.snapshot->step);
    state["shown_step"] = bench.shown_step();
    state["first_loss_step"] = bench.history().train_loss.points().empty()
                                   ? json{}
                                   : json(bench.history().train_loss.points().front().step);
    state["typing"] = ImGui::GetIO().WantTextInput;
    json areas = json::object();
    for (const auto& [name, r] : rects.named)
        areas[name] = {{"x", r.x}, {"y", r.y}, {"width", r.width}, {"height", r.height}};
    json words = json::array();
    json second_words = json::array();
    if (const auto& snapshot = bench.newest()) {
        const Vocabulary& vocabulary = snapshot->corpus->vocabulary;
        state["step"] = snapshot->step;
        state["run"] = snapshot->run;
        state["playing"] = snapshot->state == RunState::Running;
        state["model"] = snapshot->model.kind == ModelKind::Gpt ? "gpt" : "skipgram";
        state["notice"] = snapshot->notice;
        state["corpus"] = snapshot->corpus->name;
        state["steps_per_second"] = snapshot->steps_per_second;
        state["batch"] = snapshot->train.batch;
        state["seed"] = snapshot->train.seed;
        state["train_loss"] = snapshot->train_loss;
        for (const TokenId id : selection.pinned) state["selected"].push_back(vocabulary.word(id));
        if (const auto hovered = selection.hovered()) state["hovered"] = vocabulary.word(*hovered);
        for (const Neighbour& n : bench.neighbours())
            state["neighbours"].push_back(vocabulary.word(static_cast<TokenId>(n.row)));
        for (const TokenId id : snapshot->probe.tokens) state["tokens"].push_back(vocabulary.word(id));
        for (const UiRects::MapWord& w : rects.words)
            words.push_back({{"word", vocabulary.word(w.id)}, {"x", w.x}, {"y", w.y}});
        for (const UiRects::MapWord& w : rects.second_words)
            second_words.push_back({{"word", vocabulary.word(w.id)}, {"x", w.x}, {"y", w.y}});
        const Matrix& logits = snapshot->probe.logits;
        if (logits.rows() > 0) {
            Index best = 0;
            logits.row(logits.rows() - 1).maxCoeff(&best);
            state["next_word"] = vocabulary.word(static_cast<TokenId>(best));
        }
    }
    if (const auto& layout = bench.newest_layout()) {
        state["map_step"] = layout->step;
        state["map_method"] = layout->method;
        state["map_words"] = layout->words.size();
        state["map_components"] = layout->config.components;
        state["map_progress"] = layout->progress;
        if (layout->purity) state["purity"] = layout->purity->overall;
        if (layout->quality) state["map_kept"] = layout->quality->kept;
    }
    state["rects"] = areas;
    state["rects"]["words"] = words;
    if (bench.two_maps()) state["rects"]["second_words"] = second_words;
    return json_text(state);
}

} // namespace wordfield::app
