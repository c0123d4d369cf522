// SPDX-License-Identifier: MIT
#include "model/train/model_kind.hpp"

#include "model/core/error.hpp"
#include "model/train/cbow_kind.hpp"
#include "model/train/gpt_trainer.hpp"
#include "model/train/skipgram_trainer.hpp"
#include "model/train/vectors_kind.hpp"

#include <algorithm>
#include <array>

namespace wordfield::inline train {

std::span<const ModelKindInfo* const> model_kinds() {
    static const std::array kinds{
        &gpt_kind(),
        &skipgram_kind(),
        &cbow_kind(),
    };
    return kinds;
}

const ModelKindInfo& info_of(ModelKind kind) {
    std::string ids;
    for (const ModelKindInfo* const info : model_kinds()) {
        if (info->kind == kind) return *info;
        if (kind == ModelKind::Vectors) return vectors_kind();
        ids += (ids.empty() ? "" : ", ") + info->id;
    }
    throw Error{"model", "is of no known kind", "choose one of: " + ids};
}

bool ModelKindInfo::has(const ModelSetting& setting) const {
    return std::ranges::find(settings, &setting) != settings.end();
}

void validate(const ModelConfig& model, const TrainConfig& train) {
    validate_ranges(model, train);
    if (info_of(model.kind).capabilities.attention && model.dim % model.heads != 0)
        throw Error{"heads",
                    std::to_string(model.dim) + " dimensions cannot be shared by " +
                        std::to_string(model.heads) + " heads",
                    "choose a dim that is a multiple of heads"};
}

} // namespace wordfield::inline train
