#version 330 core
// One marker, one vertex: its place, its size in px, and what its fragments need.
layout(location = 0) in vec4 position_radius;
layout(location = 1) in vec4 from_glow;
layout(location = 2) in vec4 fill;
layout(location = 3) in vec4 ring;
layout(location = 4) in float ring_px;
layout(location = 5) in int shape;

uniform mat4 view_projection;
#include "view.glsl"

flat out vec2 centre_px;
flat out float radius;
flat out vec2 ring_radii; // inner, outer; 0 for no ring
flat out vec4 fill_colour;
flat out vec4 ring_colour;
flat out int kind;

void main() {
    vec4 clip = view_projection * vec4(mix(from_glow.xyz, position_radius.xyz, t), 1.0);
    float depth = relative_depth(clip.w);
    float scale = depth_scale(depth), fade = depth_alpha(depth);
    radius = position_radius.w * scale;
    fill_colour = vec4(fill.rgb, fill.a * fade);
    ring_colour = vec4(ring.rgb, ring.a * fade);
    kind = shape;
    float inner = radius + 2.0;
    ring_radii = ring_px > 0.0 ? vec2(inner, inner + ring_px) : vec2(0.0);

    // A sprite is dropped as soon as its middle leaves the screen, which would make markers pop at the rim. So the sprite
    // is held at the rim, and fragments measure from where the middle really is.
    vec2 place = clip.xy / clip.w;
    centre_px = (place * 0.5 + 0.5) * viewport_px;
    gl_Position = vec4(clamp(place, vec2(-1.0), vec2(1.0)), 0.0, 1.0);
    gl_PointSize = 2.0 * max(radius * 1.4, ring_radii.y) + 4.0;
}
