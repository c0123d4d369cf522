// SPDX-License-Identifier: MIT
#include "model/context/context_inquiry.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace wordfield::inline context {
namespace {

constexpr int least_of_word = 3; // occurrences: fewer make no map
constexpr double piece = 0.02;   // seconds of passes at a time, one more at least

// Reads on until the piece is long enough.
void read_some(const GptNetwork& network, Network::Room& room, ContextFinding& found) {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const int all = static_cast<int>(found.occurrences->passages.size());
    do {
        const int end = std::min(all, found.passages_read + 8);
        read_passages(network, *found.occurrences, found.passages_read, end, room, *found.vectors);
        found.passages_read = end;
    } while (found.passages_read < all &&
             std::chrono::duration<double>(Clock::now() - begin).count() < piece);
}

void take_stages(ContextFinding& found) {
    auto stages = std::make_shared<std::vector<Matrix>>();
    for (int s = 0; s < found.vectors->stages(); ++s) {
        stages->push_back(centred_units(found.vectors->stage(s)));
        found.means.emplace_back(found.vectors->stage(s).colwise().mean());
    }
    found.stages = std::move(stages);
    found.said = found.vectors->said;
}

std::vector<const Matrix*> stages_of(const StageVectors& vectors) {
    std::vector<const Matrix*> stages;
    for (int s = 0; s < vectors.stages(); ++s) stages.push_back(&vectors.stage(s));
    return stages;
}

// So many passages that all their vectors take no more than 128 MB.
int affordable(int passages, int context, const NetworkSpec& spec) {
    const double rows = static_cast<double>(passages) * context;
    const double bytes = rows * spec.dim * 4.0 * (4.0 * spec.layers + 3.0);
    return std::max(1, static_cast<int>(passages * std::min(1.0, 128e6 / std::max(bytes, 1.0))));
}

} // namespace

bool ContextFinding::field_whole() const {
    return field &&
           field->layers.size() + 2 == stages->size(); // the embedding's and the output's are stages, too
}

float ContextFinding::progress() const {
    if (complete) return 1.0F;
    if (!occurrences || occurrences->passages.empty()) return 0.0F;
    return 0.8F * static_cast<float>(passages_read) / static_cast<float>(occurrences->passages.size());
}

ContextInquiry::ContextInquiry(std::shared_ptr<const ContextFinding> last, PassageOptions options)
    : last_{std::move(last)}, options_{options} {}

bool ContextInquiry::same_as(const Inquiry& other) const {
    const auto* const same = dynamic_cast<const ContextInquiry*>(&other);
    return same != nullptr && same->options_.only == options_.only;
}

std::shared_ptr<ContextFinding> ContextInquiry::begin(const Moment& moment, const GptNetwork& network) const {
    auto found = std::make_shared<ContextFinding>();
    PassageOptions options = options_;
    options.context = std::min(options.context, network.spec().context);
    options.passages = affordable(options.passages, options.context, network.spec());
    options.per_sense = std::min(options.per_sense, options.passages / 20);
    found->word = options.only;
    auto occurrences = choose_occurrences(moment.corpus->text, moment.corpus->lexicon, options);
    const bool same = last_ && last_->occurrences && last_->occurrences->passages == occurrences.passages &&
                      last_->occurrences->token == occurrences.token;
    found->occurrences =
        same ? last_->occurrences : std::make_shared<const Occurrences>(std::move(occurrences));
    found->vectors = std::make_shared<StageVectors>(room_for(network, *found->occurrences));
    found->complete = found->occurrences->size() < (found->word ? least_of_word : 1);
    return found;
}

// What is looked at comes before the figures that are told of it.
std::shared_ptr<const Finding> ContextInquiry::work(const InquiryInput& input, const Finding* before) const {
    const auto* const network = dynamic_cast<const GptNetwork*>(input.moment.network.get());
    const auto* const done = dynamic_cast<const ContextFinding*>(before);
    if (network == nullptr) return std::make_shared<ContextFinding>();
    if (done == nullptr) return begin(input.moment, *network);
    auto found = std::make_shared<ContextFinding>(*done);
    const bool all_read = found->passages_read == std::ssize(found->occurrences->passages);
    if (!all_read) {
        read_some(*network, input.room, *found);
    } else if (!found->stages) {
        take_stages(*found);
    } else if (!found->map) {
        const bool same = last_ && last_->map && last_->occurrences == found->occurrences;
        found->map =
            std::make_shared<const ContextMap>(map_stages(*found->stages, same ? last_->map.get() : nullptr));
    } else if (!found->field && !found->word) {
        const bool same = last_ && last_->field && last_->occurrences == found->occurrences;
        found->field = std::make_shared<const FlowField>(
            field_plane(*found->vectors, same ? last_->field.get() : nullptr));
    } else if (!found->word && !found->field_whole()) {
        auto field = std::make_shared<FlowField>(*found->field);
        add_layer(*found->vectors, network->weights(), network->spec().heads, *field);
        found->field = std::move(field);
    } else if (found->gathering.same_word.size() < found->stages->size()) {
        measure_gathering(*found->stages, *found->occurrences, found->gathering);
    } else if (!found->parted) {
        found->parted = true;
        found->purity = sense_purity(*found->occurrences, stages_of(*found->vectors));
        found->told = sense_purity(*found->occurrences, stages_of(*found->vectors), 4, true);
    } else if (found->map->trust.size() < found->stages->size()) {
        auto map = std::make_shared<ContextMap>(*found->map);
        measure_trust(*found->stages, *map);
        found->map = std::move(map);
    } else {
        found->vectors.reset();
        found->complete = true;
        last_ = found;
        return found;
    }
    found->complete = false;
    return found;
}

std::optional<MeasuredContexts> measure_contexts(const Moment& moment) {
    const auto* const network = dynamic_cast<const GptNetwork*>(moment.network.get());
    if (network == nullptr || moment.corpus->text.heldout.empty()) return std::nullopt;
    const auto room = network->room(nullptr);
    const ContextInquiry inquiry;
    std::shared_ptr<const Finding> found = inquiry.work({moment, nullptr, nullptr, *room}, nullptr);
    while (!found->complete) found = inquiry.work({moment, nullptr, nullptr, *room}, found.get());
    MeasuredContexts measured{std::dynamic_pointer_cast<const ContextFinding>(found), {}};

    PassageOptions options{.context = std::min(32, network->spec().context), .only_senses = true};
    options.per_sense = affordable(600, options.context, network->spec()) / 10;
    const Occurrences occurrences = choose_occurrences(moment.corpus->text, moment.corpus->lexicon, options);
    if (occurrences.size() == 0) return measured;
    StageVectors vectors = room_for(*network, occurrences);
    const int passages = static_cast<int>(occurrences.passages.size());
    for (int p = 0; p < passages; p += 8)
        read_passages(*network, occurrences, p, std::min(p + 8, passages), *room, vectors);
    measured.purity = sense_purity(occurrences, stages_of(vectors));
    measured.told = sense_purity(occurrences, stages_of(vectors), 4, true);
    return measured;
}

} // namespace wordfield::inline context
