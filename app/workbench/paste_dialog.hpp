// SPDX-License-Identifier: MIT
// A field for a text of one's own, to paste or to type, that a model then learns from. What was written stays
// for the next time.
#pragma once

#include "app/story/text_count.hpp"
#include "app/ui/ui.hpp"
#include "model/text/text_rules.hpp"

#include <string>

namespace wordfield::app {

class PasteDialog {
public:
    void open() {
        open_ = true;
        begins_ = frames_to_begin;
    }
    /// The field is about to take the keys, which is seen some frames later.
    [[nodiscard]] bool begins() const { return open_ && begins_ > 0; }
    void close() { open_ = false; }
    [[nodiscard]] bool is_open() const { return open_; }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] TextRules rules() const { return rules_; }
    void set_rules(TextRules rules) { rules_ = rules; }
    /// Draws it while it is open; true once the text is to be learned from.
    bool draw(Ui& ui);

private:
    static constexpr int frames_to_begin = 4;

    bool open_ = false;
    int begins_ = 0; ///< frames
    std::string text_;
    TextRules rules_;
    TextCount count_;
    Tokens counted_as_ = Tokens::Words;
};

} // namespace wordfield::app
