// SPDX-License-Identifier: MIT
// fastText's model file as fasttext.cc, dictionary.cc and args.cc (facebookresearch/fastText) write it. A
// word's vector is the mean of its own row and those of its subwords, which are found by a hash.
#include "model/vectors/byte_reader.hpp"
#include "model/vectors/fields.hpp"

#include "model/core/error.hpp"
#include "model/core/number_text.hpp"

#include <unordered_map>

namespace wordfield::inline vectors {
namespace {

constexpr std::int32_t magic = 793712314, version_read = 12;
constexpr std::size_t longest_entry = 1 << 16;

struct FastTextModel {
    std::int32_t dim = 0, bucket = 0, shortest = 0, longest = 0; ///< of subwords, in characters
    std::int32_t words = 0;
    std::vector<std::string> word;
    std::vector<std::int64_t> count;
    std::int64_t kept_size = -1; ///< of `kept`; -1: every subword has a row
    std::unordered_map<std::int32_t, std::int32_t> kept;
    std::string_view rows;
    std::int64_t row_count = 0;
};

void take_settings(ByteReader& bytes, FastTextModel& model) {
    if (bytes.take<std::int32_t>() != magic || bytes.take<std::int32_t>() != version_read) {
        bytes.jump(4);
        bytes.fail("is not the version 12 of fastText's models", "write it again with fastText 0.2 or newer");
    }
    const auto args = [&] { return bytes.take<std::int32_t>(); };
    model.dim = args();
    for (int i = 0; i < 7; ++i) (void)args(); // ws, epoch, minCount, neg, wordNgrams, loss, model
    model.bucket = args();
    model.shortest = args();
    model.longest = args();
    (void)args();               // lrUpdateRate
    (void)bytes.take<double>(); // t
    if (model.dim < 1 || model.bucket < 0)
        bytes.fail("ends settings that no model has", "the file is damaged");
}

void take_dictionary(ByteReader& bytes, FastTextModel& model) {
    const auto size = bytes.take<std::int32_t>();
    model.words = bytes.take<std::int32_t>();
    (void)bytes.take<std::int32_t>(); // nlabels
    (void)bytes.take<std::int64_t>(); // ntokens
    model.kept_size = bytes.take<std::int64_t>();
    if (size < 0 || model.words < 0 || model.words > size ||
        static_cast<std::size_t>(size) > bytes.left() / 10)
        bytes.fail("speaks of " + with_commas(size) + " words, more than the file has bytes for",
                   "get the whole file");
    for (std::int32_t i = 0; i < size; ++i) {
        const std::string_view word = bytes.take_until('\0', longest_entry);
        const auto count = bytes.take<std::int64_t>();
        (void)bytes.take<std::int8_t>(); // a word or a label
        if (i >= model.words) continue;  // labels stand behind the words
        model.word.emplace_back(word);
        model.count.push_back(count);
    }
    for (std::int64_t i = 0; i < model.kept_size; ++i) {
        const auto hash = bytes.take<std::int32_t>();
        model.kept[hash] = bytes.take<std::int32_t>();
    }
}

void take_rows(ByteReader& bytes, FastTextModel& model, const std::filesystem::path& path) {
    if (bytes.take<std::uint8_t>() != 0)
        throw Error{path.string(), "is a quantised model of fastText (.ftz), whose vectors are packed",
                    "give the .bin that it was made from"};
    model.row_count = bytes.take<std::int64_t>();
    const auto columns = bytes.take<std::int64_t>();
    const std::uint64_t row_bytes = sizeof(float) * static_cast<std::uint64_t>(model.dim);
    if (columns != model.dim || model.row_count < model.words)
        bytes.fail("speaks of a table that is not this model's", "the file is damaged");
    if (static_cast<std::uint64_t>(model.row_count) > bytes.left() / row_bytes)
        bytes.fail("promises " + with_commas(model.row_count) + " rows, more than the file has bytes for",
                   "get the whole file");
    model.rows = bytes.take(static_cast<std::uint64_t>(model.row_count) * row_bytes);
}

// Dictionary::hash: FNV-1a, of bytes with their sign.
std::uint32_t hash_of(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text) {
        hash ^= static_cast<std::uint32_t>(static_cast<std::int8_t>(c));
        hash *= 16777619U;
    }
    return hash;
}

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Dictionary::computeSubwords: calls `use` with the row of each.
template <class Use>
void each_subword(const FastTextModel& model, const std::string& name, Use use) {
    if (name == "</s>" || model.bucket == 0 || model.kept_size == 0) return;
    const std::string word = "<" + name + ">";
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (continues_character(word[i])) continue;
        std::size_t end = i;
        for (int n = 1; end < word.size() && n <= model.longest; ++n) {
            ++end;
            while (end < word.size() && continues_character(word[end])) ++end;
            if (n < model.shortest || (n == 1 && (i == 0 || end == word.size()))) continue;
            auto place = static_cast<std::int32_t>(hash_of(std::string_view{word}.substr(i, end - i)) %
                                                   static_cast<std::uint32_t>(model.bucket));
            if (model.kept_size > 0) {
                const auto kept = model.kept.find(place);
                if (kept == model.kept.end()) continue;
                place = kept->second;
            }
            use(std::int64_t{model.words} + place);
        }
    }
}

void add_row(const FastTextModel& model, std::int64_t row, Eigen::Ref<RowVector> sum, RowVector& room) {
    const std::size_t bytes = sizeof(float) * static_cast<std::size_t>(model.dim);
    std::memcpy(room.data(), model.rows.data() + static_cast<std::size_t>(row) * bytes, bytes);
    sum += room;
}

void fill_means(const FastTextModel& model, VectorDraft& draft, const VectorRequest& request,
                const std::filesystem::path& path) {
    ThreadPool pool{std::max(request.threads, 1)};
    for_stretches(model.words, pool, request, 0.0F, [&](Index begin, Index end) {
        RowVector room(model.dim);
        for (Index i = begin; i < end; ++i) {
            RowVector sum = RowVector::Zero(model.dim);
            int count = 1;
            add_row(model, i, sum, room);
            each_subword(model, model.word[static_cast<std::size_t>(i)], [&](std::int64_t row) {
                if (row < 0 || row >= model.row_count)
                    throw Error{path.string() + ", word " + with_commas(i + 1), "has a subword without a row",
                                "the file is damaged"};
                add_row(model, row, sum, room);
                ++count;
            });
            draft.rows.fill_row(i, [&](float* row) {
                Eigen::Map<RowVector>{row, model.dim} = sum / static_cast<float>(count);
            });
        }
    });
}

} // namespace

VectorTable read_fasttext(const std::filesystem::path& path, const VectorRequest& request) {
    const InputFile file{path, request.progress ? &request.progress->cancel : nullptr};
    ByteReader bytes{file.text(), path};
    FastTextModel model;
    take_settings(bytes, model);
    take_dictionary(bytes, model);
    take_rows(bytes, model, path);
    VectorDraft draft;
    draft.rows = room_for_table(model.words, model.dim, request, path, "");
    fill_means(model, draft, request, path);
    draft.words = std::move(model.word);
    draft.counts = std::move(model.count);
    return finished_table(std::move(draft), path);
}

} // namespace wordfield::inline vectors
