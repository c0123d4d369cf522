// SPDX-License-Identifier: MIT
// wordfield: parse, run, report what escaped.
#include "app/shell/application.hpp"
#include "app/shell/headless.hpp"
#include "app/shell/options.hpp"
#include "app/shell/stop_request.hpp"
#include "model/core/failure.hpp"

#include <csignal>
#include <exception>
#include <iostream>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

// Tables of many thousand words come and go with every moment: memory of that size goes back to the system
// at once instead of piling up in holes (a tenth less of it with 50,000 words). Smaller pieces stay with the
// process: given back and asked for again thirty times a second they cost 7,000 to 17,000 page faults a
// second. Left alone, every thread keeps a heap of its own, and with the threads of each run they add up: 740
// MB after a dozen runs that need 200.
void return_large_memory() {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

} // namespace

int main(int argc, char** argv) {
    using namespace wordfield::app;
    return_large_memory();
    const Parsed parsed = parse_options(argc, argv);
    if (const int* code = std::get_if<int>(&parsed)) return *code;
    const Options& options = std::get<Options>(parsed);
    if (!wordfield::instruction_set().here()) {
        std::cerr
            << "wordfield: this processor lacks " << wordfield::instruction_set().title
            << " instructions, without which nothing here is computed; any x86-64 since 2009 has them\n";
        return 1;
    }
    if (options.instruction_set != nullptr) wordfield::choose_instruction_set(*options.instruction_set);
    // Writing into a closed pipe or beyond a limit is to return an error, which has its sentence.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    StopRequest stop;
    const StopSignals signals{stop};
    try {
        if (!opens_window(options)) return run_headless(options, stop);
        return Application{options, stop}.run();
    } catch (const std::exception& error) {
        std::cerr << "wordfield: "
                  << wordfield::failure_sentence(error, "before the work was done", wordfield::smaller_model)
                  << "\n";
        return 1;
    }
}
