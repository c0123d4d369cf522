// SPDX-License-Identifier: MIT
#include "app/shell/options.hpp"
#include "app/shell/reopening.hpp"

#include "model/core/number_text.hpp"
#include "model/formats/registry.hpp"
#include "model/map/projection_info.hpp"
#include "model/train/model_kind.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/temporary_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace wordfield;
using namespace wordfield::app;

namespace {

Parsed parse(std::initializer_list<const char*> words) {
    std::vector<const char*> arguments{"wordfield"};
    arguments.insert(arguments.end(), words);
    return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

// The exit code, 0 for options to run with, and what was said.
std::pair<int, std::string> outcome(std::vector<std::string> words) {
    words.insert(words.begin(), "wordfield");
    std::vector<const char*> arguments;
    for (const std::string& word : words) arguments.push_back(word.c_str());
    std::ostringstream said;
    std::streambuf* before = std::cerr.rdbuf(said.rdbuf());
    const Parsed parsed = parse_options(static_cast<int>(arguments.size()), arguments.data());
    std::cerr.rdbuf(before);
    return {std::holds_alternative<int>(parsed) ? std::get<int>(parsed) : 0, said.str()};
}

std::string refusal(std::initializer_list<std::string> words) {
    const auto [code, said] = outcome(words);
    CHECK(code == 2);
    return said;
}

bool starts(const std::string& text, const std::string& beginning) {
    return text.starts_with("wordfield: " + beginning);
}

int exit_code(std::initializer_list<const char*> words) {
    const Parsed parsed = parse(words);
    return std::holds_alternative<int>(parsed) ? std::get<int>(parsed) : -1;
}

} // namespace

TEST_CASE("without arguments the contract's defaults hold", "[app]") {
    const Options o = std::get<Options>(parse({}));
    CHECK(o.corpus.source == "everyday");
    CHECK(o.model.dim == 64);
    CHECK(o.model.layers == 2);
    CHECK(o.model.heads == 4);
    CHECK(o.model.context == 32);
    CHECK(o.train.batch == 32);
    CHECK(o.train.learning_rate == Approx(0.005));
    CHECK(o.train.seed == 1);
    CHECK(o.projection.method == ProjectionMethod::Tsne);
    CHECK(o.projection.dims == 2);
    CHECK_FALSE(o.headless);
    CHECK_FALSE(o.steps.has_value());
}

TEST_CASE("options arrive where they belong", "[app]") {
    const Options o = std::get<Options>(
        parse({"--corpus", "a.txt", "--labels",   "l.tsv",  "--dim",    "32",       "--layers",  "1",
               "--heads",  "2",     "--context",  "16",     "--batch",  "8",        "--lr",      "0.01",
               "--seed",   "7",     "--threads",  "2",      "--steps",  "12",       "--project", "pca",
               "--dims",   "3",     "--headless", "--size", "1280x800", "--select", "king,queen"}));
    CHECK(o.corpus.source == "a.txt");
    CHECK(o.corpus.labels == "l.tsv");
    CHECK(o.corpus.seed == 7);
    CHECK(o.model.dim == 32);
    CHECK(o.train.batch == 8);
    CHECK(o.steps == 12);
    CHECK(o.train.horizon == TrainConfig{}.horizon); // so that a run that is resumed follows the same rates
    CHECK(o.projection.method == ProjectionMethod::Pca);
    CHECK(o.projection.dims == 3);
    CHECK(o.projection.seed == 7);
    CHECK(o.width == 1280);
    CHECK(o.height == 800);
    CHECK(o.select == std::vector<std::string>{"king", "queen"});
}

TEST_CASE("wrong usage ends with 2, help with 0", "[app]") {
    CHECK(exit_code({"--help"}) == 0);
    CHECK(exit_code({"--version"}) == 0);
    CHECK(exit_code({"--no-such-option"}) == 2);
    CHECK(exit_code({"--dims", "4"}) == 2);
    CHECK(exit_code({"--dim", "30", "--heads", "4"}) == 2);
    CHECK(exit_code({"--project", "umap"}) == 2);
    CHECK(exit_code({"--size", "huge"}) == 2);
    CHECK(exit_code({"--size", "100x100"}) == 2);
    CHECK(exit_code({"--steps", "-1"}) == 2);
    CHECK(exit_code({"--headless", "--ui-state", "x.json"}) == 2);
    CHECK(exit_code({"--report", "r.json"}) == 2);
    CHECK(exit_code({"--lr", "fast"}) == 2);
}

TEST_CASE("every number is refused with one sentence or is one that makes sense", "[app]") {
    const std::vector<std::string> values{"",      "-1",   "0",   "99999999999999999999",
                                          "1e20",  "nan",  "inf", "-inf",
                                          "abc",   "1e3",  "3.5", "0x10",
                                          "1e-30", " 5",   "5 ",  "5x",
                                          "5,5",   "\xff", "١"};
    const std::vector<std::pair<std::string, std::vector<std::string>>> sane{
        {"--vocabulary", {}},
        {"--min-count", {}},
        {"--dim", {}},
        {"--layers", {}},
        {"--heads", {}},
        {"--context", {}},
        {"--batch", {}},
        {"--window", {}},
        {"--negatives", {}},
        {"--horizon", {}},
        {"--threads", {}},
        {"--dims", {}},
        {"--save-every", {}},
        {"--softmax-sample", {"0"}},
        {"--seed", {"0"}},
        {"--steps", {"0"}},
        {"--lr", {"3.5"}},
        {"--subsample", {"0"}},
        {"--noise-power", {"0", "1e-30"}},
        {"--perplexity", {"3.5"}},
        {"--attraction", {"3.5"}}};
    for (const auto& [option, accepted] : sane)
        for (const std::string& value : values) {
            INFO(option << " \"" << value << "\"");
            const auto [code, said] = outcome({"--headless", "--save", "m.ckpt", option, value});
            const bool fine = std::find(accepted.begin(), accepted.end(), value) != accepted.end();
            CHECK(code == (fine ? 0 : 2));
            CHECK(said.empty() == fine);
            CHECK(std::count(said.begin(), said.end(), '\n') == (fine ? 0 : 1));
            if (!fine) CHECK(starts(said, option + ": "));
        }
}

TEST_CASE("what is wrong is said in plain words", "[app]") {
    CHECK(starts(refusal({"--model", "foo"}), "--model: \"foo\" is neither gpt nor skipgram nor cbow ("));
    CHECK(starts(refusal({"--model", "0"}), "--model: \"0\" is neither gpt nor skipgram nor cbow ("));
    CHECK(starts(refusal({"--project", ""}), "--project: \"\" is neither tsne nor pca"));
    CHECK(starts(refusal({"--dim", "0"}), "--dim: \"0\" is no whole number from 2 to 4096 ("));
    CHECK(starts(refusal({"--lr", "nan"}), "--lr: \"nan\" is no number from 1e-08 to 100 ("));
    CHECK(starts(refusal({"--subsample", "1e-9"}), "--subsample: leaves no words to train on"));
    CHECK(starts(refusal({"--dim", "30"}), "--heads: 30 dimensions cannot be shared by 4 heads"));
    for (const char* size :
         {"", "x", "1600", "1600x", "x1000", "1600x1000x", "16e2x1000", "-1600x1000", "99999x99999"})
        CHECK(starts(refusal({"--size", size}), "--size: "));
    CHECK(starts(refusal({"--no-such-option"}), "--no-such-option: is no option of wordfield ("));
    CHECK(starts(refusal({"--dim"}), "--dim: wants a value ("));
    CHECK(starts(refusal({"--dim="}), "--dim: wants a value ("));
    CHECK(starts(refusal({"--dim", "8", "--dim=8"}), "--dim: is given twice ("));
    CHECK(starts(refusal({"--select", "--corpus", "x.txt"}),
                 "--select: wants a value, and --corpus is another option ("));
    CHECK(starts(refusal({"a.txt", "b.txt"}), "\"b.txt\": is one word too many"));
    for (const char* name : {"v.parquet", "v", "v.txt", "/dev/stdout"}) {
        const std::string said = refusal({"--headless", "--export", "v.vec", "--export", name});
        CHECK(starts(said, std::string{"--export: "} + name + ": "));
        CHECK(said.find(".vec (word2vec text)") != std::string::npos);
    }
    for (const char* path : {"--corpus", "--labels", "--analogies", "--report", "--screenshot", "--save",
                             "--resume", "--ui-state", "--export"})
        CHECK(starts(refusal({path, ""}), std::string{path} + ": is empty"));
}

TEST_CASE("options that contradict each other are refused", "[app]") {
    CHECK(starts(refusal({"--headless", "--screenshot", "x.jpg"}), "--screenshot: writes PNG, not .jpg"));
    CHECK(outcome({"--headless", "--screenshot", "x.PNG"}).first == 0);
    CHECK(outcome({"--headless", "--screenshot", "/dev/stdout"}).first == 0);
    CHECK(starts(refusal({"--headless", "--save", "a", "--report", "./a"}),
                 "--report: names the same file as --save"));
    CHECK(starts(refusal({"--headless", "--corpus", "a.txt", "--report", "a.txt"}),
                 "--report: names the same file as --corpus"));
    CHECK(outcome({"--headless", "--save", "/dev/null", "--report", "/dev/null"}).first == 0);
    CHECK(outcome({"--resume", "m.ckpt", "--save", "m.ckpt"}).first == 0);
    CHECK(starts(refusal({"--save-every", "5"}), "--save-every: needs --save"));
    CHECK(starts(refusal({"--export", "v.vec"}), "--export: needs --steps"));
    CHECK(starts(refusal({"--headless", "--export", "a.vec", "--export", "./a.vec"}),
                 "--export: names the same file as --export"));
    CHECK(starts(refusal({"--headless", "--report", "v.metadata.tsv", "--export", "v.tsv"}),
                 "--export: names the same file as --report"));
    const Options both =
        std::get<Options>(parse({"--headless", "--export", "a.vec", "--export=b.tsv", "--seed", "3"}));
    CHECK(both.exports == std::vector<std::filesystem::path>{"a.vec", "b.tsv"});
    CHECK(both.train.seed == 3);
    CHECK(starts(refusal({"--headless", "--export", "a.vec", "b.vec", "c.vec"}),
                 "\"c.vec\": is one word too many"));
}

TEST_CASE("how a text is read", "[app]") {
    CHECK(std::get<Options>(parse({})).corpus.rules == TextRules{});
    const auto rules = [](const char* tokens, const char* documents) {
        return std::get<Options>(parse({"--tokens", tokens, "--documents", documents})).corpus.rules;
    };
    CHECK(rules("code", "lines") == TextRules{Tokens::Code, Documents::Lines});
    CHECK(rules("cased", "whole") == TextRules{Tokens::Cased, Documents::Whole});
    CHECK(rules("words", "paragraphs") == TextRules{});
    CHECK(starts(refusal({"--tokens", "bytes"}), "--tokens: \"bytes\" is neither words nor cased nor code"));
    CHECK(starts(refusal({"--documents", "pages"}), "--documents: \"pages\" is neither paragraphs"));
}

TEST_CASE("which words the map shows", "[app]") {
    const test::TemporaryFolder folder;
    const auto list = (folder.path / "all").string();
    std::ofstream{list} << "King\nqueen\n";
    CHECK(map_settings(std::get<Options>(parse({}))).shown == MapWords::Content);
    CHECK(map_settings(std::get<Options>(parse({"--words", "content"}))).shown == MapWords::Content);
    CHECK(map_settings(std::get<Options>(parse({"--words", "all"}))).shown == MapWords::Every);
    const MapSettings listed = map_settings(std::get<Options>(parse({"--words", list.c_str()})));
    CHECK(listed.shown == MapWords::Listed);
    REQUIRE(listed.list);
    CHECK(*listed.list == std::vector<std::string>{"King", "queen"});
    CHECK(starts(refusal({"--words", "/nowhere/words.txt"}), "--words: /nowhere/words.txt"));
    std::ofstream{list} << "\n";
    CHECK(starts(refusal({"--words", list}), "--words: all: has no words"));
}

TEST_CASE("a file that is named without an option is opened, whatever it is", "[app]") {
    CHECK(std::get<Options>(parse({"book.txt"})).corpus.source == "book.txt");
    CHECK(std::get<Options>(parse({"--dim", "8", "-", "--seed", "3"})).corpus.source == "-");
    CHECK(std::get<Options>(parse({"run.ckpt"})).resume == "run.ckpt");
    const test::TemporaryFolder folder;
    const std::string disguised = (folder.path / "run.bin").string();
    std::ofstream{disguised} << "wordfld\nand more";
    const Options o = std::get<Options>(parse({disguised.c_str()}));
    CHECK(o.resume == disguised);
    CHECK(o.given.contains("--resume"));
    CHECK(o.corpus.source == "everyday");
    CHECK(std::get<Options>(parse({"--resume", "run.ckpt", "book.txt"})).corpus.source == "book.txt");
    CHECK(starts(refusal({"--corpus", disguised.c_str()}), "--corpus: " + disguised + " is a checkpoint"));
    CHECK(starts(refusal({"--corpus", "a.txt", "b.txt"}), "--corpus: and b.txt are two of one kind"));
    CHECK(starts(refusal({"--resume", "a.ckpt", "b.ckpt"}), "--resume: and b.ckpt are two of one kind"));
}

TEST_CASE("vectors are named or found, and questions about them open no window", "[app]") {
    const test::TemporaryFolder folder;
    const std::string file = (folder.path / "glove.txt").string();
    std::ofstream{file} << "the 0.1 0.2 0.3\nof 0.4 -0.5 1e-3\n";
    CHECK(std::get<Options>(parse({file.c_str()})).vectors == file);
    CHECK(opens_window(std::get<Options>(parse({file.c_str()}))));
    CHECK_FALSE(opens_window(std::get<Options>(parse({"--vectors", "a.vec", "--export", "b.npy"}))));
    const Options asked = std::get<Options>(
        parse({"--vectors", "a.vec", "--neighbours", "king", "--neighbours", "queen", "--analogy",
               "a - b + c", "--count", "3", "--measure", "distance", "--json", "--tensor", "emb"}));
    CHECK_FALSE(opens_window(asked));
    CHECK(asked.questions.neighbours == std::vector<std::string>{"king", "queen"});
    CHECK(asked.questions.analogies == std::vector<std::string>{"a - b + c"});
    CHECK(asked.questions.count == 3);
    CHECK(asked.questions.measure == Measure::Euclidean);
    CHECK(asked.questions.json);
    CHECK(asked.tensor == "emb");
    CHECK(
        starts(refusal({"--vectors", "a.vec", "--steps", "3"}), "--steps: and --vectors do not go together"));
    CHECK(starts(refusal({"--vectors", "a.vec", "--resume", "a.ckpt"}), "--resume: and --vectors"));
    CHECK(starts(refusal({"--count", "3"}), "--count: belongs to a question"));
    CHECK(starts(refusal({"--tensor", "x"}), "--tensor: belongs to --vectors"));
    CHECK(starts(refusal({"--vectors", "a.vec", "--neighbours", ""}), "--neighbours: is empty"));
    CHECK(starts(refusal({"--vectors", "a.vec", "--export", "a.vec"}),
                 "--export: names the same file as --vectors"));
    CHECK(starts(refusal({"--vectors", "a.vec", "b.ckpt", "--neighbours", "x"}), "--resume: and --vectors"));
}

TEST_CASE("options: a comparison opens the window, and beside anything that is asked a shell answers",
          "[app]") {
    const Options shown = std::get<Options>(parse({"--vectors", "a.vec", "--compare", "b.vec"}));
    CHECK(opens_window(shown));
    CHECK(shown.compare == "b.vec");
    CHECK(shown.questions.compare.empty());
    CHECK(opens_window(std::get<Options>(parse({"--compare", "b.vec", "--steps", "3"}))));
    const auto asks = [](const Parsed& parsed) {
        const Options& asked = std::get<Options>(parsed);
        return !opens_window(asked) && asked.questions.compare == "b.vec";
    };
    CHECK(asks(parse({"--vectors", "a.vec", "--compare", "b.vec", "--json"})));
    CHECK(asks(parse({"--vectors", "a.vec", "--compare", "b.vec", "--count", "3"})));
    CHECK(asks(parse({"--vectors", "a.vec", "--compare", "b.vec", "--measure", "centred"})));
    CHECK(asks(parse({"--vectors", "a.vec", "--compare", "b.vec", "--neighbours", "king"})));
    CHECK(asks(parse({"--steps", "3", "--compare", "b.vec", "--headless"})));
    CHECK(starts(refusal({"--compare", "b.vec", "--measure", "distance"}), "--measure: of a comparison is"));
    CHECK(starts(refusal({"--compare", "b.vec", "--save", "b.vec"}),
                 "--save: names the same file as --compare"));
}

TEST_CASE("the command line takes every projection that it is said to take, and its numbers", "[app]") {
    std::ostringstream help;
    std::streambuf* before = std::cout.rdbuf(help.rdbuf());
    CHECK(exit_code({"--help"}) == 0);
    std::cout.rdbuf(before);
    for (const ProjectionInfo& info : projections()) {
        INFO(info.id);
        if (!info.on_command_line) {
            CHECK(starts(refusal({"--project", info.id}), "--project: \"" + std::string{info.id} + "\" is "));
            continue;
        }
        CHECK(std::get<Options>(parse({"--project", info.id})).projection.method == info.method);
        for (const ProjectionParameter& p : info.parameters) {
            if (p.flag == nullptr) continue;
            CHECK(help.str().find(p.flag) != std::string::npos);
            for (const float end : {p.low, p.high}) {
                const std::string text = format("%g", static_cast<double>(end));
                CHECK(p.get(std::get<Options>(parse({p.flag, text.c_str()})).projection) == end);
            }
            const std::string beyond = format("%g", 2.0 * static_cast<double>(p.high));
            CHECK(starts(refusal({p.flag, beyond}), std::string{p.flag} + ": \"" + beyond + "\" is no "));
        }
    }
}

TEST_CASE("the help says what there is and nothing else", "[app]") {
    std::ostringstream said;
    std::streambuf* before = std::cout.rdbuf(said.rdbuf());
    CHECK(exit_code({"--help"}) == 0);
    std::cout.rdbuf(before);
    CHECK(said.str().find("--save-every") != std::string::npos);
    for (const Format* const format : file_formats())
        if (format->write != nullptr && format->holds == Format::Holds::Vectors)
            CHECK(said.str().find(format->extensions.front()) != std::string::npos);
    for (const ModelKindInfo* const info : model_kinds())
        CHECK(said.str().find(info->id) != std::string::npos);
    for (const ModelSetting* const setting : model_settings())
        CHECK(said.str().find(setting->option()) != std::string::npos);
}

TEST_CASE("a window goes on with the last one's run unless something of a run is asked for", "[project]") {
    const auto goes = [](std::initializer_list<const char*> words) {
        return goes_on(std::get<Options>(parse(words)));
    };
    CHECK(goes({}));
    CHECK(goes({"--size", "800x600", "--light", "--tour", "--select", "king", "--prompt", "a b"}));
    CHECK(goes({"--reopen"}));
    CHECK_FALSE(goes({"--new"}));
    CHECK_FALSE(goes({"--corpus", "coffee"}));
    CHECK_FALSE(goes({"--seed", "1"}));
    CHECK_FALSE(goes({"--steps", "10"}));
    CHECK_FALSE(goes({"--words", "all"}));
    CHECK(starts(refusal({"--reopen", "--new"}), "--reopen: and --new"));
    CHECK(starts(refusal({"--reopen", "--headless"}), "--reopen: is of a window"));
    CHECK(starts(refusal({"--reopen", "--history", "x"}), "--reopen: has no place beside --history"));
    CHECK(starts(refusal({"--history-limit", "100"}), "--history-limit: needs --history"));
    CHECK(std::get<Options>(parse({"--history", "x", "--history-limit", "100"})).history_limit == 100);
}

TEST_CASE("windows keep their runs where the state of programs is kept, those of scripts nowhere",
          "[project]") {
    const auto kept = [](std::initializer_list<const char*> words, bool reopens = true) {
        Settings settings;
        settings.reopens = reopens;
        return kept_folder(std::get<Options>(parse(words)), settings);
    };
    const test::TemporaryFolder folder;
    const test::Environment state{"XDG_STATE_HOME", folder.path.string()};
    const auto there = folder.path / "wordfield" / "runs";
    CHECK(kept({}) == there);
    CHECK(kept({"--corpus", "coffee"}) == there);
    CHECK(kept({"--new"}) == there);
    CHECK(kept({}, false).empty());
    CHECK(kept({"--reopen"}, false) == there);
    CHECK(kept({"--headless"}).empty());
    CHECK(kept({"--vectors", "x.vec"}).empty()); // nothing is trained there
    CHECK(kept({"--history", "x"}).empty());
    CHECK(kept({"--ui-state", "x"}).empty());
    CHECK(kept({"--ui-state", "x", "--reopen"}) == there);
    CHECK(kept({"--steps", "5", "--screenshot", "x.png"}).empty());
    const test::Environment home{"HOME", "/home/somebody"}, none{"XDG_STATE_HOME", ""};
    CHECK(kept({}) == "/home/somebody/.local/state/wordfield/runs");
    const test::Environment homeless{"HOME", ""};
    CHECK(kept({}).empty());
}
