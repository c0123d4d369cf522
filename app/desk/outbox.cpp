// SPDX-License-Identifier: MIT
#include "app/desk/outbox.hpp"

namespace wordfield::app {
namespace {

template <class Union, std::size_t place>
Action moved(void* asked) {
    using Kind = std::variant_alternative_t<place, Union>;
    return Union{std::in_place_index<place>, std::move(*static_cast<Kind*>(asked))};
}

/// The kind of this place of the union, moved into an action.
template <class Union, std::size_t... places>
Action moved(std::size_t place, void* asked, std::index_sequence<places...>) {
    static constexpr Action (*by_place[])(void*) = {moved<Union, places>...};
    return by_place[place](asked);
}

template <class Union>
Action moved(std::size_t place, void* asked) {
    return moved<Union>(place, asked, std::make_index_sequence<std::variant_size_v<Union>>{});
}

} // namespace

void Outbox::post_any(Action asked) {
    actions.push_back(std::move(asked));
}

void Outbox::post_command(std::size_t place, void* asked) {
    post_any(moved<Command>(place, asked));
}
void Outbox::post_view_action(std::size_t place, void* asked) {
    post_any(moved<ViewAction>(place, asked));
}
void Outbox::post_shell_action(std::size_t place, void* asked) {
    post_any(moved<ShellAction>(place, asked));
}

} // namespace wordfield::app
