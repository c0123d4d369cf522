// SPDX-License-Identifier: MIT
// 3CosAdd over many questions: a block of them meets all rows, a tile of rows at a time, so that beside the
// vectors themselves there is never more in memory than a tile and its products.
#include "model/core/thread_pool.hpp"
#include "model/geometry/analogies.hpp"
#include "model/geometry/unit_rows.hpp"
#include "model/kernels/packed.hpp"

#include <algorithm>
#include <limits>

namespace wordfield::inline geometry {
namespace {

constexpr Index questions_a_block = 256; // at most: a tile of rows is made ready for so many
constexpr Index rows_a_tile = 512;       // 256 x 512 products stay in the second-level cache

struct Best {
    float product = -std::numeric_limits<float>::infinity();
    Index row = -1;

    void offer(const Eigen::Ref<const RowVector>& products, Index first) {
        if (!(products.maxCoeff() > product)) return;
        Index at = 0;
        product = products.maxCoeff(&at);
        row = first + at;
    }
};

struct Answer {
    Best among_all, without; ///< of all rows; of those that the question does not name
};

class QuestionBlock {
public:
    QuestionBlock(const Rows& embedding, std::span<const Analogy> questions)
        : embedding_{embedding}, questions_{questions}, answers_(questions.size()),
          targets_(std::ssize(questions), embedding.cols()) {
        const auto unit = [&](TokenId word) { return embedding.row(word).normalized(); };
        for (std::size_t i = 0; i < questions.size(); ++i) // whose own length does not change the order
            targets_.row(static_cast<Index>(i)) =
                unit(questions[i].b) - unit(questions[i].a) + unit(questions[i].c);
    }

    const std::vector<Answer>& answer() {
        for (Index from = 0; from < embedding_.rows(); from += rows_a_tile)
            meet(from, std::min(rows_a_tile, embedding_.rows() - from));
        return answers_;
    }

private:
    void meet(Index from, Index count) {
        embedding_.write(from, count, unit_);
        normalise_rows(unit_);
        packed_.pack(view<float>(unit_.data(), count, unit_.cols()).transposed());
        products_.resize(targets_.rows(), count);
        multiply(products_.data(), products_.cols(),
                 view<float>(targets_.data(), targets_.rows(), targets_.cols()), packed_);
        for (std::size_t i = 0; i < questions_.size(); ++i) {
            auto products = products_.row(static_cast<Index>(i));
            answers_[i].among_all.offer(products, from);
            const Analogy& q = questions_[i];
            for (const TokenId asked : {q.a, q.b, q.c})
                if (asked >= from && asked < from + count)
                    products[asked - from] = -std::numeric_limits<float>::infinity();
            answers_[i].without.offer(products, from);
        }
    }

    Rows embedding_;
    std::span<const Analogy> questions_;
    std::vector<Answer> answers_;
    Matrix targets_, unit_, products_;
    Packed<float> packed_;
};

} // namespace

std::vector<AnalogyAnswer> answer_analogies(const Rows& embedding, std::span<const Analogy> questions,
                                            ThreadPool& pool) {
    std::vector<AnalogyAnswer> answers(questions.size());
    const Index count = std::ssize(questions);
    pool.run(static_cast<int>((count + questions_a_block - 1) / questions_a_block), [&](int block) {
        const Index begin = block * questions_a_block;
        const Index length = std::min(questions_a_block, count - begin);
        QuestionBlock of_these{embedding, questions.subspan(begin, length)};
        std::ranges::transform(of_these.answer(), answers.begin() + begin, [](const Answer& answer) {
            return AnalogyAnswer{static_cast<TokenId>(answer.among_all.row),
                                 static_cast<TokenId>(answer.without.row)};
        });
    });
    return answers;
}

AnalogyScore score_analogies(const Rows& embedding, std::span<const AnalogyRelation> relations,
                             ThreadPool& pool) {
    std::vector<Analogy> all; // relations are of any length, blocks are not
    for (const AnalogyRelation& relation : relations)
        all.insert(all.end(), relation.analogies.begin(), relation.analogies.end());
    const std::vector<AnalogyAnswer> answers = answer_analogies(embedding, all, pool);
    AnalogyScore score;
    score.all.name = "all";
    auto answer = answers.begin();
    for (const AnalogyRelation& relation : relations) {
        RelationScore one{relation.name, 0, std::ssize(relation.analogies)};
        for (const Analogy& question : relation.analogies) {
            one.right += answer->without == question.d ? 1 : 0;
            one.right_among_all += answer->among_all == question.d ? 1 : 0;
            ++answer;
        }
        score.all.right += one.right;
        score.all.right_among_all += one.right_among_all;
        score.all.count += one.count;
        score.relations.push_back(std::move(one));
    }
    return score;
}

} // namespace wordfield::inline geometry
