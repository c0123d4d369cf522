// SPDX-License-Identifier: MIT
// The command line: a contract that scripts and tests rely on (`wordfield --help` lists it).
#pragma once

#include "app/map/film.hpp"
#include "app/shell/answers.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/map/map_maker.hpp"
#include "model/map/projection.hpp"
#include "model/nn/config.hpp"
#include "model/text/corpus.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace wordfield::app {

struct Options {
    CorpusRequest corpus;
    bool corpus_given = false; ///< said, and not only the default
    ModelConfig model;
    TrainConfig train;
    ProjectionConfig projection{.method = ProjectionMethod::Tsne};
    MapWords shown_words = MapWords::Content; ///< on the map
    std::shared_ptr<const std::vector<std::string>>
        listed;                        ///< the list of --words FILE, once it has been read
    std::string prompt;                ///< empty: the corpus's own
    std::vector<std::string> select;   ///< words that are chosen from the beginning
    std::optional<std::int64_t> steps; ///< train until this step, then pause (window) or finish (headless)
    std::optional<int> seeds;          ///< how many are trained and compared, the first included
    std::optional<std::int64_t> save_every;          ///< steps between two checkpoints on the way
    const InstructionSet* instruction_set = nullptr; ///< to compute with; null for the widest there is
    bool headless = false;
    std::filesystem::path file;    ///< named without an option; told apart into `corpus`, `resume`, `vectors`
    std::filesystem::path vectors; ///< to be shown as they are; empty for a model that is trained
    std::filesystem::path compare; ///< vectors to compare with what is shown or trained; empty for none
    std::string tensor;            ///< of a file of several arrays
    StorageChoice storage = StorageChoice::Auto; ///< of vectors of files
    Questions questions;                         ///< any of them opens no window
    std::filesystem::path report, screenshot, save, resume, ui_state, log;
    std::optional<std::int64_t> log_every;      ///< steps between two lines of the log
    std::filesystem::path history;              ///< the folder that keeps every step; empty for none
    std::optional<int> history_limit;           ///< of that folder, MB
    bool reopen = false, anew = false;          ///< --reopen, --new
    std::vector<std::filesystem::path> exports; ///< the kind of each by its ending
    FilmRequest film;
    std::optional<int> scale; ///< of pictures
    int width = 1600, height = 1000;
    bool size_given = false;
    bool light = false;
    bool tour = false;                        ///< show the tour whether or not it has been seen
    std::set<std::string, std::less<>> given; ///< the options that were there: "--dim", "--resume"
};

/// What parsing ended in: options to run with, or an exit code because everything has been said already
/// (0 after --help and --version, 2 after wrong usage, with a sentence on stderr).
using Parsed = std::variant<Options, int>;

Parsed parse_options(int argc, const char* const* argv);

/// Not for --headless, a question or vectors that are exported and nothing else.
bool opens_window(const Options& options);

/// What the command line says of the map.
MapSettings map_settings(const Options& options);

/// "0.1.0"
std::string version();

} // namespace wordfield::app
