// SPDX-License-Identifier: MIT
// Framebuffer objects and reading them back.
#include "render/target.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <epoxy/gl.h>

namespace wordfield::render {

namespace {

GlTexture make_colour_texture(glm::ivec2 size) {
    GlTexture texture = make_texture();
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.x, size.y, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

void require_size(glm::ivec2 size) {
    int limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    if (size.x <= limit && size.y <= limit) return;
    throw std::runtime_error{"A picture of " + std::to_string(size.x) + " x " + std::to_string(size.y) +
                             " px is more than this graphics driver draws (" + std::to_string(limit) +
                             " px a side). Choose a smaller size."};
}

} // namespace

void Target::resize(int width, int height) {
    const glm::ivec2 wanted{std::max(width, 1), std::max(height, 1)};
    if (wanted == size_) return;
    require_size(wanted);
    GlTexture texture = make_colour_texture(wanted);
    GlFramebuffer framebuffer = make_framebuffer();
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.id());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture.id(), 0);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        throw std::runtime_error{"The graphics driver cannot draw into a texture of " +
                                 std::to_string(wanted.x) + " x " + std::to_string(wanted.y) +
                                 " px. Choose a smaller size."};
    framebuffer_ = std::move(framebuffer);
    texture_ = std::move(texture);
    size_ = wanted;
}

void Target::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glViewport(0, 0, size_.x, size_.y);
}

void Target::clear(glm::vec4 colour) const {
    bind();
    glDisable(GL_SCISSOR_TEST); // glClear obeys the scissor, and a user interface may have left one
    glClearColor(colour.r, colour.g, colour.b, colour.a);
    glClear(GL_COLOR_BUFFER_BIT);
}

Image Target::read() const {
    bind();
    return read_framebuffer(size_.x, size_.y);
}

void bind_window(int width, int height) {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, width, height);
    glClear(GL_COLOR_BUFFER_BIT);
}

Image read_framebuffer(int width, int height) {
    Image image{width, height, std::vector<unsigned char>(4ull * width * height)};
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    const std::ptrdiff_t stride = 4ll * width;
    for (int low = 0, high = height - 1; low < high; ++low, --high)
        std::swap_ranges(image.rgba.begin() + low * stride, image.rgba.begin() + (low + 1) * stride,
                         image.rgba.begin() + high * stride);
    return image;
}

} // namespace wordfield::render
