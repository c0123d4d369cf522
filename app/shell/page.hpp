// SPDX-License-Identifier: MIT
// The map over the kept moments of a run as one HTML file that needs no network: to be mailed, and scrubbed
// in a browser (assets/page.html).
#pragma once

#include "app/desk/frame.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

struct Page {
    struct Word {
        std::string word;
        std::int64_t count = 0; ///< in the text
        int category = -1;      ///< of `categories`; -1 for none
        glm::vec3 colour{0.0F}; ///< 0..1
        int shape = 0;          ///< as render::Shape
    };
    struct Category {
        std::string name;
        glm::vec3 colour{0.0F};
    };
    struct Moment {
        std::int64_t step = 0;
        std::vector<std::optional<glm::vec2>> places; ///< (n) of each word; nothing where it was not shown
    };
    struct Curve {
        std::string name, unit;
        std::vector<HistoryPoint> points;
    };
    std::string title, about;
    bool dark = true; ///< the colours are for a dark ground
    std::vector<Word> words;
    std::vector<Category> categories;
    std::vector<Moment> moments; ///< their steps rise
    std::vector<Curve> curves;   ///< the first is told in the window
};

/// Of what is shown, in colours for a dark ground or a light one, with the moments of its run that were kept:
/// the words of the newest map, the most frequent ones where they are more than `most_words`, at so many
/// moments as fit into `most_numbers` coordinates. Nothing where there is no map. A map in three dimensions
/// is seen from in front.
std::optional<Page> page_of(const Frame& frame, bool dark, std::size_t most_words = 3000,
                            std::size_t most_numbers = 1'000'000);

/// The file.
std::string page_html(const Page& page);

} // namespace wordfield::app
