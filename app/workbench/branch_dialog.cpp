// SPDX-License-Identifier: MIT
#include "app/workbench/branch_dialog.hpp"

#include <string>
#include <utility>

namespace wordfield::app {
namespace {

constexpr std::array rate_factors{1.0F, 0.5F, 0.1F, 2.0F};
constexpr const char* rate_names[] = {"the same", "half", "a tenth", "twice"};

void choice(Ui& ui, const char* id, const std::string& words, const char* explanation, bool& on) {
    if (ImGui::Checkbox(("##" + std::string{id}).c_str(), &on)) {
    }
    ui.rects.mark_item(id);
    explain(ui, explanation);
    ImGui::SameLine(0, ui.px(8));
    text(ui, ui.fonts.body, ui.theme.text, words);
    explain(ui, explanation);
}

std::string listed(const std::vector<TokenId>& words, const Corpus& corpus) {
    constexpr std::size_t most = 3;
    std::string list;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i)
        list += (i > 0 ? ", " : "") + corpus.lexicon.vocabulary.word(words[i]);
    if (words.size() > most) list += " and " + std::to_string(words.size() - most) + " more";
    return list;
}

struct Told {
    const Corpus& corpus;
    std::string operator()(const SetLearningRate& c) const {
        return "learning rate " + plain_number(static_cast<double>(c.rate), 2);
    }
    std::string operator()(const Reseed&) const { return "other batches"; }
    std::string operator()(const FreezeRow& c) const {
        return corpus.lexicon.vocabulary.word(c.row) + " frozen";
    }
    std::string operator()(const AblateHead& c) const {
        return format("L%d H%d ablated", c.layer + 1, c.head + 1);
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }
};

} // namespace

std::string BranchDialog::name_for(const std::vector<TrainingCommand>& changes, const Corpus& corpus) {
    constexpr std::size_t most = 3;
    if (changes.empty()) return "nothing changed";
    std::string name;
    for (std::size_t i = 0; i < std::min(changes.size(), most); ++i)
        name += (i > 0 ? ", " : "") + std::visit(Told{corpus}, changes[i]);
    return changes.size() > most ? name + ", …" : name;
}

void BranchDialog::open(const Moment& now, std::int64_t step, const Selection& selection) {
    *this = {};
    open_ = true;
    run_ = now.run;
    step_ = step;
    rate_ = now.train.learning_rate;
    seed_ = now.train.seed + static_cast<std::uint64_t>(step) + 1;
    words_ = selection.pinned;
    if (now.capabilities.layers) head_ = AblateHead{selection.layer, selection.head, true};
}

std::vector<TrainingCommand> BranchDialog::changes() const {
    std::vector<TrainingCommand> list;
    if (rate_choice_ > 0)
        list.emplace_back(SetLearningRate{rate_ * rate_factors[static_cast<std::size_t>(rate_choice_)]});
    if (other_batches_) list.emplace_back(Reseed{seed_});
    if (freezes_)
        for (const TokenId word : words_) list.emplace_back(FreezeRow{word, true});
    if (ablates_ && head_) list.emplace_back(*head_);
    return list;
}

void BranchDialog::choices(Ui& ui, const Corpus& corpus) {
    text(ui, ui.fonts.body, ui.theme.text, "Learning rate");
    ImGui::SameLine(ui.px(130));
    segmented(ui, "branch.rate", rate_names, rate_choice_);
    choice(ui, "branch.batches", "Other batches",
           "The same text in another order: what comes out in both is no accident of the order.",
           other_batches_);
    if (!words_.empty())
        choice(ui, "branch.freeze", "Freeze " + listed(words_, corpus),
               "The rows of the chosen words stay as they are; the others learn around them.", freezes_);
    if (head_)
        choice(ui, "branch.ablate", format("Ablate head L%d H%d", head_->layer + 1, head_->head + 1),
               "What the chosen head finds reaches nothing: does the model make up for it?", ablates_);
    if (words_.empty()) remark(ui, "Choose words before, and their rows can be frozen in the branch.");
}

std::optional<BranchFrom> BranchDialog::draw(Ui& ui, const Corpus& corpus) {
    if (!open_) return std::nullopt;
    begin_dialog(ui, "Branch", 430);
    text(ui, ui.fonts.title, ui.theme.strong, "Branch from step " + with_commas(step_));
    ImGui::PushTextWrapPos(0.0F);
    text(ui, ui.fonts.body, ui.theme.dim,
         "A run of its own goes on from that step, with what you change here. The run that trains now is "
         "kept as "
         "it is.");
    ImGui::PopTextWrapPos();
    choices(ui, corpus);
    const std::string suggested = name_for(changes(), corpus);
    text(ui, ui.fonts.body, ui.theme.text, "Name");
    ImGui::SameLine(ui.px(130));
    ImGui::SetNextItemWidth(ui.px(250));
    const bool entered = ImGui::InputTextWithHint("##name", suggested.c_str(), name_.data(), name_.size(),
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    ui.rects.mark_item("branch.name");
    ImGui::Dummy({0, ui.px(2)});
    const bool enter =
        !ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
    const bool begin =
        button(ui, "branch.begin", "Branch", "Make that step again and go on from it (Enter)", true);
    ImGui::SameLine();
    if (button(ui, "branch.cancel", "Cancel", "Leave everything as it is (Esc)")) open_ = false;
    ui.rects.mark("branch", ImGui::GetWindowPos(),
                  {ImGui::GetWindowPos().x + ImGui::GetWindowSize().x,
                   ImGui::GetWindowPos().y + ImGui::GetWindowSize().y});
    end_dialog();
    if (!begin && !enter && !entered) return std::nullopt;
    open_ = false;
    return BranchFrom{run_, step_, changes(), name_[0] != '\0' ? std::string{name_.data()} : suggested};
}

} // namespace wordfield::app
