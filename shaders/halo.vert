#version 330 core
// What surrounds a chosen marker: a soft light, or a ring. Sprites of their own, so that ordinary markers stay small.
layout(location = 0) in vec4 position_radius;
layout(location = 1) in vec3 from;
layout(location = 3) in vec4 ring;
layout(location = 4) in float ring_eighths; // of a px
layout(location = 6) in float glow_quarters;

uniform mat4 view_projection;
uniform int glow; // 1: the light; 0: the ring
#include "view.glsl"

flat out vec2 centre_px;
flat out vec2 radii; // where it begins and where it ends
flat out vec4 halo_colour;

void main() {
    vec4 clip = view_projection * vec4(mix(from, position_radius.xyz, t), 1.0);
    float depth = relative_depth(clip.w), scale = depth_scale(depth);
    float radius = position_radius.w * scale;
    radii = glow == 1 ? vec2(radius, radius + glow_quarters * 0.25 * scale) : radius + vec2(2.0, 2.0 + ring_eighths * 0.125);
    halo_colour = vec4(ring.rgb, ring.a * depth_alpha(depth));
    vec2 place = clip.xy / clip.w;
    centre_px = (place * 0.5 + 0.5) * viewport_px;
    gl_Position = vec4(clamp(place, vec2(-1.0), vec2(1.0)), 0.0, 1.0); // see point.vert
    gl_PointSize = 2.0 * radii.y + 2.0;
}
