#version 330 core
// The soft light around a marker: a sprite of its own, so that ordinary markers stay small and cheap.
layout(location = 0) in vec4 position_radius;
layout(location = 1) in vec4 from_glow;
layout(location = 3) in vec4 ring;

uniform mat4 view_projection;
#include "view.glsl"

flat out vec2 centre_px;
flat out vec2 radii; // the marker's, and where the light ends
flat out vec4 glow_colour;

void main() {
    vec4 clip = view_projection * vec4(mix(from_glow.xyz, position_radius.xyz, t), 1.0);
    float depth = relative_depth(clip.w), scale = depth_scale(depth);
    radii = vec2(position_radius.w, position_radius.w + from_glow.w) * scale;
    glow_colour = vec4(ring.rgb, ring.a * depth_alpha(depth));
    vec2 place = clip.xy / clip.w;
    centre_px = (place * 0.5 + 0.5) * viewport_px;
    gl_Position = vec4(clamp(place, vec2(-1.0), vec2(1.0)), 0.0, 1.0); // see point.vert
    gl_PointSize = 2.0 * radii.y + 2.0;
}
