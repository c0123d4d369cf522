#version 330 core
// A marker with smooth edges: the signed distance to its outline, in px, becomes coverage.
flat in vec2 centre_px;
flat in float radius;
flat in vec2 ring_radii;
flat in vec4 fill_colour;
flat in vec4 ring_colour;
flat in int kind;

uniform vec4 rim;

out vec4 colour;

float box(vec2 p, vec2 half_size) {
    vec2 d = abs(p) - half_size;
    return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}

// Equilateral, pointing up, its centre of gravity in the middle; r is the inner radius.
float triangle(vec2 p, float r) { return max(abs(p.x) * 0.866 + p.y * 0.5, -p.y) - r; }

// Below 0 inside. Sizes give every shape about the area of the disc. Numbers as in render/scene.hpp, enum Shape.
float outline(vec2 p, float r) {
    if (kind == 0) return length(p) - r;
    if (kind == 1) return box(p, vec2(0.89 * r));
    if (kind == 2) return triangle(p + vec2(0.0, 0.1 * r), 0.72 * r);
    if (kind == 3) return (abs(p.x) + abs(p.y) - 1.25 * r) * 0.7071;
    if (kind == 6) return triangle(vec2(p.x, -p.y) + vec2(0.0, 0.1 * r), 0.72 * r);
    if (kind == 7) return max(abs(p.x) * 0.866 + abs(p.y) * 0.5, abs(p.y)) - 0.95 * r;
    if (kind == 4) p = vec2(p.x + p.y, p.y - p.x) * 0.7071; // a cross is a plus on its tip
    return min(box(p, vec2(1.22, 0.42) * r), box(p, vec2(0.42, 1.22) * r));
}

// Lays one straight-alpha colour over another.
vec4 over(vec4 top, vec4 bottom) {
    float alpha = top.a + bottom.a * (1.0 - top.a);
    return vec4((top.rgb * top.a + bottom.rgb * bottom.a * (1.0 - top.a)) / max(alpha, 1e-4), alpha);
}

void main() {
    vec2 p = gl_FragCoord.xy - centre_px;
    float d = outline(p, radius);
    float inside = clamp(0.5 - d, 0.0, 1.0), beside = clamp(1.5 - d, 0.0, 1.0) - inside;
    float marker = inside * fill_colour.a, edge = beside * rim.a * fill_colour.a; // side by side: they add up
    colour = vec4((fill_colour.rgb * marker + rim.rgb * edge) / max(marker + edge, 1e-4), marker + edge);
    if (ring_radii.y == 0.0) return;
    float middle = 0.5 * (ring_radii.x + ring_radii.y), half_width = 0.5 * (ring_radii.y - ring_radii.x);
    float ring = clamp(0.5 + half_width - abs(length(p) - middle), 0.0, 1.0);
    colour = over(colour, vec4(ring_colour.rgb, ring * ring_colour.a));
}
