// SPDX-License-Identifier: MIT
#include "app/desk/outbox.hpp"

#include "tests/support/catch.hpp"

#include <numeric>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// Where in its union a kind is found that was asked for; the size of the union where it is none of them.
template <class Union, class Kind>
std::size_t arrival() {
    Outbox out;
    out.post(Kind{});
    const auto* found = out.actions.size() == 1 ? std::get_if<Union>(&out.actions.front()) : nullptr;
    return found != nullptr ? found->index() : std::variant_size_v<Union>;
}

/// Of every kind, in their order.
template <class... Kinds>
std::vector<std::size_t> arrivals(const std::variant<Kinds...>*) {
    return {arrival<std::variant<Kinds...>, Kinds>()...};
}

template <class Union>
std::vector<std::size_t> arrivals() {
    return arrivals(static_cast<const Union*>(nullptr));
}

std::vector<std::size_t> counted_up_to(std::size_t count) {
    std::vector<std::size_t> places(count);
    std::iota(places.begin(), places.end(), std::size_t{0});
    return places;
}

} // namespace

TEST_CASE("whatever is asked for arrives as what it is", "[app][outbox]") {
    CHECK(arrivals<Command>() == counted_up_to(std::variant_size_v<Command>));
    CHECK(arrivals<ViewAction>() == counted_up_to(std::variant_size_v<ViewAction>));
    CHECK(arrivals<ShellAction>() == counted_up_to(std::variant_size_v<ShellAction>));
}

TEST_CASE("what is asked for keeps its order and what it says", "[app][outbox]") {
    Outbox out;
    out.post(NameRun{7, "the first"});
    out.post(OpenFile{.path = "vectors.npz", .tensor = "b"});
    out.post_any(Command{NameRun{8, "the second"}});
    REQUIRE(out.actions.size() == 3);
    CHECK(std::get<NameRun>(std::get<Command>(out.actions[0])).name == "the first");
    CHECK(std::get<OpenFile>(std::get<ShellAction>(out.actions[1])).tensor == "b");
    REQUIRE(out.find<NameRun>() != nullptr);
    CHECK(out.find<NameRun>()->run == 8); // the last one
    CHECK(out.of<Command>().size() == 2);
}
