// SPDX-License-Identifier: MIT
// --compare without a window: two embeddings compared, as tables or JSON.
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/stop_request.hpp"
#include "model/train/moment.hpp"

#include <iosfwd>
#include <memory>

namespace wordfield::app {

class HeadlessComparison {
public:
    /// Reads the file, before anything is trained that would have been trained in vain. Throws Error when it
    /// cannot be read or `stop` was asked for.
    HeadlessComparison(const Options& options, StopRequest& stop);

    /// Compares the moment's embedding (A) with the file's (B) and writes what was found to `out`: words in
    /// common, overlap, words that moved; then each word of --neighbours. Words that are not in common are
    /// told on stderr: false then. Throws Error when the two share fewer than two words.
    bool answer(const Moment& moment, std::ostream& out) const;

private:
    const Options& options_;
    std::shared_ptr<const Corpus> file_;
};

} // namespace wordfield::app
