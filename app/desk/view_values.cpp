// SPDX-License-Identifier: MIT
#include "app/desk/view_values.hpp"

#include "app/desk/view_words.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

/// A part of the view: a member of ViewValues, and how a change of it is said.
struct ViewPart {
    using Say = std::string (*)(const ViewValues& before, const ViewValues& after, const Corpus& corpus);

    bool (*same)(const ViewValues& a, const ViewValues& b);
    void (*put)(ViewValues& to, const ViewValues& from);
    Say say;
    bool in_bits = false;
};

template <auto Member>
constexpr ViewPart part(ViewPart::Say say, bool in_bits = false) {
    return {[](const ViewValues& a, const ViewValues& b) { return a.*Member == b.*Member; },
            [](ViewValues& to, const ViewValues& from) { to.*Member = from.*Member; }, say, in_bits};
}

// What says most of a change comes before what it brings along: a click on a token of the sentence chooses
// its word and its place. Their order is that of the bits.
constexpr std::array<ViewPart, view_part_count> parts_of_the_view{
    part<&ViewValues::shown>(say_shown),
    part<&ViewValues::maps>(say_maps),
    part<&ViewValues::look>(say_look),
    part<&ViewValues::inside>(say_inside),
    part<&ViewValues::sentence>(say_sentence, true),
    part<&ViewValues::second_sentence>(say_second_sentence, true),
    part<&ViewValues::pinned>(say_pinned),
    part<&ViewValues::head>(say_head),
    part<&ViewValues::place>(say_place),
    part<&ViewValues::hidden>(say_hidden),
    part<&ViewValues::panels>(say_panels),
    part<&ViewValues::splitters>(say_splitters),
    part<&ViewValues::sampling>(say_sampling),
    part<&ViewValues::marks>(say_marks),
    part<&ViewValues::measure>(say_measure),
    part<&ViewValues::order>(say_order),
    part<&ViewValues::dark>(say_theme),
};

} // namespace

ViewParts changed_parts(const ViewValues& a, const ViewValues& b) {
    ViewParts changed;
    for (std::size_t i = 0; i < view_part_count; ++i) changed[i] = !parts_of_the_view[i].same(a, b);
    return changed;
}

void put_parts(ViewValues& to, const ViewValues& from, const ViewParts& parts) {
    for (std::size_t i = 0; i < view_part_count; ++i)
        if (parts[i]) parts_of_the_view[i].put(to, from);
}

std::string say_change(const ViewValues& before, const ViewValues& after, const ViewParts& parts,
                       const Corpus& corpus) {
    for (std::size_t i = 0; i < view_part_count; ++i)
        if (parts[i]) return parts_of_the_view[i].say(before, after, corpus);
    return {};
}

bool comes_in_bits(const ViewParts& parts) {
    for (std::size_t i = 0; i < view_part_count; ++i)
        if (parts[i] && parts_of_the_view[i].in_bits) return true;
    return false;
}

} // namespace wordfield::app
