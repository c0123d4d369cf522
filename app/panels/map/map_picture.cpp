// SPDX-License-Identifier: MIT
#include "app/panels/map/map_picture.hpp"

#include "app/ui/sheet.hpp"
#include "render/draw_state.hpp"

#include <utility>

namespace wordfield::app {
namespace {

constexpr int portion = 30000; // dots that are drawn in one frame, of a picture that takes several

void resize(render::Target& sheet, const render::Camera& camera) {
    sheet.resize(static_cast<int>(camera.viewport().x), static_cast<int>(camera.viewport().y));
}

} // namespace

void MapPicture::take(const Scene& scene, LiveScene::Changes changes) {
    if (changes.points) points_.upload(scene.points);
    if (changes.trails) trails_.upload(scene.trails);
    if (changes.points || changes.trails) words_look_.reset();
    if (changes.front) {
        front_points_.upload(scene.front);
        front_lines_.upload(scene.lines);
        front_empty_ = scene.front.empty() && scene.lines.empty();
        front_look_.reset();
    }
}

void MapPicture::draw(const Scene& scene, const render::Camera& camera, float way, ImU32 ground) {
    const Look look{camera.state(), camera.mode(), camera.viewport(), way, ground};
    for (render::PointRenderer* points : {&points_, &front_points_}) points->set_rim(to_glm(ground));
    if (words_look_ != look) {
        begin_words(camera, look, words_);
        thinned_ = points_.draw_thin(scene.points, camera, way);
        next_ = 0;
        words_look_ = look;
    } else if (thinned_) {
        go_on(scene, camera);
    }
    if (front_look_ == look || front_empty_) return;
    front_look_ = look;
    resize(front_, camera);
    front_.clear(glm::vec4{0.0F});
    front_lines_.draw(camera, way);
    front_points_.draw(scene.front, camera, way);
}

void MapPicture::begin_words(const render::Camera& camera, const Look& look, render::Target& sheet) {
    resize(sheet, camera);
    sheet.clear(to_glm(look.ground));
    trails_.draw(camera, look.way);
}

// On a sheet that is shown when it is ready.
void MapPicture::go_on(const Scene& scene, const render::Camera& camera) {
    if (next_ == 0) begin_words(camera, *words_look_, words_to_be_);
    words_to_be_.bind();
    const auto next = points_.draw_some(scene.points, camera, words_look_->way, next_, portion);
    next_ = next.value_or(0);
    if (next) return;
    std::swap(words_, words_to_be_);
    thinned_ = false;
}

void MapPicture::show(const Area& area, float presence) const {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (!words_look_) return;
    if (presence < 1.0F) draw->AddRectFilled(area.low, area.high(), words_look_->ground);
    draw->AddImage(texture_of(words_), area.low, area.high(), {0, 1}, {1, 0},
                   with_alpha(IM_COL32_WHITE, presence));
    if (front_empty_ || !front_look_) return;
    draw->AddCallback([](const ImDrawList*, const ImDrawCmd*) { render::enable_blending_of_pictures(); },
                      nullptr);
    draw->AddImage(texture_of(front_), area.low, area.high(), {0, 1}, {1, 0});
    draw->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

} // namespace wordfield::app
