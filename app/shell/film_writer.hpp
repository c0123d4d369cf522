// SPDX-License-Identifier: MIT
// Takes the frames of a film and writes them on a thread of its own: as pictures in a folder, or through
// ffmpeg. The film has its name when it is whole, and there is nothing of it before.
#pragma once

#include "app/map/film.hpp"
#include "render/image.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace wordfield::app {

/// Throws Error, before any work, for a film of --film that cannot be written: ffmpeg is not installed, its
/// folder has other files, or nothing can be written there.
void check_film(const FilmRequest& request);

/// Where frames go.
class FilmSink {
public:
    virtual ~FilmSink() = default;
    virtual void add(const render::Image& frame) = 0; ///< Throws Error.
    virtual void finish() = 0;                        ///< Throws Error.
    virtual void interrupt() {}                       ///< from another thread: the two above return soon
};

class FilmWriter {
public:
    /// Calls `on_end`, from its thread, when the film is whole or has failed. Throws what check_film() does.
    explicit FilmWriter(const FilmRequest& request, std::function<void()> on_end = {});
    /// What is not whole is given up and removed.
    ~FilmWriter();
    FilmWriter(const FilmWriter&) = delete;
    FilmWriter& operator=(const FilmWriter&) = delete;

    /// Whether add() would return at once.
    [[nodiscard]] bool has_room() const;
    /// The next frame; waits while too many are still to be written. Throws what went wrong with those
    /// before.
    void add(render::Image frame);
    /// There are no more.
    void close();
    /// Whole, or failed.
    [[nodiscard]] bool ended() const;
    /// Waits for that, after close(). Throws what went wrong.
    void wait();

private:
    void write(const std::stop_token& given_up);
    void write_all_frames(const std::stop_token& given_up);

    std::unique_ptr<FilmSink> sink_;
    std::function<void()> on_end_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<render::Image> frames_;
    bool closed_ = false, ended_ = false;
    std::exception_ptr trouble_;
    std::jthread thread_; // the last member: it uses the others
};

} // namespace wordfield::app
