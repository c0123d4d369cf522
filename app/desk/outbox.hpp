// SPDX-License-Identifier: MIT
// What panels and keys ask for. They only write it down; the workbench carries it out after the frame.
#pragma once

#include "app/desk/actions.hpp"
#include "model/run/inquiry.hpp"

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace wordfield::app {

/// One list, in the order of asking.
class Outbox {
public:
    /// One kind of a Command, a ViewAction or a ShellAction. What is done with it stands in one file: every
    /// panel that asks for something would compile the moves of a union of eighty kinds otherwise.
    template <class Kind>
    void post(Kind asked) {
        if constexpr (is_kind<Kind>(static_cast<Command*>(nullptr)))
            post_command(place_of<Kind>(static_cast<Command*>(nullptr)), &asked);
        else if constexpr (is_kind<Kind>(static_cast<ViewAction*>(nullptr)))
            post_view_action(place_of<Kind>(static_cast<ViewAction*>(nullptr)), &asked);
        else {
            static_assert(is_kind<Kind>(static_cast<ShellAction*>(nullptr)), "nobody takes this");
            post_shell_action(place_of<Kind>(static_cast<ShellAction*>(nullptr)), &asked);
        }
    }
    /// One whose kind is known only when it is asked for.
    void post_any(Action asked);

    /// The last of this kind that was asked for; null for none.
    template <class Kind>
    [[nodiscard]] const Kind* find() const {
        const Kind* found = nullptr;
        const auto look = [&](const auto& recipient) {
            if constexpr (is_kind<Kind>(static_cast<std::decay_t<decltype(recipient)>*>(nullptr)))
                if (const auto* one = std::get_if<Kind>(&recipient)) found = one;
        };
        for (const Action& action : actions) std::visit(look, action);
        return found;
    }

    /// Those for one recipient.
    template <class Recipient>
    [[nodiscard]] std::vector<Recipient> of() const {
        std::vector<Recipient> found;
        for (const Action& action : actions)
            if (const auto* one = std::get_if<Recipient>(&action)) found.push_back(*one);
        return found;
    }

    /// What a page wants to know of the model, said anew in every frame in which it does.
    void ask(std::shared_ptr<const Inquiry> inquiry) { inquiries.push_back(std::move(inquiry)); }

    std::vector<Action> actions;
    std::vector<std::shared_ptr<const Inquiry>> inquiries;

private:
    template <class Kind, class... Kinds>
    static constexpr bool is_kind(const std::variant<Kinds...>*) {
        return (std::is_same_v<Kind, Kinds> || ...);
    }
    template <class Kind, class... Kinds>
    static constexpr std::size_t place_of(const std::variant<Kinds...>*) {
        std::size_t place = 0;
        static_cast<void>(((std::is_same_v<Kind, Kinds> || (++place, false)) || ...));
        return place;
    }
    /// `asked`: the alternative of this place of the union, to be moved from.
    void post_command(std::size_t place, void* asked);
    void post_view_action(std::size_t place, void* asked);
    void post_shell_action(std::size_t place, void* asked);
};

} // namespace wordfield::app
