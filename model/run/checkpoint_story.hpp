// SPDX-License-Identifier: MIT
// The sections of a checkpoint that tell of the run: its corpus and its curves. All may be missing.
#pragma once

#include "model/run/checkpoint_sections.hpp"
#include "model/run/run_file.hpp"

#include <memory>
#include <optional>

namespace wordfield::inline run {

/// All but the seed, which is a setting of the trainer's state.
void add_source(SectionWriter& writer, const CorpusSource& source);
/// Points that are no numbers are left out.
void add_history(SectionWriter& writer, const RunHistory& history);

/// Nothing when the file does not say. Throw Error when a section does not fit together.
std::optional<CorpusSource> read_source(const Sections& sections, const std::string& name);
std::shared_ptr<const RunHistory> read_history(const Sections& sections, const std::string& name);

} // namespace wordfield::inline run
