// SPDX-License-Identifier: MIT
// What panels and keys ask for. They only write it down; the workbench carries it out after the frame.
#pragma once

#include "app/desk/actions.hpp"
#include "model/run/inquiry.hpp"

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace wordfield::app {

/// One list, in the order of asking.
class Outbox {
public:
    /// A Command, a ViewAction or a ShellAction, or one of their kinds.
    template <class Kind>
    void post(Kind&& asked) {
        using Recipient = std::conditional_t<
            std::is_constructible_v<Command, Kind>, Command,
            std::conditional_t<std::is_constructible_v<ViewAction, Kind>, ViewAction, ShellAction>>;
        actions.emplace_back(Recipient{std::forward<Kind>(asked)});
    }

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
};

} // namespace wordfield::app
