// SPDX-License-Identifier: MIT
// OpenGL's complaints as readable sentences. Errors are std::runtime_error, because render/ knows no other
// folder.
#pragma once

#include <string>
#include <string_view>

namespace wordfield::render {

/// Throws unless the current context offers OpenGL 3.3 or newer; the sentence says what was found and what to
/// do.
void require_gl33();

/// Has the driver report errors and undefined behaviour on stderr, one line each and none twice in a row,
/// where it knows how (KHR_debug). Does nothing elsewhere.
void install_debug_output();

/// Throws when OpenGL has recorded an error since the last check; `doing` tells what was being done.
void check(std::string_view doing);

/// "OpenGL 4.5, llvmpipe (...)": version and renderer of the current context.
[[nodiscard]] std::string describe_context();

} // namespace wordfield::render
