// SPDX-License-Identifier: MIT
// Finds the corpus that a saved run goes on with.
#pragma once

#include "model/run/run_file.hpp"

#include <filesystem>
#include <memory>

namespace wordfield::inline run {

/// The corpus of the run in `file`: with `named` that of the request, written with the run's seed and
/// vocabulary settings, else the one that the run was trained on, wherever it is now (reload_corpus()). Files
/// that do not say where it was go on with the request's. Throws Error, naming `file`, when its words are not
/// the run's.
std::shared_ptr<const Corpus> load_corpus_of(const RunFile& run, const std::filesystem::path& file,
                                             CorpusRequest request, bool named,
                                             LoadProgress* progress = nullptr);

/// Whether `corpus` is what the run was trained on, labels and analogies included.
bool is_corpus_of(const RunFile& run, const Corpus& corpus);

} // namespace wordfield::inline run
