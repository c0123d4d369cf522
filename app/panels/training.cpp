// SPDX-License-Identifier: MIT
// How the model learns: its size and rates, the loss against the entropy of the corpus, purity against
// chance.
#include "app/panels/panels.hpp"
#include "app/panels/training_groups.hpp"

#include "app/story/experiments.hpp"
#include "app/ui/plot.hpp"
#include "model/analysis/loss_decomposition.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

/// Model, rates, transport; loss against the entropy of the corpus; purity against chance; update sizes.
struct TrainingState {
    float rate = 0.0F;
    bool editing_rate = false;
    bool asks_restart = false;
    std::shared_ptr<const Moment> flags_of; ///< of which the next line tells
    std::string rows;
};

void status(Ui& ui, const Frame& frame, Outbox& out) {
    const Status& s = *frame.status;
    const std::string& advice = frame.history->advice.sentence();
    const std::string& words = s.message.empty() ? advice : s.message;
    if (words.empty()) return;
    ImGui::PushTextWrapPos(0.0F);
    text(ui, ui.fonts.body, ui.theme.warm, words);
    ImGui::PopTextWrapPos();
    ui.rects.mark_item("training.advice");
    if (s.state == RunState::Failed && button(ui, "training.half_rate", "Go on with half the rate",
                                              "From the last good weights, with half the learning rate")) {
        out.post(SetLearningRate{frame.newest->train.learning_rate * 0.5F});
        out.post(SetRunning{true});
    }
}

void buttons(Ui& ui, const Frame& frame, Outbox& out) {
    const Moment& s = *frame.newest;
    const bool running = frame.running();
    const ImVec2 size{(ImGui::GetContentRegionAvail().x - 4 * ui.px(5)) / 5, 0};
    if (button(ui, "training.play", running ? "Pause" : "Play", what_play_does(frame), running, size))
        play_or_pause(*frame.moment, running, out);
    ImGui::SameLine(0, ui.px(5));
    if (button(ui, "training.step", "Step", what_step_does(frame), false, size)) train_one_step(out);
    ImGui::SameLine(0, ui.px(5));
    if (button(ui, "training.restart", "Restart",
               "Begin again at step 0 with the same seed: the same run once more (R)", false, size))
        out.post(Restart{s.train.seed});
    ImGui::SameLine(0, ui.px(5));
    if (button(ui, "training.new_seed", "Reseed",
               "Begin again with other noise (Shift+R): does every seed find the same neighbourhoods? File > "
               "Compare seeds … trains several and tells",
               false, size))
        out.post(Restart{s.train.seed + 1});
    ImGui::SameLine(0, ui.px(5));
    if (button(ui, "training.new_model", "Model …", "A model of another shape or kind: begins at step 0",
               false, size))
        out.post(AskNewRun{});
}

// One of those there are; what was clicked, if it is another one than `now`.
template <class Kind>
std::optional<Kind> choose(Ui& ui, const char* id, std::span<const TrainingChoice<Kind>> choices, Kind now) {
    std::vector<const char*> names, explanations;
    int chosen = -1;
    for (const auto& choice : choices) {
        if (choice.kind == now) chosen = static_cast<int>(names.size());
        names.push_back(choice.name);
        explanations.push_back(choice.explanation);
    }
    if (!segmented(ui, id, names, chosen, explanations)) return std::nullopt;
    return choices[chosen].kind;
}

// How the rate changes over the run: no optimiser, so it stands with the rate.
void schedule(Ui& ui, const Moment& s, Outbox& out) {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, "Over the run");
    explain(ui, "What becomes of the learning rate while training goes on.");
    ImGui::SameLine(0, ui.px(10));
    if (const auto schedule = choose(ui, "training.schedule", schedules(), s.train.schedule))
        out.post(SetSchedule{*schedule});
}

void learning_rate(Ui& ui, const Frame& frame, TrainingState& state, Outbox& out) {
    const Moment& s = *frame.newest; // what is set here is set for the training that goes on
    if (!state.editing_rate) state.rate = s.train.learning_rate;
    figure(ui, "Learning rate",
           plain_number(static_cast<double>(state.rate), 3) + "  (now " +
               plain_number(static_cast<double>(s.learning_rate)) + ")",
           "How far each optimiser step goes. The slider sets the peak; warm-up and decay shape it "
           "over the run, and 'now' is what the last step used.");
    if (slider(ui, "training.rate", state.rate, 1e-4F, 0.1F, true, ui.theme.accent, 0.0F,
               {.reset = frame.kind().recipe.learning_rate}))
        out.post(SetLearningRate{state.rate});
    state.editing_rate = ImGui::IsItemActive();
    explain(ui, "Left: small steps, slow but sure. Right: large steps, until training falls apart. "
                "Double-click: back to the default. Ctrl-click: type a value.");
    schedule(ui, s, out);
}

void rates(Ui& ui, const Frame& frame, TrainingState& state, Outbox& out) {
    const Moment& s = *frame.newest;
    learning_rate(ui, frame, state, out);
    figure(ui, "Batch × context", format("%d × %d tokens", s.train.batch, s.model.context),
           "Windows of text in one step, and tokens in each window.");
    auto batch = static_cast<float>(s.train.batch);
    if (slider(ui, "training.batch", batch, 1.0F, 256.0F, true, ui.theme.dim, 0.0F,
               {.reset = static_cast<float>(frame.kind().recipe.batch)}))
        out.post(SetBatch{static_cast<int>(std::lround(batch))});
    explain(ui, "How many windows of text each step learns from, from 1 to 256. More make steadier, slower "
                "steps. Double-click: back to the default. Ctrl-click: type a value.");
    const double limit = frame.status->speed_limit;
    figure(ui, "Speed limit", limit > 0 ? with_commas(std::llround(limit)) + " steps/s" : std::string{"none"},
           "Slow the training down to watch single steps. At the right end there is no limit.");
    float speed = limit > 0 ? static_cast<float>(limit) : 1000.0F;
    if (slider(ui, "training.speed", speed, 1.0F, 1000.0F, true, ui.theme.dim, 0.0F, {.reset = 1000.0F}))
        out.post(SetSpeedLimit{speed > 999.0F ? 0.0 : std::round(speed)});
    explain(ui, "How many steps a second at most, from 1 to watch each of them; at the right end there is "
                "no limit. Double-click: none. Ctrl-click: type a value.");
}

void optimiser(Ui& ui, const Frame& frame, Outbox& out) {
    if (const auto kind = choose(ui, "training.optimizer", optimizers(), frame.newest->train.optimizer))
        out.post(SetOptimizer{*kind});
}

void row_figures(Ui& ui, const Frame& frame, TrainingState& state) {
    if (state.flags_of != frame.moment) {
        state.flags_of = frame.moment;
        const auto& [never_seen, dead] = std::pair{frame.rows->never_seen, frame.rows->dead};
        state.rows = with_commas(never_seen) + " never seen · " +
                     (dead > 0 ? with_commas(dead) : std::string{"none"}) + " dead";
    }
    figure(ui, "Rows of the matrix", state.rows,
           "Never seen: the word does not occur in the corpus. Dead: no gradient has reached the row lately, "
           "so it does not learn.");
}

void figures(Ui& ui, const Frame& frame, TrainingState& state) {
    const Moment& s = *frame.moment;
    figure(ui, "Model", frame.kind().summary(s.model), frame.kind().words.size.c_str());
    parameters(ui, frame);
    row_figures(ui, frame, state);
    if (const int words = frame.can().next_token ? softmax_sample_size(s.model, s.train) : 0; words > 0)
        figure(ui, "Softmax", format("over %s drawn words", with_commas(words).c_str()),
               "With so many words in the vocabulary a training step compares with some that are drawn at "
               "random, weighted so that the sum Z over all words is right on average (Bengio & Senécal "
               "2008). Held-out loss and everything else on the screen compare with all words.");
    figure(ui, "Seed", std::to_string(s.train.seed),
           "Where chance starts. The same seed and number of threads gives the same run, bit for bit.");
    if (!frame.timed()) return;
    figure(ui, "Speed",
           format("%s steps/s · %s tokens/s", short_number(frame.status->steps_per_second).c_str(),
                  short_number(frame.status->tokens_per_second).c_str()),
           "Measured over the last second of training.");
}

std::vector<PlotMark> experiment_marks(const Ui& ui, const Frame& frame) {
    std::vector<PlotMark> marks;
    if (frame.experiments == nullptr) return marks;
    for (const Experiment& e : frame.experiments->list()) {
        std::string words = format("step %s: %s%s", with_commas(e.step).c_str(), e.what.c_str(),
                                   e.taken_back ? " (taken back)" : "");
        if (e.measured)
            words += format("\nheld-out loss %.3f → %.3f nats (%+.3f ± %.3f)", e.measured->before,
                            e.measured->after, rounded(e.measured->after - e.measured->before, 3),
                            e.measured->error);
        marks.push_back(
            {static_cast<double>(e.step), e.taken_back ? ui.theme.dim : ui.theme.warm, std::move(words)});
    }
    return marks;
}

// " It is known within ± .027 (standard error of 64 windows)."
std::string error_of_heldout(const Moment& s) {
    if (s.heldout_step < 0 || s.heldout_error <= 0.0F) return {};
    return format(" It was measured on a sample of windows; its standard error is %.3f nats.",
                  s.heldout_error);
}

void loss_plot(Ui& ui, const Frame& frame, float height) {
    const Moment& s = *frame.moment;
    // At step 0 no batch has been learned from: there is no training loss yet.
    const std::string train = s.step > 0 ? format("train %.2f ", s.train_loss) : std::string{};
    const std::string value = s.heldout_step >= 0
                                  ? format("%sheld-out %.2f nats", train.c_str(), s.heldout_loss)
                              : s.step > 0 ? train + "nats"
                                           : std::string{"–"};
    const std::string explanation = frame.kind().words.loss + error_of_heldout(s);
    figure(ui, "Loss", value, explanation.c_str());
    std::vector<PlotCurve> curves{{frame.history->train_loss.points(), ui.theme.accent, "train", true}};
    if (frame.compared != nullptr)
        curves.push_back({frame.compared->heldout_loss.points(), ui.theme.good, "held-out, other run"});
    curves.push_back({frame.history->heldout_loss.points(), ui.theme.accent, "held-out"});
    std::vector<PlotLevel> levels;
    const double floor = frame.entropy_floor().value_or(0.0);
    if (frame.entropy_floor())
        levels.push_back(
            {static_cast<float>(floor), ui.theme.good, "entropy of the corpus",
             "The mean surprise of the corpus's own random choices, in nats a token: an upper bound of "
             "the text's entropy, which a model reaches only with whole documents in view."});
    const float top = static_cast<float>(guessing_loss(s)) * 1.05F;
    const std::vector<PlotMark> marks = experiment_marks(ui, frame);
    draw_plot(ui, "training.loss",
              {curves, levels, static_cast<float>(floor) * 0.75F, top, "nats",
               frame.live ? -1.0 : static_cast<double>(s.step), marks},
              {ImGui::GetContentRegionAvail().x, height});
}

void purity_plot(Ui& ui, const Frame& frame, float height) {
    if (!frame.layout || !frame.layout->purity) {
        remark(ui, "Neighbours of one category: needs categories, and this text has none.");
        return;
    }
    const NeighbourPurity& purity = *frame.layout->purity;
    figure(
        ui, "Neighbours of one category", format("%.2f  chance %.2f", purity.overall, purity.chance),
        format("Purity@10: of the ten nearest words of each word (centred cosine), the share that belongs to "
               "its category. “Chance” is what shuffled words would give. %s",
               over_words(purity.error, purity.words).c_str())
            .c_str());
    std::vector<PlotCurve> curves;
    if (frame.compared != nullptr)
        curves.push_back({frame.compared->purity.points(), ui.theme.good, "purity, other run"});
    curves.push_back({frame.history->purity.points(), ui.theme.warm, "purity"});
    const std::array levels{PlotLevel{purity.chance, ui.theme.dim, "chance",
                                      "The purity that words in random order would have."}};
    draw_plot(ui, "training.purity",
              {curves, levels, 0.0F, 1.0F, "", frame.live ? -1.0 : static_cast<double>(frame.moment->step)},
              {ImGui::GetContentRegionAvail().x, height});
}

class TrainingPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
    void forget_words() override { state_ = {}; }

private:
    TrainingState state_;
};

void TrainingPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    begin_panel(context);
    if (frame.moment) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(4)});
        heading(ui, "Training", frame.corpus().name, frame.kind().words.task.c_str());
        const float headed = ImGui::GetCursorPosY();
        status(ui, frame, out);
        const float fixed = ui.px(422) + ImGui::GetCursorPosY() - headed; // all that is not a plot
        buttons(ui, frame, out);
        const float plot = std::max(ui.px(56), (area.size.y - fixed) * 0.5F);
        loss_plot(ui, frame, plot);
        purity_plot(ui, frame, plot);
        rates(ui, frame, state_, out);
        optimiser(ui, frame, out);
        updates(ui, frame, out);
        figures(ui, frame, state_);
        ImGui::PopStyleVar();
    }
    end_panel();
}

} // namespace

PanelEntry training_panel() {
    return {{.id = Panel::Training,
             .name = "Training",
             .key = 2,
             .lesson = "Training",
             .place = PanelPlace::Left,
             .untrained =
                 "These vectors are as their file has them: nothing is trained, so there is no loss and "
                 "nothing to set. Open a text to train a model."},
            make_panel<TrainingPanel>};
}

} // namespace wordfield::app
