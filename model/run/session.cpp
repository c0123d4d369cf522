// SPDX-License-Identifier: MIT
#include "model/run/session.hpp"

#include "model/run/session_loop.hpp"

namespace wordfield::inline run {

Session::Session(SessionOptions options)
    : replayer_{options.on_news, [this](std::shared_ptr<ReplayedTrainer> trainer) {
                    mailbox_.post({0, AdoptBranch{std::move(trainer)}});
                }} {
    // Made here and not on the thread, so that settings that do not fit are thrown at the caller.
    auto loop = std::make_shared<SessionLoop>(std::move(options), mailbox_, moments_, status_, replayer_);
    thread_ = std::jthread{[loop = std::move(loop)](std::stop_token stop) { loop->run(std::move(stop)); }};
}

Session::~Session() = default;

void Session::finish() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

std::future<void> Session::save(SaveCheckpoint command) {
    command.done = std::make_shared<std::promise<void>>();
    auto outcome = command.done->get_future();
    post(std::move(command));
    return outcome;
}

std::uint64_t Session::post(Command command) {
    const std::scoped_lock lock{posting_};
    mailbox_.post({++ticket_, std::move(command)});
    return ticket_;
}

} // namespace wordfield::inline run
