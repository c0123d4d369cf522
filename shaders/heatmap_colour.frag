#version 330 core
// The mean of the columns that share one pixel, through the colour table; gaps, hatching and dimming.
uniform sampler2D reduced; // columns x height px: (mean, weight), see heatmap_reduce.frag
uniform sampler2D colours; // 256 x 1
uniform vec2 shape;        // rows, columns
uniform vec4 window;       // first row, rows, first column, columns
uniform vec2 size_px;
uniform vec2 range;        // low, high
uniform float dim;         // of rows outside the spotlight
uniform float gap_px;
uniform vec4 background;
uniform vec4 masked;
uniform vec4 hatch;

out vec4 colour;

vec4 colour_of(float v) {
    float u = range.y > range.x ? clamp((v - range.x) / (range.y - range.x), 0.0, 1.0) : 0.5;
    return texelFetch(colours, ivec2(int(u * 255.0 + 0.5), 0), 0);
}

vec4 hatched() {
    float stripe = mod(gl_FragCoord.x + gl_FragCoord.y, 6.0);
    return stripe < 1.0 ? hatch : masked;
}

// Mean over the pixel's columns in x, covered part in y, lit in z.
vec3 mean_of_columns(float low, float high) {
    int y = int(gl_FragCoord.y), columns = int(shape.y);
    if (high - low <= 1.0) {
        vec2 one = texelFetch(reduced, ivec2(clamp(int(floor(0.5 * (low + high))), 0, columns - 1), y), 0).rg;
        return vec3(one.x, abs(one.y), one.y < 0.0);
    }
    float sum = 0.0, weight = 0.0, lit = 0.0;
    int last = min(int(ceil(high)), columns);
    for (int column = max(int(floor(low)), 0); column < last; ++column) {
        vec2 one = texelFetch(reduced, ivec2(column, y), 0).rg;
        float share = (min(high, float(column + 1)) - max(low, float(column))) * abs(one.y);
        sum += one.x * share;
        weight += share;
        lit = one.y < 0.0 ? 1.0 : lit;
    }
    return vec3(weight > 0.0 ? sum / weight : 0.0, weight / (high - low), lit);
}

bool in_gap(vec2 cell, vec2 px_per_cell) {
    if (gap_px <= 0.0 || min(px_per_cell.x, px_per_cell.y) < 4.0 * gap_px) return false;
    vec2 to_edge = min(fract(cell), 1.0 - fract(cell)) * px_per_cell;
    return min(to_edge.x, to_edge.y) < 0.5 * gap_px;
}

void main() {
    vec2 at = vec2(gl_FragCoord.x, size_px.y - gl_FragCoord.y);
    vec2 cells_per_px = window.wy / size_px;
    vec2 cell = window.zx + at * cells_per_px; // column, row
    if (cell.x < 0.0 || cell.y < 0.0 || cell.x >= shape.y || cell.y >= shape.x || in_gap(cell, 1.0 / cells_per_px)) {
        colour = background;
        return;
    }
    vec3 mean = mean_of_columns(cell.x - 0.5 * cells_per_px.x, cell.x + 0.5 * cells_per_px.x);
    colour = mean.y > 1e-4 ? mix(hatched(), colour_of(mean.x), min(mean.y, 1.0)) : hatched();
    if (mean.z < 0.5) colour = mix(colour, background, dim);
}
