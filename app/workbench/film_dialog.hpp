// SPDX-License-Identifier: MIT
// Asks what is to be filmed of the kept moments of a run, and how; and tells how far a film has come.
#pragma once

#include "app/map/film.hpp"
#include "app/ui/ui.hpp"

#include <cstdint>
#include <optional>

namespace wordfield::app {

/// What there is to film.
struct FilmableSteps {
    std::int64_t first = 0, last = 0;
    int maps = 0; ///< kept
};

class FilmDialog {
public:
    /// All of it; what was chosen last time besides stays.
    void open(const FilmableSteps& steps);
    [[nodiscard]] bool is_open() const { return open_; }
    void close() { open_ = false; }
    /// Draws it while it is open; what is wanted, but for the name of the file, once it has been confirmed.
    std::optional<FilmRequest> draw(Ui& ui, bool enter_is_meant);

private:
    void steps(Ui& ui);
    void choices(Ui& ui);

    bool open_ = false;
    FilmableSteps steps_;
    float from_ = 0.0F, to_ = 0.0F;
    FilmOf of_ = FilmOf::Map;
    int length_ = 1, rate_ = 1, size_ = 0; ///< of the lists that are offered
};

/// A box at the top while a film is made; true when Cancel is pressed. `progress` is from 0 to 1.
bool draw_film_progress(Ui& ui, float progress);

} // namespace wordfield::app
