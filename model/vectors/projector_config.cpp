// SPDX-License-Identifier: MIT
#include "model/vectors/projector_config.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/vectors/fields.hpp"

#include <algorithm>
#include <cctype>

namespace wordfield::inline vectors {
namespace {

constexpr int deepest_message = 16;

// field: value and field { ... }, nothing more of protocol buffers' text form is needed.
class ConfigReader {
public:
    ConfigReader(std::string_view text, const std::filesystem::path& path) : text_{text}, path_{path} {}

    std::vector<ProjectorEntry> read() {
        std::vector<ProjectorEntry> entries;
        while (!at_end()) {
            const std::string field = name();
            if (field != "embeddings" && field != "embedding") {
                skip_value(0);
                continue;
            }
            (void)take(':');
            expect('{');
            entries.push_back(entry());
        }
        return entries;
    }

private:
    ProjectorEntry entry() {
        ProjectorEntry found;
        while (!take('}')) {
            const std::string field = name();
            if (field == "tensor_name")
                found.name = string_value();
            else if (field == "tensor_path")
                found.tensor = string_value();
            else if (field == "metadata_path")
                found.metadata = string_value();
            else if (field == "tensor_shape")
                found.shape.push_back(number_value());
            else
                skip_value(0);
        }
        return found;
    }

    bool at_end() {
        while (at_ < text_.size()) {
            if (text_[at_] == '#')
                at_ = std::min(text_.find('\n', at_), text_.size());
            else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == ',')
                ++at_;
            else
                return false;
        }
        return true;
    }
    bool take(char c) {
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!take(c)) fail(std::string{"has no "} + c + " where one is wanted");
    }
    std::string name() {
        if (at_end()) fail("ends in the middle");
        const std::size_t begin = at_;
        while (at_ < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
            ++at_;
        if (at_ == begin) fail("has no name of a field where one is wanted");
        return std::string{text_.substr(begin, at_ - begin)};
    }
    std::string string_value() {
        expect(':');
        return quoted();
    }
    std::string quoted() {
        if (at_end() || (text_[at_] != '"' && text_[at_] != '\'')) fail("has no text in quotation marks");
        const char quote = text_[at_++];
        std::string value;
        for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            value += text_[at_];
        }
        expect(quote);
        return value;
    }
    std::int64_t number_value() {
        expect(':');
        (void)at_end();
        const std::size_t end = std::min(text_.find_first_not_of("0123456789", at_), text_.size());
        const auto value = count_of(text_.substr(at_, end - at_));
        if (!value) fail("has no number where one is wanted");
        at_ = end;
        return *value;
    }
    void skip_value(int depth) {
        if (depth > deepest_message) fail("is nested too deeply");
        const bool colon = take(':');
        if (take('{')) {
            while (!take('}')) {
                (void)name();
                skip_value(depth + 1);
            }
            return;
        }
        if (!colon || at_end()) fail("has no value where one is wanted");
        if (text_[at_] == '"' || text_[at_] == '\'') {
            (void)quoted();
            return;
        }
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) == 0 &&
               text_[at_] != '}')
            ++at_;
    }
    [[noreturn]] void fail(std::string_view what) const {
        const auto line =
            1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
        fail_at(path_, "line", line, what, "it is to be a projector_config.pbtxt");
    }

    std::string_view text_;
    const std::filesystem::path& path_;
    std::size_t at_ = 0;
};

} // namespace

ProjectorEntry chosen_entry(const std::filesystem::path& path, const std::string& asked,
                            std::vector<std::string>& notes) {
    const InputFile file{path};
    std::vector<ProjectorEntry> entries = ConfigReader{file.text(), path}.read();
    std::erase_if(entries, [](const ProjectorEntry& entry) { return entry.tensor.empty(); });
    std::string names;
    for (const ProjectorEntry& entry : entries)
        names += (names.empty() ? "" : ", ") + (entry.name.empty() ? entry.tensor : entry.name);
    if (entries.empty())
        throw Error{path.string(), "names no tensor_path", "vectors that lie in a checkpoint are not read"};
    const auto found = std::ranges::find_if(entries, [&](const ProjectorEntry& entry) {
        return asked.empty() || entry.name == asked || entry.tensor == asked;
    });
    if (found == entries.end()) throw Error{path.string(), "has no \"" + asked + "\"", "it has " + names};
    if (entries.size() > 1 && asked.empty())
        notes.push_back("took the first of " + path.filename().string() +
                        " (--tensor names another one: " + names + ")");
    return *found;
}

} // namespace wordfield::inline vectors
