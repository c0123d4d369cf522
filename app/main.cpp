// SPDX-License-Identifier: MIT
// wordfield: parse, run, report what escaped.
#include "app/application.hpp"
#include "app/headless.hpp"
#include "app/options.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    using namespace wordfield::app;
    const Parsed parsed = parse_options(argc, argv);
    if (const int* code = std::get_if<int>(&parsed)) return *code;
    const Options& options = std::get<Options>(parsed);
    try {
        if (options.headless) return run_headless(options);
        return Application{options}.run();
    } catch (const std::exception& error) {
        std::cerr << "wordfield: " << error.what() << "\n";
        return 1;
    }
}
