#include "pinna/models/event_resnet.h"

#include <functional>
#include <numeric>

#include <torch/torch.h>

#include "pinna/models/event_layers.h"
#include "pinna/models/model.h"

namespace pinna::models {
namespace {

class EventResNet : public Model {
 public:
  EventResNet(const EventResNetOptions& options, ModelShape shape)
      : Model(shape), layers_(*this, options) {
    layers_.initialize(*this);
  }

 private:
  at::Tensor compute(const at::Tensor& input, const at::Tensor& conditions) override {
    const at::Tensor hidden = layers_.hidden(input, conditions, observer());
    if (is_observed()) tell(embedding_block, hidden.mean(1));
    return layers_.answers(hidden, is_training());
  }

  EventLayers layers_;
};

}  // namespace

int64_t frames_per_score(const EventResNetOptions& options) {
  core::check_options(options, "model");
  strides_of(options.frame_strides);
  return std::accumulate(options.frame_strides.begin(), options.frame_strides.end(), int64_t{1},
                         std::multiplies<>());
}

std::shared_ptr<Model> make_event_resnet(const EventResNetOptions& options, ModelShape shape) {
  return std::make_shared<EventResNet>(options, shape);
}

}  // namespace pinna::models
