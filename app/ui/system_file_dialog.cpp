// SPDX-License-Identifier: MIT
#include "app/ui/system_file_dialog.hpp"

#include "app/ui/programs.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>

namespace wordfield::app {
namespace {

using namespace std::chrono_literals;

bool is_kdialog(std::string_view program) {
    return program.ends_with("kdialog");
}

// Between fork and exec only what is safe there. A group of its own, so that what it starts ends with it; and
// it ends with the thread that draws, whatever becomes of that.
[[noreturn]] void become(char* const* words, int writing, int nowhere) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    dup2(nowhere, STDIN_FILENO);
    dup2(writing, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(words[0], words);
    _exit(127);
}

std::string all_of(int reading) {
    std::string all;
    char part[4096];
    for (;;) {
        const ssize_t got = read(reading, part, sizeof part);
        if (got > 0) all.append(part, static_cast<std::size_t>(got));
        if (got == 0 || (got < 0 && errno != EINTR)) return all;
    }
}

// 0 with a path, 1 for "Cancel"; anything else is trouble, and so is an end by a signal that nobody sent.
SystemFileDialog::Answer answer_of(int reading, int child) {
    std::string path = all_of(reading);
    close(reading);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    while (path.ends_with('\n')) path.pop_back();
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == 1) return {};
    return {path, code != 0 || path.empty()};
}

} // namespace

std::string SystemFileDialog::find_program(std::string_view path, std::string_view desktop) {
    const bool kde = desktop.find("KDE") != std::string_view::npos;
    for (const char* const name : {kde ? "kdialog" : "zenity", kde ? "zenity" : "kdialog"})
        if (std::string program = program_at(path, name); !program.empty()) return program;
    return {};
}

// Both ask before they replace a file: kdialog by itself, zenity since version 4, or when it is told to.
std::vector<std::string> SystemFileDialog::command(const std::string& program, const Request& request) {
    if (is_kdialog(program))
        return {program, "--title", request.title, request.saves ? "--getsavefilename" : "--getopenfilename",
                request.path};
    std::vector<std::string> words{program, "--file-selection", "--title=" + request.title,
                                   "--filename=" + request.path};
    if (request.saves) words.insert(words.end(), {"--save", "--confirm-overwrite"});
    return words;
}

bool SystemFileDialog::start(const Request& request) {
    cancel();
    std::vector<std::string> words = command(program_, request);
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    child_ = fork();
    if (child_ == 0) become(pointers.data(), ends[1], nowhere);
    if (nowhere >= 0) close(nowhere);
    close(ends[1]);
    if (child_ < 0) return close(ends[0]), false;
    setpgid(child_, child_); // both do it: whoever is first
    std::promise<Answer> answer;
    answer_ = answer.get_future();
    try {
        waiting_ = std::jthread{
            [reading = ends[0], child = child_, told = on_answer_, answer = std::move(answer)]() mutable {
                answer.set_value(answer_of(reading, child));
                if (told) told(); // whoever it wakes finds the answer
            }};
    } catch (const std::system_error&) { // no more threads
        kill(-child_, SIGKILL);
        answer_of(ends[0], child_);
        answer_ = {};
        child_ = -1;
        return false;
    }
    return true;
}

bool SystemFileDialog::has_answer() const {
    return answer_.valid() && answer_.wait_for(0s) == std::future_status::ready;
}

std::optional<SystemFileDialog::Answer> SystemFileDialog::take() {
    if (!has_answer()) return std::nullopt;
    waiting_.join();
    child_ = -1;
    return answer_.get();
}

void SystemFileDialog::cancel() {
    if (!answer_.valid()) return;
    if (!has_answer()) kill(-child_, SIGTERM);
    if (answer_.wait_for(500ms) != std::future_status::ready) kill(-child_, SIGKILL);
    waiting_.join();
    answer_ = {};
    child_ = -1;
}

} // namespace wordfield::app
