// SPDX-License-Identifier: MIT
// Everything that the app writes and reads, on a disk that refuses one system call after the other.
#include "app/desk/settings.hpp"
#include "app/shell/outputs.hpp"
#include "app/shell/report.hpp"
#include "model/core/output_file.hpp"
#include "render/png.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/tiny_moment.hpp"

#include <functional>
#include <iostream>
#include <sstream>
#include <utility>
#include <vector>

using namespace wordfield;
using namespace wordfield::app;
using test::content_of;
namespace fs = std::filesystem;

namespace {

const std::string earlier = "the file of before";

void write_settings(const fs::path& path) {
    if (!save_settings(path, {})) throw Error{path.string(), "cannot be written", "test"};
}

std::vector<std::pair<std::string, std::function<void(const fs::path&)>>> writers() {
    const render::Image picture{2, 1, {1, 2, 3, 255, 4, 5, 6, 255}};
    return {{"report.json",
             [](const fs::path& path) {
                 write_file(path, report_json({.moment = tiny_moment()}, *tiny_layout(), {}));
             }},
            {"picture.png", [=](const fs::path& path) { write_file(path, render::encode_png(picture)); }},
            {"settings.json", write_settings},
            {"state.json",
             [](const fs::path& path) { write_file(path, std::string_view{"{}\n"}, SafeFor::Readers); }}};
}

} // namespace

TEST_CASE("outputs: any one call that fails leaves the old file or the new one", "[app][files]") {
    for (const auto& [name, write] : writers()) {
        INFO(name);
        const test::TemporaryFolder folder;
        const fs::path path = folder.path / name;
        write(path);
        const std::string after = content_of(path);
        REQUIRE_FALSE(after.empty());
        test::each_fault([&, &writer = write](const auto& attempt) {
            write_file(path, earlier);
            const std::string message = attempt([&] { writer(path); });
            CHECK(content_of(path) == (message.empty() ? after : earlier));
            CHECK(test::files_in(folder.path) == 1);
        });
    }
}

TEST_CASE("settings: any one call that fails while reading gives what was saved or the defaults",
          "[app][files]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path / "settings.json";
    Settings settings;
    settings.width = 1440;
    REQUIRE(save_settings(path, settings));
    int saved = 0, defaults = 0;
    test::each_fault([&](const auto& attempt) {
        Settings read;
        const std::string message = attempt([&] { read = load_settings(path); });
        CHECK(message.empty());
        (read.width == 1440 ? saved : defaults) += 1;
        CHECK((read.width == 1440 || read.width == Settings{}.width));
    });
    CHECK(saved > 0);
    CHECK(defaults > 0);
    fs::remove(path);
    fs::create_directory(path);
    CHECK(load_settings(path).width == Settings{}.width);
}

TEST_CASE("outputs: each on its own, and what is written after all is no failure", "[app][files]") {
    std::ostringstream said;
    std::streambuf* log = std::cerr.rdbuf(said.rdbuf());
    Outputs outputs;
    outputs.write("a.ckpt", [] { throw std::runtime_error{"a.ckpt: no room"}; });
    outputs.write("b.json", [] {});
    outputs.write("", [] { throw std::runtime_error{"nobody asked for this"}; });
    CHECK_FALSE(outputs.all_written());
    CHECK(outputs.saved() == "; saved b.json");
    outputs.write("a.ckpt", [] {});
    CHECK(outputs.all_written());
    outputs.miss("c.png", "there was nothing to draw");
    CHECK_FALSE(outputs.all_written());
    std::cerr.rdbuf(log);
    CHECK(said.str() == "wordfield: a.ckpt: no room\n"
                        "wordfield: c.png: is not written: there was nothing to draw\n");
}

TEST_CASE("report: bytes that are no UTF-8 do not keep it from being written", "[app]") {
    const auto moment = tiny_moment();
    const auto corpus = tiny_corpus();
    corpus->name = "na\xefve.txt";
    moment->corpus = corpus;
    const std::string report = report_json({.moment = moment}, *tiny_layout(), {});
    CHECK(report.find("na\xEF\xBF\xBDve.txt") != std::string::npos);
}
