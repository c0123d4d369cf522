// SPDX-License-Identifier: MIT
// What a page wants to know of a model beyond the trace of a sentence: worked out on the reader's thread, in
// pieces, so that neither the window nor training waits for it. A page makes an Inquiry of its own kind, and
// finds its Finding in the frame.
#pragma once

#include "model/train/moment.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline run {

/// What an inquiry looks at. All of one moment.
struct InquiryInput {
    const Moment& moment;
    std::shared_ptr<const Trace> trace;      ///< of the sentence; never null
    std::shared_ptr<const Trace> comparison; ///< of the second sentence; null for none
    Network::Room& room;                     ///< for passes of the moment's network
};

/// What was found. Each kind of inquiry has its own.
struct Finding {
    virtual ~Finding() = default;
    bool complete = true; ///< else it is gone on with
};

class Inquiry {
public:
    virtual ~Inquiry() = default;
    /// Whether `other` asks the same, so that what was found for it holds.
    [[nodiscard]] virtual bool same_as(const Inquiry& other) const = 0;
    /// Whether it asks about the sentences; else another sentence changes nothing.
    [[nodiscard]] virtual bool of_sentence() const { return true; }
    /// A piece of work of at most some 50 ms. `before` is what the piece before found, of the same input;
    /// null for the first. Throws Error or std::bad_alloc.
    [[nodiscard]] virtual std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                              const Finding* before) const = 0;
};

/// What is known of one inquiry, of which moment.
struct Found {
    std::shared_ptr<const Inquiry> inquiry;
    std::shared_ptr<const Moment> moment;
    std::shared_ptr<const Trace> trace, comparison; ///< as in InquiryInput
    std::shared_ptr<const Finding> finding;
};

/// The newest of each inquiry that is asked.
struct Findings {
    std::vector<Found> found;

    /// The finding of this kind and what it is of; null where there is none.
    template <class Kind>
    [[nodiscard]] const Found* of() const {
        for (const Found& one : found)
            if (dynamic_cast<const Kind*>(one.finding.get()) != nullptr) return &one;
        return nullptr;
    }
};

} // namespace wordfield::inline run
