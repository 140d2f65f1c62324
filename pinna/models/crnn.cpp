#include "pinna/models/crnn.h"

#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/model.h"
#include "pinna/models/recurrent_head.h"

namespace pinna::models {
namespace {

namespace nn = torch::nn;

/// x times the sigmoid of another linear map of x would be Dauphin's unit; DCASE's baseline gates a
/// linear map of x by the sigmoid of x itself.
class GatedLinearUnit : public nn::Module {
 public:
  explicit GatedLinearUnit(int64_t channels)
      : linear_(register_module("linear", nn::Conv2d(nn::Conv2dOptions(channels, channels, 1)))) {}

  at::Tensor forward(const at::Tensor& x) { return linear_(x) * at::sigmoid(x); }

 private:
  nn::Conv2d linear_;
};

class ConvolutionBlock : public nn::Module {
 public:
  ConvolutionBlock(int64_t from, int64_t to, int64_t pool_bins, int64_t pool_frames, double dropout)
      : pool_{pool_bins, pool_frames}, dropout_(dropout) {
    conv_ = register_module("conv", nn::Conv2d(nn::Conv2dOptions(from, to, 3).padding(1)));
    norm_ = register_module("norm",
                            nn::BatchNorm2d(nn::BatchNorm2dOptions(to).eps(1e-3).momentum(0.01)));
    glu_ = register_module("glu", std::make_shared<GatedLinearUnit>(to));
  }

  at::Tensor forward(const at::Tensor& input) {
    at::Tensor x = glu_->forward(norm_(conv_(input)));
    x = at::dropout(x, dropout_, is_training());
    if (pool_[0] * pool_[1] == 1) return x;
    return at::avg_pool2d(x, pool_);  // [batch, to, bins / pool_bins, frames / pool_frames]
  }

 private:
  std::array<int64_t, 2> pool_;
  double dropout_;
  nn::Conv2d conv_{nullptr};
  nn::BatchNorm2d norm_{nullptr};
  std::shared_ptr<GatedLinearUnit> glu_;
};

class Crnn : public Model {
 public:
  Crnn(const CrnnOptions& options, ModelShape shape) : Model(shape), options_(options) {
    int64_t from = shape.in_channels;
    for (size_t i = 0; i < options.channels.size(); ++i) {
      blocks_.push_back(register_module(
          "block" + std::to_string(i + 1),
          std::make_shared<ConvolutionBlock>(from, options.channels[i], options.pool_bins[i],
                                             options.pool_frames[i], options.conv_dropout)));
      from = options.channels[i];
    }
    head_.emplace(*this, from, shape.num_classes,
                  RecurrentHead::Options{.layers = options.rnn_layers,
                                         .cells = options.rnn_cells,
                                         .dropout = options.rnn_dropout});
  }

 private:
  at::Tensor compute(const at::Tensor& input, const at::Tensor&) override {
    require_room(input);
    at::Tensor x = input;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      x = blocks_[i]->forward(x);
      if (is_observed()) tell("block" + std::to_string(i + 1), x);
    }
    x = head_->hidden(RecurrentHead::sequence(x));  // [batch, scores, 2 * cells]
    if (is_observed()) tell(embedding_block, x.mean(1));
    return head_->answers(x, is_training());
  }

  void require_room(const at::Tensor& input) const {
    const int64_t bins = std::accumulate(options_.pool_bins.begin(), options_.pool_bins.end(),
                                         int64_t{1}, std::multiplies<>());
    const int64_t frames = frames_per_score(options_);
    if (input.size(2) < bins || input.size(3) < frames)
      throw core::InvalidOptions(
          {.what = "network input",
           .got = fmt::format("{} bins, {} frames", input.size(2), input.size(3)),
           .expected =
               fmt::format("at least {} bins and {} frames, which pooling makes one", bins, frames),
           .fix = "lower model.pool_bins or raise the feature's bins"});
  }

  CrnnOptions options_;
  std::vector<std::shared_ptr<ConvolutionBlock>> blocks_;
  std::optional<RecurrentHead> head_;
};

void check(const CrnnOptions& options) {
  core::check_options(options, "model");
  const size_t blocks = options.channels.size();
  if (blocks == 0 || options.pool_bins.size() != blocks || options.pool_frames.size() != blocks)
    throw core::InvalidOptions(
        {.what = "model.channels, pool_bins and pool_frames",
         .got = fmt::format("{}, {} and {} blocks", blocks, options.pool_bins.size(),
                            options.pool_frames.size()),
         .expected = "one number each for the same blocks, at least one"});
}

}  // namespace

int64_t frames_per_score(const CrnnOptions& options) {
  check(options);
  return std::accumulate(options.pool_frames.begin(), options.pool_frames.end(), int64_t{1},
                         std::multiplies<>());
}

std::shared_ptr<Model> make_crnn(const CrnnOptions& options, ModelShape shape) {
  check(options);
  require_no_conditions(shape, CrnnOptions::type_name);
  return std::make_shared<Crnn>(options, shape);
}

}  // namespace pinna::models
