// SPDX-License-Identifier: MIT
// An offscreen OpenGL context for one test. Where the machine has no driver the test warns and returns; with
// REQUIRE_GL=1 in the environment, as in continuous integration, it fails instead.
#pragma once

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "render/gl_error.hpp"
#include "render/offscreen_context.hpp"
#include "tests/support/catch.hpp"

namespace wordfield::render {

class GlTest {
public:
    GlTest() {
        try {
            context_.emplace();
        } catch (const std::runtime_error& error) {
            const char* required = std::getenv("REQUIRE_GL");
            if (required && std::string_view{required} == "1") FAIL(error.what());
            WARN("left out: " << error.what());
        }
    }
    /// False when there is no driver: return from the test.
    explicit operator bool() const { return context_.has_value(); }

private:
    std::optional<OffscreenContext> context_;
};

/// The text of what `action` throws, empty when it throws nothing.
template <class Action>
std::string message_of(Action action) {
    try {
        action();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

inline bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace wordfield::render
