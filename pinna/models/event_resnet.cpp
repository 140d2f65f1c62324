#include "pinna/models/event_resnet.h"

#include <functional>
#include <numeric>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/model.h"
#include "pinna/models/recurrent_head.h"
#include "pinna/models/resnet_layers.h"

namespace pinna::models {
namespace {

constexpr size_t num_strides = 5;

void check(const EventResNetOptions& options) {
  core::check_options(options, "model");
  if (options.frame_strides.size() != num_strides)
    throw core::InvalidOptions(
        {.what = "model.frame_strides",
         .got = fmt::format("{} numbers", options.frame_strides.size()),
         .expected = "5: of the first convolution, the pooling and the last three stages"});
}

FrameStrides strides_of(const std::vector<int64_t>& strides) {
  return {.first = strides[0], .pool = strides[1], .stages = {strides[2], strides[3], strides[4]}};
}

class EventResNet : public Model {
 public:
  EventResNet(const EventResNetOptions& options, ModelShape shape)
      : Model(shape),
        frames_per_score_(frames_per_score(options)),
        layers_(*this, {.depth = options.depth, .width = options.width},
                strides_of(options.frame_strides)),
        head_(*this, layers_.out_channels(), shape.num_classes,
              {.layers = options.rnn_layers,
               .cells = options.rnn_cells,
               .dropout = options.rnn_dropout}) {
    layers_.initialize(*this, shape.in_channels);
  }

 private:
  at::Tensor compute(const at::Tensor& input) override {
    const int64_t scores = input.size(3) / frames_per_score_;
    if (scores == 0)
      throw core::InvalidOptions(
          {.what = "network input",
           .got = fmt::format("{} frames", input.size(3)),
           .expected = fmt::format("at least {}, for one score", frames_per_score_)});
    // A stride gives the frames that are left over a score of their own: cut them off.
    const at::Tensor whole = input.slice(3, 0, scores * frames_per_score_);
    const at::Tensor hidden = head_.hidden(layers_.forward(whole, observer()));
    if (is_observed()) tell(embedding_block, hidden.mean(1));
    return head_.answers(hidden, is_training());
  }

  int64_t frames_per_score_;
  ResNetLayers layers_;
  RecurrentHead head_;
};

}  // namespace

int64_t frames_per_score(const EventResNetOptions& options) {
  check(options);
  return std::accumulate(options.frame_strides.begin(), options.frame_strides.end(), int64_t{1},
                         std::multiplies<>());
}

std::shared_ptr<Model> make_event_resnet(const EventResNetOptions& options, ModelShape shape) {
  check(options);
  return std::make_shared<EventResNet>(options, shape);
}

}  // namespace pinna::models
