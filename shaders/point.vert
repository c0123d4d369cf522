#version 330 core
// One marker, one vertex: its place, its size in px, and its outline in the form that point.frag evaluates.
layout(location = 0) in vec4 position_radius;
layout(location = 1) in vec3 from;
layout(location = 2) in vec4 fill;
layout(location = 5) in int shape;

uniform mat4 view_projection;
#include "view.glsl"

flat out vec3 centre_radius; // px, px, px; radius below 0: not a disc
flat out vec4 flanks;        // two outer normals; see point.frag
flat out vec4 form;          // their distances from the centre; 1 to mirror in y; 1 to mirror in the diagonal
flat out vec2 turn;          // cosine and sine
flat out vec4 fill_colour;

// Each shape has about the area of the disc of the same radius. Numbers as in render/scene.hpp, enum Shape.
// Returns how far the shape reaches, in radii.
float describe(int kind, float r) {
    const float cos30 = 0.8660, cos45 = 0.7071;
    turn = kind == 3 || kind == 4 ? vec2(cos45) : vec2(1.0, 0.0);
    flanks = vec4(1.0, 0.0, 0.0, 1.0);
    form = vec4(0.89 * r, 0.89 * r, 1.0, 0.0); // Square, Diamond
    if (kind == 2 || kind == 6) {              // Triangle: two flanks, mirrored in x, and a base
        flanks = kind == 2 ? vec4(cos30, 0.5, 0.0, -1.0) : vec4(cos30, -0.5, 0.0, 1.0);
        form = vec4(0.70 * r, 0.86 * r, 0.0, 0.0);
        return 1.45;
    }
    if (kind == 4 || kind == 5) { // Cross, Plus: an arm, mirrored in the diagonal
        form = vec4(1.22 * r, 0.42 * r, 1.0, 1.0);
        return 1.3;
    }
    if (kind == 7) { // Hexagon
        flanks = vec4(cos30, 0.5, 0.0, 1.0);
        form.xy = vec2(0.95 * r);
        return 1.1;
    }
    return kind == 0 ? 1.0 : 1.26;
}

void main() {
    vec4 clip = view_projection * vec4(mix(from, position_radius.xyz, t), 1.0);
    float depth = relative_depth(clip.w);
    float radius = position_radius.w * depth_scale(depth);
    float reach = describe(shape, radius);
    fill_colour = vec4(fill.rgb, fill.a * depth_alpha(depth));

    // A sprite is dropped as soon as its middle leaves the screen, which would make markers pop at the rim. So the sprite
    // is held at the rim, and fragments measure from where the middle really is.
    vec2 place = clip.xy / clip.w;
    centre_radius = vec3((place * 0.5 + 0.5) * viewport_px, shape == 0 ? radius : -1.0);
    gl_Position = vec4(clamp(place, vec2(-1.0), vec2(1.0)), 0.0, 1.0);
    gl_PointSize = 2.0 * (radius * reach + 1.5);
}
