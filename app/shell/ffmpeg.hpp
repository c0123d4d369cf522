// SPDX-License-Identifier: MIT
// The program ffmpeg as a child that makes a film of raw pictures.
#pragma once

#include "app/map/film.hpp"
#include "model/core/descriptor.hpp"

#include <sys/types.h>

#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

/// Where it is installed; empty where it is not.
std::string find_ffmpeg();

class Ffmpeg {
public:
    /// Writes to `part`, and says of `request.path` what goes wrong. Throws Error when it cannot be started.
    Ffmpeg(const std::string& program, const FilmRequest& request, const std::filesystem::path& part);
    /// Ends it, whatever it is at.
    ~Ffmpeg();
    Ffmpeg(const Ffmpeg&) = delete;
    Ffmpeg& operator=(const Ffmpeg&) = delete;

    /// The next frame: height x width x 4 bytes, red, green, blue and one that does not count. Throws Error
    /// with the last line of what it said when it has failed.
    void add(std::span<const unsigned char> rgba);
    /// Returns when the file is whole. Throws Error as add().
    void finish();
    /// From another thread: add() and finish() fail soon.
    void kill();

    /// What it is started with.
    static std::vector<std::string> command(const std::string& program, const FilmRequest& request,
                                            const std::filesystem::path& part);

private:
    int wait();
    [[noreturn]] void fail();

    std::filesystem::path path_, part_;
    Descriptor frames_, said_; // its standard input, and what it writes to standard error
    std::mutex mutex_;         // held while the child is ended or given up, so that no other process is meant
    pid_t child_ = -1;
};

} // namespace wordfield::app
