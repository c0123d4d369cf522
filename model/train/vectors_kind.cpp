// SPDX-License-Identifier: MIT
#include "model/train/vectors_kind.hpp"

#include "model/core/error.hpp"
#include "model/train/trainer.hpp"

#include <cmath>

namespace wordfield::inline train {
namespace {

[[noreturn]] void refuse_change() {
    throw Error{"these vectors", "are shown as their file has them, and nothing changes them",
                "train a model on a text to try that"};
}

// A "sentence" is its last word: the rows know no order.
class VectorsNetwork final : public Network {
public:
    explicit VectorsNetwork(std::shared_ptr<const RowTable> rows) : rows_{std::move(rows)} {}

    [[nodiscard]] std::unique_ptr<Room> room(std::unique_ptr<Room> used) const override {
        return used ? std::move(used) : std::make_unique<Room>();
    }
    using Network::trace;
    [[nodiscard]] Trace trace(std::span<const TokenId> sentence, Room& /*room*/) const override {
        constexpr TokenId first[] = {0};
        if (sentence.empty()) sentence = first;
        sentence = fit_to_context(sentence, 1, static_cast<int>(rows_->rows()));
        Trace trace;
        trace.tokens.assign(sentence.begin(), sentence.end());
        trace.final_hidden = rows_->row(sentence.back());
        trace.residual = {trace.final_hidden};
        trace.logits.resize(1, rows_->rows());
        Rows{*rows_}.for_tiles([&](Index begin, const Rows::Tile& tile) {
            trace.logits.middleCols(begin, tile.rows()).noalias() = trace.final_hidden * tile.transpose();
        });
        trace.embedding = trace.unembedding = rows_->shared_matrix(); // none of 16 bits
        return trace;
    }
    [[nodiscard]] std::size_t bytes() const override { return sizeof(VectorsNetwork); }

private:
    std::shared_ptr<const RowTable> rows_;
};

class VectorsTrainer final : public Trainer {
public:
    VectorsTrainer(std::shared_ptr<const Corpus> corpus, ModelConfig model, const TrainConfig& train)
        : corpus_{std::move(corpus)}, model_{model}, train_{train} {
        if (!corpus_->vectors)
            throw Error{corpus_->name, "is a text and holds no vectors", "give a file of vectors"};
        model_.kind = ModelKind::Vectors;
        model_.vocabulary = static_cast<int>(corpus_->vectors->rows());
        model_.dim = static_cast<int>(corpus_->vectors->cols());
        model_.context = 1;
        double squares = 0.0;
        Rows{*corpus_->vectors}.for_tiles(
            [&](Index, const Rows::Tile& tile) { squares += static_cast<double>(tile.squaredNorm()); });
        norm_ = static_cast<float>(std::sqrt(squares));
        network_ = std::make_shared<const VectorsNetwork>(corpus_->vectors);
    }

    [[nodiscard]] TrainerState state_without_tensors() override {
        TrainerState state;
        state.model = model_;
        state.train = train_;
        take_words(state, *corpus_);
        return state;
    }
    [[nodiscard]] TensorViews tensors() override {
        const std::span<const float> all = floats();
        return {.parameters = {all}, .initial_embedding = {all}};
    }
    float step() override { return 0.0F; }
    [[nodiscard]] bool failed() const override { return false; }
    [[nodiscard]] float loss() const override { return 0.0F; }
    void roll_back() override {}
    std::optional<HeldOut> measure_heldout(int /*windows*/) override { return std::nullopt; }

    Moment moment() override {
        Moment moment;
        moment.corpus = corpus_;
        moment.capabilities = capabilities();
        moment.model = model_;
        moment.train = train_;
        moment.network = network_;
        moment.embedding = moment.initial_embedding = corpus_->vectors;
        moment.groups = {{"vectors", parameter_count(), norm_, 0.0F, 0.0F, true}};
        moment.parameters = parameter_count();
        return moment;
    }

    [[nodiscard]] std::int64_t step_count() const override { return 0; }
    [[nodiscard]] std::int64_t parameter_count() const override { return corpus_->vectors->size(); }
    [[nodiscard]] const ModelConfig& model() const override { return model_; }
    [[nodiscard]] const TrainConfig& config() const override { return train_; }

    void check_row(TokenId row) const override {
        if (row < 0 || row >= model_.vocabulary)
            throw Error{"row " + std::to_string(row), "is not in the table", "choose a word of the list"};
    }
    void set_learning_rate(float /*peak*/) override { refuse_change(); }
    void set_schedule(Schedule /*schedule*/) override { refuse_change(); }
    void set_optimizer(OptimizerKind /*kind*/) override { refuse_change(); }
    void set_batch(int /*batch*/) override { refuse_change(); }
    void reseed(std::uint64_t /*seed*/) override { refuse_change(); }
    void freeze_group(std::string_view /*name*/, bool /*frozen*/) override { refuse_change(); }
    void freeze_row(TokenId /*row*/, bool /*frozen*/) override { refuse_change(); }
    void ablate_head(int /*layer*/, int /*head*/, bool /*ablated*/) override { refuse_change(); }
    void edit_row(const RowEdit& /*edit*/) override { refuse_change(); }
    void undo_row_edit() override { refuse_change(); }

private:
    // A checkpoint has 32 bits a number.
    [[nodiscard]] std::span<const float> floats() {
        const RowTable& table = *corpus_->vectors;
        if (table.halves() != nullptr && widened_.size() == 0) widened_ = Rows{table}.matrix();
        const Matrix& rows = table.halves() != nullptr ? widened_ : table.matrix();
        return {rows.data(), static_cast<std::size_t>(rows.size())};
    }

    std::shared_ptr<const Corpus> corpus_;
    Matrix widened_; // (V, C) of vectors that are kept in 16 bits, once they are asked for
    ModelConfig model_;
    TrainConfig train_;
    float norm_ = 0.0F;
    std::shared_ptr<const Network> network_;
};

const ModelKindInfo::Words vectors_words{
    .task = "These vectors come from a file: nothing is trained.",
    .loss = "Nothing is trained, so there is no loss.",
    .heldout = "Nothing is trained, so there is no loss.",
    .prediction = "Words beside",
    .predicted_by = "softmax(logits / T), where a logit is the word's vector times the other's.",
    .size = "How many numbers a word's vector has."};

} // namespace

const ModelKindInfo& vectors_kind() {
    static const ModelKindInfo info{
        .kind = ModelKind::Vectors,
        .id = "vectors",
        .name = "vectors",
        .noun = "file of vectors",
        .explanation = "Words and their vectors out of a file: shown, compared and added up, not trained.",
        .capabilities = {.trains = false},
        .words = vectors_words,
        .groups = 1,
        .parameters = [](const ModelConfig& model) { return std::int64_t{model.vocabulary} * model.dim; },
        .summary =
            [](const ModelConfig& model) { return "vectors · " + std::to_string(model.dim) + " dims"; },
        .begin = [](auto corpus, const auto& model, const auto& train) -> std::unique_ptr<Trainer> {
            return std::make_unique<VectorsTrainer>(std::move(corpus), model, train);
        },
        .resume = [](auto corpus, const auto& state) -> std::unique_ptr<Trainer> {
            return std::make_unique<VectorsTrainer>(std::move(corpus), state.model, state.train);
        }};
    return info;
}

} // namespace wordfield::inline train
