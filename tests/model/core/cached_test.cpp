// SPDX-License-Identifier: MIT
#include "model/core/cached.hpp"

#include "tests/support/catch.hpp"

#include <stdexcept>
#include <string>

using namespace wordfield;

TEST_CASE("cached: a value is made once for a key, and anew for another one", "[core]") {
    Cached<std::string, std::shared_ptr<const int>, int> cached;
    int made = 0;
    const auto get = [&](const std::shared_ptr<const int>& of, int at) {
        return cached.get(of, at, [&] { return ++made, std::to_string(*of + at); });
    };
    const auto one = std::make_shared<const int>(1), same = std::make_shared<const int>(1);
    CHECK(cached.last() == nullptr);
    CHECK(get(one, 2) == "3");
    CHECK(get(one, 2) == "3");
    CHECK(made == 1);
    CHECK(get(one, 5) == "6");
    CHECK(get(same, 5) == "6"); // equal, and yet another thing
    CHECK(made == 3);
    CHECK(*cached.last() == "6");
    CHECK(cached.is_of(same, 5));
    CHECK_FALSE(cached.is_of(one, 5));
    cached.forget();
    CHECK(cached.last() == nullptr);
    CHECK(get(same, 5) == "6");
    CHECK(made == 4);
}

TEST_CASE("cached: a key is not kept alive, and what comes after it is another one", "[core]") {
    Cached<int, std::shared_ptr<const int>> cached;
    auto key = std::make_shared<const int>(7);
    cached.get(key, [] { return 1; });
    const std::weak_ptr<const int> watched = key;
    key.reset();
    CHECK(watched.expired());
    CHECK_FALSE(cached.is_of(nullptr));
    CHECK(cached.get(std::make_shared<const int>(7), [] { return 2; }) == 2);
    CHECK(cached.get(nullptr, [] { return 3; }) == 3);
    CHECK(cached.get(nullptr, [] { return 4; }) == 3); // none is a key like any other
}

TEST_CASE("cached: when the value cannot be made nothing is held", "[core]") {
    Cached<int, int> cached;
    cached.get(1, [] { return 10; });
    CHECK_THROWS(cached.get(2, []() -> int { throw std::runtime_error{"no"}; }));
    CHECK(cached.last() == nullptr);
    CHECK(cached.get(1, [] { return 11; }) == 11);
}
