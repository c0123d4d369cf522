// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace wordfield::inline core {

/// Half of a list that has become too long: the element at the front stays, and of the others every second.
template <class T>
void drop_every_other(std::vector<T>& list) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list.size(); i += 2, ++kept)
        if (i != kept) list[kept] = std::move(list[i]);
    list.resize(kept);
}

} // namespace wordfield::inline core
