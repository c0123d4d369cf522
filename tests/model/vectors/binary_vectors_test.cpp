// SPDX-License-Identifier: MIT
// Binary files of vectors: word2vec's, fastText's, NumPy's and safetensors, whole and hostile.
#include "tests/support/catch.hpp"
#include "tests/support/vector_files.hpp"

using namespace wordfield;
using test::bytes_of;
using test::floats;
using test::npy;
using test::safetensors;
using Words = std::vector<std::string>;

namespace {

Matrix rows_of(std::initializer_list<std::initializer_list<float>> rows) {
    Matrix all(std::ssize(rows), std::ssize(*rows.begin()));
    Index i = 0;
    for (const auto& row : rows) {
        Index c = 0;
        for (const float number : row) all(i, c++) = number;
        ++i;
    }
    return all;
}

std::string zero_ended(const std::string& word) {
    return word + '\0';
}

// FNV-1a as fastText's dictionary.cc has it, written out once more.
std::uint32_t fnv(const std::string& text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text)
        hash = (hash ^ static_cast<std::uint32_t>(std::int32_t{static_cast<signed char>(c)})) * 16777619U;
    return hash;
}

struct FastText {
    std::int32_t version = 12, shortest = 3, longest = 3, bucket = 4;
    bool quantised = false;
    std::string bytes() const {
        std::string all = bytes_of(std::int32_t{793712314}) + bytes_of(version);
        for (const std::int32_t arg : {2, 5, 5, 1, 5, 1, 2, 1, bucket, shortest, longest, 100})
            all += bytes_of(arg);
        all += bytes_of(1e-4);
        all += bytes_of(std::int32_t{3}) + bytes_of(std::int32_t{2}) + bytes_of(std::int32_t{1}) +
               bytes_of(std::int64_t{9}) + bytes_of(std::int64_t{-1});
        all += zero_ended("</s>") + bytes_of(std::int64_t{5}) + bytes_of(std::int8_t{0});
        all += zero_ended("gr\xC3\xBCn") + bytes_of(std::int64_t{4}) + bytes_of(std::int8_t{0});
        all += zero_ended("__label__x") + bytes_of(std::int64_t{3}) + bytes_of(std::int8_t{1});
        all += bytes_of(static_cast<std::uint8_t>(quantised)) + bytes_of(std::int64_t{2 + bucket}) +
               bytes_of(std::int64_t{2});
        for (int i = 0; i < 2 + bucket; ++i)
            all += floats({static_cast<float>(i), 10.0F * static_cast<float>(i)});
        return all + '\0';
    }
};

} // namespace

TEST_CASE("word2vec binary: with line ends behind rows and without them", "[model][vectors]") {
    const test::VectorFiles files;
    const Matrix rows = rows_of({{0.5F, -2.0F}, {3e-8F, 7.0F}});
    for (const std::string end : {"\n", ""}) {
        const VectorTable table = files.read_bytes("a.bin", "2 2\ncat " + floats({0.5F, -2.0F}) + end +
                                                                "dog " + floats({3e-8F, 7.0F}) + end);
        CHECK(table.words == Words{"cat", "dog"});
        CHECK(table.vectors->matrix() == rows);
        CHECK(table.notes.size() == 1);
    }
    CHECK(files.read_bytes("a.model", "1 2\nb " + floats({1.0F, 2.0F}) + "more").notes.back() ==
          "4 bytes behind the last row of a.model are passed over");
}

TEST_CASE("word2vec binary: words cut inside a character are both kept", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table =
        files.read_bytes("a.bin", "2 1\nx\xE2\x82 " + floats({1.5F}) + "x\xE2\x82 " + floats({2.5F}));
    CHECK(table.words[0] == "x\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(table.words[1] == table.words[0] + "#2");
}

TEST_CASE("word2vec binary: cut off, and headers that no file fills", "[model][vectors]") {
    const test::VectorFiles files;
    CHECK(files.refusal("a.bin", "2 2\ncat " + floats({0.5F, -2.0F}) + "\ndog " + floats({3e-8F})) ==
          "a.bin, byte 21: is where the file is cut off (get the whole file)");
    CHECK(files.refusal("a.bin", "9000000000000000000 300\ncat " + floats({0.5F, 1.0F}))
              .starts_with("a.bin, line 1: promises 9,000,000,000,000,000,000 rows of 300 numbers, more than "
                           "the file has bytes for"));
    CHECK(files.refusal("a.bin", "3 4611686018427387904\ncat " + floats({0.5F, 1.0F}))
              .starts_with("a.bin, line 1: promises"));
    CHECK(files.refusal("a.bin", "hello\nthere") != "");
}

TEST_CASE("fastText: a word is the mean of its row and its subwords'", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes("a.bin", FastText{}.bytes());
    CHECK(table.words == Words{"</s>", "gr\xC3\xBCn"});
    CHECK(table.counts == std::vector<std::int64_t>{5, 4});
    CHECK((*table.vectors)(0, 0) == 0.0F); // </s> has no subwords
    float sum = 1.0F;                      // the word's own row
    for (const std::string part : {"<gr", "gr\xC3\xBC", "r\xC3\xBCn", "\xC3\xBCn>"})
        sum += static_cast<float>(2 + fnv(part) % 4);
    CHECK((*table.vectors)(1, 0) == sum / 5.0F);
    CHECK((*table.vectors)(1, 1) == 10.0F * sum / 5.0F);
}

TEST_CASE("fastText: single characters count, but not the marks of beginning and end alone",
          "[model][vectors]") {
    const test::VectorFiles files;
    FastText model;
    model.shortest = model.longest = 1;
    const VectorTable table = files.read_bytes("a.bin", model.bytes());
    float sum = 1.0F;
    for (const std::string part : {"g", "r", "\xC3\xBC", "n"}) sum += static_cast<float>(2 + fnv(part) % 4);
    CHECK((*table.vectors)(1, 0) == sum / 5.0F);
}

TEST_CASE("fastText: what is refused", "[model][vectors]") {
    const test::VectorFiles files;
    FastText model;
    model.quantised = true;
    CHECK(files.refusal("a.ftz", model.bytes()) ==
          "a.ftz: is a quantised model of fastText (.ftz), whose vectors are packed (give the .bin that it "
          "was made from)");
    FastText old;
    old.version = 11;
    CHECK(files.refusal("a.bin", old.bytes()).find("is not the version 12") != std::string::npos);
    const std::string whole = FastText{}.bytes();
    for (std::size_t length = 8; length + 1 < whole.size(); length += 3) {
        INFO(length);
        CHECK(files.refusal("a.bin", whole.substr(0, length)) != "");
    }
    FastText none;
    none.bucket = 0;
    none.longest = 0;
    CHECK((*files.read_bytes("a.bin", none.bytes()).vectors)(1, 0) == 1.0F);
}

TEST_CASE("npy: kinds of number, both orders of bytes, both orders of the array", "[model][vectors]") {
    const test::VectorFiles files;
    const Matrix rows = rows_of({{1.0F, -2.0F, 3.0F}, {4.0F, 5.0F, -6.5F}});
    const auto read = [&](const std::string& bytes) {
        return *files.read_bytes("a.npy", bytes).vectors->floats();
    };
    CHECK(read(npy("<f4", false, "(2, 3)", floats({1, -2, 3, 4, 5, -6.5F}))) == rows);
    CHECK(read(npy("<f4", true, "(2, 3)", floats({1, 4, -2, 5, 3, -6.5F}))) == rows);
    std::string doubles, swapped, halves;
    for (const double number : {1.0, -2.0, 3.0, 4.0, 5.0, -6.5}) {
        doubles += bytes_of(number);
        std::string four = bytes_of(static_cast<float>(number));
        swapped += std::string{four.rbegin(), four.rend()};
    }
    for (const int half : {0x3C00, 0xC000, 0x4200, 0x4400, 0x4500, 0xC680})
        halves += bytes_of(static_cast<std::uint16_t>(half));
    CHECK(read(npy("<f8", false, "(2, 3)", doubles)) == rows);
    CHECK(read(npy(">f4", false, "(2, 3)", swapped)) == rows);
    CHECK(read(npy("<f2", false, "(2, 3)", halves)) == rows);
    CHECK(read(npy("|i1", false, "(1, 2)", std::string{"\xFF\x05", 2})) == rows_of({{-1.0F, 5.0F}}));
    // The smallest half of all, and one below the normal ones.
    CHECK(read(npy("<f2", false, "(1, 2)", bytes_of(std::uint16_t{1}) + bytes_of(std::uint16_t{0x83FF}))) ==
          rows_of({{0x1p-24F, -1023 * 0x1p-24F}}));
}

TEST_CASE("npy: words lie beside it, or rows are numbered", "[model][vectors]") {
    const test::VectorFiles files;
    const std::string bytes = npy("<f4", false, "(2, 1)", floats({1, 2}));
    const VectorTable numbered = files.read_bytes("a.npy", bytes);
    CHECK(numbered.words == Words{"row 1", "row 2"});
    CHECK(numbered.notes.back().find("a.words.txt") != std::string::npos);
    files.write("a.words.txt", "cat\r\nna\xC3\xAFve dog\n");
    CHECK(files.read("a.npy").words == Words{"cat", "na\xC3\xAFve dog"});
    files.write("a.words.txt", "cat\n");
    CHECK(files.refusal("a.npy", bytes) ==
          "a.words.txt: has 1 lines for the 2 rows of a.npy (write a word a line, in the order of the rows)");
}

TEST_CASE("npy: what is refused", "[model][vectors]") {
    const test::VectorFiles files;
    CHECK(files.refusal("a.npy", npy("|O", false, "(2, 3)", "pickled")).find("Python objects") !=
          std::string::npos);
    CHECK(files.refusal("a.npy", npy("<f4", false, "(6,)", floats({1, 2, 3, 4, 5, 6})))
              .find("has 1 dimensions") != std::string::npos);
    CHECK(files.refusal("a.npy", npy("<f4", false, "(2, 3)", floats({1, 2, 3}))).find("fewer bytes") !=
          std::string::npos);
    CHECK(files.refusal("a.npy", npy("<f4", false, "(4294967296, 4294967296, 16)", "")) != "");
    CHECK(files.refusal("a.npy", npy("<f4", false, "(1000000000000, 4)", "")) != "");
    CHECK(files.refusal("a.npy", npy("<f4", false, "(0, 4)", "")) != "");
    CHECK(files.refusal("a.npy", npy("<c8", false, "(1, 1)", floats({1, 2}))).find("holds no numbers") !=
          std::string::npos);
    CHECK(files.refusal("a.npy", std::string{"\x93NUMPY\x01\x00\xFF\xFF{", 11})
              .find("is where the file is cut off") != std::string::npos);
    CHECK(files.refusal("a.npy", npy("{'shape': (1, 1), }\n", floats({1}))) != "");
    CHECK(files.refusal("a.npy", npy("{'descr': '<f4', 'shape': (1, }\n", floats({1}))) != "");
}

TEST_CASE("safetensors: the table that is meant, its numbers and others by name", "[model][vectors]") {
    const test::VectorFiles files;
    const std::string json =
        R"({"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[3],"data_offsets":[8,20]},)"
        R"("transformer.wte.weight":{"dtype":"BF16","shape":[2,2],"data_offsets":[0,8]},)"
        R"("big":{"dtype":"F32","shape":[4,1],"data_offsets":[20,36]}}  )";
    std::string brain;
    for (const int number : {0x3F80, 0xC000, 0x4040, 0x0000})
        brain += bytes_of(static_cast<std::uint16_t>(number));
    const std::string bytes = safetensors(json, brain + floats({0, 0, 0}) + floats({9, 8, 7, 6}));
    const VectorTable table = files.read_bytes("a.safetensors", bytes);
    CHECK(table.vectors->matrix() == rows_of({{1.0F, -2.0F}, {3.0F, 0.0F}}));
    CHECK(table.notes[1] == "took transformer.wte.weight of a.safetensors (--tensor names another one: "
                            "transformer.wte.weight (2 × 2), big (4 × 1))");
    CHECK(*files.read("a.safetensors", "big").vectors->floats() == rows_of({{9}, {8}, {7}, {6}}));
    CHECK(files.refusal("a.safetensors", bytes, "b")
              .find("has no array \"b\" of two dimensions (it has transformer") != std::string::npos);
}

TEST_CASE("safetensors: damaged, foreign and made to harm", "[model][vectors]") {
    const test::VectorFiles files;
    const auto one = [](const std::string& offsets, const std::string& more = {}) {
        return R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":)" + offsets + "}" + more + "}";
    };
    const std::string numbers = floats({1, 2, 3, 4});
    const auto refusal = [&](const std::string& bytes) { return files.refusal("a.safetensors", bytes); };
    CHECK(refusal(safetensors(one("[0,16]"), numbers)).empty());
    CHECK(
        refusal(safetensors(one("[0,16]"), numbers + "x")).find("is followed by bytes that no tensor has") !=
        std::string::npos);
    CHECK(refusal(safetensors(one("[0,16]"), numbers.substr(0, 12))).find("is where the file is cut off") !=
          std::string::npos);
    CHECK(refusal(safetensors(one("[4,20]"), "xxxx" + numbers)).find("a gap or an overlap") !=
          std::string::npos);
    CHECK(refusal(safetensors(one("[0,8]"), numbers.substr(0, 8))).find("do not agree") != std::string::npos);
    CHECK(refusal(safetensors(one("[0,16]", R"(,"b":{"dtype":"F32","shape":[4],"data_offsets":[0,16]})"),
                              numbers))
              .find("overlap") != std::string::npos);
    CHECK(refusal(safetensors(one("[0,16]", R"(,"a":{"dtype":"F32","shape":[4],"data_offsets":[16,32]})"),
                              numbers + numbers))
              .find("twice") != std::string::npos);
    CHECK(refusal(safetensors(one("[16,0]"), numbers)) != "");
    CHECK(refusal(safetensors(one("[0,1e300]"), numbers)) != "");
    CHECK(refusal(safetensors(R"({"a":{"dtype":"F8_E4M3","shape":[2,2],"data_offsets":[0,4]}})", "1234"))
              .find("F8_E4M3, which is not read") != std::string::npos);
    CHECK(
        refusal(safetensors(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16]}})",
                            numbers)) != "");
    CHECK(refusal(safetensors("{\"__metadata__\":" + std::string(100000, '['), ""))
              .find("is nested too deeply") != std::string::npos);
    CHECK(refusal(bytes_of(std::uint64_t{99999999999}) + "{\"a\"")
              .find("promises a header of 99999999999 bytes") != std::string::npos);
    CHECK(refusal(bytes_of(std::uint64_t{1} << 63U) + "{\"a\"") != "");
    CHECK(refusal(safetensors("{}", "")).find("has no array of two dimensions") != std::string::npos);
    CHECK(refusal("abc") != "");
}
