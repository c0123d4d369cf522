// SPDX-License-Identifier: MIT
// projector_config.pbtxt: which files the projector shows (tensorboard's projector_config.proto in
// protocol buffers' text form).
#pragma once

#include "model/vectors/vector_draft.hpp"

#include <string>
#include <vector>

namespace wordfield::inline vectors {

struct ProjectorEntry {
    std::string name;             ///< tensor_name
    std::string tensor, metadata; ///< paths, as seen from the config's folder
    std::vector<std::int64_t> shape;
};

/// The entry of that name; the first that has a file where `asked` is empty. Throws Error with a line where
/// it is no such config, and where there is no such entry.
ProjectorEntry chosen_entry(const std::filesystem::path& path, const std::string& asked,
                            std::vector<std::string>& notes);

} // namespace wordfield::inline vectors
