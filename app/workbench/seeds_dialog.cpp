// SPDX-License-Identifier: MIT
#include "app/workbench/seeds_dialog.hpp"

#include "app/ui/lesson.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

constexpr float fewest_seeds = 2.0F, most_seeds = 20.0F, ordinary_seeds = 5.0F;
constexpr float fewest_steps = 10.0F, most_steps = 20000.0F;
constexpr float width_to_ask = 520.0F, width_of_result = 900.0F; // px at 96 dpi

// The training that goes on has the other half.
int threads_beside(const TrainConfig& train) {
    return std::max(1, train.threads / 2);
}

void study_bar(const Ui& ui, float fraction) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ui.px(6);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + width, low.y + height}, ui.theme.raised, ui.px(3));
    draw->AddRectFilled(low, {low.x + width * std::clamp(fraction, 0.0F, 1.0F), low.y + height},
                        ui.theme.good, ui.px(3));
    ImGui::Dummy({width, height});
}

void wrapped(const Ui& ui, ImU32 colour, const std::string& words) {
    ImGui::PushTextWrapPos(0.0F);
    text(ui, ui.fonts.body, colour, words);
    ImGui::PopTextWrapPos();
}

// From the speed of the training now: half the threads, and somebody else on the other half.
std::string how_long(const Frame& frame, double steps) {
    const Status& s = *frame.status;
    const bool limited = s.speed_limit > 0 && s.running();
    if (s.steps_per_second <= 0 || limited)
        return "How long it takes will be seen once it runs: the training is paused or held back now.";
    const TrainConfig& train = frame.newest->train;
    const double slower =
        frame.can().threads ? static_cast<double>(train.threads) / threads_beside(train) : 1.0;
    return "Takes " + about_how_long(slower * steps / s.steps_per_second) +
           " beside the training, judged by its speed now. Training goes on, more slowly.";
}

} // namespace

std::string about_how_long(double seconds) {
    if (seconds < 90) return format("about %.0f s", std::max(1.0, seconds));
    if (seconds < 90 * 60) return format("about %.0f min", seconds / 60);
    return format("about %.1f hours", seconds / 3600);
}

void SeedsDialog::open(const Moment& now) {
    open_ = true;
    if (steps_ <= 0.0F) steps_ = std::clamp(static_cast<float>(now.train.horizon), fewest_steps, most_steps);
}

void SeedsDialog::forget_words() {
    worker_.cancel();
    open_ = false;
    asks_ = true;
    steps_ = 0.0F;
    tab_ = SeedsTab::Words;
    corpus_.reset();
    progress_.reset();
    error_.clear();
    comparison_.reset();
    tables_ = {};
}

bool SeedsDialog::has_news() const {
    return worker_.has_outcome() || (open_ && worker_.has_progress(seen_progress_));
}

std::optional<std::string> SeedsDialog::take_news(const Frame& frame) {
    if (auto progress = worker_.progress(seen_progress_)) progress_ = std::move(progress);
    const auto outcome = worker_.take();
    if (!outcome || !corpus_ || !frame.newest || corpus_ != frame.newest->corpus)
        return std::nullopt; // of a corpus that is gone
    error_ = outcome->error;
    comparison_ = outcome->comparison;
    asks_ = !comparison_;
    if (!comparison_) return open_ ? std::nullopt : std::optional{error_};
    tables_ = seeds_tables(*comparison_, corpus_->lexicon.vocabulary);
    tab_ = SeedsTab::Words;
    if (open_) return std::nullopt;
    return format("%zu seeds are compared: File > Compare seeds … shows what comes every time.",
                  comparison_->seeds.size());
}

void SeedsDialog::begin(const Moment& now, const ProjectionConfig& map) {
    SeedSettings settings{.corpus = now.corpus,
                          .model = now.model,
                          .train = now.train,
                          .steps = std::llround(steps_),
                          .seeds = seeds_,
                          .map = map};
    settings.train.threads = threads_beside(now.train);
    corpus_ = now.corpus;
    progress_.reset();
    error_.clear();
    comparison_.reset();
    asks_ = false;
    began_ = Clock::now();
    worker_.begin(std::move(settings));
}

void SeedsDialog::ask(Ui& ui, const Frame& frame) {
    const Moment& now = *frame.newest;
    remark(
        ui,
        "Trains this model anew from several seeds, each with its own first noise and order of the text, and "
        "compares them: which neighbours, relations and heads come every time, and which are luck.");
    text(ui, ui.fonts.body, ui.theme.dim, "Seeds");
    explain(ui,
            "How many models are trained, one after the other. Their seeds follow each other, from that of "
            "the run on.");
    ImGui::SameLine(ui.px(110));
    auto seeds = static_cast<float>(seeds_);
    slider(ui, "seeds.count", seeds, fewest_seeds, most_seeds, false, ui.theme.accent, ui.px(220),
           {.reset = ordinary_seeds});
    explain(ui, "Double-click: 5. Ctrl-click: type a number.");
    seeds_ = static_cast<int>(std::lround(seeds));
    ImGui::SameLine();
    text(ui, ui.fonts.body, ui.theme.text, std::to_string(seeds_) + " models");
    ui.rects.mark_item("seeds.chosen." + std::to_string(seeds_));
    text(ui, ui.fonts.body, ui.theme.dim, "Steps");
    explain(ui, "How many steps each of them makes.");
    ImGui::SameLine(ui.px(110));
    slider(ui, "seeds.steps", steps_, fewest_steps, most_steps, true, ui.theme.accent, ui.px(220),
           {.reset = static_cast<float>(now.train.horizon)});
    explain(ui, "Double-click: as many as the rate takes to fall. Ctrl-click: type a number.");
    steps_ = std::round(steps_);
    ImGui::SameLine();
    text(ui, ui.fonts.body, ui.theme.text, with_commas(std::llround(steps_)) + " each");
    wrapped(ui, ui.theme.text, how_long(frame, static_cast<double>(seeds_) * static_cast<double>(steps_)));
    if (!error_.empty()) wrapped(ui, ui.theme.warm, error_);
    if (button(ui, "seeds.start", "Start", "Train them beside the training"))
        begin(now, frame.layout ? frame.layout->config : ProjectionConfig{});
    ImGui::SameLine();
    if (comparison_ && button(ui, "seeds.back", "Back", "To the comparison that is there")) asks_ = false;
    if (comparison_) ImGui::SameLine();
    if (button(ui, "seeds.close", "Close", "Leave everything as it is (Esc)")) open_ = false;
}

void SeedsDialog::show_progress(Ui& ui) {
    const std::chrono::duration<double> spent = Clock::now() - began_;
    std::string words = "The first model is being made …";
    double fraction = 0.0;
    if (progress_ && progress_->work == SeedProgress::Work::Maps) {
        words =
            "All seeds are trained. Maps of the first are being made, to see how much of a map is chance …";
        fraction = 1.0;
    } else if (progress_) {
        fraction = progress_->fraction;
        words = format("Seed %d of %d, step %s of %s, loss %.2f nats", progress_->seed, progress_->seeds,
                       with_commas(progress_->step).c_str(), with_commas(progress_->steps).c_str(),
                       static_cast<double>(progress_->loss));
        if (fraction > 0.01) words += "; " + about_how_long(spent.count() * (1.0 / fraction - 1.0)) + " left";
    }
    wrapped(ui, ui.theme.text, words);
    ui.rects.mark_item("seeds.progress");
    study_bar(ui, static_cast<float>(fraction));
    if (button(ui, "seeds.cancel", "Cancel",
               "Stop here; seeds that are trained already, two at least, are compared"))
        worker_.cancel();
    ImGui::SameLine();
    if (button(ui, "seeds.close", "Close", "It goes on, and File > Compare seeds … shows it again (Esc)"))
        open_ = false;
}

void SeedsDialog::touch(const FigureTable::Touched& touched, View& view, Outbox& out) const {
    if (tab_ == SeedsTab::Words) {
        if (touched.hovered) view.selection.hover(comparison_->words[*touched.hovered].word);
        if (!touched.clicked) return;
        const TokenId word = comparison_->words[*touched.clicked].word;
        view.selection.click(word, ImGui::GetIO().KeyCtrl);
        out.post(FlyTo{word});
    }
    if (tab_ == SeedsTab::Heads && touched.clicked) {
        view.selection.layer = comparison_->heads[*touched.clicked].layer;
        view.selection.head = comparison_->heads[*touched.clicked].head;
    }
}

std::optional<std::size_t> SeedsDialog::chosen_row(const View& view) const {
    if (tab_ == SeedsTab::Heads)
        for (std::size_t i = 0; i < comparison_->heads.size(); ++i)
            if (const HeadOverSeeds& head = comparison_->heads[i];
                head.layer == view.selection.layer && head.head == view.selection.head)
                return i;
    if (tab_ != SeedsTab::Words || !view.selection.focus()) return std::nullopt;
    const auto& words = comparison_->words;
    const auto found = std::ranges::find(words, *view.selection.focus(), &WordOverSeeds::word);
    return found == words.end() ? std::nullopt
                                : std::optional{static_cast<std::size_t>(found - words.begin())};
}

// Of the chosen word: which neighbours those are.
void SeedsDialog::show_neighbours(Ui& ui, const Frame& frame, const View& view) const {
    const auto row = chosen_row(view);
    if (!row) return remark(ui, "Click a word to see which of its neighbours come every time.");
    const WordOverSeeds& word = comparison_->words[*row];
    const Vocabulary& vocabulary = frame.corpus().lexicon.vocabulary;
    const auto n = static_cast<int>(comparison_->seeds.size());
    const auto line = [&](const char* name, ImU32 colour, const std::string& words) {
        text(ui, ui.fonts.body, ui.theme.dim, name);
        ImGui::SameLine(ui.px(150));
        const float room = ImGui::GetContentRegionAvail().x;
        text(ui, ui.fonts.body, colour,
             fit(ui.fonts.body, ui.fonts.body_px, words.empty() ? "none" : words, room));
        if (text_width(ui.fonts.body, ui.fonts.body_px, words) > room) explain(ui, words.c_str());
    };
    text(ui, ui.fonts.bold, ui.theme.strong, "“" + vocabulary.word(word.word) + "”");
    line("every time", ui.theme.text, neighbours_of_seeds(word, n, n, false, vocabulary));
    line("most times", ui.theme.text, neighbours_of_seeds(word, n / 2 + 1, n - 1, true, vocabulary));
    line("luck", ui.theme.dim, neighbours_of_seeds(word, 1, n / 2, true, vocabulary));
}

void SeedsDialog::show_table(Ui& ui, const Frame& frame, View& view, Outbox& out) {
    constexpr const char* names[] = {"Words", "Categories", "Relations", "Heads", "Map"};
    constexpr const char* nothing[] = {
        "", "This text has no categories to compare.", "This text has no relations to compare.",
        "This model has no heads to compare.", "No maps were made: the study was stopped before."};
    int tab = static_cast<int>(tab_);
    segmented(ui, "seeds.tab", names, tab);
    tab_ = static_cast<SeedsTab>(tab);
    const float foot = tab_ == SeedsTab::Words ? 4 * ImGui::GetTextLineHeightWithSpacing() + ui.px(8) : 0.0F;
    const float height = std::min(ui.px(440), ImGui::GetIO().DisplaySize.y - ui.px(300));
    const float top = ImGui::GetCursorPosY();
    FigureTable& table = tables_[static_cast<std::size_t>(tab)];
    if (table.empty())
        remark(ui, nothing[tab]);
    else
        touch(table.draw(ui, "seeds", height - foot, chosen_row(view)), view, out);
    if (tab_ == SeedsTab::Words) show_neighbours(ui, frame, view);
    const float left = top + height - ImGui::GetCursorPosY(); // the box keeps its size from tab to tab
    if (left > 0) ImGui::Dummy({0, left});
}

void SeedsDialog::show_result(Ui& ui, const Frame& frame, View& view, Outbox& out) {
    for (const std::string& line : seeds_summary(*comparison_)) remark(ui, line);
    show_table(ui, frame, view, out);
    if (button(ui, "seeds.again", "Compare again …",
               "With another number of seeds or steps, or the model of now"))
        asks_ = true;
    ImGui::SameLine();
    if (button(ui, "seeds.close", "Close", "It stays until another text is opened (Esc)")) open_ = false;
}

void SeedsDialog::draw(Ui& ui, const Frame& frame, View& view, Outbox& out) {
    if (!open_ || !frame.moment) return;
    const bool result = comparison_ && !asks_ && !worker_.busy();
    const float most = ImGui::GetIO().DisplaySize.x / ui.scale - 40.0F;
    begin_dialog(ui, "Compare seeds", std::min(result ? width_of_result : width_to_ask, most));
    text(ui, ui.fonts.bold, ui.theme.strong, "Compare seeds");
    ImGui::SameLine();
    help_mark(ui, "Compare seeds");
    if (worker_.busy() && corpus_)
        show_progress(ui);
    else if (result)
        show_result(ui, frame, view, out);
    else
        ask(ui, frame);
    const ImVec2 low = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    ui.rects.mark("seeds", low, {low.x + size.x, low.y + size.y});
    end_dialog();
}

} // namespace wordfield::app
