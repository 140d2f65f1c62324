#include "pinna/models/event_layers.h"

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"

namespace pinna::models {

namespace nn = torch::nn;

EventLayers::EventLayers(Model& owner, const EventResNetOptions& options)
    : frames_per_score_(frames_per_score(options)),
      layers_(owner, {.depth = options.depth, .width = options.width},
              strides_of(options.frame_strides)),
      head_(owner, layers_.out_channels(), owner.shape().num_classes,
            {.layers = options.rnn_layers,
             .cells = options.rnn_cells,
             .dropout = options.rnn_dropout}) {}

void EventLayers::initialize(Model& owner) {
  layers_.initialize(owner, owner.shape().in_channels);
  if (owner.shape().num_conditions == 0) return;
  // Last, and zero: training begins with the network of the same seed that knows no conditions.
  film_ = owner.register_module(
      "film", nn::Linear(owner.shape().num_conditions, 2 * layers_.out_channels()));
  nn::init::zeros_(film_->weight);
  nn::init::zeros_(film_->bias);
}

at::Tensor EventLayers::maps(const at::Tensor& input, const BlockObserver& tell) {
  return layers_.forward(input, tell);
}

/// FiLM (Perez, Strub, de Vries, Dumoulin and Courville 2018): x * (1 + gamma) + beta, both linear
/// in the conditions of the frame.
at::Tensor EventLayers::modulated(const at::Tensor& sequence, const at::Tensor& conditions) {
  if (conditions.size(2) != sequence.size(1))
    throw core::InvalidOptions({.what = "conditions of a network",
                                .got = fmt::format("{} scores", conditions.size(2)),
                                .expected = fmt::format("{}", sequence.size(1))});
  const auto parts = film_->forward(conditions.transpose(1, 2)).chunk(2, 2);
  return sequence * (1 + parts[0]) + parts[1];
}

at::Tensor EventLayers::hidden(const at::Tensor& input, const at::Tensor& conditions,
                               const BlockObserver& tell) {
  const int64_t scores = input.size(3) / frames_per_score_;
  if (scores == 0)
    throw core::InvalidOptions(
        {.what = "network input",
         .got = fmt::format("{} frames", input.size(3)),
         .expected = fmt::format("at least {}, for one score", frames_per_score_)});
  // A stride gives the frames that are left over a score of their own: cut them off.
  at::Tensor x = RecurrentHead::sequence(maps(input.slice(3, 0, scores * frames_per_score_), tell));
  if (film_) x = modulated(x, conditions);
  return head_.hidden(x);
}

at::Tensor EventLayers::answers(const at::Tensor& hidden, bool is_training) {
  return head_.answers(hidden, is_training);
}

}  // namespace pinna::models
