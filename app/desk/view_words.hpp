// SPDX-License-Identifier: MIT
// A change of one part of the view in words, as an order: "pin “king”", "hide Training". The two values
// differ in that part.
#pragma once

#include "app/desk/view_values.hpp"

#include <string>

namespace wordfield::app {

std::string say_shown(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_maps(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_look(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_inside(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_sentence(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_second_sentence(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_pinned(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_head(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_place(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_hidden(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_panels(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_splitters(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_sampling(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_marks(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_measure(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_order(const ViewValues& before, const ViewValues& after, const Corpus& corpus);
std::string say_theme(const ViewValues& before, const ViewValues& after, const Corpus& corpus);

} // namespace wordfield::app
