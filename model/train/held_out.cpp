// SPDX-License-Identifier: MIT
#include "model/train/held_out.hpp"

#include "model/text/vocabulary.hpp"

#include <algorithm>
#include <vector>

namespace wordfield::inline train {

namespace {

// Where a window starts, and which of its targets count.
struct Place {
    std::size_t start;
    int first, end;
};

// From <eos> to <eos>: `begin` is that before the first token, `end` the document's own.
void add_document(std::vector<Place>& places, std::size_t begin, std::size_t end, int length) {
    const auto tokens = static_cast<int>(end - begin);
    places.push_back({begin, 0, std::min(tokens, length)});
    const int stride = std::max(1, length / 2);
    for (int shown = length; shown < tokens; shown += stride) {
        const int upto = std::min(shown + stride, tokens); // targets [shown, upto) at the end of their window
        places.push_back({begin + static_cast<std::size_t>(upto - length), length - (upto - shown), length});
    }
}

// A document that fits in behind the last one, in the same window, needs no window of its own.
bool fits_behind(const std::vector<Place>& places, std::size_t begin, std::size_t end, int length) {
    return !places.empty() && places.back().first == 0 &&
           places.back().start + static_cast<std::size_t>(places.back().end) == begin &&
           end <= places.back().start + static_cast<std::size_t>(length);
}

std::vector<Place> places_of(int length, std::span<const TokenId> stream) {
    std::vector<Place> places;
    const auto last = stream.end();
    auto begin = std::find(stream.begin(), last, Vocabulary::end_of_text);
    while (begin != last) {
        const auto end = std::find(begin + 1, last, Vocabulary::end_of_text);
        if (end == last) break;
        const auto from = static_cast<std::size_t>(begin - stream.begin()),
                   to = static_cast<std::size_t>(end - stream.begin());
        if (fits_behind(places, from, to, length))
            places.back().end = static_cast<int>(to - places.back().start);
        else
            add_document(places, from, to, length);
        begin = end;
    }
    std::erase_if(
        places, [&](const Place& p) { return p.start + static_cast<std::size_t>(length) >= stream.size(); });
    return places;
}

} // namespace

CountedWindows document_windows(int count, int length, std::span<const TokenId> stream) {
    CountedWindows result;
    const std::vector<Place> places = places_of(length, stream);
    if (places.empty()) return result;
    const std::size_t n =
        std::clamp<std::size_t>(static_cast<std::size_t>(std::max(count, 1)), 1, places.size());
    result.windows.length = length;
    for (std::size_t i = 0; i < n; ++i) {
        const Place& place = places[n == 1 ? 0 : (places.size() - 1) * i / (n - 1)];
        const auto from = stream.begin() + static_cast<std::ptrdiff_t>(place.start);
        result.windows.inputs.insert(result.windows.inputs.end(), from, from + length);
        result.windows.targets.insert(result.windows.targets.end(), from + 1, from + length + 1);
        result.first.push_back(place.first);
        result.end.push_back(place.end);
    }
    return result;
}

} // namespace wordfield::inline train
