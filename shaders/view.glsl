// Where a world point lands on the screen, and how far away it looks. Shared by points, glows and lines.
uniform vec2 viewport_px;
uniform float t;        // 0..1: how far everything has come from its `from` place
uniform int orbit;      // 1: perspective
uniform float distance; // from the eye to the target, world units

// Distance in front of the eye, divided by the target's; 1 everywhere on a flat map. w is gl_Position.w.
float relative_depth(float w) { return orbit == 1 ? w / distance : 1.0; }

// Farther markers are smaller, but less than perspective would have it: they must stay readable.
float depth_scale(float depth) { return orbit == 1 ? clamp(mix(1.0, 1.0 / depth, 0.6), 0.4, 2.5) : 1.0; }

// Farther things are fainter.
float depth_alpha(float depth) { return orbit == 1 ? 1.0 - 0.65 * smoothstep(1.0, 1.6, depth) : 1.0; }
