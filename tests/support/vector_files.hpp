// SPDX-License-Identifier: MIT
// Small files of embeddings, made byte by byte, and what is read of them.
#pragma once

#include "model/core/error.hpp"
#include "model/formats/registry.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace wordfield::test {

struct VectorFiles {
    TemporaryFolder folder;

    std::filesystem::path write(const std::string& name, const std::string& bytes) const {
        const auto path = folder.path / name;
        std::ofstream{path, std::ios::binary} << bytes;
        return path;
    }
    [[nodiscard]] VectorTable read(const std::string& name, const std::string& tensor = {}, int threads = 2,
                                   StorageChoice storage = StorageChoice::Auto) const {
        ReadRequest request;
        request.tensor = tensor;
        request.storage = storage;
        request.corpus.threads = threads;
        return open_vectors(folder.path / name, request);
    }
    VectorTable read_bytes(const std::string& name, const std::string& bytes,
                           const std::string& tensor = {}) const {
        write(name, bytes);
        return read(name, tensor);
    }
    /// The sentence that refuses it, without the folder; empty where it is read.
    std::string refusal(const std::string& name, const std::string& bytes,
                        const std::string& tensor = {}) const {
        try {
            (void)read_bytes(name, bytes, tensor);
        } catch (const Error& error) {
            std::string sentence = error.what();
            const std::string where = folder.path.string() + "/";
            for (std::size_t at = sentence.find(where); at != std::string::npos; at = sentence.find(where))
                sentence.erase(at, where.size());
            return sentence;
        }
        return {};
    }
};

/// A number as it lies in memory.
template <class Number>
std::string bytes_of(Number number) {
    return {reinterpret_cast<const char*>(&number), sizeof number};
}

inline std::string floats(std::initializer_list<float> numbers) {
    std::string all;
    for (const float number : numbers) all += bytes_of(number);
    return all;
}

/// numpy's header, version 1.0, and what follows it.
inline std::string npy(const std::string& dictionary, const std::string& data) {
    return std::string{"\x93NUMPY\x01\x00", 8} + bytes_of(static_cast<std::uint16_t>(dictionary.size())) +
           dictionary + data;
}

inline std::string npy(const std::string& descr, bool fortran, const std::string& shape,
                       const std::string& data) {
    return npy("{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
                   ", 'shape': " + shape + ", }\n",
               data);
}

inline std::string safetensors(const std::string& json, const std::string& data) {
    return bytes_of(std::uint64_t{json.size()}) + json + data;
}

} // namespace wordfield::test
