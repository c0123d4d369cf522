// SPDX-License-Identifier: MIT
#include "app/shell/corpus_loader.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// A text of `lines` lines over few words.
std::string write_text(const std::filesystem::path& path, int lines) {
    std::ofstream file{path};
    for (int i = 0; i < lines; ++i)
        file << "the " << (i % 3 == 0 ? "old" : "new") << " road number " << i % 7 << " leads on .\n";
    return path.string();
}

// Sleeps until it is rung, as the window does until it is woken.
class Bell {
public:
    void ring() {
        const std::scoped_lock lock{mutex_};
        ++rung_;
        changed_.notify_all();
    }
    // False when nobody rang for half a minute.
    bool wait() {
        std::unique_lock lock{mutex_};
        const bool rung =
            changed_.wait_for(lock, std::chrono::seconds{30}, [this] { return rung_ > heard_; });
        heard_ = rung_;
        return rung;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int rung_ = 0, heard_ = 0;
};

} // namespace

TEST_CASE("whoever the loader wakes finds the corpus", "[app][loader]") {
    const test::TemporaryFolder folder;
    const CorpusRequest request{.source = write_text(folder.path / "road.txt", 400)};
    Bell bell;
    CorpusLoader loader{[&] { bell.ring(); }};
    for (int i = 0; i < 300; ++i) {
        loader.begin(request);
        REQUIRE(bell.wait());
        const auto outcome = loader.take();
        REQUIRE(outcome);
        CHECK(outcome->corpus->name == "road.txt");
        CHECK_FALSE(loader.busy());
    }
}

TEST_CASE("a request takes the place of the one that is being read", "[app][loader]") {
    const test::TemporaryFolder folder;
    Bell bell;
    CorpusLoader loader{[&] { bell.ring(); }};
    loader.begin({.source = write_text(folder.path / "long.txt", 200'000)});
    loader.begin({.source = write_text(folder.path / "middle.txt", 500)});
    loader.begin({.source = write_text(folder.path / "last.txt", 500)});
    CHECK(loader.fraction() == 0.0F);
    std::shared_ptr<const CorpusLoader::Outcome> outcome;
    while (!outcome) {
        REQUIRE(bell.wait());
        outcome = loader.take();
    }
    REQUIRE(outcome->corpus);
    CHECK(outcome->corpus->name == "last.txt");
    CHECK_FALSE(loader.busy());
}

TEST_CASE("what cannot be read, and what is given up, is told as a sentence", "[app][loader]") {
    const test::TemporaryFolder folder;
    Bell bell;
    CorpusLoader loader{[&] { bell.ring(); }};
    loader.begin({.source = (folder.path / "missing.txt").string()});
    REQUIRE(bell.wait());
    CHECK(loader.take()->error.find("missing.txt: is neither a file nor a built-in corpus") !=
          std::string::npos);
    loader.begin({.source = write_text(folder.path / "long.txt", 400'000)});
    loader.cancel();
    REQUIRE(bell.wait());
    const auto given_up = loader.take();
    REQUIRE(given_up);
    CHECK_FALSE(given_up->corpus);
    CHECK_FALSE(given_up->error.empty());
}
