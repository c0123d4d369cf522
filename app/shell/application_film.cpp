// SPDX-License-Identifier: MIT
// The film that is asked for in the window.
#include "app/shell/application.hpp"

#include "model/core/failure.hpp"

namespace wordfield::app {

// As the window looks now; it may change meanwhile.
PictureLook Application::look_of_film() const {
    PictureLook look{.settings = settings_, .projection = options_.projection};
    bench_->remember(look.settings);
    look.settings.workspace = bench_->workspace();
    look.settings.dark = ui_.theme.dark;
    look.settings.text_size = ui_.text_size;
    look.sentence = bench_->sentence();
    if (const auto& newest = bench_->newest())
        for (const TokenId id : bench_->selection().pinned)
            look.select.push_back(newest->corpus->lexicon.vocabulary.word(id));
    return look;
}

void Application::make_film(const FilmRequest& request) {
    if (film_) return bench_->notify("Another film is still being made; ask again when it is done.");
    auto shots = kept_shots(*bench_);
    if (shots.empty()) return bench_->notify("There is no map to film yet.");
    try {
        film_ = std::make_unique<WindowFilm>(request, look_of_film(), std::move(shots), &Window::wake);
        bench_->filming(0.0F);
    } catch (const std::exception& error) {
        bench_->notify(
            failure_sentence(error, "while writing " + request.path.string(), "close other programs"));
    }
    news_ = true;
}

// A frame of it each time, between two of the window.
void Application::advance_film() {
    if (!film_) return;
    try {
        film_->advance();
    } catch (const std::exception& error) {
        end_film(failure_sentence(error, "while a film was made", "choose a smaller one"));
        return;
    }
    bench_->filming(film_->progress());
    news_ = true;
    if (film_->ended()) end_film(film_->sentence());
}

void Application::end_film(const std::string& sentence) {
    film_.reset();
    bench_->filming(std::nullopt);
    bench_->notify(sentence);
    news_ = true;
}

} // namespace wordfield::app
