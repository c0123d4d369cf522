// SPDX-License-Identifier: MIT
// Programs of the system that are used where they are installed.
#pragma once

#include <string>
#include <string_view>

namespace wordfield::app {

/// The file of a program in the folders of `path`, which is as $PATH; empty where none has it.
std::string program_at(std::string_view path, std::string_view name);

/// The value of a variable of the environment; empty where it is not set.
std::string environment(const char* name);

} // namespace wordfield::app
