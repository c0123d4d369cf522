#version 330 core
// Six vertices lay a rectangle over one line on the screen; layout as in render/scene.hpp, struct LineInstance.
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
    int first = gl_VertexID / 6 * 6, corner = gl_VertexID % 6;
    vec4 texel[6];
    for (int i = 0; i < 6; ++i) texel[i] = texelFetch(lines, first + i);
    vec3 a = texel[0].xyz, b = vec3(texel[0].w, texel[1].xy);
    float width = texel[1].z, dash = texel[1].w;
    vec3 from_a = texel[4].xyz, from_b = vec3(texel[4].w, texel[5].xy);
    float arrow = texel[5].z, inset = texel[5].w;

    vec3 eye_a = (view * vec4(mix(from_a, a, t), 1.0)).xyz, eye_b = (view * vec4(mix(from_b, b, t), 1.0)).xyz;
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
    float reach = max(half_width, 0.4 * half_dash_arrow.z) + 1.0;
    bool at_end = corner == 1 || corner == 2 || corner == 4;
    along_across = vec2(at_end ? span + 1.0 : -1.0, corner == 0 || corner == 1 || corner == 3 ? -reach : reach);
    vec2 px = start.xy + direction * along_across.x + vec2(-direction.y, direction.x) * along_across.y;
    line_colour = at_end ? texel[3] : texel[2];
    line_colour.a *= fade * depth_alpha(at_end ? end.z : start.z);
    gl_Position = vec4(px / viewport_px * 2.0 - 1.0, 0.0, 1.0);
}
