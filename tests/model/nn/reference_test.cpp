// SPDX-License-Identifier: MIT
// Our network and optimiser against PyTorch's, tensor by tensor, with the files that
// scripts/make_reference.py wrote.
#include "model/nn/gpt.hpp"
#include "model/nn/optimizer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/safetensors.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;

namespace {

const ModelConfig reference_model{.vocabulary = 19, .dim = 12, .layers = 2, .heads = 3, .context = 7};
const StepSettings reference_step{.rate = 5e-3, .epsilon = 1e-5, .weight_decay = 0.05};
constexpr double reference_clip = 0.5;

// Largest difference, as a share of the largest value of the tensor. Gradients that are zero in theory and
// noise in practice are measured against 1e-2 of the network's.
template <class S>
double difference(std::span<const S> ours, const std::vector<S>& theirs, double floor = 0.0) {
    REQUIRE(ours.size() == theirs.size());
    double worst = 0.0, scale = floor;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        worst = std::max(worst, std::abs(static_cast<double>(ours[i]) - static_cast<double>(theirs[i])));
        scale = std::max(scale, std::abs(static_cast<double>(theirs[i])));
    }
    return worst / scale;
}

template <class S>
class Comparison {
public:
    explicit Comparison(const std::string& file)
        : reference_{std::string{WORDFIELD_SOURCE_DIR "/tests/reference/"} + file},
          inputs_{reference_.get<TokenId>("inputs")}, targets_{reference_.get<TokenId>("targets")},
          parameters_(static_cast<std::size_t>(table_.size())), gradient_(parameters_.size()) {
        for (const Tensor& tensor : table_.tensors())
            std::ranges::copy(reference_.get<S>("weights." + tensor.name),
                              slice(parameters_, tensor).begin());
        gpt_.pack_weights();
    }

    void check_logits_and_loss(double tolerance) {
        gpt_.forward(batch(), activations_);
        std::vector<S> logits(inputs_.size() * 19);
        gpt_.unembed(logits.data(), activations_.hidden.data(), static_cast<Index>(inputs_.size()));
        CHECK(difference<S>(logits, reference_.get<S>("logits")) < tolerance);
        const double loss = gpt_.loss(batch(), activations_) / static_cast<double>(inputs_.size());
        CHECK(loss == Approx(static_cast<double>(reference_.get<S>("loss")[0])).epsilon(tolerance));
    }

    void check_gradients(double tolerance) {
        backward();
        CHECK(norm_ == Approx(static_cast<double>(reference_.get<S>("gradient_norm")[0])).epsilon(tolerance));
        check_tensors("gradient.", gradient_, tolerance, 1e-2);
    }

    void check_steps(double tolerance_1, double tolerance_10) {
        for (std::int64_t step = 0; step < 10; ++step) {
            backward();
            StepSettings settings = reference_step;
            settings.step = step;
            settings.gradient_scale = clip_factor(norm_, reference_clip);
            REQUIRE(settings.gradient_scale < 1.0);
            optimizer_.update(parameters_.data(), gradient_.data(), settings, 0, 1);
            gpt_.pack_weights();
            if (step == 0) check_tensors("after_1.", parameters_, tolerance_1, 0.0);
        }
        check_tensors("after_10.", parameters_, tolerance_10, 0.0);
    }

    void check_names() { // each tensor four times, and batch, logits, loss, norm
        CHECK(reference_.tensors() == 4 * table_.tensors().size() + 5);
    }

private:
    [[nodiscard]] Sequences batch() const { return {inputs_, targets_, 7}; }
    static std::span<S> slice(std::vector<S>& buffer, const Tensor& tensor) {
        return std::span{buffer}.subspan(tensor.offset, static_cast<std::size_t>(tensor.size()));
    }
    void backward() {
        std::ranges::fill(gradient_, S{});
        gpt_.loss_and_gradient(batch(), S{1} / static_cast<S>(inputs_.size()), gradient_.data(),
                               activations_);
        optimizer_.gather({gradient_.data()}, 0, 1);
        norm_ = total_norm(optimizer_.gradient_norms());
    }
    void check_tensors(const std::string& prefix, std::vector<S>& buffer, double tolerance, double floor) {
        for (const Tensor& tensor : table_.tensors()) {
            INFO(prefix << tensor.name);
            CHECK(difference<S>(slice(buffer, tensor), reference_.get<S>(prefix + tensor.name), floor) <
                  tolerance);
        }
    }

    test::Safetensors reference_;
    std::vector<TokenId> inputs_, targets_;
    ParameterTable table_{reference_model};
    std::vector<S> parameters_, gradient_;
    Gpt<S> gpt_{reference_model, parameters_};
    Optimizer<S> optimizer_{table_};
    Activations<S> activations_;
    double norm_ = 0.0;
};

} // namespace

TEST_CASE("PyTorch, float64: logits, loss, every gradient, weights after 1 and 10 steps",
          "[model][reference]") {
    Comparison<double> c{"gpt_float64.safetensors"};
    c.check_names();
    c.check_logits_and_loss(1e-13);
    c.check_gradients(1e-12);
    c.check_steps(1e-12, 1e-10);
}

TEST_CASE("PyTorch, float32: logits, loss, every gradient, weights after 1 and 10 steps",
          "[model][reference]") {
    Comparison<float> c{"gpt_float32.safetensors"};
    c.check_names();
    c.check_logits_and_loss(2e-6);
    c.check_gradients(5e-6);
    c.check_steps(2e-6, 2e-5);
}
