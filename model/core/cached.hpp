// SPDX-License-Identifier: MIT
// A value that is made from a key, and made anew only when the key is another one: what panels show of a
// moment they look at for many frames.
#pragma once

#include <memory>
#include <optional>
#include <tuple>
#include <utility>

namespace wordfield::inline core {

/// How Cached holds a part of its key: by value, and what a shared_ptr points to weakly, so that nothing
/// stays alive for the sake of being compared. A moment that is gone equals none that comes after it,
/// whatever its address.
template <class Key>
struct CachedKey {
    Key held;
    explicit CachedKey(const Key& key) : held{key} {}
    [[nodiscard]] bool is(const Key& key) const { return held == key; }
};
template <class T>
struct CachedKey<std::shared_ptr<T>> {
    std::weak_ptr<T> held;
    explicit CachedKey(const std::shared_ptr<T>& key) : held{key} {}
    [[nodiscard]] bool is(const std::shared_ptr<T>& key) const {
        return !held.owner_before(key) && !key.owner_before(held);
    }
};

template <class T, class... Keys>
class Cached {
public:
    /// The value for these keys; `make()` makes it where they are not those of the last call. When it throws,
    /// nothing is held.
    template <class Make>
    T& get(const Keys&... keys, Make make) {
        if (!is_of(keys...)) {
            forget();
            value_.emplace(make());
            keys_.emplace(CachedKey<Keys>{keys}...);
        }
        return *value_;
    }
    /// Whether it holds the value for these keys.
    [[nodiscard]] bool is_of(const Keys&... keys) const {
        return keys_ &&
               std::apply([&](const CachedKey<Keys>&... held) { return (held.is(keys) && ...); }, *keys_);
    }
    /// The value of the last call; null before it and after forget().
    [[nodiscard]] const T* last() const { return keys_ ? &*value_ : nullptr; }
    [[nodiscard]] T* last() { return keys_ ? &*value_ : nullptr; }
    void forget() {
        keys_.reset();
        value_.reset();
    }

private:
    std::optional<std::tuple<CachedKey<Keys>...>> keys_;
    std::optional<T> value_;
};

} // namespace wordfield::inline core
