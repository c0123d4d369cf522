// SPDX-License-Identifier: MIT
#include "app/shell/picture.hpp"

#include "app/shell/map_files.hpp"
#include "model/core/output_file.hpp"
#include "render/gl_error.hpp"
#include "render/png.hpp"

#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

glm::ivec2 pixels_of(const PictureLook& look) {
    return {std::lround(static_cast<float>(look.size.x) * look.scale),
            std::lround(static_cast<float>(look.size.y) * look.scale)};
}

} // namespace

PictureLook picture_look(const Options& options, const std::string& sentence) {
    PictureLook look;
    look.settings.map = map_settings(options);
    look.settings.dark = !options.light;
    look.projection = options.projection;
    look.size = {options.width, options.height};
    look.scale = static_cast<float>(options.scale.value_or(1));
    look.sentence = sentence;
    look.select = options.select;
    return look;
}

Picture::Picture(PictureLook look, Gl gl) : look_{std::move(look)} {
    ui_.theme = look_.settings.dark ? Theme::dark_theme() : Theme::light_theme();
    ui_.text_size = look_.settings.text_size;
    ui_.scale = look_.scale * ui_.text_size;
    if (gl == Gl::Own) context_.emplace();
    gui_.emplace(ui_);
    render::require_gl33();
    target_.resize(pixels_of(look_).x, pixels_of(look_).y);
    bench_ = std::make_unique<Workbench>(ui_, look_.settings, look_.projection, false);
    bench_->set_sentence(look_.sentence);
    bench_->choose_words(look_.select);
    gui_->step_back();
}

Picture::~Picture() {
    const GuiContext::Current now{*gui_};
    bench_.reset();
}

void Picture::show(std::shared_ptr<const Status> status, std::shared_ptr<const Layout> layout) {
    const GuiContext::Current now{*gui_};
    if (!bench_->newest()) {
        const Moment* const moment = status->moment.get();
        std::string letters;
        for (TokenId id = 0; id < moment->corpus->lexicon.vocabulary.size(); ++id)
            letters += moment->corpus->lexicon.vocabulary.word(id);
        if (needs_more_glyphs(letters)) gui_->add_glyphs(ui_, letters);
    }
    if (status) bench_->take(std::move(status));
    bench_->take(std::move(layout));
}

void Picture::take(std::shared_ptr<const Status> status, std::shared_ptr<const Layout> layout) {
    show(std::move(status), std::move(layout));
    draw(0.1F);
}

void Picture::answer_question() {
    const auto question = bench_->question();
    if (!question || question == asked_) return;
    asked_ = question;
    const auto reading = std::make_shared<const Reading>(reading_room_.answer(*question));
    bench_->take(reading);
    if (!question->inquiries.empty()) bench_->take(reading_room_.findings(*reading));
    if (question->row) bench_->take(std::make_shared<const Pulling>(reading_room_.pulling(*question)));
    if (question->contexts) bench_->take(std::make_shared<const Contexts>(reading_room_.contexts(*reading)));
}

void Picture::draw(float dt) {
    const GuiContext::Current now{*gui_};
    time_ += dt;
    GuiContext::set_display(static_cast<float>(target_.width()), static_cast<float>(target_.height()), dt);
    answer_question();
    gui_->begin_frame();
    (void)bench_->draw({}, dt, time_);
    target_.clear(to_glm(ui_.theme.panel));
    gui_->end_frame();
}

void Picture::write_map(const std::filesystem::path& path, std::optional<int> scale) {
    for (int i = 0; i < 4; ++i) draw(0.5F); // names of neighbourhoods arrive
    const GuiContext::Current now{*gui_};
    write_map_file(path, ui_, *bench_, scale);
}

void Picture::write(const std::filesystem::path& path) {
    for (int i = 0; i < 12; ++i) draw(0.05F); // labels fade in, the camera arrives
    for (int i = 0; i < 100 && !bench_->maps_are_drawn(); ++i) draw(0.001F); // very many dots take several
    write_file(path, render::encode_png(target_.read()));
}

} // namespace wordfield::app
