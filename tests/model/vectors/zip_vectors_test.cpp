// SPDX-License-Identifier: MIT
// Zips of arrays, and gensim's files; what numpy and gensim write themselves is read by
// tests/cli/vectors_test.py.
#include "tests/support/catch.hpp"
#include "tests/support/vector_files.hpp"

#include <zlib.h>

using namespace wordfield;
using test::bytes_of;
using test::floats;
using test::npy;
using Words = std::vector<std::string>;

namespace {

struct Zip {
    std::string files, directory;
    int count = 0;

    void add(const std::string& name, const std::string& content, std::uint16_t method = 0,
             std::uint32_t claimed = 0) {
        const auto sum = static_cast<std::uint32_t>(
            crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
        const auto size = static_cast<std::uint32_t>(content.size());
        const std::string shared = bytes_of(std::uint16_t{20}) + bytes_of(std::uint16_t{0}) +
                                   bytes_of(method) + bytes_of(std::uint32_t{0}) + bytes_of(sum) +
                                   bytes_of(size) + bytes_of(claimed > 0 ? claimed : size) +
                                   bytes_of(static_cast<std::uint16_t>(name.size())) +
                                   bytes_of(std::uint16_t{0});
        directory += "PK\x01\x02" + bytes_of(std::uint16_t{20}) + shared + std::string(10, '\0') +
                     bytes_of(static_cast<std::uint32_t>(files.size())) + name;
        files += "PK\x03\x04" + shared + name + content;
        ++count;
    }
    [[nodiscard]] std::string bytes() const {
        return files + directory + "PK\x05\x06" + std::string(4, '\0') +
               bytes_of(static_cast<std::uint16_t>(count)) + bytes_of(static_cast<std::uint16_t>(count)) +
               bytes_of(static_cast<std::uint32_t>(directory.size())) +
               bytes_of(static_cast<std::uint32_t>(files.size())) + bytes_of(std::uint16_t{0});
    }
};

std::string wide(const std::u32string& text, std::size_t length) {
    std::string all;
    for (std::size_t i = 0; i < length; ++i) all += bytes_of(i < text.size() ? std::uint32_t{text[i]} : 0U);
    return all;
}

Zip words_and_vectors() {
    Zip zip;
    zip.add("other.npy", npy("<U3", false, "(3,)", wide(U"x", 3) + wide(U"y", 3) + wide(U"z", 3)));
    zip.add("words.npy", npy("<U3", false, "(2,)", wide(U"na\u00EF", 3) + wide(U"ox", 3)));
    zip.add("vectors.npy", npy("<f4", false, "(2, 2)", floats({1, 2, 3, 4})));
    return zip;
}

} // namespace

TEST_CASE("npz: the array of numbers and the strings of its length", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes("a.npz", words_and_vectors().bytes());
    CHECK(table.words == Words{"na\xC3\xAF", "ox"});
    CHECK((*table.vectors)(1, 0) == 3.0F);
}

TEST_CASE("npz: damaged, of PyTorch, and made to harm", "[model][vectors]") {
    const test::VectorFiles files;
    const std::string good = words_and_vectors().bytes();
    CHECK(files.refusal("a.npz", good.substr(0, good.size() / 2)).find("is where the zip is cut off") !=
          std::string::npos);
    Zip torch;
    torch.add("archive/data.pkl", "\x80\x02}q");
    CHECK(files.refusal("a.pt", torch.bytes()).find("is a file of PyTorch") != std::string::npos);
    Zip bomb;
    bomb.add("a.npy", "tiny", 8, 0x7fffffff);
    CHECK(files.refusal("a.npz", bomb.bytes()).find("claims to unpack to more than it can hold") !=
          std::string::npos);
    Zip packed;
    packed.add("a.npy", "no deflate", 8);
    CHECK(files.refusal("a.npz", packed.bytes()).find("is damaged where it is packed") != std::string::npos);
    Zip other;
    other.add("a.npy", npy("<f4", false, "(1, 1)", floats({1})), 12);
    CHECK(files.refusal("a.npz", other.bytes()).find("is packed in a way that is not read") !=
          std::string::npos);
    CHECK(files.refusal("a.npz", Zip{}.bytes()) != "");
}

TEST_CASE("npz: a flipped bit is noticed", "[model][vectors]") {
    const test::VectorFiles files;
    std::string bytes = words_and_vectors().bytes();
    bytes[bytes.find(floats({1, 2, 3, 4}))] ^= 1;
    CHECK(files.refusal("a.npz", bytes).find("its checksum is another one") != std::string::npos);
}

TEST_CASE("gensim: the array beside a .kv, with the strings of its list", "[model][vectors]") {
    const test::VectorFiles files;
    const std::string pickled = "\x80\x04\x95........}(\x8c\x0cindex_to_key\x94]\x94(\x8c\x03"
                                "cat\x94\x8c\x04"
                                "na\xC3\xAF\x94"
                                "e\x8c\x04next\x94K\x02u.";
    const auto array = npy("<f4", false, "(2, 2)", floats({1, 2, 3, 4}));
    CHECK(files.refusal("a.kv", pickled).find("is Python's pickle, which is not read") != std::string::npos);
    files.write("a.kv.vectors.npy", array);
    files.write("a.kv", pickled);
    CHECK(files.read("a.kv").words == Words{"cat", "na\xC3\xAF"});
    CHECK(files.read("a.kv.vectors.npy").words == Words{"cat", "na\xC3\xAF"});
    files.write("a.kv", "\x80\x04}(\x8c\x0cindex_to_key\x94]\x94(K\x01K\x02"
                        "e.");
    const VectorTable numbered = files.read("a.kv");
    CHECK(numbered.words == Words{"row 1", "row 2"});
    CHECK(numbered.notes.size() == 3);
}
