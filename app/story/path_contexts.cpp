// SPDX-License-Identifier: MIT
#include "app/story/path_contexts.hpp"

#include "model/analysis/residual_path.hpp"

#include <span>

namespace wordfield::app {
namespace {

std::vector<NearContext> near_end(const Contexts& contexts, const Trace& trace, int position, int count) {
    const auto own = std::span<const TokenId>{trace.tokens}.first(static_cast<std::size_t>(position) + 1);
    return contexts.index->nearest(trace.final_hidden.row(position), count, own);
}

} // namespace

PathContexts path_contexts(const Contexts& contexts, int position, int count) {
    PathContexts found;
    const Trace& trace = *contexts.trace;
    if (position < 0 || position >= trace.final_hidden.rows()) return found;
    found.here = near_end(contexts, trace, position, count);
    if (!contexts.comparison) return found;
    if (const auto place = last_position_of(*contexts.comparison, trace.tokens[position]))
        found.there = near_end(contexts, *contexts.comparison, *place, count);
    return found;
}

} // namespace wordfield::app
