// SPDX-License-Identifier: MIT
// Every TrainingCommand as bytes and back. docs/history.md lists them.
#pragma once

#include "model/history/bytes.hpp"
#include "model/train/commands.hpp"

#include <optional>

namespace wordfield::inline history {

/// Its number, then its fields.
void put_command(ByteWriter& to, const TrainingCommand& command);
/// Nothing, and `from` is no longer good, for a number or a value that is none.
std::optional<TrainingCommand> get_command(ByteReader& from);

} // namespace wordfield::inline history
