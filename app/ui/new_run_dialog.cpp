// SPDX-License-Identifier: MIT
#include "app/ui/new_run_dialog.hpp"

#include "model/core/error.hpp"
#include "model/nn/parameters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace wordfield::app {
namespace {

struct Choice {
    const char* name;
    const char* explanation;
};

void row_name(Ui& ui, const Choice& choice) {
    text(ui, ui.fonts.body, ui.theme.dim, choice.name);
    explain(ui, choice.explanation);
    ImGui::SameLine(ui.px(150));
}

// A row of numbers of which one is chosen; another one that is set already is shown as it is, as none of
// them.
template <std::size_t N>
void choose(Ui& ui, const char* id, const Choice& choice, int& value, const std::array<int, N>& values) {
    std::array<std::string, N> names;
    std::array<const char*, N> pointers{};
    int chosen = -1;
    for (std::size_t i = 0; i < N; ++i) {
        names[i] = std::to_string(values[i]);
        pointers[i] = names[i].c_str();
        if (values[i] == value) chosen = static_cast<int>(i);
    }
    row_name(ui, choice);
    if (segmented(ui, id, pointers, chosen)) value = values[static_cast<std::size_t>(chosen)];
    if (chosen < 0) {
        ImGui::SameLine();
        text(ui, ui.fonts.small, ui.theme.accent, format("now %d", value));
    }
}

void choose_share(Ui& ui, const char* id, const Choice& choice, float& value, float low, float high,
                  bool logarithmic) {
    row_name(ui, choice);
    slider(ui, id, value, low, high, logarithmic, ui.theme.accent, ui.px(200));
    ImGui::SameLine();
    text(ui, ui.fonts.small, ui.theme.text, format("%.4g", static_cast<double>(value)));
}

} // namespace

std::int64_t parameter_count(const ModelConfig& model) {
    if (model.kind == ModelKind::SkipGram) return std::int64_t{2} * model.vocabulary * model.dim;
    return ParameterTable{model}.parameters();
}

std::string misfit(const ModelConfig& model, const TrainConfig& train) {
    try {
        validate(model, train);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

void NewRunDialog::open(const Snapshot& now) {
    wanted_ = {now.model, now.train};
    open_ = true;
}

void NewRunDialog::kind(Ui& ui) {
    constexpr std::array kinds{"transformer", "skip-gram"};
    constexpr std::array explanations{
        "GPT-style: predicts the next word from all the words before it, through attention. Its embedding is "
        "learned together with everything else (Radford et al. 2019).",
        "word2vec: each word predicts the words around it; nothing but two tables of vectors. The "
        "transformer's ancestor (Mikolov et al. 2013)."};
    row_name(ui, {"Kind", "What sort of model learns the words."});
    int chosen = static_cast<int>(wanted_.model.kind);
    if (!segmented(ui, "new.kind", kinds, chosen, explanations)) return;
    wanted_.model.kind = static_cast<ModelKind>(chosen);
    const TrainConfig recipe = default_training(wanted_.model.kind);
    wanted_.train.learning_rate = recipe.learning_rate;
    wanted_.train.warmup = recipe.warmup;
    wanted_.train.optimizer = recipe.optimizer;
}

void NewRunDialog::transformer(Ui& ui) {
    ModelConfig& model = wanted_.model;
    choose(ui, "new.layers", {"Layers", "Transformer blocks, one after the other."}, model.layers,
           std::array{1, 2, 3, 4, 6, 8});
    choose(ui, "new.heads", {"Heads", "Attention heads in each block; they share the width."}, model.heads,
           std::array{1, 2, 4, 8, 16});
    choose(ui, "new.context", {"Context", "Tokens in one window: how far back the model can look."},
           model.context, std::array{8, 16, 32, 64, 128});
}

void NewRunDialog::skip_gram(Ui& ui) {
    ModelConfig& model = wanted_.model;
    choose(ui, "new.window", {"Window", "The farthest neighbour that a word predicts."}, model.window,
           std::array{1, 2, 5, 10});
    choose(ui, "new.negatives", {"Negatives", "Random words that each true neighbour is told apart from."},
           model.negatives, std::array{1, 2, 5, 10, 20});
    choose_share(
        ui, "new.subsample",
        {"Subsampling", "Words with a larger share of the text than this are left out now and then."},
        model.subsample, 1e-4F, 1.0F, true);
    choose_share(ui, "new.noise_power",
                 {"Noise power", "Random words are drawn by their count to this power: 1 as often as they "
                                 "occur, 0 all alike."},
                 model.noise_power, 0.0F, 1.0F, false);
}

void NewRunDialog::training(Ui& ui) {
    TrainConfig& train = wanted_.train;
    choose(ui, "new.dim", {"Dimensions", "Numbers in each word's vector."}, wanted_.model.dim,
           std::array{16, 32, 64, 128, 256});
    choose(ui, "new.batch", {"Batch", "Windows of text that go into one step."}, train.batch,
           std::array{8, 16, 32, 64, 128});
    choose_share(ui, "new.rate", {"Learning rate", "The peak: how far each step goes."}, train.learning_rate,
                 1e-4F, 0.5F, true);
    row_name(ui, {"Seed", "Where chance starts. The same seed gives the same run, bit for bit."});
    if (button(ui, "new.seed_less", "–", "One less") && train.seed > 0) --train.seed;
    ImGui::SameLine(0, ui.px(6));
    text(ui, ui.fonts.body, ui.theme.text, std::to_string(train.seed));
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "new.seed_more", "+", "One more")) ++train.seed;
}

std::optional<RestartWith> NewRunDialog::foot(Ui& ui, const Snapshot& now, bool enter_is_meant) {
    const std::string wrong = misfit(wanted_.model, wanted_.train);
    ImGui::PushTextWrapPos(0.0F);
    if (wrong.empty())
        text(ui, ui.fonts.body, ui.theme.text,
             with_commas(parameter_count(wanted_.model)) + " numbers to learn");
    else
        remark(ui, wrong);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.warm);
    ImGui::TextUnformatted(format("Starting replaces the model that is there: its %s steps are lost unless "
                                  "you save them before.",
                                  with_commas(now.step).c_str())
                               .c_str());
    ImGui::PopStyleColor();
    ImGui::PopTextWrapPos();
    if (button(ui, "new.keep", keep_ ? "Keep its words beside: yes" : "Keep its words beside: no",
               "The vectors of the model that is there stay on a second map at the right, and each word's "
               "neighbours in both are compared in the inspector",
               keep_))
        keep_ = !keep_;
    const bool entered = enter_is_meant && !ImGui::GetIO().WantTextInput &&
                         ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
    const bool start =
        button(ui, "new.start", "Start", "Begin at step 0 with this model (Enter)", wrong.empty());
    ImGui::SameLine();
    if (button(ui, "new.save", "Save first …", "Keep the model that is there in a file (Ctrl+S)"))
        save_ = true;
    ImGui::SameLine();
    if (button(ui, "new.cancel", "Cancel", "Leave everything as it is (Esc)")) open_ = false;
    if (!(start || entered) || !wrong.empty()) return std::nullopt;
    open_ = false;
    return wanted_;
}

std::optional<RestartWith> NewRunDialog::draw(Ui& ui, const Snapshot& now, bool enter_is_meant) {
    if (!open_) return std::nullopt;
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x * 0.5F, window.y * 0.45F}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({ui.px(470), 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(20), ui.px(16)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(8)});
    ImGui::Begin("New model", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    text(ui, ui.fonts.title, ui.theme.strong, "New model");
    kind(ui);
    wanted_.model.kind == ModelKind::Gpt ? transformer(ui) : skip_gram(ui);
    training(ui);
    ImGui::Dummy({0, ui.px(2)});
    const auto confirmed = foot(ui, now, enter_is_meant);
    ui.rects.mark("new", ImGui::GetWindowPos(),
                  {ImGui::GetWindowPos().x + ImGui::GetWindowSize().x,
                   ImGui::GetWindowPos().y + ImGui::GetWindowSize().y});
    ImGui::End();
    ImGui::PopStyleVar(4);
    ImGui::PopStyleColor(2);
    return confirmed;
}

} // namespace wordfield::app
