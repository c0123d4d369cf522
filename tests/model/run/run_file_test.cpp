// SPDX-License-Identifier: MIT
// What a checkpoint tells of its run: which corpus, from which seed, with which curves.
#include "model/core/checksum.hpp"
#include "model/core/error.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/run/checkpoint.hpp"
#include "model/run/checkpoint_sections.hpp"
#include "model/run/run_corpus.hpp"
#include "model/run/session.hpp"
#include "model/train/gpt_trainer.hpp"
#include "model/train/trainer.hpp"
#include "tests/model/text/text_files.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

using namespace wordfield;
using wordfield::test::error_of;
using wordfield::test::TextFiles;

namespace {

const ModelConfig small_model{.dim = 8, .layers = 1, .heads = 2, .context = 6};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string note_with(const Corpus& corpus, std::string_view part) {
    for (const std::string& note : corpus.notes)
        if (has(note, part)) return note;
    return {};
}

std::string some_text(std::string_view last) {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "The old man saw a cat and the cat saw the man .\n\n";
    return text + std::string{last} + "\n";
}

CorpusRequest request_for(const std::filesystem::path& text) {
    CorpusRequest request;
    request.source = text.string();
    return request;
}

std::filesystem::path saved_run(const TextFiles& files, const std::shared_ptr<const Corpus>& corpus) {
    GptTrainer trainer{corpus, small_model, {.batch = 2, .threads = 1}};
    trainer.step();
    const auto path = files.folder() / "run.ckpt";
    save_checkpoint(path, trainer.state(), corpus->source.get());
    return path;
}

TrainerState small_state() {
    GptTrainer trainer{test::toy_corpus(), small_model, {.batch = 2, .threads = 1}};
    trainer.step();
    return trainer.state();
}

std::string refusal(const TrainerState& state) {
    return error_of([&] { decode_checkpoint(encode_checkpoint(state), "x.ckpt"); });
}

} // namespace

TEST_CASE("run file: a run begun with another seed goes on with the text of its corpus", "[model]") {
    const TextFiles files;
    const auto path = files.folder() / "reseeded.ckpt";
    {
        Session session{{.corpus = load_corpus({}),
                         .model = small_model,
                         .train = {.batch = 2, .threads = 1},
                         .step_budget = 1}};
        session.post(Restart{2});
        session.post(RunSteps{3});
        std::uint64_t seen = 0;
        for (;;) {
            const auto s = session.status().wait_newer(seen, {});
            if (s->moment->train.seed == 2 && s->moment->step == 3 && s->state == RunState::Paused) break;
        }
        session.post(SaveCheckpoint{path});
        for (;;)
            if (has(session.status().wait_newer(seen, {})->notice, "Saved step 3")) break;
    }
    const RunFile run = load_run(path);
    CHECK(run.trainer.train.seed == 2);
    CHECK(run.trainer.corpus_seed == 1);
    const auto corpus = load_corpus_of(run, path, {}, false);
    CHECK(make_trainer(corpus, run.trainer)->step_count() == 3);
    CorpusRequest other_seed; // the run's seed is none of the corpus's, whatever was asked for
    other_seed.seed = 2;
    CHECK(load_corpus_of(run, path, other_seed, true)->source->seed == 1);
}

TEST_CASE("run file: a refusal names the file, the words and the seeds", "[model]") {
    const TextFiles files;
    const auto path = saved_run(files, load_corpus({}));
    CorpusRequest request;
    request.seed = 5;
    const std::string message =
        error_of([&] { require_same_words(load_run(path).trainer, *load_corpus(request), path.string()); });
    CHECK(has(message, path.string() + ": was trained on other words than those of everyday"));
    CHECK(has(message, "the first is '"));
    CHECK(has(message, "the corpus's seed is 1 there and 5 here"));
    const std::string other = error_of([&] {
        load_corpus_of(load_run(path), path, request_for(files.write("b.txt", some_text(""))), true);
    });
    CHECK(has(other, path.string()));
    CHECK(has(other, "the corpus there is everyday"));
}

TEST_CASE("run file: an older file goes on with the corpus of its one seed", "[model]") {
    GptTrainer trainer{load_corpus({}), small_model, {.batch = 2, .threads = 1}};
    TrainerState state = trainer.state();
    state.train.seed = 7;
    std::vector<std::byte> bytes = encode_checkpoint(state);
    const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    // A name that no reader knows, in place of the corpus's seed, is what an older file looks like.
    const std::size_t at = text.find("corpus_seed");
    REQUIRE(at != std::string_view::npos);
    bytes[at] = std::byte{'x'};
    const std::uint32_t length = [&] {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + 16, sizeof value);
        return static_cast<std::uint32_t>(value);
    }();
    const std::uint32_t crc = crc32(std::span{bytes}.subspan(12, 12 + length));
    std::memcpy(bytes.data() + 24 + length, &crc, sizeof crc);
    const RunFile run = decode_run(bytes, "old.ckpt");
    CHECK(run.trainer.corpus_seed == 7);
    CHECK(run.source == nullptr);
    CHECK(run.history == nullptr);
    CHECK(decode_run(encode_checkpoint(state), "new.ckpt").trainer.corpus_seed == 1);
}

TEST_CASE("run file: it says what its steps were computed with, and whoever goes on otherwise is told",
          "[model]") {
    GptTrainer trainer{test::toy_corpus(), small_model, {.batch = 2, .threads = 1}};
    TrainerState state = decode_checkpoint(encode_checkpoint(trainer.state()), "x.ckpt");
    CHECK(state.instruction_set == instruction_set().name);
    CHECK(other_instructions(state).empty());
    state.instruction_set = "v0";
    const std::string told = other_instructions(decode_checkpoint(encode_checkpoint(state), "x.ckpt"));
    CHECK(told.find("computed with v0") != std::string::npos);
    CHECK(told.find(std::string{"goes on with "} + instruction_set().name) != std::string::npos);
    state.instruction_set.clear(); // an older file
    CHECK(other_instructions(decode_checkpoint(encode_checkpoint(state), "x.ckpt")).empty());
}

TEST_CASE("run file: sections that nobody knows are passed over", "[model]") {
    const TrainerState state = small_state();
    std::vector<std::byte> bytes = encode_checkpoint(state);
    bytes.resize(bytes.size() - 16); // "done"
    std::vector<std::byte> more;
    SectionWriter writer{[&](auto piece) { more.insert(more.end(), piece.begin(), piece.end()); }};
    writer.add("news", std::as_bytes(std::span{std::string_view{"of a later program"}}));
    writer.finish();
    bytes.insert(bytes.end(), more.begin() + 12, more.end());
    CHECK(decode_checkpoint(bytes, "x.ckpt") == state);
}

TEST_CASE("run file: curves and corpus come back as they were", "[model]") {
    const TextFiles files;
    CorpusRequest request = request_for(files.write("book.txt", some_text("Tea .")));
    request.labels = files.write("l.tsv", "man\tperson\ncat\tanimal\n");
    request.min_count = 1;
    const auto corpus = load_corpus(request);
    GptTrainer trainer{corpus, small_model, {.batch = 2, .threads = 1}};
    RunHistory history;
    history.curves.push_back({"train loss", 0, {{1, 3.5F}, {2, 3.25F}}});
    history.curves.push_back({"relation gender", 12, {{0, 0.0F}}});
    const RunFile run =
        decode_run(encode_checkpoint(trainer.state(), corpus->source.get(), &history), "x.ckpt");
    REQUIRE(run.history);
    CHECK(*run.history == history);
    REQUIRE(run.source);
    CHECK(*run.source == *corpus->source);
    CHECK(run.source->text.path == request.source);
    CHECK(run.source->analogies.path.empty());
    CHECK(is_corpus_of(run, *corpus));
    CHECK_FALSE(is_corpus_of(run, *load_corpus({})));
    history.curves[0].points.push_back({3, std::numeric_limits<float>::quiet_NaN()});
    CHECK(decode_run(encode_checkpoint(trainer.state(), nullptr, &history), "x.ckpt")
              .history->curves[0]
              .points.size() == 2);
}

TEST_CASE("run file: a text is read again as it was", "[model]") {
    const TextFiles files;
    CorpusRequest request = request_for(files.write("book.txt", some_text("Tea .")));
    request.rules = {Tokens::Cased, Documents::Whole};
    const auto corpus = load_corpus(request);
    GptTrainer trainer{corpus, small_model, {.batch = 2, .threads = 1}};
    const auto bytes = encode_checkpoint(trainer.state(), corpus->source.get());
    const RunFile run = decode_run(bytes, "x.ckpt");
    REQUIRE(run.source);
    CHECK(run.source->rules == request.rules);
    const auto again = load_corpus_of(run, files.folder() / "x.ckpt", {}, false, nullptr);
    CHECK(again->lexicon.vocabulary.find("The"));
    CHECK(again->text.train == corpus->text.train);
    CorpusRequest named;
    named.source = request.source; // --corpus with the same text needs no --tokens
    CHECK(load_corpus_of(run, files.folder() / "x.ckpt", named, true, nullptr)->text.train ==
          corpus->text.train);
    request.rules.tokens = Tokens::Words;
    CHECK_FALSE(is_corpus_of(run, *load_corpus(request)));
}

TEST_CASE("run file: a story that does not fit together is refused", "[model]") {
    const TrainerState state = small_state();
    const auto with = [&](std::string_view tag, std::string_view payload) {
        std::vector<std::byte> bytes = encode_checkpoint(state), more;
        bytes.resize(bytes.size() - 16);
        SectionWriter writer{[&](auto piece) { more.insert(more.end(), piece.begin(), piece.end()); }};
        writer.add(tag, std::as_bytes(std::span{payload}));
        writer.finish();
        bytes.insert(bytes.end(), more.begin() + 12, more.end());
        return error_of([&] { decode_run(bytes, "x.ckpt"); });
    };
    using namespace std::string_view_literals;
    CHECK(has(with("hist", "\xFF\xFF\xFF\x7F"sv), "section hist"));
    CHECK(has(with("hist", "\1\0\0\0a\0\0\0\0\0\0\0\0\xFF\xFF\xFF\x7F"sv), "section hist"));
    CHECK(has(with("corp", "\0\0"sv), "section corp"));
    CHECK(has(with("corp", "\0\0\0\0\0\0\0\0"sv), "section corp")); // no text belongs to it
    CHECK(with("hist", "").empty());
}

TEST_CASE("run file: the corpus is found again, moved or changed or gone", "[model]") {
    const TextFiles files;
    std::filesystem::create_directories(files.folder() / "texts");
    const auto text = files.write("texts/book.txt", some_text("Tea for two ."));
    const auto path = saved_run(files, load_corpus(request_for(text)));
    const RunFile run = load_run(path);
    CHECK(load_corpus_of(run, path, {}, false)->notes.empty());
    files.write("texts/book.txt", some_text("Tea for three, please ."));
    const auto copied = load_corpus_of(run, path, {}, false);
    CHECK(has(note_with(*copied, "so the copy in the checkpoint is used"), "has changed"));
    CHECK(copied->name == "book.txt");
    std::filesystem::remove(text);
    CHECK_FALSE(note_with(*load_corpus_of(run, path, {}, false), "is no longer there").empty());
    files.write("book.txt", some_text("Tea for two ."));
    CHECK(
        has(note_with(*load_corpus_of(run, path, {}, false), "Found book.txt at"), files.folder().string()));

    std::filesystem::remove(files.folder() / "book.txt");
    RunFile without_copy = run;
    auto source = std::make_shared<CorpusSource>(*run.source);
    source->text.copy.reset();
    without_copy.source = source;
    CHECK(has(error_of([&] { load_corpus_of(without_copy, path, {}, false); }), "is no longer there"));
    files.write("texts/book.txt", some_text("Coffee ."));
    CHECK(has(error_of([&] { load_corpus_of(without_copy, path, {}, false); }), "has changed since"));
}

TEST_CASE("run file: labels are found again, and others take their place when named", "[model]") {
    const TextFiles files;
    CorpusRequest request = request_for(files.write("book.txt", some_text("Tea .")));
    request.labels = files.write("l.tsv", "man\tperson\ncat\tanimal\n");
    const auto path = saved_run(files, load_corpus(request));
    std::filesystem::remove(request.labels);
    CHECK(load_corpus_of(load_run(path), path, {}, false)->lexicon.categories ==
          std::vector<std::string>{"person", "animal"});
    CorpusRequest other;
    other.labels = files.write("m.tsv", "cat\tpet\n");
    CHECK(load_corpus_of(load_run(path), path, other, false)->lexicon.categories ==
          std::vector<std::string>{"pet"});
}

TEST_CASE("run file: a large text is not copied", "[model]") {
    const TextFiles files;
    std::string large = some_text("");
    while (large.size() <= SourceFile::largest_copy) large += large;
    const auto corpus = load_corpus(request_for(files.write("large.txt", large)));
    CHECK_FALSE(corpus->source->text.copy.has_value());
    CHECK(corpus->source->text.sha256.size() == 64);
}

TEST_CASE("run file: numbers that would hang or overflow a trainer are refused", "[model]") {
    const TrainerState good = small_state();
    CHECK(refusal(good).empty());
    const auto with = [&](auto change) {
        TrainerState state = good;
        change(state);
        return refusal(state);
    };
    CHECK(has(with([](auto& s) { s.generator = {0, 0}; }), "gives no random numbers"));
    CHECK(has(with([](auto& s) { s.step = std::numeric_limits<std::int64_t>::max(); }), "number of steps"));
    CHECK(has(with([](auto& s) { s.moment_age = -1; }), "number of steps"));
    CHECK(has(with([](auto& s) { s.cursor = -1; }), "number of steps"));
    CHECK(has(with([](auto& s) { s.train.optimizer = static_cast<OptimizerKind>(256); }), "no known kind"));
    CHECK(has(with([](auto& s) { s.train.schedule = static_cast<Schedule>(-1); }), "no known kind"));
    CHECK(has(with([](auto& s) { s.train.final_rate = std::numeric_limits<float>::quiet_NaN(); }),
              "final rate"));
    CHECK(has(with([](auto& s) { s.train.weight_decay = std::numeric_limits<float>::infinity(); }),
              "no number"));
}
