// SPDX-License-Identifier: MIT
// Compiling, linking and setting uniforms.
#include "render/shader.hpp"

#include <stdexcept>

#include <epoxy/gl.h>
#include <glm/gtc/type_ptr.hpp>

namespace wordfield::render {

namespace {

using GetLog = decltype(glGetShaderInfoLog);
using GetNumber = decltype(glGetShaderiv);

std::string log_of(unsigned id, GetNumber get_number, GetLog get_log) {
    int length = 0;
    get_number(id, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(length > 0 ? length : 0), '\0');
    if (length > 0) get_log(id, length, &length, log.data());
    log.resize(length > 0 ? length : 0);
    return log;
}

GlShader compile(GLenum stage, std::string_view name, std::string_view source) {
    GlShader shader{glCreateShader(stage)};
    const char* text = source.data();
    const int length = static_cast<int>(source.size());
    glShaderSource(shader.id(), 1, &text, &length);
    glCompileShader(shader.id());
    int good = 0;
    glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &good);
    if (!good)
        throw std::runtime_error{"The shader " + std::string{name} + " does not compile: " +
                                 log_of(shader.id(), glGetShaderiv, glGetShaderInfoLog)};
    return shader;
}

GlProgram link(std::string_view name, const GlShader& vertex, const GlShader& fragment) {
    GlProgram program{glCreateProgram()};
    glAttachShader(program.id(), vertex.id());
    glAttachShader(program.id(), fragment.id());
    glLinkProgram(program.id());
    int good = 0;
    glGetProgramiv(program.id(), GL_LINK_STATUS, &good);
    if (!good)
        throw std::runtime_error{"The shaders " + std::string{name} + " do not link: " +
                                 log_of(program.id(), glGetProgramiv, glGetProgramInfoLog)};
    glDetachShader(program.id(), vertex.id());
    glDetachShader(program.id(), fragment.id());
    return program;
}

} // namespace

std::string shader_source(std::string_view name) {
    std::string_view text = embedded_shader(name);
    if (text.empty())
        throw std::runtime_error{"The shader " + std::string{name} + " is not part of this build."};
    constexpr std::string_view directive = "#include \"";
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(directive))
            out += shader_source(line.substr(directive.size(), line.rfind('"') - directive.size()));
        else
            out += line;
        text.remove_prefix(end);
    }
    return out;
}

Shader::Shader(std::string_view vertex_file, std::string_view fragment_file)
    : Shader{from_source(std::string{vertex_file} + " + " + std::string{fragment_file},
                         shader_source(vertex_file), shader_source(fragment_file))} {}

Shader Shader::from_source(std::string_view name, std::string_view vertex, std::string_view fragment) {
    Shader shader;
    shader.name_ = name;
    shader.program_ = link(name, compile(GL_VERTEX_SHADER, std::string{name} + " (vertex)", vertex),
                           compile(GL_FRAGMENT_SHADER, std::string{name} + " (fragment)", fragment));
    return shader;
}

void Shader::use() const {
    glUseProgram(program_.id());
}

int Shader::location(const std::string& uniform) {
    const auto known = locations_.find(uniform);
    if (known != locations_.end()) return known->second;
    const int found = glGetUniformLocation(program_.id(), uniform.c_str());
    if (found < 0) throw std::logic_error{"The shader " + name_ + " has no uniform named " + uniform + "."};
    return locations_[uniform] = found;
}

void Shader::set(const std::string& uniform, float value) {
    glUniform1f(location(uniform), value);
}
void Shader::set(const std::string& uniform, int value) {
    glUniform1i(location(uniform), value);
}
void Shader::set(const std::string& uniform, glm::vec2 value) {
    glUniform2f(location(uniform), value.x, value.y);
}
void Shader::set(const std::string& uniform, glm::vec3 value) {
    glUniform3fv(location(uniform), 1, glm::value_ptr(value));
}
void Shader::set(const std::string& uniform, glm::vec4 value) {
    glUniform4fv(location(uniform), 1, glm::value_ptr(value));
}
void Shader::set(const std::string& uniform, const glm::mat4& value) {
    glUniformMatrix4fv(location(uniform), 1, GL_FALSE, glm::value_ptr(value));
}
void Shader::set(const std::string& uniform, std::span<const float> values) {
    glUniform1fv(location(uniform), static_cast<int>(values.size()), values.data());
}

} // namespace wordfield::render
