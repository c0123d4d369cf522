// SPDX-License-Identifier: MIT
// The newest finding that a page can show: while a later one is still being worked at, the whole one before.
#pragma once

#include "app/desk/frame.hpp"

#include <cstdint>
#include <memory>

namespace wordfield::app {

template <class Kind>
class KeptFinding {
public:
    /// Null while nothing is known of this run, or of the step that is looked back at. `wanted` says of a
    /// finding whether it is about what the page asks.
    template <class Wanted>
    const Kind* follow(const Frame& frame, Wanted wanted) {
        const Moment& shown = *frame.moment;
        if (kept_ && (run_ != shown.run || (!frame.live && step_ != shown.step) || !wanted(*kept_)))
            kept_.reset();
        const Found* const now = frame.findings ? frame.findings->template of<Kind>() : nullptr;
        if (now == nullptr || now->moment->run != shown.run) return kept_.get();
        if (!frame.live && now->moment->step != shown.step) return kept_.get();
        auto finding = std::static_pointer_cast<const Kind>(now->finding);
        if (finding != kept_ && wanted(*finding) && (finding->complete || !kept_ || !kept_->complete)) {
            kept_ = std::move(finding);
            run_ = shown.run;
            step_ = now->moment->step;
            ++version_;
        }
        return kept_.get();
    }
    /// Of what follow() gave last: the step of its weights.
    [[nodiscard]] std::int64_t step() const { return step_; }

    /// Another number with every finding that follow() gives; 0 before the first.
    [[nodiscard]] std::uint64_t version() const { return version_; }

private:
    std::shared_ptr<const Kind> kept_;
    std::uint64_t run_ = 0, version_ = 0;
    std::int64_t step_ = 0;
};

} // namespace wordfield::app
