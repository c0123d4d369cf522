// SPDX-License-Identifier: MIT
// Walks the list of formats, and holds it to what opens and writes files.
#include "model/formats/registry.hpp"

#include "model/core/error.hpp"
#include "model/core/output_file.hpp"
#include "model/formats/npy.hpp"
#include "model/formats/opened.hpp"
#include "model/run/checkpoint.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/toy_corpus.hpp"

#include <fstream>
#include <functional>
#include <set>
#include <sstream>

using namespace wordfield;
using test::content_of;

namespace {

VectorTable three_words() {
    Matrix rows(3, 2);
    rows << 0.1F, -2.0F, 1e-20F, 3.5F, -7.0F, 16777216.0F;
    return {{"<unk>", "naïve", "cat"}, std::make_shared<const Matrix>(rows), {0, 7, 5}, {"", "", "animal"}};
}

const Format& exporter(const std::string& ending) {
    return exporter_for("run" + ending);
}

std::vector<const Format*> exporters_there_are() {
    std::vector<const Format*> all;
    for (const Format* const format : file_formats())
        if (format->write != nullptr && format->holds == Format::Holds::Vectors) all.push_back(format);
    return all;
}

std::string refusal(const Format& format, const Artifact& artifact, const std::string& name) {
    const test::TemporaryFolder folder;
    try {
        format.write(folder.path / name, artifact);
    } catch (const Error& error) {
        CHECK(test::files_in(folder.path) == 0);
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("formats: each has names, an ending of its own, and is read or written", "[model][formats]") {
    std::set<std::string> ids, names, endings;
    for (const Format* const format : file_formats()) {
        INFO(format->id);
        CHECK(ids.insert(format->id).second);
        CHECK(names.insert(format->name).second);
        CHECK((format->read != nullptr || format->write != nullptr));
        REQUIRE_FALSE(format->extensions.empty());
        for (const std::string& ending : format->extensions) {
            CHECK(ending.front() == '.');
            CHECK(endings.insert(ending).second);
        }
        CHECK(format->files("a/run.x").front() == "a/run.x");
        CHECK(format->files("a/run.x").size() == (format->sidecar.empty() ? 1U : 2U));
        if (format->read != nullptr) CHECK(readable_formats().find(format->name) != std::string::npos);
    }
}

TEST_CASE("formats: a name tells what a file is, and how it begins tells more", "[model][formats]") {
    using Holds = Format::Holds;
    const std::pair<const char*, Holds> names[]{{"run.ckpt", Holds::Run},
                                                {"a/RUN.CKPT", Holds::Run},
                                                {"picnic.grammar", Holds::Grammar},
                                                {"picnic.grammar.gz", Holds::Grammar},
                                                {"book.txt", Holds::Text},
                                                {"book.txt.gz", Holds::Text},
                                                {"book", Holds::Text},
                                                {"code.cpp", Holds::Text},
                                                {"everyday", Holds::Text},
                                                {"-", Holds::Text},
                                                {"ckpt", Holds::Text},
                                                {"run.ckpt.old", Holds::Text}};
    for (const auto& [name, holds] : names) {
        INFO(name);
        CHECK(format_of_name(name).holds == holds);
        CHECK(format_of_file(name).holds == holds); // there is no such file: its name is all there is
    }
    const test::TemporaryFolder folder;
    const auto disguised = folder.path / "run.txt";
    write_file(disguised, std::string_view{"wordfld\nand more"});
    CHECK(format_of_name(disguised).holds == Holds::Text);
    CHECK(format_of_file(disguised).holds == Holds::Run);
    CHECK(format_of_file(disguised).id == "checkpoint");
    const auto book = folder.path / "book.ckpt", cut = folder.path / "short";
    write_file(book, std::string_view{"Call me Ishmael."});
    write_file(cut, std::string_view{"word"});
    CHECK(format_of_file(book).holds == Holds::Run); // its reader says what is wrong with it
    CHECK(format_of_file(cut).holds == Holds::Text);
    CHECK(format_of_file(folder.path).holds == Holds::Text);
}

TEST_CASE("formats: what is opened comes back as what it holds", "[model][formats]") {
    const test::TemporaryFolder folder;
    const auto text = folder.path / "book.txt", run = folder.path / "run.ckpt";
    std::string words;
    for (int i = 0; i < 400; ++i) words += "the cat sat on mat number " + std::to_string(i % 7) + " .\n";
    write_file(text, words);
    const Artifact read = format_of_file(text).read(text, {});
    const auto& corpus = std::get<std::shared_ptr<const Corpus>>(read);
    CHECK(corpus->name == "book.txt");
    CHECK(corpus->lexicon.vocabulary.find("cat"));

    const auto trainer =
        make_trainer(corpus, {.dim = 8, .layers = 1, .heads = 2, .context = 8}, {.batch = 2});
    const auto saved = std::make_shared<const RunFile>(RunFile{trainer->state(), corpus->source, nullptr});
    checkpoint_format().write(run, saved);
    const Artifact again = format_of_file(run).read(run, {});
    CHECK(std::get<std::shared_ptr<const RunFile>>(again)->trainer == trainer->state());
    CHECK_FALSE(refusal(checkpoint_format(), three_words(), "run.ckpt").empty());
}

TEST_CASE("formats: a file of no known kind is refused with what can be opened", "[model][formats]") {
    const test::TemporaryFolder folder;
    const auto refused = [&](const std::string& name, std::string_view bytes) {
        const auto path = folder.path / name;
        write_file(path, bytes);
        std::set<std::string> sentences; // the same one, however it is opened
        for (const auto& open : std::initializer_list<std::function<void()>>{
                 [&] { (void)format_of_file(path); }, [&] { (void)open_artifact(path, {}); },
                 [&] { (void)open_corpus({.source = path.string()}); }, [&] { (void)open_run(path); }})
            try {
                open();
                FAIL(name << " was opened");
            } catch (const Error& error) {
                sentences.insert(error.what());
            }
        REQUIRE(sentences.size() == 1);
        const std::string sentence = *sentences.begin();
        CHECK(sentence.starts_with(path.string() + ": "));
        for (const Format* const format : file_formats())
            if (format->read != nullptr) CHECK(sentence.find(format->name) != std::string::npos);
        return sentence.substr(path.string().size() + 2);
    };
    const std::string_view picture{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16};
    CHECK(refused("photo", picture).starts_with("is of no known kind (what can be opened: "));
    CHECK(refused("photo.txt", picture).starts_with("is of no known kind"));
    CHECK(refused("photo.grammar", picture).starts_with("is of no known kind"));
    const auto vectors = folder.path / "run.npy";
    npy_format().write(vectors, three_words());
    CHECK(refused("run.txt", content_of(vectors)).starts_with("is a file of NumPy"));
}

TEST_CASE("formats: what --corpus and --resume name holds that and nothing else", "[model][formats]") {
    const test::TemporaryFolder folder;
    const auto run = folder.path / "run.bin";
    const auto trainer =
        make_trainer(test::toy_corpus(), {.dim = 8, .layers = 1, .heads = 2, .context = 8}, {.batch = 2});
    save_checkpoint(run, trainer->state());
    CHECK(open_run(run)->trainer == trainer->state()); // whatever it is called
    const auto sentence = [](const std::function<void()>& open) {
        try {
            open();
        } catch (const Error& error) {
            return std::string{error.what()};
        }
        return std::string{};
    };
    CHECK(sentence([&] {
              (void)open_corpus({.source = run.string()});
          }).find("holds no text to learn from") != std::string::npos);
    const auto book = folder.path / "book.txt";
    write_file(book, std::string_view{"Call me Ishmael."});
    CHECK(sentence([&] { (void)open_run(book); }).find("is not a Wordfield checkpoint") != std::string::npos);
    CHECK(sentence([&] { (void)open_run(folder.path / "missing"); }).find("missing") != std::string::npos);
    CHECK(open_corpus({})->name == "everyday"); // built in, and no file of that name
}

TEST_CASE("formats: an unknown ending is refused with those there are", "[model][formats]") {
    for (const char* name : {"run.parquet", "run", "/dev/stdout", "run.ckpt", "run.txt"}) {
        INFO(name);
        try {
            (void)exporter_for(name);
            FAIL("there is no such format");
        } catch (const Error& error) {
            for (const Format* const format : exporters_there_are())
                CHECK(std::string{error.what()}.find(format->extensions.front() + " (") != std::string::npos);
        }
    }
    CHECK(exporter(".vec").id == "word2vec");
    CHECK(exporter(".TSV").id == "projector");
}

TEST_CASE("formats: word2vec text is read back as the same words and the same bits", "[model][formats]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.vec";
    exporter(".vec").write(path, three_words());
    std::istringstream lines{content_of(path)};
    Index rows = 0, columns = 0;
    lines >> rows >> columns;
    REQUIRE((rows == 3 && columns == 2));
    const VectorTable table = three_words();
    for (Index i = 0; i < rows; ++i) {
        std::string word, number;
        lines >> word;
        CHECK(word == table.words[i]);
        for (Index c = 0; c < columns; ++c) {
            lines >> number;
            CHECK(std::strtof(number.c_str(), nullptr) == (*table.vectors)(i, c));
        }
    }
    CHECK(content_of(path).starts_with("3 2\n<unk> 0.1 -2\n"));
    CHECK(test::files_in(folder.path) == 1);
}

TEST_CASE("formats: the projector's pair has a line a word in both files", "[model][formats]") {
    const test::TemporaryFolder folder;
    VectorTable table = three_words();
    exporter(".tsv").write(folder.path / "run.tsv", table);
    CHECK(content_of(folder.path / "run.tsv") == "0.1\t-2\n1e-20\t3.5\n-7\t16777216\n");
    CHECK(content_of(folder.path / "run.metadata.tsv") ==
          "word\tcount\tcategory\n<unk>\t0\t\nnaïve\t7\t\ncat\t5\tanimal\n");
    table.categories.clear();
    exporter(".tsv").write(folder.path / "run.tsv", table);
    CHECK(content_of(folder.path / "run.metadata.tsv") == "word\tcount\n<unk>\t0\nnaïve\t7\ncat\t5\n");
}

TEST_CASE("formats: what a format cannot hold is refused, and no file is left", "[model][formats]") {
    for (const Format* const format : exporters_there_are()) {
        INFO(format->id);
        const std::string name = "run" + format->extensions.front();
        CHECK(refusal(*format, three_words(), name).empty());
        CHECK_FALSE(refusal(*format, std::shared_ptr<const RunFile>{}, name).empty());
        VectorTable table = three_words();
        table.words[1] = "two\nlines";
        CHECK_FALSE(refusal(*format, table, name).empty());
        table = three_words();
        Matrix rows = *table.vectors;
        rows(1, 1) = std::nanf("");
        table.vectors = std::make_shared<const Matrix>(rows);
        CHECK_FALSE(refusal(*format, table, name).empty());
    }
    VectorTable spaced = three_words();
    spaced.words[2] = "ice cream";
    CHECK_FALSE(refusal(exporter(".vec"), spaced, "run.vec").empty()); // its fields are parted by spaces
    CHECK(refusal(exporter(".tsv"), spaced, "run.tsv").empty());
    spaced.words[2] = "ice\tcream";
    CHECK_FALSE(refusal(exporter(".tsv"), spaced, "run.tsv").empty());
}

TEST_CASE("formats: a disk that refuses leaves each file as it was or as it shall be", "[model][formats]") {
    for (const Format* const format : exporters_there_are()) {
        INFO(format->id);
        const test::TemporaryFolder folder;
        const auto files = format->files(folder.path / ("run" + format->extensions.front()));
        format->write(files.front(), three_words());
        std::vector<std::string> after;
        for (const auto& file : files) after.push_back(content_of(file));
        test::each_fault([&](const auto& attempt) {
            for (const auto& file : files) write_file(file, std::string_view{"before"});
            const std::string message = attempt([&] { format->write(files.front(), three_words()); });
            for (std::size_t i = 0; i < files.size(); ++i) {
                const std::string now = content_of(files[i]);
                CHECK((now == after[i] || (!message.empty() && now == "before")));
            }
            CHECK(test::files_in(folder.path) == static_cast<int>(files.size()));
        });
    }
}

TEST_CASE("formats: a model's table has each word with its own row, count and category", "[model][formats]") {
    const auto trainer =
        make_trainer(load_corpus({}), {.dim = 8, .layers = 1, .heads = 2, .context = 8}, {.batch = 2});
    const Moment moment = trainer->moment();
    const VectorTable table = vector_table(moment);
    const Vocabulary& vocabulary = moment.corpus->lexicon.vocabulary;
    REQUIRE(static_cast<int>(table.words.size()) == vocabulary.size());
    CHECK(*table.vectors == *moment.embedding);
    const TokenId dog = *vocabulary.find("dog");
    CHECK(table.words[dog] == "dog");
    CHECK(table.counts[dog] == vocabulary.count(dog));
    CHECK(table.categories[dog] == moment.corpus->lexicon.categories[moment.corpus->lexicon.category[dog]]);
    CHECK(table.categories[Vocabulary::end_of_text].empty());
}
