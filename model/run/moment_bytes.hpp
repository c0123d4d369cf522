// SPDX-License-Identifier: MIT
// How much memory a set of kept moments holds on to.
#pragma once

#include "model/map/layout.hpp"
#include "model/train/moment.hpp"

#include <cstddef>
#include <unordered_set>

namespace wordfield::inline run {

/// Adds up moments. What several of them share, as the table of step 0, counts once. The moments that they
/// point back to (`beginning`) are moments of their own and do not count.
class MomentBytes {
public:
    void add(const Moment& moment);
    void add(const Layout& layout);
    [[nodiscard]] std::size_t total() const { return total_; }

private:
    void add_shared(const std::shared_ptr<const Matrix>& matrix);
    void add_shared(const std::shared_ptr<const RowTable>& table);

    std::size_t total_ = 0;
    std::unordered_set<const void*> seen_;
};

} // namespace wordfield::inline run
