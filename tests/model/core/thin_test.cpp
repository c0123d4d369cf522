// SPDX-License-Identifier: MIT
#include "model/core/thin.hpp"

#include "tests/support/catch.hpp"

#include <memory>

using namespace wordfield;

TEST_CASE("thinning keeps the front and every second after it", "[core]") {
    for (int size = 0; size < 9; ++size) {
        std::vector<std::unique_ptr<int>> list; // of things that can only be moved
        for (int i = 0; i < size; ++i) list.push_back(std::make_unique<int>(i));
        drop_every_other(list);
        REQUIRE(static_cast<int>(list.size()) == (size + 1) / 2);
        for (std::size_t i = 0; i < list.size(); ++i) CHECK(*list[i] == static_cast<int>(2 * i));
    }
}
