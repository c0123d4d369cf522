#version 330 core
// A marker with smooth edges: the signed distance to its outline, in px, becomes coverage. All shapes but the disc are
// two half planes after mirroring; one formula without branches is what software OpenGL is fast at.
flat in vec3 centre_radius;
flat in vec4 flanks;
flat in vec4 form;
flat in vec2 turn;
flat in vec4 fill_colour;

uniform vec4 rim;

out vec4 colour;

// Below 0 inside.
float outline(vec2 p) {
    vec2 q = vec2(p.x * turn.x + p.y * turn.y, p.y * turn.x - p.x * turn.y);
    q.x = abs(q.x);
    q.y = form.z > 0.0 ? abs(q.y) : q.y;
    vec2 arm = vec2(max(q.x, q.y), min(q.x, q.y));
    q = form.w > 0.0 ? arm : q;
    float straight = max(dot(q, flanks.xy) - form.x, dot(q, flanks.zw) - form.y);
    return centre_radius.z >= 0.0 ? length(p) - centre_radius.z : straight;
}

void main() {
    float d = outline(gl_FragCoord.xy - centre_radius.xy);
    float inside = clamp(0.5 - d, 0.0, 1.0), beside = clamp(1.5 - d, 0.0, 1.0) - inside;
    float marker = inside * fill_colour.a, edge = beside * rim.a * fill_colour.a; // side by side: they add up
    colour = vec4((fill_colour.rgb * marker + rim.rgb * edge) / max(marker + edge, 1e-4), marker + edge);
}
