// SPDX-License-Identifier: MIT
// Any view.json and any maps.cbor that a window before left: what is read makes sense for the words that
// there are, and is written and read again as it is.
#include "app/desk/kept_maps.hpp"
#include "app/desk/saved_view.hpp"
#include "model/map/projection_info.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace {

using namespace wordfield;
using namespace wordfield::app;

SavedView plain_view() {
    SavedView view;
    view.values.maps.resize(2);
    view.cameras.resize(2);
    const Workspace w;
    view.values.panels = w.shown;
    view.values.splitters = {w.left, w.right, w.matrix, w.bottom, w.inside, w.inside_share, w.share};
    return view;
}

void check_words(std::span<const TokenId> words, const Corpus& corpus) {
    fuzz::require(std::ranges::all_of(
                      words, [&](TokenId id) { return id >= 0 && id < corpus.lexicon.vocabulary.size(); }),
                  "words that there are");
}

void check_view(const SavedView& view, const Corpus& corpus) {
    const ViewValues& v = view.values;
    fuzz::require(v.maps.size() == 2 && view.cameras.size() == 2, "as many maps as there are");
    fuzz::require(v.shown.count >= 1 && v.shown.count <= 2 && v.measure >= 0 && v.measure <= 2, "choices");
    check_words(v.pinned, corpus);
    for (const ViewValues::Map& map : v.maps) {
        check_words(map.settings.words, corpus);
        check_words(map.settings.pinned, corpus);
        for (const auto& words : map.words_before) check_words(words, corpus);
        for (const WordAxis& axis : map.settings.projection.axes) {
            fuzz::require(!axis.from.empty() && !axis.to.empty(), "axes have two ends");
            check_words(axis.from, corpus);
            check_words(axis.to, corpus);
        }
    }
    for (const SavedCamera& camera : view.cameras)
        fuzz::require(std::isfinite(camera.zoom) && camera.zoom > 0 &&
                          std::isfinite(camera.target.x + camera.yaw),
                      "a camera looks from somewhere");
    fuzz::require(!view.step || *view.step >= 0, "steps count from 0");
}

void check_maps(const KeptMaps& maps, const Corpus& corpus) {
    for (const auto& layout : maps) {
        fuzz::require(layout->positions.rows() == std::ssize(layout->words) &&
                          layout->positions.cols() == 3 && layout->positions.allFinite(),
                      "a place for every word");
        fuzz::require(layout->group.empty() || layout->group.size() == layout->words.size(), "groups of all");
        check_words(layout->words, corpus);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Corpus corpus = fuzz::small_corpus();
    const std::string_view bytes = fuzz::text_of(data, size);
    if (const auto view = read_view(bytes, plain_view(), corpus)) {
        check_view(*view, corpus);
        const std::string text = view_text(*view);
        const auto again = read_view(text, plain_view(), corpus);
        fuzz::require(again && view_text(*again) == text, "what was written reads the same");
    }
    const KeptMaps maps = read_kept_maps(bytes, corpus, 7);
    check_maps(maps, corpus);
    const std::string written = kept_maps_bytes(maps);
    fuzz::require(read_kept_maps(written, corpus, 7).size() == maps.size(),
                  "maps that were written are there again");
    return 0;
}
