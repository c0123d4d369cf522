// SPDX-License-Identifier: MIT
// Drives a fuzz target where there is no libFuzzer: changes inputs of a corpus at random, without looking at
// what code they reach. Takes those of libFuzzer's arguments that scripts/fuzz uses: fuzz_NAME [-runs=N]
// [-max_total_time=S] [-timeout=S] [-seed=N] [-artifact_prefix=P] FILE_OR_FOLDER...
#include "tests/fuzz/fuzz.hpp"

#include "model/core/rng.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>
#include <vector>

namespace {

using wordfield::Pcg32;
using Input = std::vector<std::uint8_t>;

struct Arguments {
    std::int64_t runs = -1, seconds = 0, timeout = 30, seed = 1;
    std::string prefix = "./";
    std::vector<std::filesystem::path> paths;
};

Arguments read_arguments(int argc, char** argv) {
    Arguments a;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const auto value = [&](std::string_view name, std::int64_t& number) {
            if (argument.starts_with(name)) number = std::atoll(argv[i] + name.size());
        };
        value("-runs=", a.runs), value("-max_total_time=", a.seconds), value("-timeout=", a.timeout);
        value("-seed=", a.seed);
        if (argument.starts_with("-artifact_prefix=")) a.prefix = argument.substr(17);
        if (!argument.starts_with("-")) a.paths.emplace_back(argument);
    }
    return a;
}

Input read_input(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return Input{std::istreambuf_iterator<char>{file}, {}};
}

std::vector<Input> read_corpus(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> files;
    for (const auto& path : paths) {
        if (std::filesystem::is_directory(path))
            for (const auto& entry : std::filesystem::directory_iterator{path}) files.push_back(entry.path());
        else
            files.push_back(path);
    }
    std::sort(files.begin(), files.end()); // the same order everywhere
    std::vector<Input> corpus;
    for (const auto& file : files) corpus.push_back(read_input(file));
    return corpus;
}

// Where the input that is being tried is written when the process dies of it.
Input tried;
std::string artifact;

extern "C" void keep_input() {
    if (std::FILE* file = std::fopen(artifact.c_str(), "wb")) {
        std::fwrite(tried.data(), 1, tried.size(), file);
        std::fclose(file);
        std::fprintf(stderr, "the input is kept in %s\n", artifact.c_str());
    }
}

extern "C" void die(int signal) {
    std::fprintf(stderr, signal == SIGALRM ? "takes too long\n" : "ended by signal %d\n", signal);
    keep_input();
    _exit(77);
}

extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

void listen() {
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS, SIGALRM}) std::signal(signal, die);
    if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(keep_input);
}

void run(const Input& input, unsigned timeout) {
    tried = input;
    alarm(timeout);
    LLVMFuzzerTestOneInput(tried.data(), tried.size());
    alarm(0);
}

std::size_t place(const Input& input, Pcg32& rng) {
    return input.empty() ? 0 : rng.below(static_cast<std::uint32_t>(input.size()));
}

void insert(Input& input, std::size_t at, const Input& from, Pcg32& rng) {
    const std::size_t begin = place(from, rng);
    const std::size_t length = std::min<std::size_t>(1 + rng.below(64), from.size() - begin);
    const Input piece(from.begin() + static_cast<std::ptrdiff_t>(begin),
                      from.begin() + static_cast<std::ptrdiff_t>(begin + length));
    input.insert(input.begin() + static_cast<std::ptrdiff_t>(at), piece.begin(), piece.end());
}

void erase(Input& input, std::size_t at, Pcg32& rng) {
    const std::size_t length = std::min<std::size_t>(1 + rng.below(32), input.size() - at);
    const auto begin = input.begin() + static_cast<std::ptrdiff_t>(at);
    input.erase(begin, begin + static_cast<std::ptrdiff_t>(length));
}

// A run of digits becomes a number that programs stumble over.
void change_number(Input& input, std::size_t at, Pcg32& rng) {
    static constexpr std::string_view numbers[] = {
        "0",     "-1",  "1",   "2147483648",   "9223372036854775807",
        "1e300", "nan", "inf", "0.0000000001", "18446744073709551616"};
    const auto digit = [&](std::size_t i) { return i < input.size() && input[i] >= '0' && input[i] <= '9'; };
    while (at < input.size() && !digit(at)) ++at;
    std::size_t end = at;
    while (digit(end)) ++end;
    if (at == end) return;
    const std::string_view number = numbers[rng.below(std::size(numbers))];
    input.erase(input.begin() + static_cast<std::ptrdiff_t>(at),
                input.begin() + static_cast<std::ptrdiff_t>(end));
    input.insert(input.begin() + static_cast<std::ptrdiff_t>(at), number.begin(), number.end());
}

void mutate(Input& input, const std::vector<Input>& corpus, Pcg32& rng) {
    for (std::uint32_t left = 1 + rng.below(5); left > 0; --left) {
        const std::size_t at = place(input, rng);
        const std::uint32_t kind = rng.below(6);
        if (kind == 0 && !input.empty()) input[at] ^= static_cast<std::uint8_t>(1U << rng.below(8));
        if (kind == 1 && !input.empty()) input[at] = static_cast<std::uint8_t>(rng.below(256));
        if (kind == 2) insert(input, at, corpus[rng.below(static_cast<std::uint32_t>(corpus.size()))], rng);
        if (kind == 3) insert(input, at, Input(input), rng);
        if (kind == 4 && !input.empty()) erase(input, at, rng);
        if (kind == 5) change_number(input, at, rng);
    }
}

} // namespace

int main(int argc, char** argv) {
    const Arguments arguments = read_arguments(argc, argv);
    const auto timeout = static_cast<unsigned>(arguments.timeout);
    std::vector<Input> corpus = read_corpus(arguments.paths);
    artifact = arguments.prefix + "crash-" + std::to_string(arguments.seed);
    listen();
    for (const Input& input : corpus) run(input, timeout);
    if (corpus.empty()) corpus.push_back({'a'});
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{arguments.seconds};
    const bool timed = arguments.seconds > 0;
    Pcg32 rng{static_cast<std::uint64_t>(arguments.seed)};
    std::int64_t runs = 0;
    while ((arguments.runs < 0 || runs < arguments.runs) &&
           (!timed || std::chrono::steady_clock::now() < end)) {
        Input input = corpus[rng.below(static_cast<std::uint32_t>(corpus.size()))];
        mutate(input, corpus, rng);
        run(input, timeout);
        ++runs;
    }
    std::fprintf(stderr, "Done %lld runs\n", static_cast<long long>(runs));
    return 0;
}
