// SPDX-License-Identifier: MIT
// A linked program made from the embedded files of shaders/. The compiler's log is always inside the
// exception.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include <glm/glm.hpp>

#include "render/gl_handle.hpp"

namespace wordfield::render {

/// The text of shaders/<name>, empty when there is no such file. Made by the build (cmake/EmbedFiles.cmake).
[[nodiscard]] std::string_view embedded_shader(std::string_view name);

/// Source of shaders/<name> with every line `#include "other.glsl"` replaced by that file's text.
/// Throws std::runtime_error when a file is missing.
[[nodiscard]] std::string shader_source(std::string_view name);

class Shader {
public:
    /// Compiles and links two embedded files. Throws std::runtime_error with the driver's log.
    Shader(std::string_view vertex_file, std::string_view fragment_file);
    /// The same from texts; `name` is used in messages.
    static Shader from_source(std::string_view name, std::string_view vertex, std::string_view fragment);

    void use() const;
    [[nodiscard]] unsigned id() const noexcept { return program_.id(); }

    // Sets a uniform of this program, which must be in use. An unknown name throws std::logic_error: a
    // misspelt uniform would otherwise only be seen as a wrong picture.
    void set(const std::string& uniform, float value);
    void set(const std::string& uniform, int value);
    void set(const std::string& uniform, glm::vec2 value);
    void set(const std::string& uniform, glm::vec3 value);
    void set(const std::string& uniform, glm::vec4 value);
    void set(const std::string& uniform, const glm::mat4& value);
    void set(const std::string& uniform, std::span<const float> values);

private:
    Shader() = default;
    [[nodiscard]] int location(const std::string& uniform);

    std::string name_;
    GlProgram program_;
    std::map<std::string, int> locations_;
};

} // namespace wordfield::render
