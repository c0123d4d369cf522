// SPDX-License-Identifier: MIT
// Two embeddings of the same words: what the window shows, and a model that was kept or the vectors of a
// file. Do a skip-gram and a transformer find the same neighbours, what did a hundred steps change, how does
// a word live in another text? Threads of its own compute, at a bounded rate while training goes on.
#pragma once

#include "app/story/compared_file.hpp"
#include "app/story/errand.hpp"
#include "model/comparison/compared_word.hpp"
#include "model/run/moment_store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wordfield::app {

class ModelComparison {
public:
    static constexpr int nearest = 10; ///< how many neighbours of a word are listed

    ModelComparison();
    ~ModelComparison();
    ModelComparison(ModelComparison&&) noexcept;
    ModelComparison& operator=(ModelComparison&&) noexcept;

    /// Compares with this model from now on: A is the kept one, B what the window shows.
    void keep(const Moment& moment, const std::string& run);
    /// Compares with a file: A is what the window shows, B the file.
    void open(std::shared_ptr<const ComparedFile> file);
    void forget();
    [[nodiscard]] bool active() const { return kept_ || file_; }
    [[nodiscard]] const std::optional<MomentId>& kept() const { return kept_; }
    [[nodiscard]] const std::shared_ptr<const ComparedFile>& file() const { return file_; }
    /// What the kept model or the file is called, see model_name(); empty while there is none.
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Both, A first; `now` is what the window's is called.
    [[nodiscard]] std::pair<std::string, std::string> names(const std::string& now) const {
        return file_ ? std::pair{now, name_} : std::pair{name_, now};
    }

    /// Words that a text has less often than this are not ranked, where counts are known.
    [[nodiscard]] std::int64_t least_count() const { return least_count_; }
    void rank_from(std::int64_t least_count) { least_count_ = least_count; }
    /// Whether anybody counted any of the words in common.
    [[nodiscard]] bool knows_counts() const { return knows_counts_; }

    /// Takes what the threads have found and asks them anew where the embedding, the subject or the floor is
    /// another one. A moment of another corpus makes it forget, and so does a kept one that is gone. `time`
    /// in seconds.
    void advance(const MomentStore& store, const std::shared_ptr<const Moment>& now,
                 std::optional<TokenId> subject, double time);
    /// Whether more is to come by itself.
    [[nodiscard]] bool pending() const;

    /// Null before the first.
    [[nodiscard]] const std::shared_ptr<const EmbeddingComparison>& figures() const { return figures_; }
    /// The subject in both; null while there is none, or it is not in common, or is being looked up.
    [[nodiscard]] const ComparedWord* word() const;
    /// Words that moved most, the farthest at the front.
    [[nodiscard]] const std::vector<TokenId>& moved_most() const { return moved_most_; }
    /// Why nothing could be computed, a sentence; empty where it could.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

    /// Where a word stands among those in common; nothing for one that is not.
    [[nodiscard]] std::optional<Index> place_of(TokenId word) const;
    [[nodiscard]] TokenId token(Index place) const { return common_->a[place]; }

private:
    struct Whole;
    struct Single;
    using Table = std::shared_ptr<const RowTable>;
    void begin();
    void take_answers(double time);
    void ask_whole(const Table& now, const Table& other, double time);
    void ask_word(std::optional<TokenId> subject);

    std::optional<MomentId> kept_;
    std::shared_ptr<const ComparedFile> file_;
    std::string name_;
    std::shared_ptr<const WordsInCommon> common_;
    bool knows_counts_ = false;
    std::int64_t least_count_ = ComparisonRequest{}.least_count;

    std::shared_ptr<const ComparedTables> tables_; ///< that `figures_` are of, or are to be of
    std::shared_ptr<const EmbeddingComparison> figures_;
    std::shared_ptr<const ComparedWord> word_;
    std::vector<TokenId> moved_most_;
    std::string trouble_;

    /// What was asked for last.
    struct Asked {
        Table now;
        std::int64_t least_count = -1;
    } asked_;
    struct AskedWord {
        std::shared_ptr<const ComparedTables> tables;
        std::shared_ptr<const EmbeddingComparison> figures;
        Index place = -1;
        bool operator==(const AskedWord&) const = default;
    } asked_word_;
    double next_ask_ = 0.0; ///< not before this time
    bool stale_ = false;    ///< something newer than `asked_` waits for that
    std::unique_ptr<Whole> whole_;
    std::unique_ptr<Single> single_;
};

/// "transformer, step 3,494"; of one of several runs "Run 2, step 3,494"; of vectors their file.
std::string model_name(const Moment& moment, const std::string& run);

} // namespace wordfield::app
