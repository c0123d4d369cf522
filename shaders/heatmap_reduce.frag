#version 330 core
// The mean of the rows that share one pixel row, for one column of the matrix. Writes (mean, weight), where weight is
// the part of the pixel that holds numbers (0: all masked), negative for a row in the spotlight.
uniform samplerBuffer values; // rows x columns
uniform isamplerBuffer order; // displayed row -> uploaded row
uniform int ordered;
uniform vec2 shape;           // rows, columns
uniform vec2 window_rows;     // first, count; in displayed rows
uniform float height_px;
uniform int spotlight_count;
uniform float spotlight[16];  // displayed rows

out vec2 mean_weight;

// By its bits: compilers may take isnan() for always false.
bool masked(float v) { return (floatBitsToUint(v) & 0x7fffffffu) > 0x7f800000u; }

float value_at(int row, int column) {
    int uploaded = ordered == 1 ? texelFetch(order, row).r : row;
    return texelFetch(values, uploaded * int(shape.y) + column).r;
}

// The lit row that owns this pixel, or -1. A lit row is at least three pixels tall, so that it can be found.
int lit_row(float middle, float rows_per_px) {
    int best = -1;
    float reach = max(0.5, 1.5 * rows_per_px);
    for (int i = 0; i < spotlight_count; ++i) {
        float off = abs(middle - (spotlight[i] + 0.5));
        if (off > reach) continue;
        reach = off;
        best = int(spotlight[i]);
    }
    return best;
}

void main() {
    int column = int(gl_FragCoord.x);
    float rows_per_px = window_rows.y / height_px;
    float low = window_rows.x + (height_px - gl_FragCoord.y - 0.5) * rows_per_px, high = low + rows_per_px;
    float middle = 0.5 * (low + high);
    int lit = lit_row(middle, rows_per_px);
    if (lit >= 0 || rows_per_px <= 1.0) { // one row: the lit one, or the one under the pixel's middle
        int row = lit >= 0 ? lit : int(floor(middle));
        bool outside = row < 0 || row >= int(shape.x);
        float v = outside ? 0.0 : value_at(row, column);
        bool empty = outside || masked(v);
        // An empty lit row still says that it is lit, by a weight too small to count as a number.
        mean_weight = vec2(empty ? 0.0 : v, (lit >= 0 ? -1.0 : 1.0) * (empty ? 1e-6 : 1.0));
        return;
    }
    float sum = 0.0, weight = 0.0;
    int last = min(int(ceil(high)), int(shape.x));
    for (int row = max(int(floor(low)), 0); row < last; ++row) {
        float v = value_at(row, column);
        if (masked(v)) continue;
        float share = min(high, float(row + 1)) - max(low, float(row));
        sum += v * share;
        weight += share;
    }
    mean_weight = vec2(weight > 0.0 ? sum / weight : 0.0, weight / rows_per_px);
}
