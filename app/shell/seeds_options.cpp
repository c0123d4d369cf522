// SPDX-License-Identifier: MIT
#include "app/shell/seeds_options.hpp"

#include "app/shell/option_values.hpp"
#include "model/study/seed_study.hpp"

namespace wordfield::app {

void add_seeds_option(CLI::App& cli, Options& o) {
    const auto read = [&o](const std::string& text) {
        if (number_of<int>(text) == 1)
            throw CLI::ValidationError("--seeds", "one alone has nothing to be compared with; give 2 to 20");
        o.seeds = number_in<int>("--seeds", text, {fewest_seeds, most_seeds});
    };
    cli.add_option_function<std::string>(
           "--seeds", read,
           "with --headless: train the same settings with N seeds, from --seed on, and tell what comes with "
           "every one of them and what is luck")
        ->option_text("N");
}

void check_seeds(const Options& o) {
    if (!o.seeds) return;
    if (!o.headless)
        throw CLI::ValidationError("--seeds",
                                   "needs --headless; a window has File > Compare seeds … for the same");
    if (!o.resume.empty())
        throw CLI::ValidationError("--seeds",
                                   "trains every seed from the beginning, and --resume goes on from "
                                   "a file; leave one of them out");
}

} // namespace wordfield::app
