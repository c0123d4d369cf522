// SPDX-License-Identifier: MIT
// Any command line, an argument a line: parsed, or refused with exit code 2.
#include "app/shell/options.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <cmath>
#include <iostream>
#include <sstream>
#include <vector>

namespace {

using namespace wordfield;

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> arguments{"wordfield"};
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        arguments.emplace_back(line.substr(0, line.find('\0')));
    }
    return arguments;
}

void check(const app::Options& o) {
    for (const float value : {o.train.learning_rate, o.projection.perplexity, o.projection.attraction,
                              o.model.subsample, o.model.noise_power})
        fuzz::require(std::isfinite(value), "numbers are numbers");
    fuzz::require(o.projection.dims == 2 || o.projection.dims == 3, "a map has 2 or 3 dimensions");
    fuzz::require(o.train.threads >= 1 && o.train.batch >= 1 && o.model.dim >= 1,
                  "there is something to train");
    fuzz::require(o.width >= 640 && o.height >= 480, "there is a window");
}

// What is said on the terminal is not looked at here.
struct Hush {
    std::ostringstream said;
    std::streambuf* out = std::cout.rdbuf(said.rdbuf());
    std::streambuf* err = std::cerr.rdbuf(said.rdbuf());
    ~Hush() {
        std::cout.rdbuf(out);
        std::cerr.rdbuf(err);
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<std::string> arguments = split(fuzz::text_of(data, size));
    std::vector<const char*> pointers;
    for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
    const Hush hush;
    const app::Parsed parsed = app::parse_options(static_cast<int>(pointers.size()), pointers.data());
    if (const auto* options = std::get_if<app::Options>(&parsed))
        check(*options);
    else
        fuzz::require(std::get<int>(parsed) == 0 || std::get<int>(parsed) == 2, "the exit code is 0 or 2");
    return 0;
}
