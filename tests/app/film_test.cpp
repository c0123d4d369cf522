// SPDX-License-Identifier: MIT
// Films: which frame shows which step, what a name asks for, the map between two maps, and what lies on the
// disk until a film is whole (the program itself is asked in tests/cli/film_test.py).
#include "app/map/film.hpp"
#include "app/shell/ffmpeg.hpp"
#include "app/shell/film.hpp"
#include "app/shell/film_writer.hpp"
#include "app/shell/headless_film.hpp"
#include "model/core/error.hpp"
#include "model/core/system_calls.hpp"
#include "render/png.hpp"
#include "tests/app/bench_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <algorithm>
#include <fstream>

using namespace wordfield;
using namespace wordfield::app;
using render::contains;
using render::message_of;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder}) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

render::Image grey(int width, int height, unsigned char value) {
    return {width, height, std::vector<unsigned char>(4U * width * height, value)};
}

FilmRequest frames_into(const fs::path& path) {
    return {.path = path, .seconds = 0.1, .fps = 20, .size = {8, 6}};
}

void write_film(const FilmRequest& request, unsigned char value) {
    FilmWriter writer{request};
    for (int i = 0; i < 2; ++i) writer.add(grey(8, 6, value));
    writer.close();
    writer.wait();
}

std::shared_ptr<Layout> layout_at(std::int64_t step, std::vector<TokenId> words, float x) {
    auto layout = std::make_shared<Layout>();
    layout->step = step;
    layout->words = std::move(words);
    layout->positions = Matrix::Constant(std::ssize(layout->words), 3, x);
    return layout;
}

} // namespace

TEST_CASE(
    "a film has seconds times frames a second frames, the first of the first step, the last of the last",
    "[app][film]") {
    struct Case {
        int from, to;
        double seconds;
        int fps, frames;
    };
    for (const auto [from, to, seconds, fps, frames] :
         {Case{0, 2500, 10.0, 30, 300}, Case{7, 9, 1.0, 24, 24}, Case{0, 40, 0.04, 30, 1},
          Case{5, 5, 0.5, 25, 13}, Case{0, 1000, 0.01, 1, 1}}) {
        const FilmSchedule schedule{from, to, seconds, fps};
        REQUIRE(schedule.frames() == frames);
        CHECK(schedule.step_of(0) == from);
        if (frames > 1) CHECK(schedule.step_of(frames - 1) == to);
        for (int i = 1; i < frames; ++i) {
            CHECK(schedule.step_of(i) >= schedule.step_of(i - 1));
            CHECK(schedule.step_of(i) - schedule.step_of(i - 1) < 1.001 * (to - from) / (frames - 1) + 1e-9);
        }
    }
}

TEST_CASE("a film asks for a map of the steps that its frames show", "[app][film]") {
    const FilmSchedule rare{0, 100, 1.0, 11}; // a frame every ten steps
    std::vector<std::int64_t> wanted;
    for (std::int64_t step = 0; step <= 120; ++step)
        if (rare.wants(step)) wanted.push_back(step);
    CHECK(wanted == std::vector<std::int64_t>{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100});
    const FilmSchedule uneven{3, 10, 0.4, 10}; // 3, 5.33, 7.67, 10
    CHECK_FALSE(uneven.wants(2));
    CHECK(uneven.wants(3));
    CHECK_FALSE(uneven.wants(5));
    CHECK(uneven.wants(6));
    CHECK(uneven.wants(8));
    CHECK(uneven.wants(10));
    CHECK_FALSE(uneven.wants(11));
    const FilmSchedule dense{0, 4, 10.0, 30};
    for (std::int64_t step = 0; step <= 4; ++step) CHECK(dense.wants(step));
}

TEST_CASE("a film's steps are those of its run", "[app][film]") {
    CHECK(film_schedule({}, 200, 500).from() == 200);
    CHECK(film_schedule({}, 200, 500).to() == 500);
    CHECK(message_of([&] { (void)film_schedule({.from = 100}, 200, 500); }) ==
          "--from 100: the run goes on from step 200 (choose that one or a later one)");
    CHECK(message_of([&] { (void)film_schedule({.to = 900}, 200, 500); }) ==
          "--to 900: the run ends at step 500 (choose an earlier one, or more --steps)");
    CHECK(contains(message_of([&] { (void)film_schedule({.to = 100}, 200, 500); }), "comes before step 200"));
}

TEST_CASE("the name of a film says its kind and may round its size down", "[app][film]") {
    CHECK(film_kind("a/film.mp4") == FilmKind::Mp4);
    CHECK(film_kind("FILM.WebM") == FilmKind::Webm);
    CHECK(film_kind("film.gif") == FilmKind::Gif);
    CHECK(film_kind("film") == FilmKind::Frames);
    CHECK(film_kind("out.d/film/") == FilmKind::Frames);
    CHECK_FALSE(film_kind("film.avi"));
    CHECK(film_size({.path = "a.mp4", .size = {641, 481}}) == glm::ivec2{640, 480});
    CHECK(film_size({.path = "a", .size = {641, 481}}) == glm::ivec2{641, 481});
    CHECK(film_size({.path = "a.webm", .size = {641, 480}, .scale = 3}) == glm::ivec2{1920, 1440});
    CHECK(frame_name(0) == "frame-00001.png");
    CHECK(frame_name(123456) == "frame-123457.png");
    CHECK(film_sentence({.path = "film.mp4"}) == "Saved film.mp4: 300 frames, 10 s.");
}

TEST_CASE("words glide from one map to the next", "[app][film]") {
    const auto earlier = layout_at(10, {1, 2}, 0.0F);
    const auto later = layout_at(20, {2, 3}, 1.0F);
    const auto between = map_between(earlier, later, 0.25);
    CHECK(between->step == 12);
    CHECK(between->words == std::vector<TokenId>{2, 3});
    CHECK(between->positions(0, 0) == Approx(0.25F));
    CHECK(between->positions(1, 0) == Approx(1.0F)); // it was not there before
    CHECK(map_between(earlier, later, 1.0)->positions == later->positions);
}

TEST_CASE("a folder of frames has its name when it is whole, and takes the place of an earlier film",
          "[app][film][files]") {
    const test::TemporaryFolder folder;
    const FilmRequest request = frames_into(folder.path / "film");
    {
        FilmWriter writer{request};
        writer.add(grey(8, 6, 1));
        CHECK(names_in(folder.path).size() == 1);
        CHECK_FALSE(fs::exists(request.path));
    } // given up
    CHECK(names_in(folder.path).empty());
    write_film(request, 1);
    write_film(request, 2);
    CHECK(names_in(folder.path) == std::vector<std::string>{"film"});
    CHECK(names_in(request.path) == std::vector<std::string>{"frame-00001.png", "frame-00002.png"});
    CHECK(render::read_png(request.path / "frame-00002.png").at(3, 3).x == 2);
    std::ofstream{request.path / "notes.txt"} << "mine";
    CHECK(contains(message_of([&] { check_film(request); }),
                   "is a folder that holds other things than a film"));
    std::ofstream{folder.path / "file"} << "mine";
    CHECK_THROWS_AS(check_film(frames_into(folder.path / "file")), Error);
    CHECK(contains(message_of([&] { check_film(frames_into(folder.path / "none/film")); }),
                   "make its folder first"));
}

TEST_CASE("what a killed process left of a film goes away with the next one", "[app][film][files]") {
    const test::TemporaryFolder folder;
    const FilmRequest request = frames_into(folder.path / "film");
    fs::create_directory(folder.path / ".film.2147483646-1.part");
    std::ofstream{folder.path / ".film.2147483646-1.part/frame-00001.png"} << "half";
    fs::create_directory(folder.path / ".other.2147483646-1.part");
    check_film(request);
    CHECK(names_in(folder.path) == std::vector<std::string>{".other.2147483646-1.part"});
}

TEST_CASE("a full disk ends a film with a sentence", "[app][film][files]") {
    const test::TemporaryFolder folder;
    const FilmRequest request = frames_into(folder.path / "film");
    {
        FilmWriter writer{request};
        const system_calls::Fault fault{1, ENOSPC, system_calls::Call::Write};
        writer.add(grey(8, 6, 1));
        writer.close();
        CHECK(contains(message_of([&] { writer.wait(); }), "No space left on device (make room there"));
        CHECK(writer.ended());
    }
    CHECK(names_in(folder.path).empty());
}

TEST_CASE("frames come from the maps alone and are the same every time", "[app][film][gl]") {
    if (!OffscreenBench{}) return;
    SmallModel model;
    std::vector<test::Seen> seen;
    for (const int step : {0, 40, 80}) seen.push_back(paused_at(model, step));
    const auto frames = [&] {
        const FilmRequest request{.path = "film", .seconds = 0.5, .fps = 10, .size = {640, 480}};
        const render::GlTest gl;
        PictureLook look;
        look.sentence = "w2 w9";
        Film film{request, {0, 80, request.seconds, request.fps}, look, Picture::Gl::Current};
        std::vector<render::Image> all;
        for (const test::Seen& at : seen) {
            const auto status = test::status_of(at);
            film.take({status, ring_layout(*status->moment)});
            while (film.ready()) all.push_back(film.frame());
        }
        CHECK(film.finished());
        return all;
    };
    const auto first = frames(), again = frames();
    REQUIRE(first.size() == 5);
    for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i].rgba == again[i].rgba);
    CHECK(first[0].rgba != first[1].rgba); // the step, at least
}

TEST_CASE("the dialog asks what is filmed, then for the file, and a film can be stopped", "[app][film][gl]") {
    Settings settings;
    const test::TemporaryFolder folder;
    settings.recent_files = {(folder.path / "run.ckpt").string()};
    OffscreenBench bench{settings};
    if (!bench) return;
    SmallModel model;
    for (const int step : {0, 40, 80}) bench.take(paused_at(model, step));
    bench.press({.key = Key::M, .control = true});
    bench.click("film.of.The window");
    bench.click("film.seconds.5");
    bench.click("film.fps.15");
    bench.click("film.size.3840 × 2160");
    bench.click("film.confirm");
    CHECK_FALSE(bench.shows("film.confirm"));
    bench.click("file.film.folder");
    bench.click("file.confirm");
    const auto* const asked = bench.sent<MakeFilm>();
    REQUIRE(asked != nullptr);
    CHECK(asked->film.path == folder.path / "film");
    CHECK(asked->film.of == FilmOf::Window);
    CHECK(asked->film.from == 0);
    CHECK(asked->film.to == 80);
    CHECK(asked->film.seconds == 5);
    CHECK(asked->film.fps == 15);
    CHECK(film_size(asked->film) == glm::ivec2{3840, 2160});
    bench->filming(0.4F);
    bench.frame(2);
    bench.click("film.stop");
    CHECK(bench.sent<CancelFilm>() != nullptr);
    bench->filming(std::nullopt);
    bench.frame(2);
    CHECK_FALSE(bench.shows("film.progress"));
    CHECK(bench->undo_history().next_undo().empty());
}
