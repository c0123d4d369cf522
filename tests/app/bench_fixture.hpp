// SPDX-License-Identifier: MIT
// The whole workbench without a window: drawn into memory, with a mouse and keys of its own. It reads the
// same book of rectangles as the scripts of tests/window, in milliseconds instead of seconds.
#pragma once

#include "app/shell/gui_context.hpp"
#include "app/workbench/workbench.hpp"
#include "render/target.hpp"
#include "tests/support/gl_test.hpp"
#include "tests/support/seen.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::app {

/// All words on a ring, a moment of a run.
inline std::shared_ptr<Layout> ring_layout(const Moment& moment) {
    auto layout = std::make_shared<Layout>();
    layout->run = moment.run;
    layout->step = moment.step;
    layout->method = "t-SNE";
    layout->vocabulary = moment.corpus->lexicon.vocabulary.size();
    layout->positions = Matrix::Zero(layout->vocabulary, 3);
    for (TokenId id = 0; id < layout->vocabulary; ++id) {
        layout->words.push_back(id);
        const float angle = 6.2831853F * static_cast<float>(id) / static_cast<float>(layout->vocabulary);
        layout->positions.row(id) << std::cos(angle), std::sin(angle), 0.0F;
    }
    layout->group.assign(layout->words.size(), 0);
    return layout;
}

class OffscreenBench {
public:
    explicit OffscreenBench(const Settings& settings = {}) {
        if (!gl_) return;
        ui_.rects.wanted = true;
        gui_ = std::make_unique<GuiContext>(ui_);
        ImGuiIO& io = ImGui::GetIO();
        for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
        target_ = std::make_unique<render::Target>();
        target_->resize(1600, 1000);
        bench_ = std::make_unique<Workbench>(ui_, settings, ProjectionConfig{}, false);
        bench_->set_sentence("w2 w9 w14 w5 w9 w21 w3");
        frame();
    }
    /// False when there is no driver: return from the test.
    explicit operator bool() const { return bench_ != nullptr; }
    Workbench& operator*() { return *bench_; }
    Workbench* operator->() { return bench_.get(); }

    /// A moment and its map, then a frame.
    void take(const test::Seen& seen) {
        const auto status = test::status_of(seen);
        bench_->take(status);
        bench_->take(ring_layout(*status->moment));
        frame(2);
    }
    void frame(int count = 1) {
        for (int i = 0; i < count; ++i) {
            ImGuiIO& io = ImGui::GetIO();
            io.DisplaySize = {1600, 1000};
            io.DeltaTime = 0.05F;
            if (const auto question = bench_->question(); question && question != asked_of_moment) {
                asked_of_moment = question;
                const auto reading = std::make_shared<const Reading>(reading_room_.answer(*question));
                bench_->take(reading);
                if (question->contexts)
                    bench_->take(std::make_shared<const Contexts>(reading_room_.contexts(*reading)));
                if (finds && !question->inquiries.empty()) bench_->take(reading_room_.findings(*reading));
            }
            gui_->begin_frame();
            const Outbox out = bench_->draw(loading, 0.05F, time_ += 0.05);
            target_->clear(to_glm(ui_.theme.panel));
            gui_->end_frame();
            asked.actions.insert(asked.actions.end(), out.actions.begin(), out.actions.end());
        }
    }
    [[nodiscard]] bool shows(const std::string& name) const { return ui_.rects.named.contains(name); }
    [[nodiscard]] const UiRects& rects() const { return ui_.rects; }
    [[nodiscard]] const Theme& theme() const { return ui_.theme; }
    /// The corners of everything in this colour that the last frame drew in a rectangle of the book.
    [[nodiscard]] std::vector<ImVec2> corners(ImU32 colour, const std::string& name) const {
        const UiRects::Rect in = ui_.rects.named.at(name);
        std::vector<ImVec2> found;
        const ImDrawData* const drawn = ImGui::GetDrawData();
        std::vector<const ImDrawList*> lists{drawn->CmdLists, drawn->CmdLists + drawn->CmdListsCount};
        lists.insert(lists.end(), ui_.rects.kept.begin(), ui_.rects.kept.end());
        for (const ImDrawList* const list : lists)
            for (const ImDrawVert& corner : list->VtxBuffer)
                if (corner.col == colour && corner.pos.x >= in.x && corner.pos.x <= in.x + in.width &&
                    corner.pos.y >= in.y && corner.pos.y <= in.y + in.height)
                    found.push_back(corner.pos);
        return found;
    }

    /// `across`: where in the control, from its left edge (0) to its right edge (1).
    void click(const std::string& name, bool control = false, float across = 0.5F) {
        REQUIRE(shows(name));
        const UiRects::Rect rect = ui_.rects.named.at(name);
        press_at({rect.x + rect.width * across, rect.y + rect.height * 0.5F}, control);
    }
    void press_at(ImVec2 place, bool control = false, int button = 0) {
        ImGuiIO& io = ImGui::GetIO();
        io.MousePos = place;
        frame(2);
        io.KeyCtrl = control;
        io.MouseDown[button] = true;
        frame();
        io.MouseDown[button] = false;
        frame();
        io.KeyCtrl = false;
        io.MousePos = {1, 999}; // over nothing
        frame(2);
    }
    void press(KeyPress key) {
        bench_->press(key);
        frame(2);
    }
    void type(std::string_view words, bool enter = false) {
        ImGuiIO& io = ImGui::GetIO();
        frame(2); // a field that was asked for takes the keys
        for (const char c : words) io.AddInputCharacter(static_cast<unsigned char>(c));
        frame(2);
        if (!enter) return;
        io.KeysDown[ImGuiKey_Enter] = true;
        frame();
        io.KeysDown[ImGuiKey_Enter] = false;
        frame();
    }
    /// The last action of this kind since clear(); null for none.
    template <class Kind>
    [[nodiscard]] const Kind* sent() const {
        return asked.find<Kind>();
    }
    void clear() { asked = {}; }

    LoadState loading;
    Outbox asked;                            ///< since clear(), for others than the workbench
    std::optional<Question> asked_of_moment; ///< last
    bool finds = true;                       ///< whether what pages inquire is found at once, all of it

private:
    render::GlTest gl_;
    Ui ui_;
    std::unique_ptr<GuiContext> gui_;
    std::unique_ptr<render::Target> target_;
    std::unique_ptr<Workbench> bench_;
    ReadingRoom reading_room_;
    double time_ = 0.0;
};

/// A paused run of the toy corpus at this step.
inline test::Seen paused_at(SmallModel& model, std::int64_t step, std::uint64_t run = 1) {
    test::Seen moment{model.moment()};
    moment.run = run;
    moment.step = step;
    return moment;
}

} // namespace wordfield::app
