// SPDX-License-Identifier: MIT
#include "app/desk/outbox.hpp"

#include <catch2/catch.hpp>

using namespace wordfield;
using namespace wordfield::app;

namespace {

template <class Union, std::size_t place>
void arrives_as_itself() {
    Outbox out;
    out.post(std::variant_alternative_t<place, Union>{});
    REQUIRE(out.actions.size() == 1);
    const auto* found = std::get_if<Union>(&out.actions.front());
    REQUIRE(found != nullptr);
    CHECK(found->index() == place);
}

template <class Union, std::size_t... places>
void arrive_as_themselves(std::index_sequence<places...>) {
    (arrives_as_itself<Union, places>(), ...);
}

template <class Union>
void arrive_as_themselves() {
    arrive_as_themselves<Union>(std::make_index_sequence<std::variant_size_v<Union>>{});
}

} // namespace

TEST_CASE("whatever is asked for arrives as what it is", "[app][outbox]") {
    arrive_as_themselves<Command>();
    arrive_as_themselves<ViewAction>();
    arrive_as_themselves<ShellAction>();
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
