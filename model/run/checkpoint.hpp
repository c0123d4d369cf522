// SPDX-License-Identifier: MIT
// A run as one file: docs/checkpoint.md describes it byte by byte. Every byte is covered by a checksum.
#pragma once

#include "model/core/output_file.hpp"
#include "model/run/run_file.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace wordfield::inline train {
class Trainer;
} // namespace wordfield::inline train

namespace wordfield::inline run {

/// Writes atomically: at every moment `path` holds the old file or the new one, whole. `source` and `history`
/// may be null. Nothing large is copied on the way. Throws Error.
void save_checkpoint(const std::filesystem::path& path, Trainer& trainer,
                     const CorpusSource* source = nullptr, const RunHistory* history = nullptr);
void save_checkpoint(const std::filesystem::path& path, const TrainerState& state,
                     const CorpusSource* source = nullptr, const RunHistory* history = nullptr);

/// Throws Error with a sentence for whoever chose the file: missing, not a checkpoint, from a newer version,
/// cut off, or damaged.
RunFile load_run(const std::filesystem::path& path);
TrainerState load_checkpoint(const std::filesystem::path& path);

/// The bytes of the file, piece by piece as they come, without a copy of what is large.
void write_checkpoint(const ByteSink& sink, const TrainerState& state, const CorpusSource* source = nullptr,
                      const RunHistory* history = nullptr);
/// The same in memory. `name` stands for the file in messages.
std::vector<std::byte> encode_checkpoint(const TrainerState& state, const CorpusSource* source = nullptr,
                                         const RunHistory* history = nullptr);
RunFile decode_run(std::span<const std::byte> bytes, const std::string& name);
TrainerState decode_checkpoint(std::span<const std::byte> bytes, const std::string& name);

} // namespace wordfield::inline run
