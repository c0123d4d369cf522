// SPDX-License-Identifier: MIT
// tests/reference/two_by_three.npy is numpy 1.24.2's own:
// numpy.save("two_by_three.npy", numpy.array([[0.5, -1.25, 3e-8], [1.0, 2.5, -7.0]], dtype="<f4"))
#include "model/formats/vector_formats.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstring>

using namespace wordfield;
using test::content_of;

namespace {

VectorTable table_of(Index rows, Index columns) {
    Matrix numbers(rows, columns);
    for (Index i = 0; i < numbers.size(); ++i) numbers.data()[i] = 0.1F * static_cast<float>(i) - 3.0F;
    VectorTable all{
        .words = {}, .vectors = std::make_shared<const RowTable>(numbers), .counts = {}, .categories = {}};
    for (Index i = 0; i < rows; ++i) all.words.push_back("w" + std::to_string(i));
    all.counts.assign(all.words.size(), 1);
    return all;
}

std::string written(const VectorTable& what, std::string* words = nullptr) {
    const test::TemporaryFolder folder;
    npy_format().write(folder.path / "run.npy", what);
    if (words != nullptr) *words = content_of(folder.path / "run.words.txt");
    return content_of(folder.path / "run.npy");
}

} // namespace

TEST_CASE("npy: byte for byte what numpy writes of the same numbers", "[model][formats]") {
    VectorTable two = table_of(2, 3);
    Matrix numbers(2, 3);
    numbers << 0.5F, -1.25F, 3e-8F, 1.0F, 2.5F, -7.0F;
    two.vectors = std::make_shared<const RowTable>(numbers);
    two.words = {"cat", "naïve"};
    std::string words;
    CHECK(written(two, &words) == content_of(WORDFIELD_SOURCE_DIR "/tests/reference/two_by_three.npy"));
    CHECK(words == "cat\nnaïve\n");
}

TEST_CASE("npy: read back by the rules, with shapes of many lengths", "[model][formats]") {
    // As NEP 1 says: magic, two bytes of version, two of the header's length, least first; then the numbers.
    for (const auto& [rows, columns] :
         {std::pair<Index, Index>{1, 1}, {9, 10}, {99, 1}, {1000, 64}, {10'000, 7}}) {
        const VectorTable all = table_of(rows, columns);
        const std::string bytes = written(all);
        REQUIRE(bytes.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
        const std::size_t length =
            static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
        CHECK((10 + length) % 64 == 0);
        const std::string header = bytes.substr(10, length);
        CHECK(header.back() == '\n');
        CHECK(header.find("'descr': '<f4'") != std::string::npos);
        CHECK(header.find("'fortran_order': False") != std::string::npos);
        CHECK(header.find("(" + std::to_string(rows) + ", " + std::to_string(columns) + ")") !=
              std::string::npos);
        REQUIRE(bytes.size() == 10 + length + 4 * static_cast<std::size_t>(rows * columns));
        Matrix back(rows, columns);
        std::memcpy(back.data(), bytes.data() + 10 + length, bytes.size() - 10 - length);
        CHECK(back == all.vectors->matrix());
    }
}
