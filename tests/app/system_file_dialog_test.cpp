// SPDX-License-Identifier: MIT
#include "app/ui/system_file_dialog.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <signal.h>
#include <sys/stat.h>
#include <thread>

using namespace wordfield::app;
using namespace std::chrono_literals;

namespace {

/// Programs of a test's own that stand for the desktop's.
struct Programs : wordfield::test::TemporaryFolder {
    [[nodiscard]] std::string make(const char* name, const std::string& lines) const {
        const std::string file = (path / name).string();
        std::ofstream{file} << "#!/bin/sh\n" << lines << "\n";
        chmod(file.c_str(), 0755);
        return file;
    }
};

std::optional<SystemFileDialog::Answer> answer_of(SystemFileDialog& dialog) {
    for (int i = 0; i < 500 && !dialog.has_answer(); ++i) std::this_thread::sleep_for(10ms);
    return dialog.take();
}

int process_in(const std::filesystem::path& file) {
    int process = 0;
    for (int i = 0; i < 500 && process == 0; ++i) {
        std::this_thread::sleep_for(10ms);
        std::ifstream{file} >> process;
    }
    return process;
}

} // namespace

TEST_CASE("the desktop's dialog is zenity or kdialog, whichever is there and fits", "[app][files]") {
    const Programs programs;
    const std::string where = "/nowhere:" + programs.path.string() + ":";
    CHECK(SystemFileDialog::find_program(where, "GNOME").empty());
    const std::string kdialog = programs.make("kdialog", "exit 1");
    CHECK(SystemFileDialog::find_program(where, "GNOME") == kdialog);
    const std::string zenity = programs.make("zenity", "exit 1");
    CHECK(SystemFileDialog::find_program(where, "GNOME") == zenity);
    CHECK(SystemFileDialog::find_program(where, "KDE") == kdialog);
    CHECK(SystemFileDialog::find_program("", "").empty());
}

TEST_CASE("a save asks before it replaces, an open does not", "[app][files]") {
    using Words = std::vector<std::string>;
    CHECK(SystemFileDialog::command("/bin/zenity", {false, "Open", "/t/"}) ==
          Words{"/bin/zenity", "--file-selection", "--title=Open", "--filename=/t/"});
    CHECK(SystemFileDialog::command("/bin/zenity", {true, "Save", "/t/a"}).back() == "--confirm-overwrite");
    CHECK(SystemFileDialog::command("/bin/kdialog", {true, "Save", "/t/a"}) ==
          Words{"/bin/kdialog", "--title", "Save", "--getsavefilename", "/t/a"});
    CHECK(SystemFileDialog::command("/bin/kdialog", {false, "Open", "/t/"})[3] == "--getopenfilename");
}

TEST_CASE("the desktop's dialog gives a path, is cancelled, or fails, and tells when", "[app][files]") {
    const Programs programs;
    std::atomic<int> told{0};
    const auto ask = [&](const std::string& lines) {
        SystemFileDialog dialog{programs.make("zenity", lines), [&] { ++told; }};
        REQUIRE(dialog.start({false, "Open", "/t/"}));
        const auto answer = answer_of(dialog);
        REQUIRE(answer);
        CHECK_FALSE(dialog.take()); // once
        return *answer;
    };
    CHECK(ask("echo '/tmp/a b.txt'").path == "/tmp/a b.txt");
    CHECK_FALSE(ask("echo /tmp/a").failed);
    CHECK(ask("exit 1").path.empty());
    CHECK_FALSE(ask("exit 1").failed);
    CHECK(ask("exit 5").failed);
    CHECK(ask("exit 0").failed); // and no path
    CHECK(told == 6);
    SystemFileDialog none{"/no/such/program", {}};
    REQUIRE(none.start({false, "Open", "/t/"}));
    CHECK(answer_of(none)->failed);
}

TEST_CASE("nothing of the desktop's dialog is left when it is given up, however stubborn it is",
          "[app][files]") {
    const Programs programs;
    const auto started = programs.path / "started";
    const std::string stubborn = programs.make(
        "zenity", "trap '' TERM\nsleep 60 &\necho $! > " + started.string() + ".new\nmv " + started.string() +
                      ".new " + started.string() + "\nwhile true; do sleep 1; done");
    const auto begin = std::chrono::steady_clock::now();
    int grandchild = 0;
    {
        SystemFileDialog dialog{stubborn, {}};
        REQUIRE(dialog.start({false, "Open", "/t/"}));
        grandchild = process_in(started);
        REQUIRE(grandchild > 0);
        CHECK(kill(grandchild, 0) == 0);
    }
    CHECK(std::chrono::steady_clock::now() - begin < 8s);
    bool gone = false; // or waiting for its new parent to notice
    for (int i = 0; i < 200 && !gone; ++i) {
        std::this_thread::sleep_for(10ms);
        std::string state;
        std::ifstream file{"/proc/" + std::to_string(grandchild) + "/stat"};
        gone = !file || !(file >> state >> state >> state) || state == "Z";
    }
    CHECK(gone);
}
