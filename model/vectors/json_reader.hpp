// SPDX-License-Identifier: MIT
// Goes through a JSON text (RFC 8259) once, from front to back, and builds nothing: headers of foreign files
// and lines of millions of numbers are read with it. Its errors know their place in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline vectors {

struct JsonError {
    std::size_t at = 0; ///< byte of the text
    std::string what;   ///< "has no value where one is wanted"
};

class JsonReader {
public:
    enum class Kind { Object, Array, String, Number, Other };

    explicit JsonReader(std::string_view text) : text_{text} {}

    // All throw JsonError where something else stands there.
    [[nodiscard]] Kind kind();
    std::string string();
    double number();
    /// A value that nobody wants, with all that is in it.
    void skip();
    /// As it stands there.
    std::string_view raw();
    /// `member(key)` is called for each, and takes the value.
    template <class Member>
    void object(Member member) {
        deeper('{');
        if (!take('}')) {
            do {
                (void)here();
                const std::string key = string();
                expect(':');
                member(key);
            } while (take(','));
            expect('}');
        }
        --depth_;
    }
    /// `element()` is called for each, and takes it.
    template <class Element>
    void array(Element element) {
        deeper('[');
        if (!take(']')) {
            do element();
            while (take(','));
            expect(']');
        }
        --depth_;
    }
    /// An array of numbers, appended; null is none. False, and what was appended is to be forgotten, where
    /// something else is in it.
    bool numbers(std::vector<float>& all);
    /// Nothing but blanks follows.
    void end();
    [[nodiscard]] std::size_t at() const { return at_; }

private:
    char here();
    bool take(char c);
    void expect(char c);
    void deeper(char c);
    void word(std::string_view letters);
    std::uint32_t four_digits();
    void escape(std::string& out);
    [[noreturn]] void fail(std::string what) const { throw JsonError{at_, std::move(what)}; }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

/// Appends text as a JSON string, with its quotation marks; `text` is UTF-8.
void append_json(std::string& out, std::string_view text);

} // namespace wordfield::inline vectors
