// SPDX-License-Identifier: MIT
// Reads a .safetensors file (an eight-byte length, a JSON header, raw little-endian tensors) for comparisons.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace wordfield::test {

class Safetensors {
public:
    explicit Safetensors(const std::string& path) {
        std::ifstream file{path, std::ios::binary};
        if (!file) throw std::runtime_error{path + " is missing; scripts/make_reference.py makes it"};
        bytes_.assign(std::istreambuf_iterator<char>{file}, {});
        std::uint64_t length = 0;
        std::memcpy(&length, bytes_.data(), sizeof length);
        begin_ = sizeof length + length;
        header_ = nlohmann::json::parse(bytes_.begin() + sizeof length,
                                        bytes_.begin() + static_cast<std::ptrdiff_t>(begin_));
    }

    /// All elements of a tensor, which must be of type T. Throws when there is none of that name.
    template <class T>
    [[nodiscard]] std::vector<T> get(const std::string& name) const {
        const auto& entry = header_.at(name);
        const std::string kind = entry.at("dtype");
        if (std::stoi(kind.substr(1)) != static_cast<int>(8 * sizeof(T)))
            throw std::runtime_error{name + ": " + kind};
        const std::uint64_t from = entry.at("data_offsets").at(0), to = entry.at("data_offsets").at(1);
        std::vector<T> values((to - from) / sizeof(T));
        std::memcpy(values.data(), bytes_.data() + begin_ + from, to - from);
        return values;
    }
    [[nodiscard]] std::size_t tensors() const { return header_.size(); }

private:
    std::vector<char> bytes_;
    nlohmann::json header_;
    std::size_t begin_ = 0;
};

} // namespace wordfield::test
