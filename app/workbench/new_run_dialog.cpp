// SPDX-License-Identifier: MIT
#include "app/workbench/new_run_dialog.hpp"

#include "model/core/error.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace wordfield::app {
namespace {

void row_name(Ui& ui, const char* name, const char* explanation) {
    text(ui, ui.fonts.body, ui.theme.dim, name);
    explain(ui, explanation);
    ImGui::SameLine(ui.px(150));
}

// A row of numbers of which one is chosen; another one that is set already is shown as it is, as none of
// them.
void choose(Ui& ui, const char* id, const char* name, const char* explanation, int& value,
            std::span<const int> values) {
    std::vector<std::string> names;
    std::vector<const char*> pointers;
    int chosen = -1;
    for (const int offered : values) {
        if (offered == value) chosen = static_cast<int>(names.size());
        names.push_back(std::to_string(offered));
    }
    for (const std::string& offered : names) pointers.push_back(offered.c_str());
    row_name(ui, name, explanation);
    if (segmented(ui, id, pointers, chosen)) value = values[chosen];
    if (chosen < 0) {
        ImGui::SameLine();
        text(ui, ui.fonts.small, ui.theme.accent, format("now %d", value));
    }
}

void choose_share(Ui& ui, const char* id, const char* name, const char* explanation, float& value,
                  limits::Range<float> range, bool logarithmic) {
    row_name(ui, name, explanation);
    slider(ui, id, value, range.low, range.high, logarithmic, ui.theme.accent, ui.px(200));
    ImGui::SameLine();
    text(ui, ui.fonts.small, ui.theme.text, format("%.4g", static_cast<double>(value)));
}

} // namespace

std::int64_t parameter_count(const ModelConfig& model) {
    return info_of(model.kind).parameters(model);
}

std::string misfit(const ModelConfig& model, const TrainConfig& train) {
    try {
        validate(model, train);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

void NewRunDialog::open(const Moment& now) {
    wanted_ = {now.model, now.train};
    open_ = true;
}

void NewRunDialog::kind(Ui& ui) {
    std::vector<const char*> names, explanations;
    int chosen = -1;
    for (const ModelKindInfo* const info : model_kinds()) {
        if (info->kind == wanted_.model.kind) chosen = static_cast<int>(names.size());
        names.push_back(info->name.c_str());
        explanations.push_back(info->explanation.c_str());
    }
    row_name(ui, "Model", "What sort of model learns the words.");
    if (!segmented(ui, "new.kind", names, chosen, explanations)) return;
    const ModelKindInfo& info = *model_kinds()[chosen];
    wanted_.model.kind = info.kind;
    wanted_.train.learning_rate = info.recipe.learning_rate;
    wanted_.train.warmup = info.recipe.warmup;
    wanted_.train.optimizer = info.recipe.optimizer;
}

void NewRunDialog::settings(Ui& ui) {
    ModelConfig& model = wanted_.model;
    for (const ModelSetting* const setting : info_of(model.kind).settings) {
        const std::string id = "new." + setting->id;
        const char *const name = setting->name.c_str(), *const explanation = setting->explanation.c_str();
        if (const auto* const whole = std::get_if<ModelSetting::Whole>(&setting->value))
            choose(ui, id.c_str(), name, explanation, model.*whole->member, whole->offered);
        else if (const auto* const real = std::get_if<ModelSetting::Real>(&setting->value))
            choose_share(ui, id.c_str(), name, explanation, model.*real->member, real->slider,
                         real->logarithmic);
    }
}

void NewRunDialog::training(Ui& ui) {
    TrainConfig& train = wanted_.train;
    choose(ui, "new.dim", "Dimensions", "Numbers in each word's vector.", wanted_.model.dim,
           std::array{16, 32, 64, 128, 256});
    choose(ui, "new.batch", "Batch", "Windows of text that go into one step.", train.batch,
           std::array{8, 16, 32, 64, 128});
    choose_share(ui, "new.rate", "Learning rate", "The peak: how far each step goes.", train.learning_rate,
                 {1e-4F, 0.5F}, true);
    row_name(ui, "Seed", "Where the random numbers start. The same seed gives the same run, bit for bit.");
    if (button(ui, "new.seed_less", "–", "One less") && train.seed > 0) --train.seed;
    ImGui::SameLine(0, ui.px(6));
    text(ui, ui.fonts.body, ui.theme.text, std::to_string(train.seed));
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "new.seed_more", "+", "One more")) ++train.seed;
}

std::optional<RestartWith> NewRunDialog::foot(Ui& ui, const Moment& now, bool enter_is_meant) {
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
    if (button(ui, "new.keep",
               keep_ ? "Keep the old model for comparison: yes" : "Keep the old model for comparison: no",
               "The vectors of the model that is there stay on a second map at the right, and the inspector "
               "compares each word's neighbours in the two",
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

std::optional<RestartWith> NewRunDialog::draw(Ui& ui, const Moment& now, bool enter_is_meant) {
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
    settings(ui);
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
