// SPDX-License-Identifier: MIT
#include "model/vectors/gensim_words.hpp"

#include "model/core/input_file.hpp"

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace wordfield::inline vectors {
namespace {

// Of pickletools: what a list of strings is made of.
enum Opcode : unsigned char {
    empty_list = ']',
    mark = '(',
    appends = 'e',
    append_one = 'a',
    short_unicode = 0x8c,
    unicode = 'X',
    unicode8 = 0x8d,
    memoize = 0x94,
    binput = 'q',
    long_binput = 'r',
    frame = 0x95,
};

class StringList {
public:
    explicit StringList(std::string_view bytes) : bytes_{bytes} {}

    // All strings of the list that begins here; nothing where something else comes.
    std::optional<std::vector<std::string>> read(std::size_t wanted) {
        if (next() != empty_list) return std::nullopt;
        while (good_) {
            const int code = next();
            if (code == mark || code == appends || code == append_one) continue;
            const auto length = length_of(code);
            if (!length || words_.size() == wanted) break; // something else: the list has ended
            if (*length > bytes_.size() - at_) return std::nullopt;
            words_.emplace_back(bytes_.substr(at_, static_cast<std::size_t>(*length)));
            at_ += static_cast<std::size_t>(*length);
        }
        if (words_.size() != wanted) return std::nullopt;
        return std::move(words_);
    }

private:
    // The next opcode that is not about remembering or framing.
    int next() {
        for (;;) {
            const std::uint64_t code = number(1);
            if (!good_) return -1;
            if (code == memoize) continue;
            if (code == frame)
                (void)number(8);
            else if (code == binput)
                (void)number(1);
            else if (code == long_binput)
                (void)number(4);
            else
                return static_cast<int>(code);
        }
    }
    std::optional<std::uint64_t> length_of(int code) {
        if (code == short_unicode) return number(1);
        if (code == unicode) return number(4);
        if (code == unicode8) return number(8);
        return std::nullopt;
    }
    std::uint64_t number(std::size_t bytes) {
        std::uint64_t value = 0;
        good_ = good_ && bytes_.size() - at_ >= bytes;
        if (!good_) return 0;
        std::memcpy(&value, bytes_.data() + at_, bytes);
        at_ += bytes;
        return value;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
    std::vector<std::string> words_;
};

} // namespace

std::vector<std::string> words_of_gensim(const std::filesystem::path& kv, Index rows,
                                         std::vector<std::string>& notes) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(kv, ignored)) return {};
    constexpr std::string_view key = "index_to_key";
    const InputFile file{kv};
    const std::size_t found = file.text().find(key);
    if (found != std::string_view::npos)
        if (auto words =
                StringList{file.text().substr(found + key.size())}.read(static_cast<std::size_t>(rows))) {
            notes.push_back("the words are those of " + kv.filename().string());
            return std::move(*words);
        }
    notes.push_back("the words in " + kv.filename().string() +
                    " could not be told: save_word2vec_format writes a file that has them");
    return {};
}

} // namespace wordfield::inline vectors
