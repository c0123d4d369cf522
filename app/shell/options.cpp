// SPDX-License-Identifier: MIT
#include "app/shell/options.hpp"

#include "app/shell/exports.hpp"
#include "app/shell/film_options.hpp"
#include "app/shell/model_options.hpp"
#include "app/shell/option_values.hpp"
#include "app/shell/options_check.hpp"
#include "app/shell/seeds_options.hpp"
#include "app/shell/vector_options.hpp"
#include "model/core/error.hpp"
#include "model/formats/registry.hpp"
#include "model/map/projection_info.hpp"
#include "model/text/source_text.hpp"
#include "model/text/word_lists.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <thread>

namespace wordfield::app {
namespace {

// More threads than this have nothing to do at the sizes this program is made for.
constexpr int most_default_threads = 8;
constexpr std::int64_t most_steps = std::int64_t{1} << 40;

int default_threads() {
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, most_default_threads);
}

void add_text_options(CLI::App& cli, Options& o, std::string& words) {
    add_path(cli, "FILE", o.file, "opened, whatever it is: " + readable_formats());
    cli.get_option("FILE")->option_text(" ");
    add_path(cli, "--corpus", o.corpus.source,
             "a built-in corpus, a .grammar file or any UTF-8 text; - is standard input, .gz is unpacked");
    add_path(cli, "--labels", o.corpus.labels,
             "word<TAB>category, one a line: colours and purity for any corpus or vectors; or wordnet, "
             "where WordNet is installed (English; its 45 lexicographer files)");
    add_path(cli, "--analogies", o.corpus.analogies,
             "questions-words format: \": relation\" lines, then four words a line");
    add_number<int>(cli, "--vocabulary", o.corpus.max_vocabulary, {10, 1'000'000},
                    "how many words of a text get a row (the rest is <unk>)");
    add_number<int>(cli, "--min-count", o.corpus.min_count, {1, 1'000'000},
                    "words of a text that are rarer become <unk>");
    add_choice<Tokens>(
        cli, "--tokens", o.corpus.rules.tokens,
        {{"words", Tokens::Words}, {"cased", Tokens::Cased}, {"code", Tokens::Code}},
        "what a text is cut into: lower-cased words (default), words with their capitals, or code: "
        "size_t and -> are one token");
    add_choice<Documents>(
        cli, "--documents", o.corpus.rules.documents,
        {{"paragraphs", Documents::Paragraphs}, {"lines", Documents::Lines}, {"whole", Documents::Whole}},
        "what ends with <eos>: what stands between blank lines (default), every line, or the "
        "whole text");
    cli.add_option_function<std::string>(
           "--select", [&o](const std::string& text) { o.select = CLI::detail::split(text, ','); },
           "words that are chosen from the beginning, separated by commas")
        ->option_text("WORDS");
    cli.add_option("--words", words,
                   "which words the map shows: content words (default), all, or those of a file, one a line")
        ->option_text("content|all|FILE");
    cli.add_option("--prompt", o.prompt, "the sentence that attention and the distribution look at");
}

void add_training_options(CLI::App& cli, Options& o) {
    add_number<int>(cli, "--horizon", o.train.horizon, {1, 1 << 30},
                    "steps until the rate has fallen to a tenth (2500), however many are trained");
    add_number<std::uint64_t>(cli, "--seed", o.train.seed, {0, ~std::uint64_t{0}},
                              "same seed, threads and instruction set: same run, to the last bit");
    add_number(cli, "--threads", o.train.threads, limits::threads,
               "threads that train (default: all cores, at most 8)");
    std::vector<std::pair<std::string, const InstructionSet*>> sets{{"auto", nullptr}};
    for (const InstructionSet& set : instruction_sets()) sets.emplace_back(set.name, &set);
    add_choice(
        cli, "--isa", o.instruction_set, sets,
        "instructions to compute with: the widest that this processor has (auto), or one of the x86-64 "
        "levels: v2 is SSE4.2, v3 AVX2, v4 AVX-512");
    add_number<std::int64_t>(
        cli, "--steps", o.steps, {0, most_steps},
        "train until step N, a resumed run's steps included, then pause (window) or finish "
        "(headless)");
    add_seeds_option(cli, o);
    add_path(cli, "--resume", o.resume,
             "go on from a checkpoint, until --steps or its own horizon; --lr, --horizon, --batch, --threads "
             "and --softmax-sample may be others from here on");
    add_path(cli, "--save", o.save, "write a checkpoint at the end, however the end comes");
    add_folder(
        cli, "--history", o.history,
        "keep every step for good; a folder that has a run goes on with it as if it had never stopped");
    add_number<int>(cli, "--history-limit", o.history_limit, {10, 1'000'000},
                    "how many MB its keyframes may take on the disk (4000)");
    add_number<std::int64_t>(cli, "--save-every", o.save_every, {1, most_steps},
                             "write it every N steps on the way, too");
}

// One number of a projection; what is no number in its range is refused like any other.
void add_parameter(CLI::App& cli, const ProjectionParameter& parameter, ProjectionConfig& config) {
    const auto read = [&parameter, &config](const std::string& text) {
        const limits::Range<int> whole{static_cast<int>(parameter.low), static_cast<int>(parameter.high)};
        const limits::Range<float> range{parameter.low, parameter.high};
        parameter.set(config, parameter.whole
                                  ? static_cast<float>(number_in<int>(parameter.flag, text, whole))
                                  : number_in<float>(parameter.flag, text, range));
    };
    cli.add_option_function<std::string>(parameter.flag, read, parameter.help)
        ->option_text(parameter.whole ? "N" : "X");
}

void add_projection_options(CLI::App& cli, ProjectionConfig& config) {
    std::vector<std::pair<std::string, ProjectionMethod>> names;
    for (const ProjectionInfo& info : projections())
        if (info.on_command_line) names.emplace_back(info.id, info.method);
    add_choice<ProjectionMethod>(cli, "--project", config.method, names, projection_names());
    add_number<int>(cli, "--dims", config.dims, {2, 3}, "dimensions of the map");
    for (const ProjectionInfo& info : projections())
        for (const ProjectionParameter& parameter : info.parameters)
            if (parameter.flag != nullptr) add_parameter(cli, parameter, config);
}

void add_output_options(CLI::App& cli, Options& o, std::string& size) {
    add_projection_options(cli, o.projection);
    cli.add_flag("--headless", o.headless, "no display needed: train, write what is asked for, exit");
    add_path(
        cli, "--log", o.log,
        "write a line of JSON for each measurement while it trains: losses, purity, gradient, speed; behind "
        "what is there where a run goes on; - is standard output");
    add_number<std::int64_t>(
        cli, "--log-every", o.log_every, {1, most_steps},
        "steps between two lines of --log (a hundredth of the run; 50 in a window without --steps)");
    add_path(cli, "--report", o.report, "write what was measured (JSON); - is standard output");
    add_path(cli, "--screenshot", o.screenshot, "write a picture of the window (PNG)");
    cli.add_option("--size", size, "of the window and the picture")->option_text("1600x1000");
    add_paths(cli, "--export", o.exports,
              "write the words and their vectors, as often as it is given; the kind by its ending: " +
                  export_kinds());
    add_film_options(cli, o);
    add_path(cli, "--ui-state", o.ui_state,
             "window only: twice a second, what is on the screen and where (JSON)");
    cli.add_flag(
        "--reopen", o.reopen,
        "window only: go on with what the last window showed, as it happens by itself where nothing else is "
        "asked for");
    cli.add_flag("--new", o.anew, "window only: begin with a new run instead");
    cli.add_flag("--light", o.light, "light theme");
    cli.add_flag("--tour", o.tour, "window only: begin with the tour of five steps");
}

void read_size(const std::string& text, Options& o) {
    const std::size_t by = text.find('x');
    const auto width = number_of<int>(std::string_view{text}.substr(0, by));
    const auto height =
        by == std::string::npos ? std::nullopt : number_of<int>(std::string_view{text}.substr(by + 1));
    if (!width || !height || *width < 640 || *height < 480 || *width > 16384 || *height > 16384)
        throw CLI::ValidationError(
            "--size", "\"" + text + "\" is no WIDTHxHEIGHT from 640x480 to 16384x16384, as in 1600x1000");
    o.width = *width;
    o.height = *height;
    o.size_given = true;
}

// A file that is called "all" can be given as ./all.
void read_words(const std::string& choice, Options& o) {
    if (choice == "content") return;
    if (choice == "all") {
        o.shown_words = MapWords::Every;
        return;
    }
    try {
        const SourceText file = open_list(choice, nullptr);
        o.listed = std::make_shared<const std::vector<std::string>>(read_word_list(file.name, file.text));
    } catch (const Error& error) {
        throw CLI::ValidationError("--words", error.what());
    }
    o.shown_words = MapWords::Listed;
}

// A file that is named without an option is a checkpoint, vectors or something to learn from.
void take_file(Options& o) {
    if (o.file.empty()) return;
    const bool checkpoint = holds(o.file, Format::Holds::Run),
               vectors = holds(o.file, Format::Holds::Vectors);
    const char* option = checkpoint ? "--resume" : vectors ? "--vectors" : "--corpus";
    if (o.given.contains(option))
        throw CLI::ValidationError(option,
                                   "and " + o.file.string() + " are two of one kind; leave one of them out");
    if (checkpoint)
        o.resume = o.file;
    else if (vectors)
        o.vectors = o.file;
    else
        o.corpus.source = o.file.string();
    o.given.insert(option);
}

} // namespace

bool opens_window(const Options& options) {
    return !options.headless && !options.questions.any() &&
           (options.vectors.empty() || options.exports.empty());
}

MapSettings map_settings(const Options& options) {
    MapSettings settings;
    settings.projection = options.projection;
    settings.shown = options.shown_words;
    settings.list = options.listed;
    return settings;
}

std::string version() {
    return WORDFIELD_VERSION;
}

Parsed parse_options(int argc, const char* const* argv) {
    Options options;
    std::string size, words;
    options.train.threads = default_threads();
    CLI::App cli{"Watch words get their meaning inside a neural network.", "wordfield"};
    cli.set_version_flag("--version", version());
    add_text_options(cli, options, words);
    add_vector_options(cli, options);
    add_model_options(cli, options);
    add_training_options(cli, options);
    add_output_options(cli, options, size);
    try {
        check_words(cli, argc, argv);
        cli.parse(argc, argv);
        for (const CLI::Option* option : cli.get_options())
            if (option->count() > 0) options.given.insert(option->get_name());
        use_recipe_of_kind(cli, options);
        if (cli.count("--size") > 0) read_size(size, options);
        check_film_options(options);
        take_file(options);
        decide_comparison(options);
        options.corpus_given = options.given.contains("--corpus");
        check_together(options);
        if (cli.count("--words") > 0) read_words(words, options);
    } catch (const CLI::Success& success) {
        return cli.exit(success);
    } catch (const CLI::Error& error) {
        std::cerr << "wordfield: " << error.what() << " (wordfield --help lists what can be asked for)\n";
        return 2;
    }
    options.corpus.seed = options.train.seed;
    options.corpus.threads = options.train.threads;
    options.projection.seed = options.train.seed;
    options.projection.threads = options.train.threads;
    return options;
}

} // namespace wordfield::app
