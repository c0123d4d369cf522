#version 330 core
// Light that falls off smoothly to nothing, strongest at the marker's rim.
flat in vec2 centre_px;
flat in vec2 radii;
flat in vec4 glow_colour;

out vec4 colour;

void main() {
    float d = length(gl_FragCoord.xy - centre_px);
    float fall = clamp((radii.y - d) / max(radii.y - radii.x, 1.0), 0.0, 1.0);
    colour = vec4(glow_colour.rgb, glow_colour.a * 0.5 * fall * fall);
}
