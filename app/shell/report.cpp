// SPDX-License-Identifier: MIT
#include "app/shell/report.hpp"

#include "app/desk/json_text.hpp"
#include "app/shell/options.hpp"
#include "app/shell/seeds_report.hpp"
#include "model/core/thread_pool.hpp"
#include "model/geometry/analogies.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/map/shepard.hpp"
#include "model/text/corpus_source.hpp"
#include "model/train/model_kind.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace wordfield::app {
namespace {

using nlohmann::json;

json number_or_null(const std::optional<double>& value) {
    return value ? json(*value) : json(nullptr);
}

// Null for a grammar, which is written and not read.
json rules_fields(const Corpus& corpus) {
    if (!corpus.source || corpus.text.entropy_floor) return nullptr;
    constexpr std::array<const char*, 3> tokens{"words", "cased", "code"};
    constexpr std::array<const char*, 3> documents{"paragraphs", "lines", "whole"};
    const TextRules rules = corpus.source->rules;
    return {{"tokens", tokens[static_cast<std::size_t>(rules.tokens)]},
            {"documents", documents[static_cast<std::size_t>(rules.documents)]}};
}

json corpus_fields(const Corpus& corpus) {
    return {{"name", corpus.name},
            {"tokens", corpus.text.train.size() + corpus.text.heldout.size()},
            {"vocabulary", corpus.lexicon.vocabulary.size()},
            {"read_as", rules_fields(corpus)},
            {"categories", corpus.lexicon.categories.size()},
            {"seed", corpus.source && corpus.text.entropy_floor ? json(corpus.source->seed) : json(nullptr)},
            {"entropy_floor_nats", number_or_null(corpus.text.entropy_floor)},
            {"notes", corpus.notes}};
}

json model_fields(const Moment& s) {
    const ModelKindInfo& info = info_of(s.model.kind);
    json fields{{"kind", info.id},
                {"parameters", s.parameters},
                {"dim", s.model.dim},
                {"context", s.model.context},
                {"batch", s.train.batch},
                {"learning_rate", s.train.learning_rate},
                {"threads", s.capabilities.threads ? s.train.threads : 1},
                {"instruction_set", instruction_set().name}};
    for (const ModelSetting* const setting : info.settings)
        std::visit([&](const auto& kind) { fields[setting->id] = s.model.*kind.member; }, setting->value);
    if (s.capabilities.next_token) fields["softmax_sample"] = softmax_sample_size(s.model, s.train);
    return fields;
}

json neighbour_fields(const Layout& layout) {
    if (!layout.purity) return nullptr;
    return {{"purity_at_10", layout.purity->overall},
            {"error", layout.purity->error},
            {"words", layout.purity->words},
            {"chance", layout.purity->chance},
            {"per_category", layout.purity->per_category}};
}

json analogy_fields(const Moment& s) {
    if (s.corpus->lexicon.relations.empty()) return nullptr;
    ThreadPool pool{s.train.threads};
    const AnalogyScore score = score_analogies(*s.embedding, s.corpus->lexicon.relations, pool);
    json relations = json::object();
    for (const RelationScore& relation : score.relations)
        relations[relation.name] = {{"accuracy", relation.accuracy()}, {"count", relation.count}};
    return {{"accuracy", score.all.accuracy()}, {"count", score.all.count}, {"per_relation", relations}};
}

json sense_fields(const std::optional<Senses>& senses) {
    if (!senses) return nullptr;
    return {{"word", senses->word},
            {"same_sense", senses->same},
            {"same_sense_error", senses->same_error},
            {"different_sense", senses->different},
            {"different_sense_error", senses->different_error}};
}

json purity_fields(const SensePurity& one) {
    return {{"occurrences", one.occurrences},
            {"purity", one.purity},
            {"error", one.error},
            {"chance", one.chance}};
}

// Lists are stage by stage.
json context_fields(const std::optional<MeasuredContexts>& contexts, const Vocabulary& vocabulary) {
    if (!contexts || !contexts->finding || !contexts->finding->map) return nullptr;
    const ContextFinding& found = *contexts->finding;
    const int count = static_cast<int>(found.stages->size());
    json stages = json::array(), by_sense = nullptr;
    for (int s = 0; s < count; ++s) stages.push_back(stage_name(s, count));
    if (!contexts->purity.empty()) {
        by_sense = {{"mean", purity_fields(mean_purity(contexts->purity))}};
        for (const SensePurity& one : contexts->purity)
            by_sense["words"][vocabulary.word(one.word)] = purity_fields(one);
        if (!contexts->told.empty()) by_sense["mean_told"] = purity_fields(mean_purity(contexts->told));
        for (const SensePurity& one : contexts->told)
            by_sense["words_told"][vocabulary.word(one.word)] = purity_fields(one);
    }
    return {{"passages", found.occurrences->passages.size()},
            {"occurrences", found.occurrences->size()},
            {"stages", stages},
            {"same_word_at_10", found.gathering.same_word},
            {"same_next_at_10", found.gathering.same_next},
            {"map_trustworthiness_at_10", found.map->trust},
            {"map_trustworthiness_error", found.map->trust_error},
            {"map_shown", found.map->shown},
            {"purity_by_sense", by_sense}};
}

json motion_fields(const MotionRecord& motion) {
    const auto medians = motion.medians();
    if (!medians) return nullptr;
    return {{"map", medians->map}, {"space", medians->space}, {"maps", medians->layouts}};
}

json map_fields(const Layout& layout, const MotionRecord& motion) {
    json map{{"method", layout.method}, {"dims", layout.config.dims}, {"words", layout.words.size()}};
    if (layout.quality) {
        map["trustworthiness_at_10"] = layout.quality->trustworthiness;
        map["continuity_at_10"] = layout.quality->continuity;
        map["neighbours_kept_at_10"] = layout.quality->kept;
        map["purity_at_10"] = layout.purity ? json(layout.quality->purity) : json(nullptr);
        map["errors"] = {{"trustworthiness_at_10", layout.quality->trustworthiness_error},
                         {"continuity_at_10", layout.quality->continuity_error},
                         {"neighbours_kept_at_10", layout.quality->kept_error}};
        if (layout.purity) map["errors"]["purity_at_10"] = layout.quality->purity_error;
    }
    if (layout.rows) map["stress_1"] = shepard_diagram(*layout.rows, layout.positions).stress;
    map["kl_divergence_nats"] = layout.divergence ? json(*layout.divergence) : json(nullptr);
    map["neighbour_search_recall_at_10"] =
        layout.recall ? json{{"found", layout.recall->found}, {"error", layout.recall->error}}
                      : json(nullptr);
    if (!layout.explained_variance.empty()) map["explained_variance"] = layout.explained_variance;
    map["motion"] = motion_fields(motion);
    return map;
}

json in_view_fields(const Moment& s) {
    if (s.heldout_step < 0 || !s.heldout_in_view) return nullptr;
    return {{"nats", s.heldout_in_view->mean},
            {"error", s.heldout_in_view->error},
            {"tokens", s.heldout_in_view->tokens}};
}

} // namespace

std::string report_json(const Status& status, const Layout& layout, const MotionRecord& motion,
                        const std::optional<Senses>& senses, const SeedComparison* seeds,
                        const std::optional<MeasuredContexts>& contexts) {
    const Moment& s = *status.moment;
    const bool measured = s.heldout_step >= 0;
    const json report{{"version", version()},
                      {"seed", s.train.seed},
                      {"corpus", corpus_fields(*s.corpus)},
                      {"model", model_fields(s)},
                      {"step", s.step},
                      {"seconds", status.seconds},
                      {"tokens_per_second", status.tokens_per_second},
                      {"loss",
                       {{"train", s.step > 0 ? json(s.train_loss) : json(nullptr)},
                        {"heldout", measured ? json(s.heldout_loss) : json(nullptr)},
                        {"heldout_error", measured ? json(s.heldout_error) : json(nullptr)},
                        {"heldout_in_view", in_view_fields(s)}}},
                      {"neighbours", neighbour_fields(layout)},
                      {"analogies", analogy_fields(s)},
                      {"senses", sense_fields(senses)},
                      {"contexts", context_fields(contexts, s.corpus->lexicon.vocabulary)},
                      {"map", map_fields(layout, motion)},
                      {"seeds", seeds_fields(seeds, s.corpus->lexicon.vocabulary)}};
    return json_text(report, 2);
}

} // namespace wordfield::app
