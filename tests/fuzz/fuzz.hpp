// SPDX-License-Identifier: MIT
// What the fuzz targets share. A target is LLVMFuzzerTestOneInput: any bytes, and it returns unless something
// is wrong. libFuzzer drives it under clang, mutate.cpp elsewhere; ctest replays what is in corpus/.
#pragma once

#include "model/core/error.hpp"
#include "model/text/corpus.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace wordfield::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// What a field of the window holds of it: it ends at a zero byte.
inline std::string_view typed(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = text_of(data, size);
    return text.substr(0, text.find('\0'));
}

/// Ends the process, so that the input is kept, unless `holds`.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// An Error is a refusal, which is a good answer; any other exception ends the process.
template <class Function>
void allow_refusal(Function&& function) {
    try {
        function();
    } catch (const Error& error) {
        require(error.what()[0] != '\0', "an error says something");
    }
}

/// Some words of several scripts, with a stream and one relation.
Corpus small_corpus();

} // namespace wordfield::fuzz
