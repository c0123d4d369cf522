// SPDX-License-Identifier: MIT
#include "model/train/checkpoint.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/output_file.hpp"
#include "model/nn/parameters.hpp"
#include "model/train/checkpoint_sections.hpp"
#include "model/train/checkpoint_settings.hpp"

#include <algorithm>
#include <cstring>

namespace wordfield {
namespace {

template <class T>
void add_array(SectionWriter& writer, std::string_view tag, const std::vector<T>& values) {
    writer.add(tag, std::as_bytes(std::span{values}));
}

// Words have no line ends in them: the tokenizer sees to that.
std::vector<char> join(const std::vector<std::string>& words) {
    std::vector<char> text;
    for (const std::string& word : words) {
        text.insert(text.end(), word.begin(), word.end());
        text.push_back('\n');
    }
    return text;
}

std::vector<std::string> split(const std::vector<char>& text) {
    std::vector<std::string> words;
    for (auto at = text.begin(); at != text.end();) {
        const auto end = std::find(at, text.end(), '\n');
        words.emplace_back(at, end);
        at = end == text.end() ? end : end + 1;
    }
    return words;
}

std::vector<char> flags(const std::vector<bool>& values) {
    return {values.begin(), values.end()};
}

class Reader {
public:
    Reader(std::span<const std::byte> bytes, const std::string& name)
        : name_{name}, sections_{read_sections(bytes, name)} {}

    template <class T>
    std::vector<T> array(std::string_view tag) const {
        const auto bytes = payload(tag);
        if (bytes.size() % sizeof(T) != 0) throw wrong(tag);
        std::vector<T> values(bytes.size() / sizeof(T));
        if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
        return values;
    }
    template <class T>
    std::vector<T> array(std::string_view tag, std::int64_t size) const {
        auto values = array<T>(tag);
        if (static_cast<std::int64_t>(values.size()) != size) throw wrong(tag);
        return values;
    }
    [[nodiscard]] std::vector<bool> bits(std::string_view tag, std::int64_t size) const {
        const auto values = array<char>(tag, size);
        return {values.begin(), values.end()};
    }
    [[nodiscard]] Error wrong(std::string_view tag) const {
        return Error{name_, "does not fit together: section " + std::string{tag}, "use an older copy"};
    }

private:
    [[nodiscard]] std::span<const std::byte> payload(std::string_view tag) const {
        const auto found = sections_.find(tag);
        if (found == sections_.end()) throw wrong(tag);
        return found->second;
    }
    std::string name_;
    std::map<std::string, std::span<const std::byte>, std::less<>> sections_;
};

// How much of everything a model of these settings has.
struct Sizes {
    std::int64_t parameters, moments, groups, heads;
};

Sizes sizes_of(const ModelConfig& model) {
    if (model.kind == ModelKind::SkipGram) return {std::int64_t{2} * model.vocabulary * model.dim, 0, 2, 0};
    const std::int64_t parameters = ParameterTable{model}.parameters();
    return {parameters, parameters, group_count, std::int64_t{model.layers} * model.heads};
}

} // namespace

std::vector<std::byte> encode_checkpoint(const TrainerState& state) {
    SectionWriter writer;
    const std::string settings = write_settings(state);
    writer.add("sett", std::as_bytes(std::span{settings}));
    add_array(writer, "word", join(state.words));
    add_array(writer, "coun", state.counts);
    add_array(writer, "para", state.parameters);
    add_array(writer, "mom1", state.first_moment);
    add_array(writer, "mom2", state.second_moment);
    add_array(writer, "init", state.initial_embedding);
    add_array(writer, "pull", state.mean_gradient);
    add_array(writer, "frgr", flags(state.frozen_groups));
    add_array(writer, "frrw", state.frozen_rows);
    add_array(writer, "mute", flags(state.silent_heads));
    return std::move(writer).finish();
}

TrainerState decode_checkpoint(std::span<const std::byte> bytes, const std::string& name) {
    const Reader reader{bytes, name};
    TrainerState state;
    const auto settings = reader.array<char>("sett");
    state.train.softmax_sample = 0; // files from before there was a choice were trained with all words
    read_settings({settings.data(), settings.size()}, state, name);
    validate(state.model, state.train);
    const std::int64_t V = state.model.vocabulary;
    const Sizes sizes = sizes_of(state.model);
    state.words = split(reader.array<char>("word"));
    if (static_cast<std::int64_t>(state.words.size()) != V) throw reader.wrong("word");
    state.counts = reader.array<std::int64_t>("coun", V);
    state.parameters = reader.array<float>("para", sizes.parameters);
    state.first_moment = reader.array<float>("mom1", sizes.moments);
    state.second_moment = reader.array<float>("mom2", sizes.moments);
    state.initial_embedding = reader.array<float>("init", V * state.model.dim);
    state.mean_gradient = reader.array<float>("pull", V * state.model.dim);
    state.frozen_groups = reader.bits("frgr", sizes.groups);
    state.frozen_rows = reader.array<std::int32_t>("frrw");
    for (const std::int32_t row : state.frozen_rows)
        if (row < 0 || row >= V) throw reader.wrong("frrw");
    state.silent_heads = reader.bits("mute", sizes.heads);
    return state;
}

void save_checkpoint(const std::filesystem::path& path, const TrainerState& state) {
    write_file(path, encode_checkpoint(state));
}

bool is_checkpoint(const std::filesystem::path& path) {
    return first_bytes(path, checkpoint_magic.size()) == checkpoint_magic;
}

TrainerState load_checkpoint(const std::filesystem::path& path) {
    const InputFile file{path};
    return decode_checkpoint(std::as_bytes(std::span{file.text()}), path.string());
}

} // namespace wordfield
