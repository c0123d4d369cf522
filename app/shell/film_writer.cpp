// SPDX-License-Identifier: MIT
#include "app/shell/film_writer.hpp"

#include "app/shell/ffmpeg.hpp"
#include "model/core/error.hpp"
#include "model/core/pending_output.hpp"
#include "render/png.hpp"

#include <utility>

namespace wordfield::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_waiting = 4; // frames: eight megabytes each at full HD

class FrameFolder : public FilmSink {
public:
    explicit FrameFolder(const FilmRequest& request) : output_{request.path, PendingOutput::Kind::Folder} {}
    void add(const render::Image& frame) override {
        output_.add(frame_name(count_++), render::encode_png(frame));
    }
    void finish() override { output_.finish(); }

private:
    PendingOutput output_;
    int count_ = 0;
};

class FilmFile : public FilmSink {
public:
    FilmFile(const FilmRequest& request, const std::string& program)
        : output_{request.path, PendingOutput::Kind::File}, ffmpeg_{program, request, output_.part()} {}
    void add(const render::Image& frame) override { ffmpeg_.add(frame.rgba); }
    void finish() override {
        ffmpeg_.finish();
        output_.finish();
    }
    void interrupt() override { ffmpeg_.kill(); }

private:
    PendingOutput output_;
    Ffmpeg ffmpeg_;
};

// "frame-00001.png" and its like.
bool is_frame(const std::string& name) {
    return name.starts_with("frame-") && name.ends_with(".png");
}

// A folder gives way as a whole, so it may hold nothing but an earlier film.
void check_folder(const fs::path& path) {
    std::error_code failed;
    for (fs::directory_iterator at{path, failed}, end; !failed && at != end; at.increment(failed))
        if (!is_frame(at->path().filename().string()))
            throw Error{path.string(), "is a folder that holds other things than a film",
                        "give the name of a new one"};
}

Error no_ffmpeg(const std::string& film) {
    return {film, "needs ffmpeg, which is not installed", "install it, or give a folder name for PNG frames"};
}

std::string ffmpeg_for(const FilmRequest& request) {
    std::string program = find_ffmpeg();
    if (program.empty()) throw no_ffmpeg(request.path.string());
    return program;
}

std::unique_ptr<FilmSink> sink_for(const FilmRequest& request) {
    const auto kind = film_kind(request.path);
    if (!kind)
        throw Error{request.path.string(), "is of no known kind",
                    film_endings() + ", or a folder name for PNG frames"};
    if (*kind != FilmKind::Frames) return std::make_unique<FilmFile>(request, ffmpeg_for(request));
    check_folder(request.path);
    return std::make_unique<FrameFolder>(request);
}

} // namespace

void check_film(const FilmRequest& request) {
    const auto kind = film_kind(request.path);
    if (kind && *kind != FilmKind::Frames && find_ffmpeg().empty())
        throw no_ffmpeg("--film " + request.path.string());
    (void)sink_for(request);
}

FilmWriter::FilmWriter(const FilmRequest& request, std::function<void()> on_end)
    : sink_{sink_for(request)}, on_end_{std::move(on_end)}, thread_{[this](const std::stop_token& given_up) {
          write(given_up);
      }} {}

FilmWriter::~FilmWriter() {
    thread_.request_stop();
    sink_->interrupt();
}

bool FilmWriter::has_room() const {
    const std::lock_guard lock{mutex_};
    return frames_.size() < most_waiting || ended_;
}

void FilmWriter::add(render::Image frame) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return frames_.size() < most_waiting || ended_; });
    if (trouble_) std::rethrow_exception(trouble_);
    frames_.push_back(std::move(frame));
    changed_.notify_all();
}

void FilmWriter::close() {
    const std::lock_guard lock{mutex_};
    closed_ = true;
    changed_.notify_all();
}

bool FilmWriter::ended() const {
    const std::lock_guard lock{mutex_};
    return ended_;
}

void FilmWriter::wait() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return ended_; });
    if (trouble_) std::rethrow_exception(trouble_);
}

void FilmWriter::write(const std::stop_token& given_up) {
    std::exception_ptr trouble;
    try {
        write_all_frames(given_up);
    } catch (...) {
        trouble = std::current_exception();
    }
    {
        const std::lock_guard lock{mutex_};
        trouble_ = trouble;
        ended_ = true;
        changed_.notify_all();
    }
    if (on_end_ && !given_up.stop_requested()) on_end_();
}

void FilmWriter::write_all_frames(const std::stop_token& given_up) {
    for (;;) {
        render::Image frame;
        {
            std::unique_lock lock{mutex_};
            if (!changed_.wait(lock, given_up, [&] { return !frames_.empty() || closed_; })) return;
            if (given_up.stop_requested()) return;
            if (frames_.empty()) break; // and there will be no more
            frame = std::move(frames_.front());
            frames_.pop_front();
            changed_.notify_all();
        }
        sink_->add(frame);
    }
    if (!given_up.stop_requested()) sink_->finish();
}

} // namespace wordfield::app
