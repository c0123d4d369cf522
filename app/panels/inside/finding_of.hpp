// SPDX-License-Identifier: MIT
#pragma once

#include "app/desk/frame.hpp"

namespace wordfield::app {

/// What is known of this kind of inquiry, of the moment that is shown or, while live, of one not long before
/// it; null where nothing is.
template <class Kind>
const Kind* finding_of(const Frame& frame) {
    const Found* const found = frame.findings ? frame.findings->of<Kind>() : nullptr;
    return found != nullptr ? static_cast<const Kind*>(found->finding.get()) : nullptr;
}

} // namespace wordfield::app
