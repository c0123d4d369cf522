// SPDX-License-Identifier: MIT
#include "app/shell/window_film.hpp"

#include "model/core/failure.hpp"
#include "model/run/timeline.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

FilmSchedule schedule_of(const FilmRequest& request, const std::vector<Film::Shot>& shots) {
    const std::int64_t first = shots.front().layout->step, last = shots.back().layout->step;
    return {std::clamp(request.from.value_or(first), first, last),
            std::clamp(request.to.value_or(last), first, last), request.seconds, request.fps};
}

} // namespace

std::vector<Film::Shot> kept_shots(const Workbench& bench) {
    std::vector<Film::Shot> shots;
    const auto add = [&](std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
        auto status = std::make_shared<Status>();
        status->run = moment->run;
        status->moment = std::move(moment);
        shots.push_back({std::move(status), std::move(layout)});
    };
    for (const Timeline::Kept& kept : bench.timeline().moments())
        if (kept.layout && (shots.empty() || kept.layout->step > shots.back().layout->step))
            add(kept.moment, kept.layout);
    const auto& newest = bench.newest_layout();
    if (!bench.newest() || !newest || newest->run != bench.newest()->run) return shots;
    // The map of the last step may have come to rest since it was kept.
    while (!shots.empty() && shots.back().layout->step >= newest->step) shots.pop_back();
    add(bench.newest(), newest);
    return shots;
}

WindowFilm::WindowFilm(FilmRequest request, PictureLook look, std::vector<Film::Shot> shots,
                       std::function<void()> on_end)
    : request_{std::move(request)}, shots_{std::move(shots)}, writer_{request_, std::move(on_end)},
      film_{request_, schedule_of(request_, shots_), std::move(look), Picture::Gl::Current} {
    const std::int64_t from = schedule_of(request_, shots_).from();
    while (next_ + 1 < shots_.size() && shots_[next_ + 1].layout->step <= from) ++next_;
}

void WindowFilm::advance() {
    if (writer_.ended() || film_.finished() || !writer_.has_room()) return;
    while (!film_.ready()) film_.take(std::exchange(shots_[next_++], {}));
    writer_.add(film_.frame());
    if (film_.finished()) writer_.close();
}

double WindowFilm::patience() const {
    constexpr double while_it_is_written = 0.02;
    return writer_.has_room() && !film_.finished() ? 0.0 : while_it_is_written;
}

std::string WindowFilm::sentence() {
    try {
        writer_.wait();
    } catch (const std::exception& error) {
        return failure_sentence(error, "while writing " + request_.path.string(), "close other programs");
    }
    return film_sentence(request_);
}

} // namespace wordfield::app
