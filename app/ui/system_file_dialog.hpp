// SPDX-License-Identifier: MIT
// The desktop's own file dialog, zenity's or kdialog's, as a child process beside the window: it never waits
// for it, and takes it along when it closes.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace wordfield::app {

class SystemFileDialog {
public:
    struct Request {
        bool saves = false;
        std::string title;
        std::string path; ///< where it begins: a folder with a slash behind it, or a file in one
    };
    struct Answer {
        std::string path;    ///< empty: somebody cancelled it
        bool failed = false; ///< it could not do its work: ask in another way
    };

    /// The program on `path`, as $PATH has it; kdialog first where `desktop` ($XDG_CURRENT_DESKTOP) is KDE.
    /// Empty where there is none.
    static std::string find_program(std::string_view path, std::string_view desktop);
    /// How it is called: the program, then its arguments.
    static std::vector<std::string> command(const std::string& program, const Request& request);

    /// `on_answer` is called on another thread when there is something to take.
    SystemFileDialog(std::string program, std::function<void()> on_answer)
        : program_{std::move(program)}, on_answer_{std::move(on_answer)} {}
    ~SystemFileDialog() { cancel(); }
    SystemFileDialog(const SystemFileDialog&) = delete;
    SystemFileDialog& operator=(const SystemFileDialog&) = delete;

    /// One at a time: the one before is cancelled. False when the system starts no process.
    bool start(const Request& request);
    [[nodiscard]] bool has_answer() const;
    /// Once.
    std::optional<Answer> take();
    /// Ends the child, if need be the hard way, and waits for that.
    void cancel();

private:
    std::string program_;
    std::function<void()> on_answer_;
    int child_ = -1; // its process group, too
    std::future<Answer> answer_;
    std::jthread waiting_;
};

} // namespace wordfield::app
