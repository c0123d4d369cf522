// SPDX-License-Identifier: MIT
#include "model/core/output_file.hpp"

#include "model/core/error.hpp"
#include "model/core/system_calls.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

using namespace wordfield;
using test::content_of;
using test::files_in;
namespace fs = std::filesystem;

namespace {

std::string write_error_of(const fs::path& path, bool only_try = false) {
    try {
        only_try ? check_writable(path) : write_file(path, std::string_view{"new"});
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

mode_t mode_of(const fs::path& path) {
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    return info.st_mode;
}

} // namespace

TEST_CASE("output file: is written, and written again, with nothing beside it", "[model][files]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path / "a.json";
    write_file(path, std::string_view{"one"});
    write_file(path, std::string_view{"two"}, SafeFor::Readers);
    CHECK(content_of(path) == "two");
    CHECK(files_in(folder.path) == 1);
}

TEST_CASE("output file: any one call that fails leaves the old file or the new one", "[model][files]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path / "a.json";
    const std::string_view before = "what was there", after = "something longer than what was there";
    test::each_fault([&](const auto& attempt) {
        write_file(path, before);
        const std::string message = attempt([&] { write_file(path, after); });
        CHECK(content_of(path) == (message.empty() ? after : before));
        if (!message.empty()) CHECK(message.find("a.json: cannot be written: ") != std::string::npos);
        CHECK(files_in(folder.path) == 1);
    });
}

TEST_CASE("output file: twelve threads and four processes write one path at once", "[model][files]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path / "a.ckpt";
    const auto write_often = [&](char letter) {
        for (int i = 0; i < 20; ++i) write_file(path, std::string(100'000, letter));
    };
    std::vector<pid_t> children;
    for (char letter = 'A'; letter < 'E'; ++letter) {
        const pid_t child = fork();
        if (child == 0) {
            try {
                write_often(letter);
            } catch (...) {
                _exit(1);
            }
            _exit(0);
        }
        children.push_back(child);
    }
    std::atomic<int> failures{0};
    {
        std::vector<std::jthread> threads;
        for (char letter = 'a'; letter < 'm'; ++letter)
            threads.emplace_back([&, letter] {
                try {
                    write_often(letter);
                } catch (const std::exception&) {
                    ++failures;
                }
            });
    }
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    CHECK(failures == 0);
    const std::string content = content_of(path);
    CHECK(content == std::string(100'000, content.at(0)));
    CHECK(files_in(folder.path) == 1);
}

TEST_CASE("output file: what a killed process left is gone after the next write", "[model][files]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path / "run.ckpt";
    const std::string much(std::size_t{64} << 20U, 'x');
    int left = 0;
    for (int i = 0; i < 8; ++i) {
        const pid_t child = fork();
        if (child == 0)
            for (;;) write_file(path, much);
        usleep(static_cast<useconds_t>(10'000 + 9'000 * i));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        left += files_in(folder.path) > (fs::exists(path) ? 1 : 0) ? 1 : 0;
        std::ofstream{folder.path / ".other.ckpt.999999-1.part"} << "of another file";
        write_file(path, std::string_view{"whole"});
        CHECK(content_of(path) == "whole");
        CHECK(files_in(folder.path) == 2); // and that of another file
    }
    CHECK(left > 0);
}

TEST_CASE("output file: the links stay and the permissions, too", "[model][files]") {
    const test::TemporaryFolder folder;
    const fs::path target = folder.path / "target.json", link = folder.path / "link.json";
    fs::create_directory(folder.path / "deep");
    fs::create_symlink("../target.json", folder.path / "deep" / "middle.json");
    fs::create_symlink("deep/middle.json", link);
    write_file(link, std::string_view{"through a link to nothing"});
    CHECK(content_of(target) == "through a link to nothing");
    REQUIRE(::chmod(target.c_str(), 0640) == 0);
    write_file(link, std::string_view{"through a link"});
    CHECK(fs::is_symlink(link));
    CHECK(fs::is_symlink(folder.path / "deep" / "middle.json"));
    CHECK(content_of(target) == "through a link");
    CHECK((mode_of(target) & 07777) == 0640);
    fs::create_symlink("loop.json", folder.path / "loop.json");
    CHECK(write_error_of(folder.path / "loop.json").find("loop.json: cannot be written") !=
          std::string::npos);
}

TEST_CASE("output file: pipes, devices and descriptors are written through", "[model][files]") {
    const test::TemporaryFolder folder;
    const fs::path pipe = folder.path / "pipe", link = folder.path / "link";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    std::string read;
    {
        const std::jthread reader{[&] { read = content_of(pipe); }};
        write_file(pipe, std::string(1'000'000, 'p'));
    }
    CHECK(read == std::string(1'000'000, 'p'));
    CHECK(S_ISFIFO(mode_of(pipe)));
    fs::create_symlink("/dev/null", link);
    write_file(link, std::string_view{"away"});
    write_file("/dev/null", std::string_view{"away"});
    CHECK(S_ISCHR(mode_of("/dev/null")));
    CHECK(fs::is_symlink(link));
    CHECK(write_error_of("/dev/full").find("No space left") != std::string::npos);

    const fs::path log = folder.path / "log"; // as a shell's 3>>log
    write_file(log, std::string_view{"first\n"});
    const int file = ::open(log.c_str(), O_WRONLY | O_APPEND);
    write_file("/dev/fd/" + std::to_string(file), std::string_view{"second\n"});
    ::close(file);
    CHECK(content_of(log) == "first\nsecond\n");
}

TEST_CASE("output file: a path is tried before the work", "[model][files]") {
    const test::TemporaryFolder folder;
    write_file(folder.path / "old", std::string_view{"old"});
    for (const char* fine : {"old", "new"}) CHECK(write_error_of(folder.path / fine, true).empty());
    CHECK(write_error_of("/dev/null", true).empty());
    CHECK(write_error_of("-", true).empty());
    for (const char* wrong : {"no/such/folder", "old/below", ""}) {
        CHECK(write_error_of(folder.path / wrong, true).find("cannot be written: ") != std::string::npos);
        CHECK_FALSE(write_error_of(folder.path / wrong).empty());
    }
    CHECK(write_error_of(folder.path / std::string(300, 'n'), true).find("too long") != std::string::npos);
    CHECK(write_error_of("/proc/new", true).find("cannot be written: ") != std::string::npos);
    CHECK(content_of(folder.path / "old") == "old");
    CHECK(files_in(folder.path) == 1);
}
