// SPDX-License-Identifier: MIT
// huggingface/safetensors: eight bytes of length, a JSON header, and tensors that touch each other up to the
// end of the file (safetensors/src/tensor.rs, README). Nothing is promised of where in memory they would lie.
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/vectors/byte_reader.hpp"
#include "model/vectors/json_reader.hpp"
#include "model/vectors/number_kinds.hpp"
#include "model/vectors/tokenizer_words.hpp"

#include <algorithm>
#include <set>

namespace wordfield::inline vectors {
namespace {

constexpr std::uint64_t longest_json = 100'000'000; // tensor.rs, MAX_HEADER_SIZE
constexpr std::size_t most_tensors = 1'000'000;
constexpr std::uint64_t largest_exact = std::uint64_t{1} << 53U; // of a JSON number

struct Tensor {
    std::string name, dtype;
    std::vector<std::uint64_t> shape;
    std::uint64_t begin = 0, end = 0;
};

std::uint64_t take_size(JsonReader& json) {
    const double number = json.number();
    if (!(number >= 0.0) || number > static_cast<double>(largest_exact) ||
        number != static_cast<double>(static_cast<std::uint64_t>(number)))
        throw JsonError{json.at(), "has a size that is none"};
    return static_cast<std::uint64_t>(number);
}

Tensor take_tensor(JsonReader& json, const std::string& name) {
    Tensor tensor{.name = name};
    std::vector<std::uint64_t> offsets;
    json.object([&](const std::string& key) {
        if (key == "dtype")
            tensor.dtype = json.string();
        else if (key == "shape")
            json.array([&] { tensor.shape.push_back(take_size(json)); });
        else if (key == "data_offsets")
            json.array([&] { offsets.push_back(take_size(json)); });
        else
            json.skip();
    });
    if (offsets.size() != 2 || offsets[0] > offsets[1])
        throw JsonError{json.at(), "has a tensor without its offsets"};
    tensor.begin = offsets[0];
    tensor.end = offsets[1];
    return tensor;
}

std::vector<Tensor> take_header(std::string_view header) {
    std::vector<Tensor> tensors;
    std::set<std::string> names;
    JsonReader json{header};
    json.object([&](const std::string& name) {
        if (!names.insert(name).second) throw JsonError{json.at(), "names \"" + name + "\" twice"};
        if (names.size() > most_tensors) throw JsonError{json.at(), "names more than a million tensors"};
        if (name == "__metadata__") return json.skip();
        tensors.push_back(take_tensor(json, name));
    });
    json.end();
    return tensors;
}

// As tensor.rs checks: whatever else would read it sees the same.
void require_touching(std::vector<Tensor>& tensors, std::uint64_t room, const std::filesystem::path& path) {
    std::ranges::stable_sort(tensors, {}, [](const Tensor& t) { return std::pair{t.begin, t.end}; });
    std::uint64_t at = 0;
    for (const Tensor& tensor : tensors) {
        if (tensor.begin != at)
            throw Error{path.string(), "has a gap or an overlap before the tensor " + tensor.name,
                        "the file is damaged or made to harm"};
        std::uint64_t count = 1;
        bool fits = true;
        for (const std::uint64_t n : tensor.shape) fits = fits && !__builtin_mul_overflow(count, n, &count);
        const auto kind = kind_of_dtype(tensor.dtype);
        if (!fits || (kind && (__builtin_mul_overflow(count, std::uint64_t{kind->bytes}, &count) ||
                               count != tensor.end - tensor.begin)))
            throw Error{path.string(), "has a tensor " + tensor.name + " whose shape and bytes do not agree",
                        "the file is damaged or made to harm"};
        at = tensor.end;
    }
    if (at == room) return;
    throw Error{path.string() + ", byte " + with_commas(static_cast<std::int64_t>(std::min(at, room))),
                at > room ? "is where the file is cut off: its header speaks of " +
                                with_commas(static_cast<std::int64_t>(at)) + " bytes of numbers and " +
                                with_commas(static_cast<std::int64_t>(room)) + " are there"
                          : "is followed by bytes that no tensor has",
                "get the whole file"};
}

std::vector<Tensor> tensors_of(ByteReader& bytes, const std::filesystem::path& path) {
    const auto length = bytes.take<std::uint64_t>();
    if (length > longest_json || length > bytes.left())
        fail_at(path, "byte", 0,
                "promises a header of " + std::to_string(length) + " bytes, and " +
                    with_commas(static_cast<std::int64_t>(bytes.left())) + " follow",
                "get the whole file; this one is cut off, damaged or no safetensors");
    try {
        std::vector<Tensor> tensors = take_header(bytes.take(static_cast<std::size_t>(length)));
        require_touching(tensors, bytes.left(), path);
        return tensors;
    } catch (const JsonError& error) {
        fail_at(path, "byte", static_cast<std::int64_t>(8 + error.at), error.what,
                "the header of safetensors is JSON");
    }
}

} // namespace

VectorTable read_safetensors(const std::filesystem::path& path, const VectorRequest& request) {
    const InputFile file{path, request.progress ? &request.progress->cancel : nullptr};
    ByteReader bytes{file.text(), path};
    const std::vector<Tensor> tensors = tensors_of(bytes, path);
    std::vector<NamedShape> tables;
    std::vector<const Tensor*> of_table;
    for (const Tensor& tensor : tensors) {
        if (tensor.shape.size() != 2 || tensor.shape[0] == 0 || tensor.shape[1] == 0) continue;
        tables.push_back({tensor.name, static_cast<std::int64_t>(tensor.shape[0]),
                          static_cast<std::int64_t>(tensor.shape[1])});
        of_table.push_back(&tensor);
    }
    VectorDraft draft;
    const std::size_t chosen = choose_table(tables, request.tensor, path, draft);
    const Tensor& tensor = *of_table[chosen];
    const auto kind = kind_of_dtype(tensor.dtype);
    if (!kind)
        throw Error{path.string(), "has " + tensor.name + " as " + tensor.dtype + ", which is not read",
                    "save it as F32, F16 or BF16"};
    draft.rows = room_for_table(tables[chosen].rows, tables[chosen].columns, request, path, tensor.name);
    bytes.take(static_cast<std::size_t>(tensor.begin));
    take_numbers(bytes.take(static_cast<std::size_t>(tensor.end - tensor.begin)), *kind, false, draft.rows,
                 forgetting(file, request));
    draft.words = words_beside(path, draft.rows.rows(), request, draft.notes);
    if (draft.words.empty()) draft.words = words_of_tokenizer(path, draft.rows.rows(), request, draft.notes);
    return finished_table(std::move(draft), path);
}

} // namespace wordfield::inline vectors
