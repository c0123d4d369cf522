// SPDX-License-Identifier: MIT
// Maps that were kept with moments of a run, as bytes (CBOR, RFC 8949), for the next window: a map is the
// outcome of the whole way to it and cannot be made again from the words alone.
#pragma once

#include "model/map/layout.hpp"
#include "model/text/corpus.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::app {

using KeptMaps = std::vector<std::shared_ptr<const Layout>>;

/// In the order of their steps; where they would take more than some megabytes, every other one is left out,
/// but for the first and the last.
std::string kept_maps_bytes(KeptMaps maps);

/// As maps of the run with this number. Those that make no sense, or have words that the corpus does not
/// have, are left out.
KeptMaps read_kept_maps(std::string_view bytes, const Corpus& corpus, std::uint64_t run);

} // namespace wordfield::app
