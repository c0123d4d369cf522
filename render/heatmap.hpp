// SPDX-License-Identifier: MIT
// Draws a matrix of numbers into a texture: one cell a colour, sharp when magnified, averaged when many cells
// share a pixel, so that nothing flickers or aliases. NaN is a masked cell and is hatched.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <glm/glm.hpp>

#include "render/colormap.hpp"
#include "render/gl_handle.hpp"
#include "render/shader.hpp"
#include "render/target.hpp"

namespace wordfield::render {

struct HeatmapStyle {
    glm::vec4 background{0.051f, 0.059f, 0.078f, 1.0f}; // gaps between cells, and what dimmed rows fade into
    glm::vec4 masked{0.086f, 0.102f, 0.129f, 1.0f};     // masked cells
    glm::vec4 hatch{0.12f, 0.14f, 0.18f, 1.0f};         // the lines over them
    float gap_px = 0.0f; // between cells; left out where cells are smaller than four gaps
    float dim = 0.7f;    // how far rows outside the spotlight fade, 0..1
    bool operator==(const HeatmapStyle&) const = default;
};

/// Which part of the matrix is shown, in cells of the displayed order; fractions are allowed.
struct HeatmapWindow {
    float first_row = 0.0f, rows = 0.0f;
    float first_column = 0.0f, columns = 0.0f;
};

class Heatmap {
public:
    static constexpr int max_spotlight_rows = 16;

    Heatmap();

    /// Hands over rows x cols values, row-major. A change of shape resets order, spotlight and window.
    /// Throws std::runtime_error when there are more values than the driver's buffer textures hold.
    void upload(std::span<const float> values, int rows, int cols);
    /// Values from low to high run through the map; outside they are clamped.
    void set_colours(Colormap map, float low, float high);
    void set_style(const HeatmapStyle& style);
    /// Displayed row i shows row order[i]; empty means as uploaded. Its length must be the number of rows.
    void set_order(std::span<const int> order);
    /// Rows (as uploaded) that keep their colour while all others are dimmed; empty lights all. The first
    /// max_spotlight_rows count. However small the cells, a lit row is at least three pixels tall.
    void set_spotlight(std::span<const int> rows);
    void set_window(const HeatmapWindow& window);
    void set_size(int width_px, int height_px);

    /// Draws what has changed since the last call; nothing when nothing has. Leaves another framebuffer
    /// bound.
    void render();

    [[nodiscard]] unsigned texture() const { return target_.texture(); } // RGBA8, bottom-up like every Target
    [[nodiscard]] const Target& target() const { return target_; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int columns() const { return columns_; }

    struct Cell {
        int row, column;
    }; // row as uploaded
    /// The cell under a pixel of the texture, origin top left; none outside the matrix.
    [[nodiscard]] std::optional<Cell> cell_at(glm::vec2 px) const;
    /// Displayed position of a row as uploaded.
    [[nodiscard]] int displayed_row(int row) const;

private:
    void reset_view();
    void reduce_rows();
    void colour_cells();
    [[nodiscard]] std::vector<float> spotlight_positions() const;

    Shader reduce_, colour_;
    GlVertexArray array_;
    GlBuffer values_buffer_, order_buffer_;
    GlTexture values_texture_, order_texture_, colours_texture_, reduced_texture_;
    GlFramebuffer reduced_framebuffer_;
    glm::ivec2 reduced_size_{0, 0};
    Target target_;
    HeatmapStyle style_;
    HeatmapWindow window_;
    Colormap map_ = Colormap::Viridis;
    glm::vec2 range_{0.0f, 1.0f};
    std::vector<int> order_,
        position_; // displayed -> uploaded row, and back; empty when the order is as uploaded
    std::vector<int> spotlight_;
    glm::ivec2 size_{1, 1};
    int rows_ = 0, columns_ = 0;
    int limit_ = 0;
    bool stale_ = true;
};

} // namespace wordfield::render
