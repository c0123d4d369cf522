// SPDX-License-Identifier: MIT
#include "app/ui/free_corner.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

bool overlap(const Area& a, const Area& b) {
    return a.low.x < b.high().x && b.low.x < a.high().x && a.low.y < b.high().y && b.low.y < a.high().y;
}

// Moved down or up, away from what is taken, as tool bars are.
Area clear_of(Area card, bool down, float margin, std::span<const Area> taken) {
    for (std::size_t tries = 0; tries <= taken.size(); ++tries)
        for (const Area& other : taken)
            if (overlap(card, other))
                card.low.y = down ? other.high().y + margin : other.low.y - margin - card.size.y;
    return card;
}

} // namespace

CornerPlace free_corner(const Area& room, ImVec2 size, float margin, std::span<const ImVec2> points,
                        std::span<const Area> taken, int before) {
    constexpr float reluctance = 4.0F; // points more that make it leave its corner
    CornerPlace best;
    float least = 1e30F;
    for (int corner = 0; corner < 4; ++corner) {
        const bool right = corner == 1 || corner == 2, foot = corner >= 2;
        const Area wished{{right ? room.high().x - margin - size.x : room.low.x + margin,
                           foot ? room.high().y - margin - size.y : room.low.y + margin},
                          size};
        const Area card = clear_of(wished, !foot, margin, taken);
        auto hidden =
            static_cast<float>(std::ranges::count_if(points, [&](ImVec2 p) { return card.contains(p); }));
        if (card.low.y < room.low.y || card.high().y > room.high().y) hidden += 1e6F;
        if (std::ranges::any_of(taken, [&](const Area& a) { return overlap(a, card); })) hidden += 1e5F;
        if (corner != before && before >= 0) hidden += reluctance;
        if (hidden < least) {
            least = hidden;
            best = {corner, card};
        }
    }
    return best;
}

} // namespace wordfield::app
