// SPDX-License-Identifier: MIT
#include "app/shell/training_log.hpp"

#include "app/desk/json_text.hpp"
#include "model/core/error.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <iostream>

namespace wordfield::app {
namespace {

using nlohmann::json;

// Over all weights, of the last step, before clipping.
json gradient_norm_of(const Moment& moment) {
    if (moment.step == 0 || moment.groups.empty()) return nullptr;
    double squares = 0.0;
    for (const GroupStats& group : moment.groups)
        squares += static_cast<double>(group.gradient_norm) * static_cast<double>(group.gradient_norm);
    return std::sqrt(squares);
}

} // namespace

TrainingLog::TrainingLog(const std::filesystem::path& path, std::int64_t every, bool goes_on)
    : path_{path}, every_{every}, out_{path == "-" ? &std::cout : &file_} {
    if (path == "-") return;
    file_.open(path, goes_on ? std::ios::app : std::ios::trunc);
    if (!file_)
        throw Error{path.string(), std::string{"cannot be written: "} + std::strerror(errno),
                    "give --log another name"};
}

bool TrainingLog::due(std::uint64_t run, std::int64_t step) const {
    return run != run_ || step < step_ || step / every_ > step_ / every_;
}

void TrainingLog::add(const Status& status, const std::optional<LoggedPurity>& purity) {
    const Moment& moment = *status.moment;
    if (moment.run != run_) ++runs_;
    run_ = moment.run;
    step_ = moment.step;
    const bool measured = moment.heldout_step >= 0;
    const json line{{"run", runs_},
                    {"step", moment.step},
                    {"seconds", status.seconds},
                    {"tokens_per_second", status.tokens_per_second},
                    {"learning_rate", moment.learning_rate},
                    {"gradient_norm", gradient_norm_of(moment)},
                    {"train_loss", moment.step > 0 ? json(moment.train_loss) : json(nullptr)},
                    {"heldout_loss", measured ? json(moment.heldout_loss) : json(nullptr)},
                    {"heldout_error", measured ? json(moment.heldout_error) : json(nullptr)},
                    {"heldout_step", measured ? json(moment.heldout_step) : json(nullptr)},
                    {"purity", purity ? json(purity->value) : json(nullptr)},
                    {"purity_error", purity ? json(purity->error) : json(nullptr)},
                    {"purity_step", purity ? json(purity->step) : json(nullptr)}};
    *out_ << json_text(line) << std::flush;
    if (!*out_)
        throw Error{path_.string(), std::string{"could not be written on: "} + std::strerror(errno),
                    "make room and start again; the run goes on without its log"};
}

} // namespace wordfield::app
