// One network for two questions: what a clip is, and when events sound in a scene.
#pragma once

#include <cstdint>
#include <memory>

#include <ATen/core/Tensor.h>

#include "pinna/models/event_resnet_options.h"
#include "pinna/models/model.h"
#include "pinna/models/resnet_options.h"

namespace pinna::models {

/// Detects events as any model does, and classifies clips by the same convolutions.
class JointModel : public Model {
 public:
  using Model::Model;
  /// [batch, in_channels, bins, frames] -> logits [batch, num_classes].
  virtual at::Tensor classify(const at::Tensor& clips) = 0;
};

/// An `event_resnet` whose maps, averaged, a linear layer "fc" classifies: all tensors have the
/// names and shapes that they have in an event_resnet or in the resnet of clip_network().
/// `seed` gives the convolutions and the recurrent layers the weights of that event_resnet.
std::shared_ptr<JointModel> make_joint_resnet(const EventResNetOptions& options, ModelShape shape,
                                              uint64_t seed);

/// The classifier that a joint network contains.
ResNetOptions clip_network(const EventResNetOptions& options);

}  // namespace pinna::models
