// SPDX-License-Identifier: MIT
#include "model/core/input_file.hpp"

#include "model/core/error.hpp"
#include "model/text/corpus.hpp"
#include "tests/model/text/text_files.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <chrono>
#include <fstream>
#include <thread>

using namespace wordfield;
using test::error_of;
using test::TextFiles;
namespace fs = std::filesystem;

namespace {

std::string packed(std::string_view text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string text_of(const fs::path& path) {
    return std::string{InputFile{path}.text()};
}

std::string read_refusal(const fs::path& path) {
    return error_of([&] { (void)text_of(path); });
}

fs::path make_pipe(const TextFiles& files) {
    const fs::path pipe = files.folder() / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    return pipe;
}

// On another thread, where Catch2's checks may not be: what did not arrive is missing in what is read.
void write_to(const fs::path& pipe, std::string_view text) {
    std::ofstream{pipe, std::ios::binary} << text;
}

} // namespace

TEST_CASE("input file: files, pipes and what gzip packed", "[model][files]") {
    const TextFiles files;
    std::string text;
    for (int i = 0; i < 400'000; ++i) text += std::to_string(i) + "\n";
    CHECK(text_of(files.write("plain", text)) == text);
    CHECK(text_of(files.write("empty", "")).empty());
    CHECK(text_of(files.write("a.gz", packed(text))) == text);
    CHECK(text_of(files.write("two members", packed("one ") + packed("two"))) == "one two");
    CHECK(text_of(files.write("padded", packed("one") + std::string(512, '\0'))) == "one");
    CHECK_FALSE(text_of("/proc/self/status").empty()); // says of itself that it is empty
    for (const std::string& sent : {text, packed(text)}) {
        const TextFiles mine;
        const fs::path pipe = make_pipe(mine);
        const std::jthread writer{[&] { write_to(pipe, sent); }};
        CHECK(text_of(pipe) == text);
    }
    CHECK(name_of_input("a/book.txt.gz") == "book.txt");
    CHECK(name_of_input("-") == "standard input");
    CHECK(name_of_input("/dev/fd/63") == "pipe");
}

TEST_CASE("input file: what cannot be read gets a sentence", "[model][files]") {
    const TextFiles files;
    CHECK(read_refusal(files.folder() / "none").find("none: cannot be opened: No such file") !=
          std::string::npos);
    CHECK(read_refusal(files.folder()).find("is a folder") != std::string::npos);
    for (const char* device : {"/dev/zero", "/dev/null", "/dev/urandom"})
        CHECK(read_refusal(device).find("is a device") != std::string::npos);
    const std::string whole = packed(std::string(100'000, 'a') + "b");
    CHECK(read_refusal(files.write("cut.gz", whole.substr(0, whole.size() - 9))).find("cut off") !=
          std::string::npos);
    std::string damaged = whole;
    damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 0x55);
    CHECK(read_refusal(files.write("damaged.gz", damaged)).find("damaged") != std::string::npos);
}

TEST_CASE("input file: any one call that fails gives all of the text or a sentence", "[model][files]") {
    const TextFiles files;
    const fs::path file = files.write("a.txt", "all of it");
    const fs::path pack = files.write("b.gz", packed("all of it"));
    for (const fs::path& path : {file, pack, fs::path{"/proc/self/comm"}}) {
        const std::string text = text_of(path);
        test::each_fault([&](const auto& attempt) {
            std::string read;
            const std::string message = attempt([&] { read = text_of(path); });
            CHECK(read == (message.empty() ? text : ""));
        });
    }
}

TEST_CASE("input file: a pipe that nobody writes to can be left", "[model][files]") {
    const TextFiles files;
    const fs::path pipe = make_pipe(files);
    LoadProgress progress;
    CorpusRequest request;
    request.source = pipe.string();
    const auto start = std::chrono::steady_clock::now();
    const std::jthread canceller{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        progress.cancel = true;
    }};
    CHECK(error_of([&] { (void)load_corpus(request, &progress); }).find("was cancelled") !=
          std::string::npos);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{3});
}

TEST_CASE("input file: a corpus, its labels and a grammar come through pipes and packed", "[model][files]") {
    const TextFiles files;
    std::string text;
    for (int i = 0; i < 300; ++i) text += "one two three four five six seven eight nine ten .\n";
    const fs::path pipe = make_pipe(files);
    const std::jthread writer{[&, sent = packed(text)] { write_to(pipe, sent); }};
    CorpusRequest request;
    request.source = pipe.string();
    request.labels = files.write("kinds.tsv.gz", packed("one\todd\ntwo\teven\n"));
    const auto corpus = load_corpus(request);
    CHECK(corpus->name == "pipe");
    CHECK(corpus->lexicon.categories == std::vector<std::string>{"odd", "even"});
    request = {};
    request.source = files.write("small.grammar.gz", packed("nonsense")).string();
    CHECK(error_of([&] { (void)load_corpus(request); }).find("small.grammar") != std::string::npos);
}
