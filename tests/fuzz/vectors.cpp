// SPDX-License-Identifier: MIT
// Any file of vectors: the first byte says which reader gets the rest, so that no change of a few bytes turns
// all of them into texts, and whether it is kept in 16 bits. WORDFIELD_FUZZ_READER, a number, has one of them
// get everything.
#include "model/text/tokenizer.hpp"
#include "model/vectors/vector_request.hpp"
#include "model/vectors/vector_sniff.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace {

using namespace wordfield;

using Reader = VectorTable (*)(const std::filesystem::path&, const VectorRequest&);
constexpr std::array<Reader, 9> readers{
    read_vector_lines, read_word2vec_binary, read_fasttext,        read_npy, read_npz, read_safetensors,
    read_csv,          read_jsonl,           read_projector_config};

std::size_t chosen_reader(std::uint8_t first) {
    static const char* const always = std::getenv("WORDFIELD_FUZZ_READER");
    return (always != nullptr ? std::strtoul(always, nullptr, 10) : first) % readers.size();
}

std::filesystem::path file_of(std::string_view bytes) {
    static const auto folder = [] {
        const auto path =
            std::filesystem::temp_directory_path() / ("fuzz-vectors-" + std::to_string(::getpid()));
        std::filesystem::create_directories(path);
        return path;
    }();
    const auto path = folder / "any.vec";
    std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
    return path;
}

void sniff(std::string_view begin) {
    for (bool (*const begins)(std::string_view) :
         {begins_vector_lines, begins_projector_lines, begins_word2vec_binary, begins_safetensors,
          begins_jsonl_of_vectors, begins_csv_of_vectors, begins_projector_config})
        (void)begins(begin);
}

void require_sound(const VectorTable& table) {
    const auto rows = static_cast<std::size_t>(table.vectors->rows());
    fuzz::require(rows > 0 && table.words.size() == rows, "each row has a word");
    fuzz::require(table.vectors->floats()->allFinite(), "numbers are numbers");
    fuzz::require(std::set<std::string>(table.words.begin(), table.words.end()).size() == rows,
                  "words are there once");
    for (const std::string& word : table.words)
        fuzz::require(!word.empty() && find_invalid_utf8(word) == std::string_view::npos, "words are UTF-8");
    fuzz::require(table.counts.empty() || table.counts.size() == rows, "each word has a count, or none");
    fuzz::require(table.categories.empty() || table.categories.size() == rows, "the same of categories");
    for (const MetadataColumn& column : table.columns)
        fuzz::require(column.values.size() == rows, "the same of columns");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 100'000) return 0;
    const std::string_view bytes = fuzz::text_of(data + 1, size - 1);
    sniff(bytes);
    fuzz::allow_refusal([&] {
        const auto path = file_of(bytes);
        VectorRequest request;
        if (data[0] >= 128) request.storage = StorageChoice::Float16;
        require_sound(readers[chosen_reader(data[0])](path, request));
    });
    return 0;
}
