// SPDX-License-Identifier: MIT
#include "app/shell/options_check.hpp"

#include "app/shell/exports.hpp"
#include "app/shell/film_options.hpp"
#include "app/shell/option_values.hpp"
#include "app/shell/seeds_options.hpp"
#include "app/shell/vector_options.hpp"
#include "model/core/error.hpp"
#include "model/formats/registry.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace wordfield::app {
namespace {

// Names each kind that there is.
void check_exports(const Options& o) {
    try {
        for (const std::filesystem::path& path : o.exports) check_export(path);
    } catch (const Error& error) {
        throw CLI::ValidationError("--export", error.what());
    }
}

// No output may replace another one or what is still to be read. Devices can be named as often as one likes.
void check_paths(const Options& o) {
    const std::pair<const char*, std::filesystem::path> inputs[]{{"--vectors", o.vectors},
                                                                 {"--compare", o.compare},
                                                                 {"--evaluate", o.questions.evaluate},
                                                                 {"--similarity", o.questions.similarity},
                                                                 {"--corpus", o.corpus.source},
                                                                 {"--labels", o.corpus.labels},
                                                                 {"--analogies", o.corpus.analogies}};
    std::vector<std::pair<const char*, std::filesystem::path>> outputs{
        {"--save", o.save},         {"--report", o.report}, {"--log", o.log}, {"--screenshot", o.screenshot},
        {"--ui-state", o.ui_state}, {"--film", o.film.path}};
    for (const std::filesystem::path& path : exported_files(o)) outputs.emplace_back("--export", path);
    std::map<std::filesystem::path, const char*> taken;
    for (const auto& [option, path] : inputs)
        if (path != "-" && !path.empty()) taken[path.lexically_normal()] = option;
    for (const auto& [option, path] : outputs) {
        if (path.empty() || path.native().starts_with("/dev/")) continue;
        const auto [other, is_new] = taken.try_emplace(path.lexically_normal(), option);
        if (!is_new)
            throw CLI::ValidationError(option, std::string{"names the same file as "} + other->second);
    }
    std::string kind = o.screenshot.extension().string();
    std::transform(kind.begin(), kind.end(), kind.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (!kind.empty() && kind != ".png")
        throw CLI::ValidationError("--screenshot",
                                   "writes PNG, not " + kind + "; give a name that ends in .png");
}

void check_reopening(const Options& o) {
    if (o.history_limit && o.history.empty())
        throw CLI::ValidationError("--history-limit", "needs --history, so that there is a folder to limit");
    if (!o.reopen) return;
    const auto refuse = [](const char* why) { throw CLI::ValidationError("--reopen", why); };
    if (o.anew) refuse("and --new are two of one kind; leave one of them out");
    if (o.headless) refuse("is of a window, and --headless opens none; --history goes on with a run");
    if (!o.history.empty()) refuse("has no place beside --history, which names another folder");
    if (!o.resume.empty()) refuse("has no place beside --resume, which goes on with another run");
}

} // namespace

// What is of no known kind is told by whoever opens it.
bool holds(const std::filesystem::path& path, Format::Holds what) {
    try {
        return format_of_file(path).holds == what;
    } catch (const Error&) {
        return false;
    }
}

void check_together(const Options& o) {
    if (o.headless && !o.ui_state.empty())
        throw CLI::ValidationError("--ui-state",
                                   "describes a window, and --headless opens none; leave one of them out");
    check_vectors(o);
    const bool no_window = !opens_window(o) || !o.vectors.empty();
    if (!no_window && !o.report.empty() && !o.steps)
        throw CLI::ValidationError("--report", "needs --steps, so that there is a step to report on");
    if (!no_window && !o.screenshot.empty() && !o.steps)
        throw CLI::ValidationError("--screenshot",
                                   "needs --steps in a window, so that there is a moment to picture");
    if (!no_window && !o.exports.empty() && !o.steps)
        throw CLI::ValidationError("--export",
                                   "needs --steps in a window, so that there is a moment to take them from");
    if (o.instruction_set != nullptr && !o.instruction_set->here())
        throw CLI::ValidationError("--isa", std::string{"this processor has no "} + o.instruction_set->name +
                                                "; leave it out, and the widest is taken");
    check_exports(o);
    check_seeds(o);
    if (o.given.contains("--corpus") && holds(o.corpus.source, Format::Holds::Run))
        throw CLI::ValidationError("--corpus",
                                   o.corpus.source + " is a checkpoint; --resume goes on from it");
    check_reopening(o);
    if (o.save_every && o.save.empty())
        throw CLI::ValidationError("--save-every", "needs --save, so that there is a file to write");
    if (o.log_every && o.log.empty())
        throw CLI::ValidationError("--log-every", "needs --log, so that there is a file to write");
    if (o.model.subsample > 0.0F && o.model.subsample < limits::least_subsample)
        throw CLI::ValidationError("--subsample",
                                   "leaves no words to train on; choose 0 (never) or 1e-6 to 1");
    check_paths(o);
    if (!o.resume.empty()) return; // the shape is the checkpoint's
    try {
        ModelConfig model = o.model;
        model.vocabulary = 2; // known only when the corpus is
        validate(model, o.train);
    } catch (const Error& error) {
        throw CLI::ValidationError(std::string{"--"} + error.what());
    }
}

} // namespace wordfield::app
