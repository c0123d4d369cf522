// SPDX-License-Identifier: MIT
// A whole headless run on a disk that refuses one system call after the other.
#include "app/shell/headless.hpp"
#include "model/core/output_file.hpp"
#include "model/run/checkpoint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

using namespace wordfield;
using namespace wordfield::app;
using test::content_of;
namespace fs = std::filesystem;

namespace {

const std::string before = "the file of before";

Options options_for(std::vector<std::string> words) {
    for (const char* word : {"--headless", "--dim", "8", "--layers", "1", "--heads", "2", "--context", "8",
                             "--batch", "2", "--threads", "1", "--project", "pca"})
        words.emplace_back(word);
    std::vector<const char*> arguments{"wordfield"};
    for (const std::string& word : words) arguments.push_back(word.c_str());
    return std::get<Options>(parse_options(static_cast<int>(arguments.size()), arguments.data()));
}

void write_text(const fs::path& path, const std::string& sentence) {
    std::string text;
    for (int i = 0; i < 150; ++i) text += sentence + std::to_string(i % 7) + " and the dog ran .\n";
    write_file(path, text);
}

// The line of progress does not go through std::cerr.
class QuietStderr {
public:
    QuietStderr() {
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, 2);
        ::close(nowhere);
    }
    ~QuietStderr() {
        ::dup2(kept_, 2);
        ::close(kept_);
    }
    QuietStderr(const QuietStderr&) = delete;
    QuietStderr& operator=(const QuietStderr&) = delete;

private:
    int kept_ = ::dup(2);
};

// Throws what went wrong: an Error before the training, or what it said on stderr where it ended with 1.
void run_headless_once(const Options& options) {
    const QuietStderr quiet;
    std::ostringstream said;
    std::streambuf* const log = std::cerr.rdbuf(said.rdbuf());
    int code = 0;
    try {
        code = run_headless(options);
    } catch (...) {
        std::cerr.rdbuf(log);
        throw;
    }
    std::cerr.rdbuf(log);
    if (code != 0)
        throw Error{"run", "ended with " + std::to_string(code) + ": " + said.str(), "see what it says"};
}

} // namespace

TEST_CASE("headless: any one call that fails is told, and every output is the old one or a whole new one",
          "[app][files]") {
    const test::TemporaryFolder folder;
    const fs::path text = folder.path / "text.txt", report = folder.path / "report.json",
                   saved = folder.path / "run.ckpt";
    write_text(text, "the old cat saw number ");
    const Options options = options_for({"--corpus", text.string(), "--steps", "2", "--report",
                                         report.string(), "--save", saved.string(), "--save-every", "1"});
    int refused = 0;
    test::each_fault([&](const auto& attempt) {
        write_file(report, before);
        write_file(saved, before);
        const std::string message = attempt([&] { run_headless_once(options); });
        refused += message.empty() ? 0 : 1;
        if (content_of(report) == before)
            CHECK_FALSE(message.empty());
        else
            CHECK(nlohmann::json::parse(content_of(report)).at("step") == 2);
        if (content_of(saved) == before)
            CHECK_FALSE(message.empty());
        else
            CHECK(load_checkpoint(saved).step >= (message.empty() ? 2 : 1));
        CHECK(test::files_in(folder.path) == 3);
    });
    CHECK(refused > 20);
}

TEST_CASE("headless: a run that cannot read all of its checkpoint does not go on from a part of it",
          "[app][files]") {
    const test::TemporaryFolder folder;
    const fs::path text = folder.path / "text.txt", saved = folder.path / "run.ckpt",
                   on = folder.path / "on.ckpt";
    write_text(text, "a bird sings in tree ");
    run_headless_once(options_for({"--corpus", text.string(), "--steps", "1", "--save", saved.string()}));
    Options resumed = options_for({"--steps", "2", "--save", on.string()});
    resumed.resume = saved;
    run_headless_once(resumed);
    const std::string whole = content_of(on);
    test::each_fault([&](const auto& attempt) {
        write_file(on, before);
        const std::string message = attempt([&] { run_headless_once(resumed); });
        CHECK(content_of(on) == (message.empty() ? whole : before));
        CHECK(test::files_in(folder.path) == 3);
    });
}
