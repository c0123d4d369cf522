// SPDX-License-Identifier: MIT
// Reads a corpus, or a checkpoint and its corpus, beside the window, on a thread of its own. One at a time:
// asked for another, it gives up the one that it reads.
#pragma once

#include "app/story/compared_file.hpp"
#include "model/core/latest.hpp"
#include "model/run/archive.hpp"
#include "model/run/run_file.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace wordfield::app {

class CorpusLoader {
public:
    /// What has become of a request: a corpus, or the sentence that says why there is none.
    struct Outcome {
        std::shared_ptr<const Corpus> corpus;
        std::string error;
        std::shared_ptr<const RunFile> run{}; ///< what is to go on with the corpus; null to begin with it
        std::filesystem::path checkpoint{};   ///< where that was
        std::shared_ptr<ReopenedRun>
            reopened{}; ///< the run of a history that goes on with the corpus; or null
        std::shared_ptr<const ComparedFile> compared{}; ///< in place of all that: vectors to compare with
    };

    /// `on_news` is called on the loader's thread, when there is something to take.
    explicit CorpusLoader(std::function<void()> on_news) : on_news_{std::move(on_news)} {}
    ~CorpusLoader();
    CorpusLoader(const CorpusLoader&) = delete;
    CorpusLoader& operator=(const CorpusLoader&) = delete;

    /// How to read it, on the loader's thread; may throw, and needs to set no error.
    using Read = std::function<Outcome(LoadProgress&)>;

    /// Never waits: a request that is being read is cancelled, and this one begins as soon as it has ended.
    /// `name` is what sentences call it.
    void begin(std::string name, Read read);
    void begin(const CorpusRequest& request);
    /// Gives up what is being read or waits. take() then tells so.
    void cancel();

    [[nodiscard]] bool busy() const { return job_ != nullptr; }
    /// Of the request that will be told of next, 0 to 1.
    [[nodiscard]] float fraction() const;
    /// The outcome of the newest request, once; null before.
    [[nodiscard]] std::shared_ptr<const Outcome> take();

private:
    struct Job {
        LoadProgress progress;
        Latest<Outcome> outcome;
    };
    struct Request {
        std::string name;
        Read read;
    };
    void start(Request request);

    std::function<void()> on_news_;
    std::unique_ptr<Job> job_;
    std::optional<Request> next_; // begins when the job has ended
    std::jthread thread_;         // the last member: it ends before what it writes to goes
};

} // namespace wordfield::app
