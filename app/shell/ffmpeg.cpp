// SPDX-License-Identifier: MIT
#include "app/shell/ffmpeg.hpp"

#include "app/ui/programs.hpp"
#include "model/core/error.hpp"
#include "model/core/output_part.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace wordfield::app {
namespace {

constexpr int pipe_bytes = 1 << 20; // a frame is megabytes, and the usual pipe holds 64 kB

// A group of its own, so that Ctrl+C at a terminal leaves it to us, and no signal held back as our threads
// do.
pid_t spawn(std::vector<std::string> words, int frames, int said) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, frames, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, said, STDERR_FILENO);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    pid_t child = -1;
    errno = posix_spawn(&child, pointers.front(), &files, &how, pointers.data(), environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return errno == 0 ? child : -1;
}

std::string last_line(int file) {
    char end[4096];
    const off_t size = ::lseek(file, 0, SEEK_END);
    const ssize_t got =
        ::pread(file, end, sizeof end, std::max<off_t>(0, size - static_cast<off_t>(sizeof end)));
    std::string text{end, static_cast<std::size_t>(std::max<ssize_t>(0, got))};
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.pop_back();
    return text.substr(text.find_last_of("\r\n") + 1); // from the beginning where there is one line
}

std::vector<std::string> settings_of(FilmKind kind) {
    // Players take pictures of this size for BT.709, whatever nobody tells them.
    const std::vector<std::string> colours{"-vf",
                                           "scale=out_color_matrix=bt709",
                                           "-pix_fmt",
                                           "yuv420p",
                                           "-colorspace",
                                           "bt709",
                                           "-color_trc",
                                           "bt709",
                                           "-color_primaries",
                                           "bt709"};
    std::vector<std::string> words;
    switch (kind) {
    case FilmKind::Mp4: // H.264 where ffmpeg has it; 18 looks like the original
        words = {"-crf", "18", "-f", "mp4"};
        break;
    case FilmKind::Webm:
        words = {"-crf",      "24", "-b:v",    "0", "-deadline", "good",
                 "-cpu-used", "4",  "-row-mt", "1", "-f",        "webm"};
        break;
    default: // a palette for each frame: one for all would need all of them in memory
        return {"-filter_complex",
                "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1:dither=none", "-f",
                "gif"};
    }
    words.insert(words.begin(), colours.begin(), colours.end());
    return words;
}

} // namespace

std::string find_ffmpeg() {
    return program_at(environment("PATH"), "ffmpeg");
}

std::vector<std::string> Ffmpeg::command(const std::string& program, const FilmRequest& request,
                                         const std::filesystem::path& part) {
    const glm::ivec2 size = film_size(request);
    std::vector<std::string> words{program,
                                   "-hide_banner",
                                   "-loglevel",
                                   "error",
                                   "-f",
                                   "rawvideo",
                                   "-pixel_format",
                                   "rgb0",
                                   "-video_size",
                                   std::to_string(size.x) + "x" + std::to_string(size.y),
                                   "-framerate",
                                   std::to_string(request.fps),
                                   "-i",
                                   "pipe:0"};
    for (std::string& word : settings_of(*film_kind(request.path))) words.push_back(std::move(word));
    words.insert(words.end(),
                 {"-fflags", "+bitexact", "-flags:v", "+bitexact", "-y", "file:" + part.string()});
    return words;
}

Ffmpeg::Ffmpeg(const std::string& program, const FilmRequest& request, const std::filesystem::path& part)
    : path_{request.path}, part_{part} {
    int ends[2];
    said_ = Descriptor{::memfd_create("ffmpeg", MFD_CLOEXEC)};
    if (!said_.is_open() || ::pipe2(ends, O_CLOEXEC) != 0) fail_to_write(path_, errno);
    frames_ = Descriptor{ends[1]};
    const Descriptor reading{ends[0]};
    (void)::fcntl(frames_.number(), F_SETPIPE_SZ, pipe_bytes);
    child_ = spawn(command(program, request, part), reading.number(), said_.number());
    if (child_ < 0)
        throw Error{path_.string(), "ffmpeg cannot be started: " + std::generic_category().message(errno),
                    "give a folder name for PNG frames"};
}

Ffmpeg::~Ffmpeg() {
    kill();
    wait();
}

void Ffmpeg::kill() {
    const std::lock_guard lock{mutex_};
    if (child_ > 0) ::kill(child_, SIGKILL);
}

// Its exit status as waitpid() has it; 0 where it has been waited for.
int Ffmpeg::wait() {
    if (child_ < 0) return 0;
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(child_), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    const std::lock_guard lock{mutex_};
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return status;
}

void Ffmpeg::fail() {
    frames_ = Descriptor{};
    wait();
    std::string line = last_line(said_.number());
    const std::string part = "file:" + part_.string(); // nobody knows that name
    if (const std::size_t at = line.find(part); at != std::string::npos)
        line.replace(at, part.size(), path_.string());
    const bool full =
        line.find("No space left") != std::string::npos || line.find("too large") != std::string::npos;
    throw Error{path_.string(), "ffmpeg failed: " + (line.empty() ? "it ended early" : line),
                full ? "make room there, or choose another disk"
                     : "give another ending, or a folder name for PNG frames"};
}

void Ffmpeg::add(std::span<const unsigned char> rgba) {
    if (write_all(frames_.number(), {reinterpret_cast<const char*>(rgba.data()), rgba.size()}) != 0) fail();
}

void Ffmpeg::finish() {
    if (!frames_.close()) fail();
    if (wait() != 0 || ::lseek(said_.number(), 0, SEEK_END) > 0) fail(); // it may call a full disk a success
}

} // namespace wordfield::app
