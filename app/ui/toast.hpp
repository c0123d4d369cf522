// SPDX-License-Identifier: MIT
// A sentence that is shown for some seconds at the foot of the map, with a button where something can be done
// about it.
#pragma once

#include "app/ui/ui.hpp"

#include <string>

namespace wordfield::app {

class Toast {
public:
    struct Action {
        std::string label; ///< of the button; none when empty
        std::string explanation;
    };

    /// Takes the place of the sentence before. Long ones stay longer, those with a button longer still.
    void show(std::string sentence, Action action = {});
    void hide() { left_ = 0.0F; }
    [[nodiscard]] bool shown() const { return left_ > 0; }
    /// Draws it while it is shown, at the foot of `map`. True when its button was pressed, which hides it.
    bool draw(Ui& ui, const Area& map, float dt);

private:
    std::string sentence_;
    Action action_;
    float left_ = 0.0F; // seconds
};

} // namespace wordfield::app
