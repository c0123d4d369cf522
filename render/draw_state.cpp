// SPDX-License-Identifier: MIT
// See the header.
#include "render/draw_state.hpp"

#include <epoxy/gl.h>

namespace wordfield::render {

void disable_blending() {
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_CULL_FACE);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
}

void enable_blending() {
    disable_blending();
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    // Alpha adds up as coverage does, so that a picture over a transparent background can be laid over
    // another.
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

void enable_blending_of_pictures() {
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

} // namespace wordfield::render
