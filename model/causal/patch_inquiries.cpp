// SPDX-License-Identifier: MIT
#include "model/causal/sentence_inquiries.hpp"

#include "model/causal/ablation_choice.hpp"

namespace wordfield::inline causal {
namespace {

bool is_in(const Trace& trace, StreamCell cell) {
    return cell.stage >= 0 && cell.stage < std::ssize(trace.residual) && cell.position >= 0 &&
           cell.position < std::ssize(trace.tokens);
}

} // namespace

bool PatchGridInquiry::same_as(const Inquiry& other) const {
    return dynamic_cast<const PatchGridInquiry*>(&other) != nullptr;
}

// A stage at a time.
std::shared_ptr<const Finding> PatchGridInquiry::work(const InquiryInput& input,
                                                      const Finding* before) const {
    const auto* const known = dynamic_cast<const PatchGridFinding*>(before);
    auto found =
        known != nullptr ? std::make_shared<PatchGridFinding>(*known) : std::make_shared<PatchGridFinding>();
    const GptNetwork* const gpt = gpt_of(input.moment);
    if (gpt == nullptr || !input.comparison) return found;
    const Trace &to = *input.trace, &from = *input.comparison;
    if (known == nullptr) found->grid = begin_patch_grid(to, from);
    fill_patch_grid(found->grid, found->stages++, *gpt, to, from, input.room);
    found->complete = found->stages == std::ssize(to.residual);
    return found;
}

bool PatchInquiry::same_as(const Inquiry& other) const {
    const auto* const one = dynamic_cast<const PatchInquiry*>(&other);
    return one != nullptr && one->patch_ == patch_;
}

std::shared_ptr<const Finding> PatchInquiry::work(const InquiryInput& input,
                                                  const Finding* /*before*/) const {
    auto found = std::make_shared<PatchFinding>();
    const GptNetwork* const gpt = gpt_of(input.moment);
    if (gpt != nullptr && input.comparison && is_in(*input.comparison, patch_.from) &&
        is_in(*input.trace, patch_.to))
        found->run = run_patched(*gpt, *input.trace, *input.comparison, patch_, input.room);
    return found;
}

} // namespace wordfield::inline causal
