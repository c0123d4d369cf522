// SPDX-License-Identifier: MIT
// Walks the list of formats, and holds it to what opens and writes files.
#include "model/formats/registry.hpp"

#include "model/core/error.hpp"
#include "model/core/output_file.hpp"
#include "model/formats/opened.hpp"
#include "model/formats/vector_formats.hpp"
#include "model/run/checkpoint.hpp"
#include "model/text/tokenizer.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cmath>
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
    return {{"<unk>", "naïve", "cat"}, std::make_shared<const RowTable>(rows), {0, 7, 5}, {"", "", "animal"}};
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
    CHECK(refused("run.parquet", "PAR1 and more").starts_with("is a file of Parquet, which is not opened"));
    CHECK(
        refused("run.pkl", "\x80\x04\x95").starts_with("is a file of Python's pickle, which is not opened"));
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

TEST_CASE("formats: a checkpoint of any kind of model holds vectors, too", "[model][formats]") {
    const test::TemporaryFolder folder;
    const auto run = folder.path / "run.ckpt";
    for (const ModelKindInfo* const kind : model_kinds()) {
        INFO(kind->id);
        const auto trainer =
            make_trainer(test::toy_corpus(),
                         {.kind = kind->kind, .dim = 8, .layers = 1, .heads = 2, .context = 8}, {.batch = 2});
        for (int i = 0; i < 3; ++i) trainer->step();
        save_checkpoint(run, trainer->state());
        const Moment moment = trainer->moment();
        const VectorTable table = open_vectors(run, {});
        CHECK(table.vectors->matrix() == moment.embedding->matrix());
        const Vocabulary& vocabulary = moment.corpus->lexicon.vocabulary;
        REQUIRE(std::ssize(table.words) == vocabulary.size());
        for (TokenId id = 0; id < vocabulary.size(); ++id) {
            CHECK(table.words[static_cast<std::size_t>(id)] == vocabulary.word(id));
            CHECK(table.counts[static_cast<std::size_t>(id)] == vocabulary.count(id));
        }
    }
    CHECK_THROWS_AS(open_vectors("everyday", {}), Error);
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

TEST_CASE("formats: whatever is written is read back as the same words and the same bits",
          "[model][formats]") {
    for (const Format* const format : exporters_there_are()) {
        INFO(format->id);
        const test::TemporaryFolder folder;
        const auto path = folder.path / ("run" + format->extensions.front());
        VectorTable table = three_words();
        table.columns = {{"size", {"1.5", "", "x y"}}};
        format->write(path, table);
        CHECK(format_of_file(path).holds == Format::Holds::Vectors);
        const VectorTable back = open_vectors(path, {});
        CHECK(back.words == table.words);
        CHECK(back.vectors->matrix() == table.vectors->matrix());
        if (format->id != "csv" && format->id != "jsonl" && format->id != "projector") continue;
        CHECK(back.counts == table.counts);
        CHECK(back.categories == table.categories);
        REQUIRE(back.columns.size() == 1);
        CHECK(back.columns[0].values == table.columns[0].values);
    }
}

TEST_CASE("formats: what holds vectors is told by how it begins, whatever it is called", "[model][formats]") {
    const test::TemporaryFolder folder;
    const auto id = [&](const std::string& name, std::string_view bytes) {
        write_file(folder.path / name, bytes);
        return format_of_file(folder.path / name).id;
    };
    CHECK(id("glove.6B.50d.txt", "the 0.1 0.2 0.3\nof 0.4 -0.5 1e-3\n") == "word2vec");
    CHECK(id("wiki.txt", "2 3\nthe 0.1 0.2 0.3\nof 0.4 -0.5 1e-3\n") == "word2vec");
    CHECK(id("numbers", "0.1\t0.2\n3\t4\n") == "projector");
    CHECK(id("a.model", std::string_view{"1 2\ncat \0\0\x80\x3f\0\0\0\x40\n", 17}) == "word2vec_binary");
    CHECK(id("a.csv", "word,vector\ncat,\"[1,2]\"\n") == "csv");
    CHECK(id("a.json", "{\"a\":\"b\",\"vector\":[1,2]}\n") == "jsonl");
    CHECK(id("a.bin", "\xBA\x16\x4F\x2F....") == "fasttext");
    // And texts stay texts.
    CHECK(id("b.csv", "name,age\nJim,3\n") == "text");
    CHECK(id("b.tsv", "coffee\tdrink\ntea\tdrink\n") == "text");
    CHECK(id("b.jsonl", "{\"text\":\"Call me Ishmael.\"}\n") == "text");
    CHECK(id("poem.txt", "Roses are 2 3\nviolets too\nand so on\n") == "text");
    CHECK(id("one.txt", "chapter 1 2\n") == "text");
}

TEST_CASE("formats: a file of vectors is what a model is shown with", "[model][formats]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.csv";
    write_file(path, std::string_view{"word,category,size,tone,count,vector\nKing,royal,1.5,low,7,\"[1,2]\"\n"
                                      "queen,,,high,3,\"[3,4]\"\n"});
    const auto corpus = open_vector_corpus(path, {});
    const Vocabulary& vocabulary = corpus->lexicon.vocabulary;
    REQUIRE(vocabulary.size() == 2);
    CHECK(vocabulary.find("King") == 0);
    CHECK_FALSE(vocabulary.is_special(0));
    CHECK(vocabulary.count(0) == 7);
    CHECK(find_word(vocabulary, "Queen") == 1); // in lower case where it is not there as spelled
    CHECK_FALSE(find_word(vocabulary, "king"));
    CHECK(corpus->encode("nobody queen") == std::vector<TokenId>{1});
    CHECK(corpus->lexicon.categories == std::vector<std::string>{"royal"});
    CHECK(corpus->lexicon.category == std::vector<int>{0, -1});
    REQUIRE(corpus->lexicon.columns.size() == 2);
    CHECK(corpus->lexicon.columns[0].value[0] == 1.5F);
    CHECK(std::isnan(corpus->lexicon.columns[0].value[1]));
    CHECK(corpus->lexicon.columns[1].names == std::vector<std::string>{"low", "high"});

    ModelConfig model;
    model.kind = ModelKind::Vectors;
    const auto trainer = make_trainer(corpus, model, {});
    const Moment moment = trainer->moment();
    CHECK_FALSE(moment.capabilities.trains);
    CHECK(moment.embedding == corpus->vectors); // shared, however large
    CHECK_THROWS_AS(trainer->edit_row({}), Error);
    const VectorTable table = vector_table(moment);
    CHECK(table.words == std::vector<std::string>{"King", "queen"});
    CHECK(table.counts == std::vector<std::int64_t>{7, 3});
    CHECK(table.columns[0].values == std::vector<std::string>{"1.5", ""});
    CHECK(table.columns[1].values == std::vector<std::string>{"low", "high"});
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
        const bool quotes = format->id == "csv" || format->id == "jsonl";
        CHECK(refusal(*format, table, name).empty() == quotes);
        table = three_words();
        Matrix rows = table.vectors->matrix();
        rows(1, 1) = std::nanf("");
        table.vectors = std::make_shared<const RowTable>(rows);
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
    CHECK(table.vectors->matrix() == moment.embedding->matrix());
    const TokenId dog = *vocabulary.find("dog");
    CHECK(table.words[dog] == "dog");
    CHECK(table.counts[dog] == vocabulary.count(dog));
    CHECK(table.categories[dog] == moment.corpus->lexicon.categories[moment.corpus->lexicon.category[dog]]);
    CHECK(table.categories[Vocabulary::end_of_text].empty());
}
