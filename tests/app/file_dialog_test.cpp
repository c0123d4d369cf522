// SPDX-License-Identifier: MIT
#include "app/desk/recent_files.hpp"
#include "app/workbench/folder_list.hpp"
#include "tests/app/bench_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace wordfield;
using namespace wordfield::app;

namespace {

struct FilesFolder : test::TemporaryFolder {
    FilesFolder() {
        std::filesystem::create_directories(path / "Texts" / "deep");
        std::filesystem::create_directories(path / ".hidden");
        for (const char* const name : {"bible.txt", "Birds.txt", "apple.ckpt", "blümen.txt", "blünt.txt"})
            std::ofstream{path / name} << name;
        std::ofstream{path / "Texts" / "sea.txt"} << "sea";
    }
};

// A window in which a file of the folder was used last.
Settings used_last(const FilesFolder& folder) {
    Settings settings;
    settings.recent_files = {(folder.path / "apple.ckpt").string()};
    return settings;
}

std::vector<std::string> names(const std::vector<FolderEntry>& entries) {
    std::vector<std::string> all;
    for (const FolderEntry& entry : entries) all.push_back(entry.name);
    return all;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a folder lists folders first, then files whatever their case", "[app][files]") {
    const FilesFolder folder;
    const FolderList list = read_folder(folder.path);
    CHECK(list.error.empty());
    CHECK(names(list.entries) ==
          Names{".hidden", "Texts", "apple.ckpt", "bible.txt", "Birds.txt", "blümen.txt", "blünt.txt"});
    CHECK(list.entries[1].folder);
    CHECK_FALSE(list.entries[2].folder);
    CHECK(read_folder(folder.path / "none").error.find("cannot be read") != std::string::npos);
}

TEST_CASE("what is typed filters: beginnings first, hidden entries only where they are asked for",
          "[app][files]") {
    const FilesFolder folder;
    const auto entries = read_folder(folder.path).entries;
    CHECK(names(matching(entries, "bi")) == Names{"bible.txt", "Birds.txt"});
    CHECK(names(matching(entries, "B")) == Names{"bible.txt", "Birds.txt", "blümen.txt", "blünt.txt"});
    CHECK(names(matching(entries, "t")) ==
          Names{"Texts", "apple.ckpt", "bible.txt", "Birds.txt", "blümen.txt", "blünt.txt"});
    CHECK(names(matching(entries, ".h")) == Names{".hidden"});
    CHECK(matching(entries, "xyz").empty());
}

TEST_CASE("Tab completes as far as the names agree", "[app][files]") {
    const FilesFolder folder;
    const auto entries = read_folder(folder.path).entries;
    CHECK(completed(entries, "a") == "apple.ckpt");
    CHECK(completed(entries, "te") == "Texts/");
    CHECK(completed(entries, "bi") == "bi");
    CHECK(completed(entries, "bl") == "blü"); // and not half of a letter
    CHECK(completed(entries, "nothing") == "nothing");
    CHECK(completed(entries, ".") == ".hidden/");
}

TEST_CASE("a typed path is absolute, from the home folder, or from the folder that is shown",
          "[app][files]") {
    const char* const home = std::getenv("HOME");
    REQUIRE(home != nullptr);
    CHECK(meant_path("/a/b", "c.txt") == "/a/b/c.txt");
    CHECK(meant_path("/a/b", "../c.txt") == "/a/c.txt");
    CHECK(meant_path("/a/b", "/c.txt") == "/c.txt");
    CHECK(meant_path("/a/b", "~/c.txt") == std::filesystem::path{home} / "c.txt");
    CHECK(meant_path("/a/b", "~c.txt") == "/a/b/~c.txt");
    CHECK(split_typed("/a", "b/ci").folder == "/a/b/");
    CHECK(split_typed("/a", "b/ci").part == "ci");
    CHECK(split_typed("/a", "ci").folder == "/a");
    CHECK(split_typed("/a", "/").folder == "/");
}

TEST_CASE("files used last: the newest at the front, each once, no more than ten", "[app][files]") {
    RecentFiles recent;
    for (int i = 0; i < 12; ++i) recent.add("/t/" + std::to_string(i));
    CHECK(recent.paths().size() == RecentFiles::most);
    CHECK(recent.paths().front() == "/t/11");
    CHECK(recent.paths().back() == "/t/2");
    recent.add("/t/x/../5");
    CHECK(recent.paths().front() == "/t/5");
    CHECK(std::ranges::count(recent.paths(), "/t/5") == 1);
    recent.remove("/t/5");
    CHECK(std::ranges::count(recent.paths(), "/t/5") == 0);
    recent.add("here.txt");
    CHECK(recent.paths().front() == (std::filesystem::current_path() / "here.txt").string());
}

TEST_CASE("the list of the dialog: a click goes into a folder, a click on a file takes its name, Enter opens",
          "[app][files][gl]") {
    const FilesFolder folder;
    OffscreenBench bench{used_last(folder)};
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.press({.key = Key::O, .control = true});
    bench.frame(2);
    CHECK(bench.shows("file.entry." + (folder.path / "apple.ckpt").string())); // used last
    CHECK(bench.shows("file.entry.Birds.txt"));
    CHECK_FALSE(bench.shows("file.entry..hidden/"));
    bench.click("file.entry.Texts/");
    CHECK(bench.shows("file.entry.sea.txt"));
    CHECK_FALSE(bench.shows("file.entry.Birds.txt"));
    bench.click("file.up");
    bench.type("bib");
    CHECK(bench.shows("file.entry.bible.txt"));
    CHECK_FALSE(bench.shows("file.entry.Birds.txt"));
    CHECK(bench.sent<OpenFile>() == nullptr);
    bench.type("", true); // the first of the list, as nothing is called "bib"
    REQUIRE(bench.sent<OpenFile>() != nullptr);
    CHECK(bench.sent<OpenFile>()->path == (folder.path / "bible.txt").string());
}

TEST_CASE("the dialog does not jump while a path is typed, a part of which is a folder", "[app][files][gl]") {
    const FilesFolder folder;
    OffscreenBench bench{used_last(folder)};
    if (!bench) return;
    bench.press({.key = Key::O, .control = true});
    bench.frame(2);
    const float confirm = bench.rects().named.at("file.confirm").y;
    bench.type((folder.path / "Texts").string());
    CHECK_FALSE(bench.shows("file.tokens.Code")); // a folder is not read
    bench.type("/sea");
    CHECK(bench.shows("file.tokens.Code"));
    CHECK(bench.rects().named.at("file.confirm").y == confirm);
    bench.type(".ckpt");
    CHECK_FALSE(bench.shows("file.tokens.Code")); // a checkpoint says itself how
    CHECK(bench.rects().named.at("file.confirm").y == confirm);
}

TEST_CASE("what is not there is told in the dialog, which stays", "[app][files][gl]") {
    const FilesFolder folder;
    OffscreenBench bench{used_last(folder)};
    if (!bench) return;
    bench.press({.key = Key::O, .control = true});
    bench.type("no such file", true);
    CHECK(bench.shows("file.path"));
    CHECK(bench.sent<OpenFile>() == nullptr);
    bench.press({.key = Key::Escape});
    CHECK_FALSE(bench.shows("file.path"));
}

TEST_CASE("a run is saved without a question into the file that it was saved to before, and no other run",
          "[app][files][gl]") {
    const FilesFolder folder;
    OffscreenBench bench{used_last(folder)};
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.press({.key = Key::S, .control = true});
    REQUIRE(bench.shows("file.path")); // wordfield.ckpt is in the field, in the folder used last
    bench.type("", true);
    REQUIRE(bench.sent<SaveCheckpoint>() != nullptr);
    CHECK(bench.sent<SaveCheckpoint>()->path == folder.path / "wordfield.ckpt");
    bench.clear();
    bench.press({.key = Key::S, .control = true});
    CHECK_FALSE(bench.shows("file.path"));
    REQUIRE(bench.sent<SaveCheckpoint>() != nullptr);
    bench.clear();
    bench.press({.key = Key::S, .control = true, .shift = true});
    CHECK(bench.shows("file.path"));
    bench.press({.key = Key::Escape});
    bench.take(paused_at(model, 0, 2)); // another run
    bench.press({.key = Key::S, .control = true});
    CHECK(bench.shows("file.path"));
}

TEST_CASE("an export asks before it replaces a file, the one beside it included, and knows the kinds",
          "[app][files][gl]") {
    const FilesFolder folder;
    std::ofstream{folder.path / "words.words.txt"} << "dear to somebody"; // what .npy puts beside itself
    OffscreenBench bench{used_last(folder)};
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("control.file");
    bench.click("file.Export …");
    REQUIRE(bench.shows("file.format..npy"));
    bench.click("file.format..npy");
    bench.click("file.confirm");
    CHECK(bench.sent<ExportVectors>() == nullptr);
    bench.click("file.replace");
    REQUIRE(bench.sent<ExportVectors>() != nullptr);
    CHECK(bench.sent<ExportVectors>()->path == (folder.path / "words.npy").string());
    bench.clear();
    bench.click("control.file");
    bench.click("file.Export …");
    bench.frame(2);
    bench.type("words.xyz", true);
    CHECK(bench.shows("file.path"));
    CHECK(bench.sent<ExportVectors>() == nullptr);
}
