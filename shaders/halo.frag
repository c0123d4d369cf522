#version 330 core
// A light that falls off smoothly to nothing, strongest at the marker; or a ring with smooth edges.
flat in vec2 centre_px;
flat in vec2 radii;
flat in vec4 halo_colour;

uniform int glow;

out vec4 colour;

void main() {
    float d = length(gl_FragCoord.xy - centre_px);
    float fall = clamp((radii.y - d) / max(radii.y - radii.x, 1.0), 0.0, 1.0);
    float ring = clamp(0.5 + 0.5 * (radii.y - radii.x) - abs(d - 0.5 * (radii.x + radii.y)), 0.0, 1.0);
    colour = vec4(halo_colour.rgb, halo_colour.a * (glow == 1 ? 0.5 * fall * fall : ring));
}
