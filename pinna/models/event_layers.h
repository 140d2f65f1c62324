// The convolutions and recurrent layers of a residual network that detects events, for networks of
// several kinds. Includes LibTorch's layers: for sources only.
#pragma once

#include <cstdint>

#include <torch/nn/modules/linear.h>

#include "pinna/models/event_resnet_options.h"
#include "pinna/models/model.h"
#include "pinna/models/recurrent_head.h"
#include "pinna/models/resnet_layers.h"

namespace pinna::models {

/// Maps of a residual network, modulated by conditions where there are some, then a recurrent head.
class EventLayers {
 public:
  /// Registers the layers with `owner`, whose shape it takes; initialize() follows.
  EventLayers(Model& owner, const EventResNetOptions& options);
  /// Draws the weights of the convolutions, and registers "film" where there are conditions.
  void initialize(Model& owner);

  /// [batch, in_channels, bins, frames] -> [batch, out_channels(), bins / 32, frames]: the maps
  /// that clips are classified by, too.
  at::Tensor maps(const at::Tensor& input, const BlockObserver& tell);
  /// [batch, scores, 2 * cells] of inputs whose frames are cut to whole scores. InvalidOptions for
  /// fewer than one score, and for conditions of another number of scores.
  at::Tensor hidden(const at::Tensor& input, const at::Tensor& conditions,
                    const BlockObserver& tell);
  /// hidden -> answers [batch, 2, num_classes, scores].
  at::Tensor answers(const at::Tensor& hidden, bool is_training);

  int64_t out_channels() const { return layers_.out_channels(); }

 private:
  at::Tensor modulated(const at::Tensor& sequence, const at::Tensor& conditions);

  int64_t frames_per_score_;
  ResNetLayers layers_;
  RecurrentHead head_;
  torch::nn::Linear film_{nullptr};
};

}  // namespace pinna::models
