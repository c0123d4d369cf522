// SPDX-License-Identifier: MIT
#include "model/train/context_index.hpp"

#include "model/geometry/unit_rows.hpp"
#include "model/text/vocabulary.hpp"
#include "model/train/affordable_windows.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace wordfield::inline train {
namespace {

constexpr int fewest_read = 8, most_read = 128; // windows

// A window's last token is only told: what the text says there.
std::vector<std::vector<TokenId>> spread_windows(const Moment& moment) {
    const TextStream& text = moment.corpus->text;
    const std::vector<TokenId>& stream = text.heldout.empty() ? text.train : text.heldout;
    const auto length = std::min(static_cast<std::size_t>(moment.model.context) + 1, stream.size());
    if (length == 0) return {};
    const std::size_t count = std::clamp<std::size_t>(
        stream.size() / length, 1, affordable_windows(moment, 2.0, fewest_read, most_read));
    std::vector<std::vector<TokenId>> windows;
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = stream.begin() + static_cast<std::ptrdiff_t>((stream.size() - length) * i /
                                                                       std::max<std::size_t>(count - 1, 1));
        windows.emplace_back(from, from + static_cast<std::ptrdiff_t>(length));
    }
    return windows;
}

} // namespace

ContextIndex::ContextIndex(const Moment& moment, Network::Room& room) {
    if (!moment.capabilities.layers) return;
    windows_ = spread_windows(moment);
    std::vector<Matrix> vectors;
    Index rows = 0;
    for (std::size_t w = 0; w < windows_.size(); ++w) {
        const std::span<const TokenId> window{windows_[w]};
        const std::size_t read = std::min(window.size(), static_cast<std::size_t>(moment.model.context));
        vectors.push_back(moment.network->trace(window.first(read), room).final_hidden);
        for (std::size_t end = 1; end <= read; ++end)
            places_.push_back({static_cast<int>(w), static_cast<int>(end)});
        rows += vectors.back().rows();
    }
    vectors_.resize(rows, moment.model.dim);
    rows = 0;
    for (const Matrix& of_window : vectors) {
        vectors_.middleRows(rows, of_window.rows()) = of_window;
        rows += of_window.rows();
    }
    mean_ = rows > 0 ? RowVector{vectors_.colwise().mean()} : RowVector::Zero(moment.model.dim);
    vectors_.rowwise() -= mean_;
    normalise_rows(vectors_);
}

// From the end of the document before it, if that is in the window.
std::span<const TokenId> ContextIndex::tokens_of(const Place& place) const {
    const auto read = std::span{windows_[place.window]}.first(static_cast<std::size_t>(place.end));
    const auto last = std::find(read.rbegin() + 1, read.rend(), Vocabulary::end_of_text);
    return read.subspan(static_cast<std::size_t>(last.base() - read.begin()));
}

std::vector<NearContext> ContextIndex::nearest(const RowVector& vector, int most,
                                               std::span<const TokenId> but) const {
    if (size() == 0 || most < 1) return {};
    const RowVector direction = (vector - mean_).normalized();
    const Eigen::VectorXf cosines = vectors_ * direction.transpose();
    std::vector<int> order(places_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](int a, int b) { return cosines[a] > cosines[b]; });
    std::vector<NearContext> found;
    std::map<std::vector<TokenId>, std::size_t> seen; // of those found, by their tokens
    for (const int i : order) {
        const auto span = tokens_of(places_[i]);
        if (std::ranges::equal(span, but)) continue;
        std::vector<TokenId> tokens(span.begin(), span.end());
        if (const auto before = seen.find(tokens); before != seen.end()) {
            ++found[before->second].times;
            continue;
        }
        if (std::ssize(found) == most) continue; // more of the same may still come
        seen.emplace(tokens, found.size());
        const std::vector<TokenId>& window = windows_[places_[i].window];
        const auto end = static_cast<std::size_t>(places_[i].end);
        const bool whole = span.data() != window.data(); // another document ended before it in the window
        found.push_back({std::move(tokens), whole,
                         end < window.size() ? std::optional{window[end]} : std::nullopt, 1, cosines[i]});
    }
    return found;
}

} // namespace wordfield::inline train
