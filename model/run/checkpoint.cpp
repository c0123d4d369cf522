// SPDX-License-Identifier: MIT
#include "model/run/checkpoint.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/output_file.hpp"
#include "model/kernels/instruction_sets.hpp"
#include "model/nn/parameters.hpp"
#include "model/run/checkpoint_sections.hpp"
#include "model/run/checkpoint_settings.hpp"
#include "model/run/checkpoint_story.hpp"
#include "model/run/checkpoint_undo.hpp"
#include "model/train/trainer.hpp"

#include <algorithm>
#include <cstring>

namespace wordfield::inline run {
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

class FileReader {
public:
    FileReader(std::span<const std::byte> bytes, const std::string& name)
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
    [[nodiscard]] bool has(std::string_view tag) const { return sections_.contains(tag); }
    [[nodiscard]] Error wrong(std::string_view tag) const { return wrong_section(name_, tag); }
    [[nodiscard]] const Sections& sections() const { return sections_; }

private:
    [[nodiscard]] std::span<const std::byte> payload(std::string_view tag) const {
        const auto found = sections_.find(tag);
        if (found == sections_.end()) throw wrong(tag);
        return found->second;
    }
    std::string name_;
    Sections sections_;
};

// How much of everything a model of these settings has.
struct Sizes {
    std::int64_t parameters, moments, groups, heads;
};

Sizes sizes_of(const ModelConfig& model) {
    const ModelKindInfo& info = info_of(model.kind);
    const std::int64_t parameters = info.parameters(model);
    return {parameters, info.capabilities.optimizer ? parameters : 0, info.groups,
            info.capabilities.attention ? std::int64_t{model.layers} * model.heads : 0};
}

void add_pieces(SectionWriter& writer, std::string_view tag, const TensorViews::Pieces& pieces) {
    std::vector<std::span<const std::byte>> bytes;
    for (const auto piece : pieces) bytes.push_back(std::as_bytes(piece));
    writer.add(tag, bytes);
}

void write_sections(SectionWriter writer, const TrainerState& state, const TensorViews& tensors,
                    const CorpusSource* source, const RunHistory* history) {
    const std::string settings = write_settings(state);
    writer.add("sett", std::as_bytes(std::span{settings}));
    add_array(writer, "word", join(state.words));
    add_array(writer, "coun", state.counts);
    add_pieces(writer, "para", tensors.parameters);
    add_pieces(writer, "mom1", tensors.first_moment);
    add_pieces(writer, "mom2", tensors.second_moment);
    add_pieces(writer, "init", tensors.initial_embedding);
    add_pieces(writer, "pull", tensors.mean_gradient);
    add_array(writer, "frgr", flags(state.frozen_groups));
    add_array(writer, "frrw", state.frozen_rows);
    add_array(writer, "mute", flags(state.ablated_heads));
    if (!tensors.rollback.empty() && !tensors.rollback.front().empty())
        add_pieces(writer, "roll", tensors.rollback);
    add_undo(writer, state.undo);
    if (source) add_source(writer, *source);
    if (history) add_history(writer, *history);
    writer.finish();
}

// Numbers that a trainer would count on for ever: no generator without an odd increment gives all numbers,
// and a step near the end of its type cannot be counted on from.
void check_numbers(const TrainerState& state, const std::string& name) {
    constexpr std::int64_t most_steps = std::int64_t{1} << 40U;
    const auto fits = [](std::int64_t number) { return number >= 0 && number <= most_steps; };
    if (state.generator.increment % 2 == 0)
        throw Error{name, "has a generator that gives no random numbers", "use an older copy"};
    if (!fits(state.step) || !fits(state.moment_age) || !fits(state.cursor) || !fits(state.rollback.step) ||
        !fits(state.rollback.cursor))
        throw Error{name, "has an impossible number of steps, " + std::to_string(state.step),
                    "use an older copy"};
}

TrainerState read_trainer(const FileReader& reader, const std::string& name) {
    TrainerState state;
    const auto settings = reader.array<char>("sett");
    state.train.softmax_sample = 0; // files from before there was a choice were trained with all words
    read_settings({settings.data(), settings.size()}, state, name);
    validate(state.model, state.train);
    check_numbers(state, name);
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
    state.ablated_heads = reader.bits("mute", sizes.heads);
    if (reader.has("roll")) state.rollback.parameters = reader.array<float>("roll", sizes.parameters);
    state.undo = read_undo(reader.sections(), name,
                           {.rows = V, .columns = state.model.dim, .tables = sizes.moments > 0 ? 3U : 1U});
    return state;
}

} // namespace

std::vector<std::byte> encode_checkpoint(const TrainerState& state, const CorpusSource* source,
                                         const RunHistory* history) {
    std::vector<std::byte> all;
    write_checkpoint([&](auto bytes) { all.insert(all.end(), bytes.begin(), bytes.end()); }, state, source,
                     history);
    return all;
}

void write_checkpoint(const ByteSink& sink, const TrainerState& state, const CorpusSource* source,
                      const RunHistory* history) {
    write_sections(SectionWriter{sink}, state, views_of(state), source, history);
}

RunFile decode_run(std::span<const std::byte> bytes, const std::string& name) {
    const FileReader reader{bytes, name};
    RunFile run{read_trainer(reader, name), nullptr, read_history(reader.sections(), name)};
    if (auto source = read_source(reader.sections(), name)) {
        source->seed = run.trainer.corpus_seed;
        run.source = std::make_shared<const CorpusSource>(std::move(*source));
    }
    return run;
}

TrainerState decode_checkpoint(std::span<const std::byte> bytes, const std::string& name) {
    return decode_run(bytes, name).trainer;
}

void save_checkpoint(const std::filesystem::path& path, const TrainerState& state, const CorpusSource* source,
                     const RunHistory* history) {
    write_file(path, [&](const ByteSink& sink) { write_checkpoint(sink, state, source, history); });
}

void save_checkpoint(const std::filesystem::path& path, Trainer& trainer, const CorpusSource* source,
                     const RunHistory* history) {
    write_file(path, [&](const ByteSink& sink) {
        write_sections(SectionWriter{sink}, trainer.state_without_tensors(), trainer.tensors(), source,
                       history);
    });
}

std::string other_instructions(const TrainerState& state) {
    const std::string now = instruction_set().name;
    if (state.instruction_set.empty() || state.instruction_set == now) return {};
    return " It was computed with " + state.instruction_set + " instructions until here and goes on with " +
           now + ": close to what it would have been, but not to the last bit.";
}

RunFile load_run(const std::filesystem::path& path) {
    const InputFile file{path};
    return decode_run(std::as_bytes(std::span{file.text()}), path.string());
}

TrainerState load_checkpoint(const std::filesystem::path& path) {
    return load_run(path).trainer;
}

} // namespace wordfield::inline run
