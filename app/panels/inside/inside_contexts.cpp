// SPDX-License-Identifier: MIT
// Words in context: every occurrence of some held-out passages as a point, and its way through the layers.
#include "app/panels/inside/inside.hpp"

#include "render/colormap.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float glide_seconds = 0.6F, stages_per_second = 0.7F;

float eased(float t) {
    return t * t * (3.0F - 2.0F * t);
}

// Whose occurrences alone are asked for; none where this vocabulary does not have the word.
std::optional<TokenId> word_of(const Frame& frame, const ContextsPage& page) {
    return page.word.empty() ? std::nullopt : frame.corpus().lexicon.vocabulary.find(page.word);
}

// Takes over what was found; the points glide there from where they are.
void take_finding(const Frame& frame, ContextsPage& page) {
    const Found* const found = frame.findings ? frame.findings->of<ContextFinding>() : nullptr;
    if (found == nullptr) return;
    const auto finding = std::dynamic_pointer_cast<const ContextFinding>(found->finding);
    if (!finding->complete || !finding->map || finding == page.shown) return;
    if (finding->word != word_of(frame, page)) return;
    const bool glides = page.shown && page.shown->occurrences == finding->occurrences &&
                        page.shown->map->positions.size() == finding->map->positions.size() && !frame.patient;
    if (glides) {
        if (page.from.empty()) page.from = page.shown->map->positions;
        const float t = eased(page.arrived);
        for (std::size_t s = 0; s < page.from.size(); ++s)
            page.from[s] += t * (page.shown->map->positions[s] - page.from[s]);
    } else {
        page.from = finding->map->positions;
        page.kept.reset();
        page.near = {};
        page.camera = {};
    }
    page.arrived = glides ? 0.0F : 1.0F;
    page.shown = finding;
    page.step = found->moment->step;
    const float last = static_cast<float>(finding->stages->size()) - 1.0F;
    page.stage = std::min(page.stage, last);
    page.target = std::min(page.target, last);
}

void move_on(const Frame& frame, ContextsPage& page) {
    if (frame.patient) {
        page.arrived = 1.0F;
        page.stage = page.target;
        return;
    }
    page.arrived = std::min(1.0F, page.arrived + frame.dt / glide_seconds);
    const float by = frame.dt * stages_per_second;
    page.stage += std::clamp(page.target - page.stage, -by, by);
}

// ---- above the map
void play_button(Ui& ui, ContextsPage& page, float last) {
    const bool plays = page.stage != page.target;
    if (button(ui, "contexts.play", plays ? "Stop" : "Play",
               plays ? "Stop here" : "Let the points flow from the embedding to the output", false,
               {ui.px(48), 0})) {
        if (plays) {
            page.target = page.stage;
        } else {
            if (page.stage >= last) page.stage = 0.0F;
            page.target = last;
        }
    }
}

// The names of the stages below the slider, where they fit; a click goes there.
void stage_names(Ui& ui, ContextsPage& page, ImVec2 low, float width, int stages) {
    const float px = ui.fonts.small_px, knob = ui.px(6.5F), line = px + ui.px(4);
    float free = low.x - ui.px(20);
    for (int s = 0; s < stages; ++s) {
        const std::string name = stage_name(s, stages);
        const float wide = text_width(ui.fonts.small, px, name);
        const float middle =
            low.x + knob +
            (width - 2 * knob) * static_cast<float>(s) / static_cast<float>(std::max(1, stages - 1));
        const float x = std::clamp(middle - wide * 0.5F, low.x, low.x + width - wide);
        const bool last = s + 1 == stages;
        if (x < free ||
            (!last && x + wide + ui.px(10) > low.x + width - text_width(ui.fonts.small, px, "output")))
            continue;
        free = x + wide + ui.px(10);
        ImGui::SetCursorScreenPos({x, low.y});
        ImGui::PushID(s);
        if (ImGui::InvisibleButton("stage", {wide, line})) page.target = static_cast<float>(s);
        ImGui::PopID();
        ui.rects.mark_item(format("contexts.stage.%d", s));
        const bool here = std::abs(page.stage - static_cast<float>(s)) < 0.01F;
        explain(ui, s == 0
                        ? "The word's row and its position: where every occurrence begins. Click: go there."
                    : last ? "After the final layer norm: what is compared with every row for the next word. "
                             "Click: go there."
                           : "The residual stream after so many blocks. Click: go there.");
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px, {x, low.y + ui.px(1)},
                                            here                     ? ui.theme.accent
                                            : ImGui::IsItemHovered() ? ui.theme.strong
                                                                     : ui.theme.dim,
                                            name.c_str());
    }
}

void scrubber(Ui& ui, ContextsPage& page) {
    const int stages = static_cast<int>(page.shown->stages->size());
    const float last = static_cast<float>(stages - 1);
    play_button(ui, page, last);
    ImGui::SameLine(0, ui.px(10));
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = std::min(ui.px(420), ImGui::GetContentRegionAvail().x - ui.px(8));
    if (slider(ui, "contexts.stage", page.stage, 0.0F, last, false, ui.theme.accent, width))
        page.target = page.stage;
    explain(ui, "From the embedding through the blocks to the output; drag to move the points along.");
    stage_names(ui, page, {low.x, low.y + ui.px(18)}, width, stages);
    ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, low.y + ui.px(20) + ui.fonts.small_px});
    ImGui::Dummy({0, 0});
}

struct ColourChoice {
    GroupBy by;
    const char* name;
    const char* explanation;
};
constexpr std::array colour_choices{
    ColourChoice{GroupBy::Word, "word", "One colour for each of the words that occur most"},
    ColourChoice{GroupBy::Category, "category", "The colour of the word's own category"},
    ColourChoice{
        GroupBy::Next, "next word",
        "By what follows in the text: the next word's category, or the word itself where it has none"},
    ColourChoice{GroupBy::Sense, "sense",
                 "Words of two senses alone, each sense in a colour: apple the fruit, apple the firm"},
};

// One of some names where they do not stand beside each other.
void narrow_choice(Ui& ui, const char* id, const std::vector<const char*>& names, int& chosen) {
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    const bool open = ImGui::BeginCombo("##choice", names[static_cast<std::size_t>(chosen)]);
    ui.rects.mark_item(id);
    if (!open) return;
    for (int i = 0; i < std::ssize(names); ++i) {
        const char* const name = names[static_cast<std::size_t>(i)];
        if (ImGui::Selectable(name, i == chosen)) chosen = i;
        ui.rects.mark_item(std::string{id} + "." + name);
    }
    ImGui::EndCombo();
}

// The words that are worth looking at alone: those of two senses, those that are chosen on the map, and the
// one that is looked at.
std::vector<TokenId> words_to_choose(const Frame& frame, const ContextsPage& page, const View& view) {
    std::vector<TokenId> words;
    const auto add = [&](TokenId word) {
        if (std::ranges::count(words, word) == 0) words.push_back(word);
    };
    for (const Sense& sense : page.shown->occurrences->senses) add(sense.word);
    for (const TokenId word : view.selection.pinned) add(word);
    if (const auto word = word_of(frame, page)) add(*word);
    return words;
}

void word_choice(Ui& ui, const Frame& frame, ContextsPage& page, const View& view) {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, "show");
    ImGui::SameLine(0, ui.px(8));
    ImGui::SetNextItemWidth(std::min(ui.px(160), ImGui::GetContentRegionAvail().x));
    const auto chosen = word_of(frame, page);
    const bool open = ImGui::BeginCombo("##word", chosen ? page.word.c_str() : "all words");
    ui.rects.mark_item("contexts.word");
    if (!open)
        return explain(ui, "All words of the passages, or the occurrences of one word alone, on a plane of "
                           "their own: a word of two senses, or one that you have clicked.");
    if (ImGui::Selectable("all words", !chosen)) look_at_word(frame, page, {});
    ui.rects.mark_item("contexts.word.all");
    for (const TokenId word : words_to_choose(frame, page, view)) {
        ImGui::PushID(word);
        if (ImGui::Selectable(frame.word(word).c_str(), chosen == word)) look_at_word(frame, page, word);
        ImGui::PopID();
        ui.rects.mark_item("contexts.word." + frame.word(word));
    }
    ImGui::EndCombo();
}

// Those that mean something for this text.
void colour_choice(Ui& ui, const Frame& frame, ContextsPage& page) {
    std::vector<const char*> names, explanations;
    std::vector<int> which;
    int chosen = 0;
    for (const ColourChoice& choice : colour_choices) {
        if (!can_group(*page.shown->occurrences, frame.corpus().lexicon, choice.by)) continue;
        if (page.shown->word && (choice.by == GroupBy::Word || choice.by == GroupBy::Category)) continue;
        if (static_cast<int>(choice.by) == page.colours) chosen = static_cast<int>(names.size());
        names.push_back(choice.name);
        explanations.push_back(choice.explanation);
        which.push_back(static_cast<int>(choice.by));
    }
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, "colour by");
    ImGui::SameLine(0, ui.px(8));
    float wide = 0.0F;
    for (const char* const name : names)
        wide += text_width(ui.fonts.small, ui.fonts.small_px, name) + ui.px(18);
    if (wide <= ImGui::GetContentRegionAvail().x)
        segmented(ui, "contexts.colour", names, chosen, explanations);
    else
        narrow_choice(ui, "contexts.colour", names, chosen);
    page.colours = which[static_cast<std::size_t>(chosen)];
}

// ---- below it
std::string caption_of(const Frame& frame, const ContextsPage& page) {
    const ContextFinding& found = *page.shown;
    const auto stage = static_cast<std::size_t>(std::lround(page.stage));
    std::string words;
    if (stage < found.map->trust.size())
        words = format("here trust %.2f, the plane shows %.0f%% · ", found.map->trust[stage],
                       100 * static_cast<double>(found.map->shown[stage]));
    words += with_commas(found.occurrences->size()) + " occurrences ";
    if (found.word) words += "of “" + frame.word(*found.word) + "” ";
    words += format("in %zu held-out passages", found.occurrences->passages.size());
    if (page.step != frame.moment->step) words += format(" · step %lld", static_cast<long long>(page.step));
    return words;
}

void caption(Ui& ui, const std::string& words) {
    remark(ui, words);
    ui.rects.mark_item("contexts.caption");
    explain(ui, "One plane for all stages: the two main directions (PCA) of all vectors, each stage centred, "
                "each vector of length one. Trust: trustworthiness at 10, 1 when all that are near on the "
                "map are near in the space.");
}

} // namespace

ImU32 group_colour(const Ui& ui, const OccurrenceGroups& groups, int group) {
    if (group < 0) return ui.theme.dim;
    const int hue = groups.groups[static_cast<std::size_t>(group)].hue;
    const glm::vec3 c = render::category_style(hue, ui.theme.dark).colour;
    return from_rgb(c.r, c.g, c.b);
}

void look_at_word(const Frame& frame, ContextsPage& page, std::optional<TokenId> word) {
    page.word = word ? frame.word(*word) : "";
    const auto& senses = page.shown->occurrences->senses;
    if (word && std::ranges::count(senses, *word, &Sense::word) > 0)
        page.colours = static_cast<int>(GroupBy::Sense);
}

Snippet snippet_of(const Frame& frame, const Occurrences& occurrences, int occurrence, int reach) {
    const auto passage = static_cast<std::size_t>(occurrences.passage_of(occurrence));
    const int at = occurrences.at[static_cast<std::size_t>(occurrence)];
    const int first = std::max(occurrences.first[passage], at - reach);
    const int end = std::min(occurrences.first[passage + 1], at + reach + 1);
    const auto words = [&](int from, int to) {
        std::string all;
        for (int i = from; i < to; ++i)
            all += (all.empty() ? "" : " ") + frame.word(occurrences.text[static_cast<std::size_t>(i)]);
        return all;
    };
    return {(first > occurrences.first[passage] ? "… " : "") + words(first, at),
            frame.word(occurrences.text[static_cast<std::size_t>(at)]),
            words(at + 1, end) + (end < occurrences.first[passage + 1] ? " …" : "")};
}

void contexts_page(Ui& ui, const Frame& frame, ContextsPage& page, View& view, Outbox& out) {
    out.ask(std::make_shared<ContextInquiry>(page.shown, PassageOptions{.only = word_of(frame, page)}));
    take_finding(frame, page);
    if (frame.corpus().text.heldout.empty())
        return remark(ui, "This text is too short: nothing of it is held out to be looked at.");
    if (!page.shown) return remark(ui, "Reading some held-out passages …");
    move_on(frame, page);
    scrubber(ui, page);
    const OccurrenceGroups& groups = page.groups.get(page.shown->occurrences, page.colours, [&] {
        return group_occurrences(*page.shown->occurrences, frame.corpus().lexicon,
                                 static_cast<GroupBy>(page.colours));
    });
    ContextsFrame drawn{ui, frame, page, view, groups};
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float side = std::clamp(room.x * 0.36F, ui.px(200), ui.px(310)), gap = ui.px(12);
    ImGui::BeginChild("map", {room.x - side - gap, room.y}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    const std::string below = caption_of(frame, page);
    const float width = room.x - side - gap;
    contexts_canvas(drawn, {width, room.y - remark_height(ui, below, width) - ui.px(8)});
    caption(ui, below);
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    ImGui::BeginChild("side", {side, room.y}, false);
    word_choice(ui, frame, page, view);
    colour_choice(ui, frame, page);
    contexts_side(drawn);
    ImGui::EndChild();
    page.hovered = drawn.next_hovered;
    page.lit_group = drawn.next_lit;
}

} // namespace wordfield::app
