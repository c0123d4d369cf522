// SPDX-License-Identifier: MIT
// Lines of words and numbers, with what real files of word2vec, GloVe and fastText do to their readers.
#include "tests/support/catch.hpp"
#include "tests/support/vector_files.hpp"

#include <atomic>

using namespace wordfield;
using Words = std::vector<std::string>;

namespace {

Matrix two_rows(float a, float b, float c, float d) {
    Matrix rows(2, 2);
    rows << a, b, c, d;
    return rows;
}

} // namespace

TEST_CASE("vector lines: with a header, without one, between tabs, with blanks at the end",
          "[model][vectors]") {
    const test::VectorFiles files;
    const Matrix rows = two_rows(0.5F, -1e-3F, 2.0F, 3.0F);
    for (const char* const text : {"2 2\ncat 0.5 -1e-3\ndog 2 3\n", "cat 0.5 -0.001\ndog 2.0 +3\n",
                                   "cat\t0.5\t-1E-3\ndog\t2\t3\n", "2 2 \r\ncat 0.5 -1e-3 \r\ndog 2 3 \r\n",
                                   "\xEF\xBB\xBF"
                                   "2 2\ncat 0.5 -0.001\n\ndog 2 3"}) {
        INFO(text);
        const VectorTable table = files.read_bytes("a.vec", text);
        CHECK(table.words == Words{"cat", "dog"});
        CHECK(table.vectors->matrix() == rows);
        CHECK(table.notes.front() == "a.vec: 2 rows × 2");
        CHECK(table.notes.size() == 1);
    }
}

TEST_CASE("vector lines: words may have blanks in them and be numbers; the numbers are the last ones",
          "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table =
        files.read_bytes("glove.txt", "the 1 2 3\n. . . 4 5 6\n2007 7 8 9\nat name@x.y 1 1 1\nof 2 2 2\n");
    CHECK(table.words == Words{"the", ". . .", "2007", "at name@x.y", "of"});
    CHECK((*table.vectors)(1, 0) == 4.0F);
    CHECK((*table.vectors)(2, 2) == 9.0F);
}

TEST_CASE("vector lines: a header with a row whose word is a number", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes("a.vec", "2 3\n1 2 3 4\n5 6 7 8\n");
    CHECK(table.words == Words{"1", "5"});
    CHECK(table.vectors->cols() == 3);
}

TEST_CASE("vector lines: what is there twice is numbered, what has no letters is shown", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes("a.vec", "5 2\ncat 1 2\ncat#2 0 0\ncat 3 4\n 5 6\ncat 7 8\n");
    CHECK(table.words == Words{"cat", "cat#2", "cat#3", "<empty>", "cat#4"});
    CHECK(table.notes.front() == "a.vec: 5 rows × 2, 2 duplicates numbered, 1 word of no letters");
}

TEST_CASE("vector lines: bytes that are no UTF-8 are shown by a sign, and both rows stay",
          "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes("a.vec", "ab\xC3 1 2\nab\xE2 3 4\nna\xC3\xAFve 5 6\n");
    CHECK(table.words == Words{"ab\xEF\xBF\xBD", "ab\xEF\xBF\xBD#2", "na\xC3\xAFve"});
    CHECK(table.notes.front().find("2 words with bytes that are no UTF-8") != std::string::npos);
}

TEST_CASE("vector lines: lines that do not fit are skipped, counted and named", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table =
        files.read_bytes("a.vec", "cat 1 2\nbad 1\ndog 3 4\nworse nan 2\nbird 5 6\nodd 1 x\ncow 7 8\n");
    CHECK(table.words == Words{"cat", "dog", "bird", "cow"});
    CHECK((*table.vectors)(3, 1) == 8.0F);
    CHECK(table.notes.front() == "a.vec: 4 rows × 2, 3 rows skipped: lines 2, 4, 6 (has 1 numbers, not 2)");
}

TEST_CASE("vector lines: too many that do not fit are no table", "[model][vectors]") {
    const test::VectorFiles files;
    std::string text;
    for (int i = 0; i < 40; ++i) text += i % 3 == 0 ? "x 1\n" : "w" + std::to_string(i) + " 1 2\n";
    CHECK(files.refusal("a.vec", text) ==
          "a.vec, line 1: has 1 numbers, not 2 (as 13 others, too many to be left out)");
}

TEST_CASE("vector lines: numbers that no float holds", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes("a.vec", "cat 1e-60 2\ndog -1e-50 3\nbig 1e60 3\n");
    CHECK(table.words == Words{"cat", "dog"});
    CHECK((*table.vectors)(0, 0) == 0.0F);
}

TEST_CASE("vector lines: a header that promises other rows than there are", "[model][vectors]") {
    const test::VectorFiles files;
    CHECK(files.read_bytes("a.vec", "3 2\ncat 1 2\ndog 3 4\n").notes.back() ==
          "the first line of a.vec promises 3 rows, and 2 are there");
    CHECK(
        files.refusal("a.vec", "400000 2\ncat 1 2\ndog 3 4\n") ==
        "a.vec, line 1: promises 400,000 rows, and 2 are there (get the whole file, or write the true number "
        "into its first line)");
}

TEST_CASE("vector lines: a file that is cut off says where", "[model][vectors]") {
    const test::VectorFiles files;
    CHECK(files.refusal("a.vec", "3 2\ncat 1 2\ndog 3") ==
          "a.vec, line 3: is where the file is cut off, after 2 of 3 rows (get the whole file)");
    CHECK(files.refusal("a.vec", "3 2\ncat 1 2\ndog 3 4") != "");
    CHECK(files.refusal("a.vec", "cat 1 2 3\ndog 1 2 3\ncow 3 4") ==
          "a.vec, line 3: is where the file is cut off (get the whole file)");
}

TEST_CASE("vector lines: what is no table at all", "[model][vectors]") {
    const test::VectorFiles files;
    CHECK(files.refusal("a.vec", "") == "a.vec: is empty (give a file of words and numbers)");
    CHECK(files.refusal("a.txt", "Call me Ishmael.\nSome years ago.\n") ==
          "a.txt, line 1: does not begin a table of words and numbers (write lines like: coffee 0.12 -0.5 "
          "...)");
    CHECK(files.refusal("a.vec", "5 1000000000\ncat 1 2\ndog 3 4\n") ==
          "a.vec, line 1: promises vectors of 1,000,000,000 numbers, and the lines have 2 (write the true "
          "size into "
          "it, or leave it out)");
}

TEST_CASE("vector lines: any number of threads reads the same", "[model][vectors]") {
    const test::VectorFiles files;
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += "w" + std::to_string(i % 4900) + " " + std::to_string(i) + " " + std::to_string(-i) + ".25\n";
    files.write("a.vec", text);
    const VectorTable one = files.read("a.vec", {}, 1), three = files.read("a.vec", {}, 3);
    CHECK(one.words == three.words);
    CHECK(one.vectors->matrix() == three.vectors->matrix());
    CHECK((*one.vectors)(4999, 1) == -4999.25F);
    CHECK(one.words[4999] == "w99#2");
}

TEST_CASE("vector lines: reading tells how far it is, and stops when asked", "[model][vectors]") {
    const test::VectorFiles files;
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "w" + std::to_string(i) + " 1 2\n";
    const auto path = files.write("a.vec", text);
    LoadProgress progress;
    ReadRequest request;
    request.progress = &progress;
    CHECK(open_vectors(path, request).words.size() == 5000);
    CHECK(progress.fraction > 0.5F);
    progress.cancel = true;
    CHECK_THROWS_AS(open_vectors(path, request), Error);
}
