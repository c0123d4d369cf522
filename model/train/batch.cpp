// SPDX-License-Identifier: MIT
#include "model/train/batch.hpp"

#include <algorithm>

namespace wordfield::inline train {
namespace {

void put_window(Batch& windows, std::size_t index, const TokenId* from) {
    const auto length = static_cast<std::ptrdiff_t>(windows.length);
    const auto at = static_cast<std::ptrdiff_t>(index) * length;
    std::copy_n(from, length, windows.inputs.begin() + at);
    std::copy_n(from + 1, length, windows.targets.begin() + at);
}

void resize(Batch& windows, std::size_t count, int length) {
    windows.length = length;
    windows.inputs.resize(count * static_cast<std::size_t>(length));
    windows.targets.resize(windows.inputs.size());
}

} // namespace

Sequences Batch::slice(int begin, int end) const {
    const auto at = static_cast<std::size_t>(begin) * static_cast<std::size_t>(length);
    const auto n = static_cast<std::size_t>(end - begin) * static_cast<std::size_t>(length);
    return {std::span{inputs}.subspan(at, n), std::span{targets}.subspan(at, n), length};
}

void sample_windows(Batch& windows, int count, int length, std::span<const TokenId> stream, Pcg32& rng) {
    resize(windows, static_cast<std::size_t>(count), length);
    const auto starts = static_cast<std::uint32_t>(stream.size() - static_cast<std::size_t>(length));
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
        put_window(windows, i, stream.data() + rng.below(starts));
}

Batch even_windows(int count, int length, std::span<const TokenId> stream) {
    Batch windows;
    if (stream.size() < 2) return windows;
    const std::size_t tokens = stream.size() - 1;
    length = static_cast<int>(std::min(tokens, static_cast<std::size_t>(length)));
    const std::size_t most = tokens / static_cast<std::size_t>(length);
    const std::size_t n = std::clamp<std::size_t>(static_cast<std::size_t>(count), 1, most);
    resize(windows, n, length);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t span = tokens - static_cast<std::size_t>(length);
        put_window(windows, i, stream.data() + (n == 1 ? 0 : span * i / (n - 1)));
    }
    return windows;
}

} // namespace wordfield::inline train
