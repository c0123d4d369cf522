// SPDX-License-Identifier: MIT
#include "model/causal/ablation_inquiry.hpp"

#include "model/causal/directions.hpp"
#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <numeric>

namespace wordfield::inline causal {
namespace {

constexpr int windows_of_one = 64, windows_of_many = 16; // the more passes, the less text
constexpr int scanned_at_once = 6;
constexpr int least_seen = 4, most_words = 8;

double mean(const std::vector<double>& values) {
    return values.empty()
               ? 0.0
               : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

bool AblationInquiry::same_as(const Inquiry& other) const {
    const auto* const one = dynamic_cast<const AblationInquiry*>(&other);
    return one != nullptr && one->choice_ == choice_;
}

// First what the loss says, then the table's neighbours and sums.
std::shared_ptr<const Finding> AblationInquiry::work(const InquiryInput& input, const Finding* before) const {
    const Moment& moment = input.moment;
    const GptNetwork* const gpt = gpt_of(moment);
    const Ablation ablation = ablation_of(choice_, moment);
    const auto table = moment.embedding->floats();
    const Matrix& embedding = *table;
    if (const auto* const known = dynamic_cast<const AblationFinding*>(before)) {
        auto found = std::make_shared<AblationFinding>(*known);
        ThreadPool pool{1};
        found->before = table_measures(embedding, moment.corpus->lexicon, pool);
        found->after = ablation.directions.rows() == 0
                           ? found->before
                           : table_measures(without_directions(embedding, ablation.directions),
                                            moment.corpus->lexicon, pool);
        found->complete = true;
        return found;
    }
    auto found = std::make_shared<AblationFinding>();
    found->choice = choice_;
    found->directions = static_cast<int>(ablation.directions.rows());
    const Batch windows = heldout_windows(moment, windows_of_one);
    if (gpt != nullptr && windows.count() > 0) {
        const auto whole = ablated_losses(*gpt, embedding, windows, {}, input.room);
        const auto without = ablated_losses(*gpt, embedding, windows, ablation, input.room);
        found->loss_before = mean(whole);
        found->loss_change = loss_change(whole, without, windows.length);
        found->words = words_that_suffer(windows, whole, without, least_seen, most_words);
    }
    found->complete = false;
    return found;
}

bool ScanInquiry::same_as(const Inquiry& other) const {
    const auto* const one = dynamic_cast<const ScanInquiry*>(&other);
    return one != nullptr && one->neurons_ == neurons_;
}

std::shared_ptr<const Finding> ScanInquiry::work(const InquiryInput& input, const Finding* before) const {
    const auto* const known = dynamic_cast<const ScanFinding*>(before);
    auto found = known != nullptr ? std::make_shared<ScanFinding>(*known) : std::make_shared<ScanFinding>();
    const GptNetwork* const gpt = gpt_of(input.moment);
    const Batch windows = heldout_windows(input.moment, windows_of_many);
    found->neurons = neurons_;
    if (gpt == nullptr || windows.count() == 0) return found;
    const NetworkSpec& spec = gpt->spec();
    found->of = neurons_ ? spec.layers * spec.hidden() : spec.dim;
    const auto table = input.moment.embedding->floats();
    const Matrix& embedding = *table;
    const auto whole = ablated_losses(*gpt, embedding, windows, {}, input.room);
    for (int i = 0; i < scanned_at_once && std::ssize(found->change) < found->of; ++i) {
        const int next = static_cast<int>(found->change.size());
        const Ablation one =
            neurons_ ? Ablation{Matrix(0, spec.dim), {{next / spec.hidden(), next % spec.hidden()}}}
                     : Ablation{coordinate(spec.dim, next), {}};
        const MeanLoss change =
            loss_change(whole, ablated_losses(*gpt, embedding, windows, one, input.room), windows.length);
        found->change.push_back(change.mean);
        found->error.push_back(change.error);
    }
    found->complete = std::ssize(found->change) == found->of;
    return found;
}

} // namespace wordfield::inline causal
