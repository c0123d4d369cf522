// SPDX-License-Identifier: MIT
// What SVG and HTML share.
#pragma once

#include "model/core/number_text.hpp"

#include <glm/vec3.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace wordfield::app {

/// What markup takes for more than a letter is written out; control characters, which are no part of an XML
/// document at all, become spaces.
inline std::string markup_text(const std::string& words) {
    std::string out;
    for (const char c : words) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out;
}

/// "#ff8000" of a colour in 0..1.
inline std::string hex_colour(glm::vec3 colour) {
    const auto part = [](float c) {
        return static_cast<int>(std::lround(255.0F * std::clamp(c, 0.0F, 1.0F)));
    };
    return format("#%02x%02x%02x", part(colour.x), part(colour.y), part(colour.z));
}

} // namespace wordfield::app
