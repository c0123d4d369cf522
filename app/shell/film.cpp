// SPDX-License-Identifier: MIT
#include "app/shell/film.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

PictureLook look_of(const FilmRequest& request, PictureLook look) {
    look.size = film_size(request) / request.scale;
    look.scale = static_cast<float>(request.scale);
    return look;
}

// Seconds and speeds are those of the making, and would be others the next time.
std::shared_ptr<const Status> without_clock(const Status& status) {
    auto timeless = std::make_shared<Status>();
    timeless->run = status.run;
    timeless->speed_limit = status.speed_limit;
    timeless->moment = status.moment;
    return timeless;
}

} // namespace

Film::Film(const FilmRequest& request, const FilmSchedule& schedule, PictureLook look, Picture::Gl gl)
    : schedule_{schedule}, of_{request.of}, dt_{1.0F / static_cast<float>(request.fps)},
      picture_{look_of(request, std::move(look)), gl} {
    if (of_ == FilmOf::Map) picture_.bench().film_map();
    picture_.draw(dt_); // now the canvas has its size
}

void Film::take(Shot shot) {
    shot.status = without_clock(*shot.status);
    if (of_ == FilmOf::Map && shot.layout->quality) { // measured when there was time to
        auto unmeasured = std::make_shared<Layout>(*shot.layout);
        unmeasured->quality.reset();
        shot.layout = std::move(unmeasured);
    }
    const bool first = !later_.layout;
    earlier_ = first ? shot : std::exchange(later_, {});
    later_ = std::move(shot);
    if (first) begin();
}

bool Film::ready() const {
    return later_.layout && !finished() &&
           schedule_.step_of(next_) <= static_cast<double>(later_.layout->step);
}

// The camera and the labels are where they belong when the film begins.
void Film::begin() {
    constexpr int frames_to_settle = 20;
    show(earlier_);
    for (int i = 0; i < frames_to_settle; ++i) picture_.draw(0.1F);
}

void Film::show(const Shot& shot) {
    const bool news = std::exchange(shown_, shot.status->moment) != shot.status->moment;
    picture_.show(news ? shot.status : nullptr, shot.layout);
}

render::Image Film::frame() {
    const double step = schedule_.step_of(next_++);
    const auto from = static_cast<double>(earlier_.layout->step),
               to = static_cast<double>(later_.layout->step);
    if (step >= to)
        show(later_);
    else
        show({earlier_.status, map_between(earlier_.layout, later_.layout,
                                           std::clamp((step - from) / (to - from), 0.0, 1.0))});
    picture_.draw(dt_);
    return picture_.pixels();
}

} // namespace wordfield::app
