// SPDX-License-Identifier: MIT
// The one OpenGL state in which everything of this folder is drawn, whatever was drawn before.
#pragma once

namespace wordfield::render {

/// Straight-alpha blending on; depth, scissor, culling and the rest off.
void enable_blending();

/// For laying a picture that was drawn over a transparent background over another: its colours have been
/// multiplied by their alpha.
void enable_blending_of_pictures();

/// As above without blending: every pixel is replaced.
void disable_blending();

} // namespace wordfield::render
