// SPDX-License-Identifier: MIT
// A keyframe as one file: the bytes of a checkpoint, those of equal weight in its numbers side by side,
// packed by deflate. docs/history.md has the bytes.
#pragma once

#include "model/core/output_file.hpp"
#include "model/history/bytes.hpp"
#include "model/run/run_file.hpp"

#include <span>
#include <string>

namespace wordfield::inline history {

/// Piece by piece; a `source` goes in with the state. Throws what `sink` throws.
void pack_keyframe(const ByteSink& sink, const TrainerState& state, const CorpusSource* source = nullptr);

/// Throws Error about `name` when it is no keyframe, is damaged, or has no room in memory.
RunFile unpack_keyframe(std::span<const std::byte> file, const std::string& name);

/// The bytes 0, 4, 8 ... of `block`, then 1, 5, 9 ..., and so on: the exponents of floats stand together.
Bytes to_planes(std::span<const std::byte> block);
Bytes from_planes(std::span<const std::byte> planes);

} // namespace wordfield::inline history
