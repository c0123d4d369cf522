// SPDX-License-Identifier: MIT
// How a file becomes the run that the window shows: read beside it, begun beside it, and put in its place.
#include "app/shell/application.hpp"

#include "app/shell/missing_letters.hpp"
#include "app/shell/resume.hpp"
#include "model/core/error.hpp"
#include "model/core/failure.hpp"
#include "model/formats/registry.hpp"
#include "model/run/run_corpus.hpp"
#include "model/text/source_text.hpp"

#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

namespace wordfield::app {
namespace {

using CorpusPointer = std::shared_ptr<const Corpus>;

// The corpus that is open where it is the run's; files that do not say where theirs was always go on with
// that.
CorpusPointer corpus_of(const RunFile& run, const std::filesystem::path& checkpoint,
                        const CorpusRequest& request, bool named, const CorpusPointer& open,
                        LoadProgress& progress) {
    const bool fits = open && !named && (!run.source || is_corpus_of(run, *open));
    if (!fits) return load_corpus_of(run, checkpoint, request, named, &progress);
    require_same_words(run.trainer, *open, checkpoint.string());
    return open;
}

} // namespace

// A checkpoint brings its corpus along; anything else becomes the corpus. What is of no known kind changes
// nothing.
void Application::open_file(const std::string& path, const std::string& tensor) {
    const Format* format = nullptr;
    try {
        format = &format_of_file(path);
    } catch (const Error& error) {
        bench_->not_opened(path);
        return loading_.busy ? bench_->notify(error.what()) : end_loading(error.what());
    }
    if (format->holds == Format::Holds::Run) {
        if (loading_.busy) {
            next_checkpoint_ = path;
            bench_->notify("Opening " + path + " as soon as " + loading_.what + " has been read.");
            return;
        }
        CorpusRequest request;
        request.threads = options_.corpus.threads;
        return start_resuming(path, nullptr, request, false);
    }
    if (loading_.busy) bench_->notify("Reading " + path + " instead of " + loading_.what + ".");
    next_checkpoint_.clear();
    if (format->holds == Format::Holds::Vectors) return start_vectors(path, tensor);
    CorpusRequest request = options_.corpus;
    request.source = path;
    request.labels.clear();
    request.analogies.clear();
    start_loading(request);
}

// What was pasted is no file: it is gone when the window closes, but for the checkpoints that keep it.
void Application::learn_from(const std::string& text) {
    CorpusRequest request = options_.corpus;
    request.source = pasted_text;
    request.typed = std::make_shared<const std::string>(text);
    request.labels.clear();
    request.analogies.clear();
    next_checkpoint_.clear();
    next_session_.reset();
    opening_.clear();
    loading_ = {.what = "the pasted text", .busy = true};
    loader_.begin(request.source, [request](LoadProgress& progress) {
        return CorpusLoader::Outcome{load_corpus(request, &progress), {}};
    });
    news_ = true;
}

void Application::start_loading(const CorpusRequest& request) {
    next_session_.reset();
    opening_ = is_builtin_corpus(request.source) ? std::string{} : request.source;
    loading_ = {.what = std::filesystem::path{request.source}.filename().string(), .busy = true};
    loader_.begin(request);
    news_ = true;
}

void Application::start_vectors(const std::string& path, const std::string& tensor) {
    next_session_.reset();
    opening_ = path;
    loading_ = {.what = std::filesystem::path{path}.filename().string(), .busy = true};
    ReadRequest request{
        .corpus = options_.corpus, .progress = nullptr, .tensor = tensor, .storage = options_.storage};
    if (path == options_.vectors) {
        if (tensor.empty()) request.tensor = options_.tensor;
    } else { // whose labels were meant for others
        request.corpus.labels.clear();
        request.corpus.analogies.clear();
    }
    loader_.begin(path, [path, request](LoadProgress& progress) mutable {
        request.progress = &progress;
        return CorpusLoader::Outcome{open_vector_corpus(path, request), {}};
    });
    news_ = true;
}

void Application::start_resuming(const std::filesystem::path& checkpoint, std::shared_ptr<const RunFile> run,
                                 const CorpusRequest& request, bool named) {
    next_session_.reset();
    opening_ = checkpoint.string();
    loading_ = {.what = checkpoint.filename().string(), .busy = true};
    const CorpusPointer open = bench_->newest() ? bench_->newest()->corpus : nullptr;
    loader_.begin(checkpoint.string(), [=](LoadProgress& progress) {
        const auto file = run ? run : open_run(checkpoint);
        return CorpusLoader::Outcome{
            corpus_of(*file, checkpoint, request, named, open, progress), {}, file, checkpoint};
    });
    news_ = true;
}

void Application::start_reopening() {
    const std::string what =
        disk_.by_itself() ? "the last run" : disk_.folder()->folder().filename().string();
    loading_ = {.what = what, .busy = true};
    loader_.begin(what, [this](LoadProgress& progress) {
        auto corpus = disk_.load_corpus(&progress);
        auto run = disk_.reopened(corpus);
        return CorpusLoader::Outcome{std::move(corpus), {}, nullptr, {}, std::move(run)};
    });
    news_ = true;
}

void Application::cancel_loading() {
    next_checkpoint_.clear();
    opening_.clear();
    loader_.cancel();
    if (next_session_) end_loading({});
}

void Application::take_corpus() {
    const auto outcome = loader_.take();
    if (!outcome) return;
    try {
        if (!outcome->corpus && disk_.by_itself() && disk_.goes_on() && !session_)
            return begin_instead(outcome->error);
        if (!outcome->corpus) return end_loading(outcome->error);
        if (outcome->run && session_ && bench_->newest() && bench_->newest()->corpus == outcome->corpus) {
            session_->post(LoadCheckpoint{outcome->checkpoint, outcome->run});
            return end_loading({});
        }
        start_training(outcome->corpus, outcome->run, outcome->reopened);
        if (outcome->reopened) {
            bench_->notify(disk_.found());
            std::cerr << "wordfield: " << disk_.found() << "\n";
        }
        if (outcome->run)
            bench_->notify("Resumed at step " + with_commas(outcome->run->trainer.step) + " of " +
                           outcome->checkpoint.string() + ", with " + outcome->corpus->name + "." +
                           other_instructions(outcome->run->trainer));
    } catch (const std::exception& error) {
        end_loading(failure_sentence(error, "by a model of " + loading_.what, smaller_model));
    }
}

// Nobody asked for the last run: without it there is a new one.
void Application::begin_instead(const std::string& error) {
    if (std::string sentence = disk_.let_go(error); !sentence.empty()) bench_->notify(std::move(sentence));
    start_loading(options_.corpus);
}

// With an error, or an empty sentence when it has gone well or was given up.
void Application::end_loading(const std::string& error) {
    next_session_.reset();
    loading_.busy = false;
    loading_.error = error;
    if (const std::string path = std::exchange(opening_, {}); !path.empty())
        error.empty() ? bench_->opened(path) : bench_->not_opened(path);
    news_ = true;
    if (!error.empty()) {
        bench_->notify(error);
        std::cerr << "wordfield: " << error << "\n";
    }
    if (!next_checkpoint_.empty()) open_file(std::exchange(next_checkpoint_, {}));
}

// The model that runs goes on until the new one has something to show.
void Application::start_training(std::shared_ptr<const Corpus> corpus, std::shared_ptr<const RunFile> resume,
                                 std::shared_ptr<ReopenedRun> reopened) {
    const std::string sentence = options_.prompt.empty() ? corpus->text.prompt : options_.prompt;
    SessionOptions options{.corpus = corpus, .model = options_.model, .train = options_.train};
    options.step_budget =
        options_.steps ? steps_left(*options_.steps, resume ? &resume->trainer : nullptr) : -1;
    resumes_ = resume != nullptr;
    options.resume = std::move(resume);
    options.keyframe_bytes = bench_->keyframe_bytes();
    std::vector<TrainingCommand> changes;
    if (reopened)
        bench_->begin_with_view(disk_.view(), disk_.maps());
    else
        bench_->begin_with_view({}, {});
    if (reopened) {
        if (const auto view = read_view(disk_.view(), {}, *corpus)) options.start_running = view->running;
        if (options_.steps) options.step_budget = *options_.steps - reopened->run.step;
        changes = changes_of(options_, reopened->trainer->config());
    }
    options.reopened = std::move(reopened);
    if (!options.corpus->vectors) options.archive = disk_.folder(); // no steps to keep
    options.on_news = &Window::wake;
    next_session_ = std::make_unique<Session>(std::move(options));
    for (TrainingCommand& change : changes)
        std::visit([&](auto& kind) { next_session_->post(std::move(kind)); }, change);
    next_sentence_ = sentence;
}

void Application::take_session() {
    std::uint64_t seen = 0;
    const auto status = next_session_->status().take_newer(seen);
    if (!status) return;
    const auto& first = status->moment;
    if (!first) return end_loading(status->message); // memory did not even suffice for one moment
    std::unique_ptr<MapWorker> worker;
    if (!bench_->is_restoring()) // else its settings come with the view
        worker = new_map_worker(*next_session_, without_words(bench_->map().settings), true);
    map_threads_.clear(); // they read the session's moments: they go before it does
    map_threads_.push_back({std::move(worker)});
    {
        const std::scoped_lock lock{session_mutex_};
        session_ = std::move(next_session_);
    }
    seen_status_ = seen_replay_ = 0;
    bench_->forget_words();
    bench_->set_sentence(next_sentence_);
    if (resumes_) bench_->came_from(first->run, opening_);
    std::string letters;
    const Vocabulary& vocabulary = first->corpus->lexicon.vocabulary;
    for (TokenId id = 0; id < vocabulary.size(); ++id) letters += vocabulary.word(id);
    if (needs_more_glyphs(letters)) gui_.add_glyphs(ui_, letters);
    if (options_.listed)
        if (const std::string note = note_on_list(vocabulary, *options_.listed); !note.empty())
            bench_->notify("--words: " + note);
    if (std::string notes = notes_on(*first->corpus, ui_.fonts); !notes.empty())
        bench_->notify(std::move(notes));
    for (int map = 1; map < std::ssize(bench_->maps()); ++map) send_map_settings(map);
    end_loading({});
}

// Null, with a sentence, where the system starts no more threads: there is no map then, and the rest goes on.
std::unique_ptr<MapWorker> Application::new_map_worker(const Session& session, MapSettings settings,
                                                       bool from_the_beginning) {
    try {
        return std::make_unique<MapWorker>(session.moments(), std::move(settings), &Window::wake,
                                           from_the_beginning);
    } catch (const std::system_error& error) {
        bench_->notify(failure_sentence(error, "to make a map", smaller_model));
        return nullptr;
    }
}

} // namespace wordfield::app
