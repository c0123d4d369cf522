// SPDX-License-Identifier: MIT
#include "app/options.hpp"

#include "model/core/error.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <thread>

namespace wordfield::app {
namespace {

// More threads than this have nothing to do at the sizes this program is made for.
constexpr int most_default_threads = 8;

int default_threads() {
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, most_default_threads);
}

void add_text_options(CLI::App& cli, Options& o) {
    cli.add_option("--corpus", o.corpus.source, "a built-in corpus, a .grammar file or any UTF-8 .txt");
    cli.add_option("--labels", o.corpus.labels,
                   "word<TAB>category, one a line: colours and purity for any corpus");
    cli.add_option("--analogies", o.corpus.analogies,
                   "questions-words format: \": relation\" lines, then four words a line");
    cli.add_option("--vocabulary", o.corpus.max_vocabulary,
                   "how many words of a text get a row (the rest is <unk>)")
        ->check(CLI::Range(10, 1'000'000));
    cli.add_option("--min-count", o.corpus.min_count, "words of a text that are rarer become <unk>")
        ->check(CLI::Range(1, 1'000'000));
    cli.add_option("--select", o.select, "words that are chosen from the beginning, separated by commas")
        ->delimiter(',');
    cli.add_option("--prompt", o.prompt, "the sentence that attention and the distribution look at");
}

void add_model_options(CLI::App& cli, Options& o) {
    static const std::map<std::string, ModelKind> kinds{{"gpt", ModelKind::Gpt},
                                                        {"skipgram", ModelKind::SkipGram}};
    cli.add_option("--model", o.model.kind, "gpt or skipgram")
        ->transform(CLI::CheckedTransformer(kinds))
        ->option_text("gpt|skipgram");
    cli.add_option("--dim", o.model.dim, "width of the embedding");
    cli.add_option("--layers", o.model.layers, "transformer blocks");
    cli.add_option("--heads", o.model.heads, "attention heads in each block");
    cli.add_option("--softmax-sample", o.train.softmax_sample,
                   "words that a step's softmax is estimated from; 0: all (default: all up to 4,000 words, "
                   "1,024 above)");
    cli.add_option("--context", o.model.context, "tokens in one window");
    cli.add_option("--batch", o.train.batch, "windows in one step");
    cli.add_option("--lr", o.train.learning_rate, "peak of the learning rate (0.005; 0.05 for a skip-gram)");
    cli.add_option("--window", o.model.window, "skip-gram: the farthest neighbour that a word predicts");
    cli.add_option("--negatives", o.model.negatives, "skip-gram: random words against each neighbour");
    cli.add_option("--subsample", o.model.subsample,
                   "skip-gram: words with a larger share of the text are left out now and then; 0 never");
    cli.add_option("--noise-power", o.model.noise_power,
                   "skip-gram: random words are drawn by count to this power (0.75; 0.5 in fastText)");
    cli.add_option("--horizon", o.train.horizon,
                   "steps until the rate has fallen to a tenth (2500), however many are trained")
        ->check(CLI::Range(1, 1 << 30));
    cli.add_option("--seed", o.train.seed, "same seed and threads: same run, to the last bit");
    cli.add_option("--threads", o.train.threads, "threads that train (default: all cores, at most 8)")
        ->check(CLI::Range(1, 256));
    cli.add_option("--steps", o.steps, "train N steps, then pause (window) or finish (headless)")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 40));
}

void add_output_options(CLI::App& cli, Options& o, std::string& size) {
    static const std::map<std::string, ProjectionMethod> methods{{"pca", ProjectionMethod::Pca},
                                                                 {"tsne", ProjectionMethod::Tsne}};
    cli.add_option("--project", o.projection.method, "t-SNE (default) or PCA")
        ->transform(CLI::CheckedTransformer(methods))
        ->option_text("tsne|pca");
    cli.add_option("--dims", o.projection.dims, "dimensions of the map")
        ->check(CLI::IsMember({2, 3}))
        ->option_text("2|3");
    cli.add_option("--perplexity", o.projection.perplexity,
                   "of t-SNE: about how many neighbours of a word count")
        ->check(CLI::Range(2.0F, 100.0F));
    cli.add_option("--attraction", o.projection.attraction,
                   "of t-SNE: 1 as published, less opens tight groups")
        ->check(CLI::Range(0.2F, 4.0F));
    cli.add_flag("--headless", o.headless, "no display needed: train, write what is asked for, exit");
    cli.add_option("--report", o.report, "write what was measured (JSON)");
    cli.add_option("--screenshot", o.screenshot, "write a picture of the window (PNG)");
    cli.add_option("--size", size, "of the window and the picture")->option_text("1600x1000");
    cli.add_option("--save", o.save, "write a checkpoint at the end");
    cli.add_option("--resume", o.resume, "go on from a checkpoint");
    cli.add_option("--export", o.export_file, "write the vectors; the kind follows from the extension");
    cli.add_option("--ui-state", o.ui_state,
                   "window only: twice a second, what is on the screen and where (JSON)");
    cli.add_flag("--light", o.light, "light theme");
    cli.add_flag("--tour", o.tour, "window only: begin with the tour of five steps");
}

void read_size(const std::string& text, Options& o) {
    char tail = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &o.width, &o.height, &tail) != 2 || o.width < 640 ||
        o.height < 480 || o.width > 16384 || o.height > 16384)
        throw CLI::ValidationError("--size",
                                   "wants WIDTHxHEIGHT from 640x480 to 16384x16384, as in 1600x1000");
}

// What is not said follows from the kind of model.
void use_recipe_of_kind(const CLI::App& cli, Options& o) {
    const TrainConfig recipe = default_training(o.model.kind);
    if (cli.count("--lr") == 0) o.train.learning_rate = recipe.learning_rate;
    o.train.warmup = recipe.warmup;
    o.train.optimizer = recipe.optimizer;
}

// What the command line promises and this version cannot do yet.
void refuse_missing_parts(const Options& o) {
    const auto missing = [](const char* option, const char* what) {
        throw CLI::ValidationError(option, std::string{what} + " is not there yet");
    };
    if (!o.export_file.empty()) missing("--export", "exporting");
}

// Options that belong together, checked once, in one place.
void check_together(const Options& o) {
    if (o.headless && !o.ui_state.empty())
        throw CLI::ValidationError("--ui-state",
                                   "describes a window, and --headless opens none; leave one of them out");
    if (!o.headless && !o.report.empty() && !o.steps)
        throw CLI::ValidationError("--report", "needs --steps, so that there is a step to report on");
    if (!o.headless && !o.screenshot.empty() && !o.steps)
        throw CLI::ValidationError("--screenshot",
                                   "needs --steps in a window, so that there is a moment to picture");
    try {
        ModelConfig model = o.model;
        model.vocabulary = 2; // known only when the corpus is
        validate(model, o.train);
    } catch (const Error& error) {
        throw CLI::ValidationError(error.what());
    }
}

} // namespace

std::string version() {
    return WORDFIELD_VERSION;
}

Parsed parse_options(int argc, const char* const* argv) {
    Options options;
    std::string size;
    options.train.threads = default_threads();
    CLI::App cli{"Watch words get their meaning inside a neural network.", "wordfield"};
    cli.set_version_flag("--version", version());
    add_text_options(cli, options);
    add_model_options(cli, options);
    add_output_options(cli, options, size);
    try {
        cli.parse(argc, argv);
        use_recipe_of_kind(cli, options);
        options.corpus_given = cli.count("--corpus") > 0;
        options.size_given = !size.empty();
        if (options.size_given) read_size(size, options);
        check_together(options);
        refuse_missing_parts(options);
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
