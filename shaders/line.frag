#version 330 core
// Coverage of a line by distance, in px: across it, along it, to the nearest dash, to the arrow head.
in vec4 line_colour;
in vec2 along_across;
flat in float span;
flat in vec3 half_dash_arrow;

out vec4 colour;

float covered(float distance_inside) { return clamp(distance_inside + 0.5, 0.0, 1.0); }

void main() {
    float along = along_across.x, across = abs(along_across.y);
    float half_width = half_dash_arrow.x, dash = half_dash_arrow.y, arrow = half_dash_arrow.z;
    float shaft_end = span - 0.8 * arrow; // the shaft ends inside the head
    float coverage = covered(half_width - across) * covered(min(along, shaft_end - along));
    if (dash > 0.0) coverage *= covered(0.5 * dash - abs(mod(along, 2.0 * dash) - 0.5 * dash));
    if (arrow > 0.0) {
        float to_tip = span - along; // the head's flanks open with a slope of .4
        float head = min((0.4 * to_tip - across) * 0.928, arrow - to_tip);
        coverage = max(coverage, covered(head));
    }
    colour = vec4(line_colour.rgb, line_colour.a * coverage);
}
