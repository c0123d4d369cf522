// SPDX-License-Identifier: MIT
#include "model/vectors/tokenizer_words.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/number_text.hpp"
#include "model/text/tokenizer.hpp"
#include "model/text/unicode.hpp"
#include "model/vectors/json_reader.hpp"
#include "model/vectors/vector_draft.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <system_error>

namespace wordfield::inline vectors {
namespace {

constexpr double most_tokens = 1 << 24U;

struct TokenList {
    std::vector<std::string> tokens; ///< by id; "" for an id that none has
    bool byte_level = false;

    void set(double id, std::string token) {
        if (!(id >= 0) || id >= most_tokens || id != std::floor(id)) return;
        const auto at = static_cast<std::size_t>(id);
        if (at >= tokens.size()) tokens.resize(at + 1);
        tokens[at] = std::move(token);
    }
};

void take_map(JsonReader& json, TokenList& list) {
    json.object([&](const std::string& token) { list.set(json.number(), token); });
}

// Unigram's: [["token", score], ...], where places are ids.
void take_pairs(JsonReader& json, TokenList& list) {
    double id = 0;
    json.array([&] {
        bool first = true;
        json.array([&] {
            if (!first) return json.skip();
            first = false;
            list.set(id, json.string());
        });
        ++id;
    });
}

void take_model(JsonReader& json, TokenList& list) {
    json.object([&](const std::string& key) {
        if (key != "vocab") return json.skip();
        json.kind() == JsonReader::Kind::Array ? take_pairs(json, list) : take_map(json, list);
    });
}

void take_added(JsonReader& json, TokenList& list) {
    json.array([&] {
        double id = -1;
        std::string content;
        json.object([&](const std::string& key) {
            if (key == "id")
                id = json.number();
            else if (key == "content")
                content = json.string();
            else
                json.skip();
        });
        list.set(id, std::move(content));
    });
}

TokenList tokens_in(std::string_view text, bool whole) {
    JsonReader json{text};
    TokenList list;
    if (!whole) {
        take_map(json, list);
        list.byte_level = true; // vocab.json is GPT-2's
    } else {
        json.object([&](const std::string& key) {
            if (key == "model") return take_model(json, list);
            if (key == "added_tokens") return take_added(json, list);
            const std::string_view value = json.raw();
            if (key == "decoder" || key == "pre_tokenizer")
                list.byte_level = list.byte_level || value.find("\"ByteLevel\"") != std::string_view::npos;
        });
    }
    json.end();
    return list;
}

// openai/gpt-2, encoder.py, bytes_to_unicode(): bytes that can be printed stand for themselves, the others,
// in their order, for 256 and what follows. -1 for a character that is none of them.
std::array<int, 324> bytes_of_letters() {
    std::array<int, 324> byte_of{};
    byte_of.fill(-1);
    std::size_t next = 256;
    for (int byte = 0; byte < 256; ++byte) {
        const bool printed = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
        byte_of[printed ? static_cast<std::size_t>(byte) : next++] = byte;
    }
    return byte_of;
}

// The bytes of a byte-level token; as it is where it has a letter that stands for no byte (added tokens may).
std::string bytes_of(const std::string& token) {
    static const std::array<int, 324> byte_of = bytes_of_letters();
    std::string bytes;
    for (std::size_t at = 0; at < token.size();) {
        const CodePoint letter = decode_utf8(token, at);
        if (letter.value >= byte_of.size() || byte_of[letter.value] < 0) return token;
        bytes += static_cast<char>(byte_of[letter.value]);
        at += letter.length;
    }
    return bytes;
}

// Half a character of UTF-8 is told byte by byte; blanks are shown.
std::string shown(const std::string& bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const CodePoint letter = decode_utf8(bytes, at);
        if (letter.value == CodePoint::invalid)
            text += format("<0x%02X>", static_cast<unsigned>(static_cast<unsigned char>(bytes[at])));
        else if (letter.value == ' ' || letter.value == 0x2581) // SentencePiece's
            text += "·";
        else if (letter.value == '\n')
            text += "⏎";
        else if (letter.value < ' ')
            text += format("<0x%02X>", static_cast<unsigned>(letter.value));
        else
            text += bytes.substr(at, letter.length);
        at += letter.length;
    }
    return text;
}

std::optional<std::filesystem::path> file_beside(const std::filesystem::path& path, const char* name) {
    const auto file = path.parent_path() / name;
    std::error_code ignored;
    return std::filesystem::is_regular_file(file, ignored) ? std::optional{file} : std::nullopt;
}

} // namespace

std::vector<std::string> words_of_tokenizer(const std::filesystem::path& path, Index rows,
                                            const VectorRequest& request, std::vector<std::string>& notes) {
    auto file = file_beside(path, "tokenizer.json");
    const bool whole = file.has_value();
    if (!whole) file = file_beside(path, "vocab.json");
    if (!file) return {};
    const InputFile input{*file, request.progress != nullptr ? &request.progress->cancel : nullptr};
    TokenList list;
    try {
        list = tokens_in(input.text(), whole);
    } catch (const JsonError& error) {
        fail_at(*file, "byte", static_cast<std::int64_t>(error.at), error.what,
                "get the whole file, or give the words in a file " +
                    std::filesystem::path{path}.replace_extension(".words.txt").filename().string());
    }
    const auto count = std::ssize(list.tokens);
    const Index padding = std::max<Index>(1024, count / 16);
    if (count == 0 || count > rows || rows > count + padding) {
        notes.push_back(file->filename().string() + " has " + with_commas(count) + " tokens for " +
                        with_commas(rows) + " rows, so it is not theirs and rows are numbered");
        return {};
    }
    std::vector<std::string> words;
    for (Index i = 0; i < rows; ++i) {
        const std::string token = i < count ? list.tokens[static_cast<std::size_t>(i)] : std::string{};
        words.push_back(token.empty() ? "<unused " + std::to_string(i) + ">"
                                      : shown(list.byte_level ? bytes_of(token) : token));
    }
    notes.push_back("the words are the tokens of " + file->filename().string());
    return words;
}

} // namespace wordfield::inline vectors
