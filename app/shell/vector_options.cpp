// SPDX-License-Identifier: MIT
#include "app/shell/vector_options.hpp"

#include "app/shell/option_values.hpp"
#include "model/formats/registry.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

constexpr std::array of_questions{"--count", "--measure", "--json"};

void add_texts(CLI::App& cli, const std::string& option, std::vector<std::string>& target,
               const char* shown_as, const std::string& what) {
    const auto read = [option, &target](const std::vector<std::string>& texts) {
        for (const std::string& text : texts)
            if (text.empty()) throw CLI::ValidationError(option, "is empty, and words are wanted");
        target = texts;
    };
    cli.add_option_function<std::vector<std::string>>(option, read, what)
        ->allow_extra_args(false)
        ->option_text(shown_as);
}

} // namespace

void add_vector_options(CLI::App& cli, Options& o) {
    add_path(cli, "--vectors", o.vectors,
             "show and ask the vectors of a file: " + readable_vectors() + "; or those of a checkpoint");
    cli.add_option("--tensor", o.tensor, "of a file of several arrays the one whose rows are meant")
        ->option_text("NAME");
    add_choice<StorageChoice>(
        cli, "--storage", o.storage,
        {{"auto", StorageChoice::Auto}, {"f32", StorageChoice::Float32}, {"f16", StorageChoice::Float16}},
        "how the numbers of a file of vectors are kept: as floats of 32 bits, of 16, which take half the "
        "memory and "
        "have three digits, or 16 for what would take more than 512 MB (auto)");
    add_path(cli, "--compare", o.compare,
             "compare these vectors with those of --vectors, --resume or what is trained: words in common, "
             "overlap of neighbours, words that moved; in the window, or without one beside --json, --count, "
             "--neighbours or --headless");
    Questions& q = o.questions;
    add_texts(
        cli, "--neighbours", q.neighbours, "WORD",
        "no window: tell the words nearest to this one, of --vectors, --resume or what --steps train; as "
        "often as it is given");
    add_texts(cli, "--analogy", q.analogies, "SUM",
              "no window: the words nearest to a sum, as in \"king - man + woman\"; as often as it is given");
    add_path(
        cli, "--evaluate", q.evaluate,
        "no window: the share of a questions-words file that is answered right, with and without the words "
        "of the question as answers");
    add_path(cli, "--similarity", q.similarity,
             "no window: Spearman's correlation with people's scores for pairs of words (WordSim-353, "
             "SimLex-999)");
    cli.add_flag("--purity", q.purity,
                 "no window: how many of a word's nearest words have its category, against chance; needs "
                 "--labels or words that have categories");
    add_number<int>(cli, "--count", q.count, {1, 1'000'000}, "how many neighbours or answers (10)");
    add_choice<Measure>(
        cli, "--measure", q.measure,
        {{"cosine", Measure::PlainCosine},
         {"centred", Measure::Cosine},
         {"dot", Measure::Dot},
         {"distance", Measure::Euclidean}},
        "how near is measured: cosine as gensim does, or as the window does, with the angle seen "
        "from the mean of all rows (centred)");
    cli.add_flag("--json", q.json, "answers as JSON, an object a line");
}

void decide_comparison(Options& o) {
    if (o.compare.empty()) return;
    const bool answers = o.headless || o.questions.any() ||
                         std::ranges::any_of(of_questions, [&](auto one) { return o.given.contains(one); });
    if (answers) o.questions.compare = o.compare;
}

void check_vectors(const Options& o) {
    const bool asks = o.questions.any();
    if (!o.questions.compare.empty() && o.questions.measure != Measure::PlainCosine &&
        o.questions.measure != Measure::Cosine)
        throw CLI::ValidationError("--measure", "of a comparison is cosine or centred: the two embeddings "
                                                "have lengths and products of their own");
    for (const char* const option : of_questions)
        if (o.given.contains(option) && !asks)
            throw CLI::ValidationError(option, "belongs to a question; ask one with --neighbours, --analogy, "
                                               "--evaluate, --similarity, --purity or --compare");
    if (asks && !o.ui_state.empty())
        throw CLI::ValidationError("--ui-state",
                                   "describes a window, and questions open none; leave one out");
    if (o.vectors.empty()) {
        if (o.given.contains("--tensor"))
            throw CLI::ValidationError("--tensor", "belongs to --vectors, which names the file");
        return;
    }
    for (const char* const option : {"--corpus", "--resume", "--history", "--save", "--save-every", "--seeds",
                                     "--steps", "--model", "--film", "--log"})
        if (o.given.contains(option))
            throw CLI::ValidationError(option,
                                       "and --vectors do not go together: vectors of a file are shown "
                                       "as they are; leave one of them out");
}

} // namespace wordfield::app
