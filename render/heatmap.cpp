// SPDX-License-Identifier: MIT
// Two passes. The first averages the rows that share a pixel row (columns stay whole), the second averages
// columns and gives colour. Each value is read about once, however small the picture; one pass would read it
// once for every pixel that its row touches, and 50,000 rows would take seconds on software OpenGL.
#include "render/heatmap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include <epoxy/gl.h>

#include "render/draw_state.hpp"

namespace wordfield::render {

namespace {

enum Unit { values_unit, order_unit, reduced_unit, colours_unit };

void attach_buffer(const GlTexture& texture, const GlBuffer& buffer, GLenum format) {
    glBindBuffer(GL_TEXTURE_BUFFER, buffer.id());
    glBindTexture(GL_TEXTURE_BUFFER, texture.id());
    glTexBuffer(GL_TEXTURE_BUFFER, format, buffer.id());
    glBindTexture(GL_TEXTURE_BUFFER, 0);
}

template <class T>
void fill_buffer(const GlBuffer& buffer, std::span<const T> data) {
    glBindBuffer(GL_TEXTURE_BUFFER, buffer.id());
    // New storage instead of writing into the old: the card may still be reading that one.
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(data.size_bytes()), data.data(), GL_STREAM_DRAW);
    glBindBuffer(GL_TEXTURE_BUFFER, 0);
}

void texture_of_size(const GlTexture& texture, GLenum format, glm::ivec2 size, GLenum channels,
                     const void* data) {
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glTexImage2D(GL_TEXTURE_2D, 0, static_cast<int>(format), size.x, size.y, 0, channels, GL_FLOAT, data);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glBindTexture(GL_TEXTURE_2D, 0);
}

void bind_texture(Unit unit, GLenum kind, const GlTexture& texture) {
    glActiveTexture(GL_TEXTURE0 + static_cast<unsigned>(unit));
    glBindTexture(kind, texture.id());
}

void draw_everywhere() {
    glDrawArrays(GL_TRIANGLES, 0, 3);
} // one triangle larger than the screen: screen.vert

} // namespace

Heatmap::Heatmap()
    : reduce_{"screen.vert", "heatmap_reduce.frag"}, colour_{"screen.vert", "heatmap_colour.frag"},
      array_{make_vertex_array()}, values_buffer_{make_buffer()}, order_buffer_{make_buffer()},
      values_texture_{make_texture()}, order_texture_{make_texture()}, colours_texture_{make_texture()},
      reduced_texture_{make_texture()}, reduced_framebuffer_{make_framebuffer()}, target_{1, 1} {
    glGetIntegerv(GL_MAX_TEXTURE_BUFFER_SIZE, &limit_);
    attach_buffer(values_texture_, values_buffer_, GL_R32F);
    attach_buffer(order_texture_, order_buffer_, GL_R32I);
    set_colours(map_, range_.x, range_.y);
    texture_of_size(colours_texture_, GL_RGBA8, {256, 1}, GL_RGB, table(map_).data());
}

void Heatmap::upload(std::span<const float> values, int rows, int cols) {
    if (values.size() != static_cast<std::size_t>(rows) * cols)
        throw std::invalid_argument{"Heatmap::upload: " + std::to_string(values.size()) + " values are not " +
                                    std::to_string(rows) + " x " + std::to_string(cols) + "."};
    if (values.size() > static_cast<std::size_t>(limit_))
        throw std::runtime_error{"A matrix of " + std::to_string(rows) + " x " + std::to_string(cols) +
                                 " is more than this graphics driver shows (" + std::to_string(limit_) +
                                 " numbers). Show fewer rows."};
    fill_buffer(values_buffer_, values);
    stale_ = true;
    if (rows == rows_ && cols == columns_) return;
    rows_ = rows;
    columns_ = cols;
    reset_view();
}

void Heatmap::reset_view() {
    order_.clear();
    position_.clear();
    spotlight_.clear();
    window_ = {0.0f, static_cast<float>(rows_), 0.0f, static_cast<float>(columns_)};
}

void Heatmap::set_colours(Colormap map, float low, float high) {
    if (map == map_ && range_ == glm::vec2{low, high}) return;
    if (map != map_) texture_of_size(colours_texture_, GL_RGBA8, {256, 1}, GL_RGB, table(map).data());
    map_ = map;
    range_ = {low, high};
    stale_ = true;
}

void Heatmap::set_style(const HeatmapStyle& style) {
    if (style == style_) return;
    style_ = style;
    stale_ = true;
}

void Heatmap::set_order(std::span<const int> order) {
    if (!order.empty() && order.size() != static_cast<std::size_t>(rows_))
        throw std::invalid_argument{"Heatmap::set_order: the order must name every row once."};
    if (std::equal(order.begin(), order.end(), order_.begin(), order_.end())) return;
    order_.assign(order.begin(), order.end());
    position_.assign(order.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) position_.at(order[i]) = static_cast<int>(i);
    fill_buffer(order_buffer_, std::span<const int>{order_});
    stale_ = true;
}

void Heatmap::set_spotlight(std::span<const int> rows) {
    const auto lit = rows.first(std::min<std::size_t>(rows.size(), max_spotlight_rows));
    if (std::equal(lit.begin(), lit.end(), spotlight_.begin(), spotlight_.end())) return;
    spotlight_.assign(lit.begin(), lit.end());
    stale_ = true;
}

void Heatmap::set_window(const HeatmapWindow& window) {
    window_ = window;
    stale_ = true;
}

void Heatmap::set_size(int width_px, int height_px) {
    const glm::ivec2 size{std::max(width_px, 1), std::max(height_px, 1)};
    if (size == size_) return;
    size_ = size;
    stale_ = true;
}

int Heatmap::displayed_row(int row) const {
    return position_.empty() ? row : position_.at(row);
}

std::vector<float> Heatmap::spotlight_positions() const {
    std::vector<float> positions;
    for (int row : spotlight_)
        if (row >= 0 && row < rows_) positions.push_back(static_cast<float>(displayed_row(row)));
    return positions;
}

void Heatmap::render() {
    if (!stale_) return;
    stale_ = false;
    target_.resize(size_.x, size_.y);
    if (rows_ == 0 || columns_ == 0 || window_.rows <= 0.0f || window_.columns <= 0.0f) {
        target_.clear(style_.background);
        return;
    }
    disable_blending();
    glBindVertexArray(array_.id());
    reduce_rows();
    colour_cells();
    glBindVertexArray(0);
    glActiveTexture(GL_TEXTURE0);
}

void Heatmap::reduce_rows() {
    const glm::ivec2 wanted{columns_, size_.y};
    glBindFramebuffer(GL_FRAMEBUFFER, reduced_framebuffer_.id());
    if (wanted != reduced_size_) {
        texture_of_size(reduced_texture_, GL_RG32F, wanted, GL_RG, nullptr);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, reduced_texture_.id(), 0);
        reduced_size_ = wanted;
    }
    glViewport(0, 0, wanted.x, wanted.y);
    reduce_.use();
    reduce_.set("values", values_unit);
    reduce_.set("order", order_unit);
    reduce_.set("ordered", order_.empty() ? 0 : 1);
    reduce_.set("shape", glm::vec2{rows_, columns_});
    reduce_.set("window_rows", glm::vec2{window_.first_row, window_.rows});
    reduce_.set("height_px", static_cast<float>(size_.y));
    const std::vector<float> lit = spotlight_positions();
    reduce_.set("spotlight_count", static_cast<int>(lit.size()));
    if (!lit.empty()) reduce_.set("spotlight", lit);
    bind_texture(values_unit, GL_TEXTURE_BUFFER, values_texture_);
    bind_texture(order_unit, GL_TEXTURE_BUFFER, order_texture_);
    draw_everywhere();
}

void Heatmap::colour_cells() {
    target_.bind();
    colour_.use();
    colour_.set("reduced", reduced_unit);
    colour_.set("colours", colours_unit);
    colour_.set("shape", glm::vec2{rows_, columns_});
    colour_.set("window", glm::vec4{window_.first_row, window_.rows, window_.first_column, window_.columns});
    colour_.set("size_px", glm::vec2{size_});
    colour_.set("range", range_);
    colour_.set("dim", spotlight_.empty() ? 0.0f : style_.dim);
    colour_.set("gap_px", style_.gap_px);
    colour_.set("background", style_.background);
    colour_.set("masked", style_.masked);
    colour_.set("hatch", style_.hatch);
    bind_texture(reduced_unit, GL_TEXTURE_2D, reduced_texture_);
    bind_texture(colours_unit, GL_TEXTURE_2D, colours_texture_);
    draw_everywhere();
}

std::optional<Heatmap::Cell> Heatmap::cell_at(glm::vec2 px) const {
    const glm::vec2 at = px / glm::vec2{size_};
    if (at.x < 0.0f || at.y < 0.0f || at.x >= 1.0f || at.y >= 1.0f) return std::nullopt;
    const int row = static_cast<int>(std::floor(window_.first_row + at.y * window_.rows));
    const int column = static_cast<int>(std::floor(window_.first_column + at.x * window_.columns));
    if (row < 0 || row >= rows_ || column < 0 || column >= columns_) return std::nullopt;
    return Cell{order_.empty() ? row : order_[row], column};
}

} // namespace wordfield::render
