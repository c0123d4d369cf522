#version 330 core
// Four vertices lay a rectangle over one line on the screen; layout as in render/scene.hpp, struct LineInstance.
uniform samplerBuffer lines; // 6 texels a line
uniform mat4 view;
uniform mat4 projection;
#include "view.glsl"

out vec4 line_colour;
out vec2 along_across;   // px from the line's start, px from its middle
flat out float span;     // px from end to end
flat out vec3 half_dash_arrow; // half width, dash, arrow length, px

// Brings an end that lies behind the eye forward, onto the plane just before it.
vec3 before_eye(vec3 point, vec3 other) {
    float near = -0.03 * distance;
    if (orbit == 0 || point.z < near) return point;
    return mix(other, point, (near - other.z) / (point.z - other.z));
}

vec3 to_screen(vec3 eye) { // px, px, relative depth
    vec4 clip = projection * vec4(eye, 1.0);
    return vec3((clip.xy / clip.w * 0.5 + 0.5) * viewport_px, relative_depth(clip.w));
}

void main() {
    int first = 6 * (gl_VertexID / 4), corner = gl_VertexID % 4; // corners: start below, end below, start above, end above
    vec4 ends = texelFetch(lines, first), style = texelFetch(lines, first + 1), tip = texelFetch(lines, first + 5);
    vec3 a = ends.xyz, b = vec3(ends.w, style.xy);
    float width = style.z, dash = style.w, arrow = tip.z, inset = tip.w;
    if (t < 1.0) {
        vec4 from = texelFetch(lines, first + 4);
        a = mix(from.xyz, a, t);
        b = mix(vec3(from.w, tip.xy), b, t);
    }
    vec3 eye_a = (view * vec4(a, 1.0)).xyz, eye_b = (view * vec4(b, 1.0)).xyz;
    float near = -0.03 * distance;
    bool hidden = orbit == 1 && eye_a.z > near && eye_b.z > near;
    vec3 start = to_screen(before_eye(eye_a, eye_b)), end = to_screen(before_eye(eye_b, eye_a));
    vec2 direction = end.xy - start.xy;
    float full = length(direction);
    direction = full > 1e-3 ? direction / full : vec2(1.0, 0.0);
    start.xy += direction * inset;
    span = full - 2.0 * inset;
    if (hidden || span <= 0.0) {
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0); // outside: draws nothing
        return;
    }
    // Thinner than a pixel would be uneven; such a line is one pixel wide and fainter instead.
    float fade = min(width, 1.0), half_width = 0.5 * max(width, 1.0);
    half_dash_arrow = vec3(half_width, dash, min(arrow, span));
    float reach = max(half_width, 0.4 * half_dash_arrow.z) + 0.5; // smooth edges end half a pixel outside
    bool at_end = corner % 2 == 1;
    along_across = vec2(at_end ? span + 0.5 : -0.5, corner < 2 ? -reach : reach);
    vec2 px = start.xy + direction * along_across.x + vec2(-direction.y, direction.x) * along_across.y;
    line_colour = texelFetch(lines, first + (at_end ? 3 : 2));
    line_colour.a *= fade * depth_alpha(at_end ? end.z : start.z);
    gl_Position = vec4(px / viewport_px * 2.0 - 1.0, 0.0, 1.0);
}
