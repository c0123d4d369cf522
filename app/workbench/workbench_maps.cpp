// SPDX-License-Identifier: MIT
// What is done with the maps beyond drawing them: keeping a model beside, and what Esc takes away.
#include "app/panels/map/map_poster.hpp"
#include "app/workbench/workbench.hpp"

namespace wordfield::app {

// The model that is there stays at the right, for comparison, while the next one is trained at the left.
void Workbench::keep_model(const std::shared_ptr<const Moment>& moment) {
    constexpr std::size_t most_kept = 4;
    models_.keep(*moment, frame_.name_of_run(moment->run));
    std::erase(kept_models_, *models_.kept());
    kept_models_.push_back(moments_.hold(moment));
    if (kept_models_.size() > most_kept) kept_models_.erase(kept_models_.begin());
    maps_.show_kept(moment->embedding, nullptr, out_);
}

// One of words that are here no longer was asked for before another corpus came.
void Workbench::compare_with(std::shared_ptr<const ComparedFile> file) {
    if (!live_moment_ || file->corpus != live_moment_->corpus) return;
    maps_.show_kept(file->rows, std::shared_ptr<const std::vector<TokenId>>{file->words, &file->words->a},
                    out_);
    models_.open(std::move(file));
    view_.inside = Inside::Embeddings;
    restless_ = true;
}

void Workbench::forget_kept_model() {
    models_.forget();
    maps_.forget_kept(out_);
}

// Of the maps, what Esc closes or gives up, one thing at a time: popovers, tools and, once no word is chosen,
// an isolation. False when there is nothing of the kind.
bool Workbench::leave_map_things() {
    return maps_.leave_tools() || (view_.selection.pinned.empty() && maps_.unisolate(out_));
}

void Workbench::film_map() {
    view_.map_alone = view_.filmed = true;
    maps_.leading().trails = false;
}

std::optional<Poster> Workbench::poster() const {
    if (!frame_.moment || !frame_.layout) return std::nullopt;
    constexpr glm::vec2 a3{1587.0F, 1123.0F}; // px at 96 dpi
    return poster_of(ui_, frame_, maps_.leading(), a3);
}

} // namespace wordfield::app
