// SPDX-License-Identifier: MIT
// Whether a sanitizer keeps the memory: g++ and clang say it in different words.
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WORDFIELD_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WORDFIELD_SANITIZED 1
#endif
#endif
