// SPDX-License-Identifier: MIT
// NumPy's files, and gensim's, which keeps large arrays in them.
#include "model/core/error.hpp"
#include "model/core/gzip.hpp"
#include "model/core/input_file.hpp"
#include "model/vectors/gensim_words.hpp"
#include "model/vectors/numpy_array.hpp"
#include "model/vectors/tokenizer_words.hpp"
#include "model/vectors/zip_file.hpp"

#include <optional>
#include <utility>

namespace wordfield::inline vectors {
namespace {

const std::atomic<bool>* cancel_of(const VectorRequest& request) {
    return request.progress != nullptr ? &request.progress->cancel : nullptr;
}

std::string_view without_npy(std::string_view name) {
    return name.ends_with(".npy") ? name.substr(0, name.size() - 4) : name;
}

// run.kv of run.kv.vectors.npy; empty for another name.
std::filesystem::path gensim_of(const std::filesystem::path& path) {
    constexpr std::string_view ending = ".vectors.npy";
    const std::string name = path.string();
    if (!name.ends_with(ending)) return {};
    return name.substr(0, name.size() - ending.size());
}

// What an .npz holds, told by the header of each array.
struct NumpyZip {
    std::vector<NamedShape> tables;
    std::vector<std::size_t> entry_of; ///< the entry of each table
    std::vector<std::pair<std::string, std::vector<std::string>>> lists;
    bool objects = false; ///< one of the arrays is of Python objects
};

NumpyZip contents_of(std::string_view bytes, const std::vector<ZipEntry>& entries,
                     const std::filesystem::path& path) {
    NumpyZip found;
    std::string room;
    std::uint64_t all = 0;
    for (const ZipEntry& entry : entries)
        if (__builtin_add_overflow(all, entry.size, &all) || all > most_bytes_in_memory())
            throw_too_long(path.string(), most_bytes_in_memory());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!entries[i].name.ends_with(".npy")) continue;
        const std::filesystem::path name = path.string() + ", " + entries[i].name;
        const NumpyArray array = numpy_array(zip_content(bytes, entries[i], path, room), name);
        const std::string short_name{without_npy(entries[i].name)};
        found.objects = found.objects || array.descr.find('O') != std::string::npos;
        if (auto strings = strings_of_numpy(array)) {
            found.lists.emplace_back(short_name, std::move(*strings));
        } else if (array.shape.size() == 2) {
            found.tables.push_back({short_name, array.shape[0], array.shape[1]});
            found.entry_of.push_back(i);
        }
    }
    return found;
}

std::vector<std::string> words_in(NumpyZip& found, Index rows, std::vector<std::string>& notes) {
    for (const bool by_name : {true, false})
        for (auto& [name, words] : found.lists)
            if (std::ssize(words) == rows && (!by_name || names_words(name))) {
                notes.push_back("the words are those of the array " + name);
                return std::move(words);
            }
    if (found.objects)
        notes.emplace_back("an array of Python objects is not read, since it can run programs: save words as "
                           "numpy.array(words), without dtype=object");
    return {};
}

} // namespace

VectorTable read_npy(const std::filesystem::path& path, const VectorRequest& request) {
    const InputFile file{path, cancel_of(request)};
    VectorDraft draft;
    draft.rows = rows_of_numpy(numpy_array(file.text(), path), path, request, forgetting(file, request));
    draft.words = words_beside(path, draft.rows.rows(), request, draft.notes);
    if (const auto kv = gensim_of(path); draft.words.empty() && !kv.empty())
        draft.words = words_of_gensim(kv, draft.rows.rows(), draft.notes);
    if (draft.words.empty()) draft.words = words_of_tokenizer(path, draft.rows.rows(), request, draft.notes);
    return finished_table(std::move(draft), path);
}

VectorTable read_npz(const std::filesystem::path& path, const VectorRequest& request) {
    const InputFile file{path, cancel_of(request)};
    const std::vector<ZipEntry> entries = zip_entries(file.text(), path);
    for (const ZipEntry& entry : entries)
        if (entry.name.ends_with("data.pkl"))
            throw Error{path.string(), "is a file of PyTorch, whose pickled part can run programs",
                        "save the vectors alone, with numpy.save or safetensors"};
    NumpyZip found = contents_of(file.text(), entries, path);
    VectorDraft draft;
    const std::size_t chosen = choose_table(found.tables, request.tensor, path, draft);
    const ZipEntry& entry = entries[found.entry_of[chosen]];
    const std::filesystem::path name = path.string() + ", " + entry.name;
    std::string room;
    draft.rows = rows_of_numpy(numpy_array(zip_content(file.text(), entry, path, room), name), name, request);
    draft.words = words_in(found, draft.rows.rows(), draft.notes);
    if (draft.words.empty()) draft.words = words_beside(path, draft.rows.rows(), request, draft.notes);
    return finished_table(std::move(draft), path);
}

VectorTable read_gensim(const std::filesystem::path& path, const VectorRequest& request) {
    const std::filesystem::path array = path.string() + ".vectors.npy";
    std::error_code ignored;
    if (!std::filesystem::exists(array, ignored))
        throw Error{path.string(), "is Python's pickle, which is not read, since it can run programs",
                    "write it with save_word2vec_format(\"" + path.stem().string() + ".vec\")"};
    VectorRequest beside = request;
    return read_npy(array, beside);
}

} // namespace wordfield::inline vectors
