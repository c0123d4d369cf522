// SPDX-License-Identifier: MIT
// A JSON object a line: of its members an array of numbers is the vector, a string the word, and what else is
// short becomes a column.
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/vectors/fields.hpp"
#include "model/vectors/json_reader.hpp"
#include "model/vectors/vector_draft.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace wordfield::inline vectors {
namespace {

constexpr std::size_t most_columns_read = 64;

// What the first line says of all.
struct JsonlShape {
    std::string vector, word; ///< their keys; `word` may be empty
    std::vector<std::string> columns;
    Index length = 0;
};

JsonlShape shape_of_first(std::string_view line) {
    JsonlShape shape;
    JsonReader json{line};
    std::string first_string;
    bool vector_named = false;
    json.object([&](const std::string& key) {
        const auto kind = json.kind();
        if (kind == JsonReader::Kind::Array) {
            std::vector<float> numbers;
            const bool good = json.numbers(numbers) && numbers.size() > 1;
            if (!good || (!shape.vector.empty() && (vector_named || !names_vectors(key)))) return;
            shape.vector = key;
            shape.length = std::ssize(numbers);
            vector_named = names_vectors(key);
            return;
        }
        json.skip();
        if (kind == JsonReader::Kind::Object || shape.columns.size() == most_columns_read) return;
        shape.columns.push_back(key);
        if (kind != JsonReader::Kind::String) return;
        if (first_string.empty()) first_string = key;
        if (shape.word.empty() && names_words(key)) shape.word = key;
    });
    json.end();
    if (shape.word.empty()) shape.word = first_string;
    std::erase(shape.columns, shape.word);
    return shape;
}

class JsonLines {
public:
    JsonLines(const std::filesystem::path& path, const VectorRequest& request)
        : path_{path}, request_{request}, file_{path, request.progress ? &request.progress->cancel : nullptr},
          lines_{lines_of(file_, path, request)} {
        if (lines_.empty()) throw Error{path.string(), "is empty", "give a JSON object a line"};
        try {
            shape_ = shape_of_first(line(0));
        } catch (const JsonError& error) {
            fail_at(path, "line", lines_.front().number,
                    "is no JSON: byte " + std::to_string(error.at) + " " + error.what,
                    "write an object a line");
        }
        if (shape_.vector.empty())
            fail_at(path, "line", lines_.front().number, "has no array of numbers",
                    "write lines like: {\"word\": \"coffee\", \"vector\": [0.1, -0.2]}");
    }

    VectorDraft read() {
        VectorDraft draft;
        draft.places = "line";
        const auto rows = std::ssize(lines_);
        draft.rows = room_for_table(rows, shape_.length, request_, path_, "line 1");
        if (!shape_.word.empty()) draft.words.resize(lines_.size());
        for (std::string& name : shape_.columns)
            draft.columns.push_back({name, std::vector<std::string>(lines_.size())});
        ThreadPool pool{std::max(request_.threads, 1)};
        for_stretches(rows, pool, request_, 0.2F, [&](Index begin, Index end) {
            for (Index i = begin; i < end; ++i) read_row(i, draft);
        });
        order_skipped(draft, file_.text(), path_);
        return draft;
    }

private:
    [[nodiscard]] std::string_view line(std::size_t i) const {
        return file_.text().substr(lines_[i].begin, lines_[i].length);
    }

    void read_row(Index i, VectorDraft& draft) {
        const auto at = static_cast<std::size_t>(i);
        std::string why;
        std::vector<float> numbers;
        try {
            JsonReader json{line(at)};
            json.object([&](const std::string& key) { take_member(json, key, at, numbers, draft); });
            json.end();
            if (std::ssize(numbers) != shape_.length)
                why =
                    "has " + with_commas(std::ssize(numbers)) + " numbers, not " + with_commas(shape_.length);
        } catch (const JsonError& error) {
            why = "is no JSON: byte " + std::to_string(error.at) + " " + error.what;
        }
        if (why.empty()) {
            draft.rows.fill_row(i, [&](float* row) { std::ranges::copy(numbers, row); });
            return;
        }
        const std::scoped_lock lock{skipping_};
        draft.skipped.push_back({i, lines_[at].number, std::move(why)});
    }

    void take_member(JsonReader& json, const std::string& key, std::size_t row, std::vector<float>& numbers,
                     VectorDraft& draft) const {
        if (key == shape_.vector && json.kind() == JsonReader::Kind::Array) {
            numbers.clear();
            (void)json.numbers(numbers);
            return;
        }
        const bool is_string = json.kind() == JsonReader::Kind::String;
        if (!shape_.word.empty() && key == shape_.word && is_string) {
            draft.words[row] = json.string();
            return;
        }
        const auto column = std::ranges::find(shape_.columns, key);
        if (column == shape_.columns.end()) return json.skip();
        std::string value = is_string ? json.string() : std::string{json.raw()};
        if (value != "null")
            draft.columns[static_cast<std::size_t>(column - shape_.columns.begin())].values[row] =
                std::move(value);
    }

    const std::filesystem::path& path_;
    const VectorRequest& request_;
    InputFile file_;
    std::vector<TextLine> lines_;
    JsonlShape shape_;
    std::mutex skipping_;
};

} // namespace

VectorTable read_jsonl(const std::filesystem::path& path, const VectorRequest& request) {
    return finished_table(JsonLines{path, request}.read(), path);
}

} // namespace wordfield::inline vectors
