// SPDX-License-Identifier: MIT
#include "app/shell/picture.hpp"

#include "app/shell/map_files.hpp"
#include "model/core/output_file.hpp"
#include "render/gl_error.hpp"
#include "render/png.hpp"

namespace wordfield::app {

Picture::Picture(const Options& options, const std::string& sentence)
    : options_{options}, gui_{(ui_.theme = options.light ? Theme::light_theme() : Theme::dark_theme(), ui_)} {
    render::require_gl33();
    target_.resize(options.width, options.height);
    Settings settings;
    settings.map = map_settings(options);
    bench_ = std::make_unique<Workbench>(ui_, settings, options.projection, false);
    bench_->set_sentence(sentence);
    bench_->choose_words(options.select);
}

Picture::~Picture() = default;

void Picture::take(std::shared_ptr<const Status> status, std::shared_ptr<const Layout> layout) {
    if (!bench_->newest()) {
        const Moment* const moment = status->moment.get();
        std::string letters;
        for (TokenId id = 0; id < moment->corpus->lexicon.vocabulary.size(); ++id)
            letters += moment->corpus->lexicon.vocabulary.word(id);
        if (needs_more_glyphs(letters)) gui_.add_glyphs(ui_, letters);
    }
    bench_->take(std::move(status));
    bench_->take(std::move(layout));
    draw(0.1F);
}

void Picture::draw(float dt) {
    time_ += dt;
    GuiContext::set_display(static_cast<float>(options_.width), static_cast<float>(options_.height), dt);
    if (const auto question = bench_->question(); question && question != asked_) {
        asked_ = question;
        const auto reading = std::make_shared<const Reading>(reading_room_.answer(*question));
        bench_->take(reading);
        if (question->row) bench_->take(std::make_shared<const Pulling>(reading_room_.pulling(*question)));
        if (question->contexts)
            bench_->take(std::make_shared<const Contexts>(reading_room_.contexts(*reading)));
    }
    gui_.begin_frame();
    (void)bench_->draw({}, dt, time_);
    target_.clear(to_glm(ui_.theme.panel));
    gui_.end_frame();
}

void Picture::write_map(const std::filesystem::path& path) {
    for (int i = 0; i < 4; ++i) draw(0.5F); // names of neighbourhoods arrive
    write_map_file(path, ui_, *bench_);
}

void Picture::write(const std::filesystem::path& path) {
    for (int i = 0; i < 12; ++i) draw(0.05F); // labels fade in, the camera arrives
    for (int i = 0; i < 100 && !bench_->maps_are_drawn(); ++i) draw(0.001F); // very many dots take several
    write_file(path, render::encode_png(target_.read()));
}

} // namespace wordfield::app
