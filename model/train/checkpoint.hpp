// SPDX-License-Identifier: MIT
// A TrainerState as one file: docs/checkpoint.md describes it byte by byte. Every byte is covered by a
// checksum.
#pragma once

#include "model/train/trainer_state.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace wordfield {

/// Writes atomically: at every moment `path` holds the old file or the new one, whole. Throws Error.
void save_checkpoint(const std::filesystem::path& path, const TrainerState& state);

/// Throws Error with a sentence for whoever chose the file: missing, not a checkpoint, from a newer version,
/// cut off, or damaged.
TrainerState load_checkpoint(const std::filesystem::path& path);
/// Whether the file begins as checkpoints do, whole or not; false when it cannot be read.
bool is_checkpoint(const std::filesystem::path& path);

/// The same in memory. `name` stands for the file in messages.
std::vector<std::byte> encode_checkpoint(const TrainerState& state);
TrainerState decode_checkpoint(std::span<const std::byte> bytes, const std::string& name);

} // namespace wordfield
