// SPDX-License-Identifier: MIT
// "Compare seeds …": asks how many, trains them beside the training, and shows what comes every time and what
// is luck. Closing it stops nothing; it shows the same when it is opened again.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/view.hpp"
#include "app/ui/ui.hpp"
#include "app/workbench/seeds_tables.hpp"
#include "model/study/seed_worker.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace wordfield::app {

class SeedsDialog {
public:
    /// Begins with the settings of the model that is being trained.
    void open(const Moment& now);
    void close() { open_ = false; }
    [[nodiscard]] bool is_open() const { return open_; }
    /// Another corpus: what is under way is ended, and what was found forgotten.
    void forget_words();

    /// Takes what the study has come to; the sentence to tell when one has ended.
    std::optional<std::string> take_news(const Frame& frame);
    /// Whether there is something for take_news() or for the screen.
    [[nodiscard]] bool has_news() const;

    /// Draws it while it is open.
    void draw(Ui& ui, const Frame& frame, View& view, Outbox& out);

private:
    using Clock = std::chrono::steady_clock;

    void ask(Ui& ui, const Frame& frame);
    void begin(const Moment& now, const ProjectionConfig& map);
    void show_progress(Ui& ui);
    void show_result(Ui& ui, const Frame& frame, View& view, Outbox& out);
    void show_table(Ui& ui, const Frame& frame, View& view, Outbox& out);
    void show_neighbours(Ui& ui, const Frame& frame, const View& view) const;
    void touch(const FigureTable::Touched& touched, View& view, Outbox& out) const;
    [[nodiscard]] std::optional<std::size_t> chosen_row(const View& view) const;

    bool open_ = false, asks_ = true;
    int seeds_ = 5;
    float steps_ = 0.0F;
    SeedsTab tab_ = SeedsTab::Words;
    std::shared_ptr<const Corpus> corpus_; ///< of the study
    std::shared_ptr<const SeedProgress> progress_;
    std::uint64_t seen_progress_ = 0;
    Clock::time_point began_{};
    std::string error_; ///< of the last study; empty when it went well
    std::shared_ptr<const SeedComparison> comparison_;
    std::array<FigureTable, seeds_tab_count> tables_;
    SeedWorker worker_;
};

/// "about 4 min", "about 20 s", "about 1.5 hours".
std::string about_how_long(double seconds);

} // namespace wordfield::app
