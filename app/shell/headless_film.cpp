// SPDX-License-Identifier: MIT
#include "app/shell/headless_film.hpp"

#include "model/core/error.hpp"
#include "model/core/number_text.hpp"

#include <exception>
#include <iostream>
#include <utility>

namespace wordfield::app {

FilmSchedule film_schedule(const FilmRequest& request, std::int64_t first, std::int64_t last) {
    const std::int64_t from = request.from.value_or(first), to = request.to.value_or(last);
    if (from < first)
        throw Error{"--from " + std::to_string(from), "the run goes on from step " + std::to_string(first),
                    "choose that one or a later one"};
    if (from > last || to > last)
        throw Error{(to > last ? "--to " : "--from ") + std::to_string(to > last ? to : from),
                    "the run ends at step " + std::to_string(last), "choose an earlier one, or more --steps"};
    if (to < from)
        throw Error{"--to " + std::to_string(to),
                    "comes before step " + std::to_string(from) + ", where the film begins",
                    "choose a later one"};
    return {from, to, request.seconds, request.fps};
}

HeadlessFilm::Work::Work(const Options& options, const FilmSchedule& schedule, const std::string& sentence,
                         Picture::Gl gl)
    : maker{map_settings(options)}, writer{options.film}, film{options.film, schedule,
                                                               picture_look(options, sentence), gl} {
    MapSettings settings = map_settings(options);
    settings.stretch = film.stretch();
    maker.set(std::move(settings));
}

HeadlessFilm::HeadlessFilm(const Options& options, const std::string& sentence, std::int64_t first,
                           std::int64_t last, Picture::Gl gl, Outputs& outputs)
    : request_{options.film}, schedule_{film_schedule(request_, first, last)}, outputs_{outputs} {
    work_.emplace(options, schedule_, sentence, gl);
}

void HeadlessFilm::look(std::int64_t step,
                        const std::function<std::shared_ptr<const Status>(bool looks)>& status) {
    if (!work_ || !schedule_.wants(step)) return;
    const auto now = status(request_.of == FilmOf::Window);
    try {
        take(now);
    } catch (const std::exception&) {
        work_.reset();
        outputs_.write(request_.path, [error = std::current_exception()] { std::rethrow_exception(error); });
    }
}

void HeadlessFilm::take(std::shared_ptr<const Status> status) {
    MapMaker& maker = work_->maker;
    maker.update(*status->moment);
    for (int i = 0; i < maker.steps_per_layout() && maker.step(); ++i) {
    }
    auto layout = maker.layout(request_.of == FilmOf::Window); // which shows what was measured
    work_->film.take({std::move(status), std::move(layout)});
    while (work_->film.ready()) work_->writer.add(work_->film.frame());
}

void HeadlessFilm::finish() {
    if (!work_) return;
    if (!work_->film.finished()) {
        work_.reset();
        return outputs_.miss(request_.path, "the training ended before the film's last step");
    }
    outputs_.write(request_.path, [&] {
        work_->writer.close();
        work_->writer.wait();
        std::cerr << "wordfield: " << film_sentence(request_) << "\n";
    });
    work_.reset();
}

std::string HeadlessFilm::progress() const {
    return work_ ? format(", film %.0f%%", 100 * static_cast<double>(work_->film.progress())) : std::string{};
}

} // namespace wordfield::app
