#include "pinna/models/make_model.h"

#include "pinna/core/error.h"
#include "pinna/models/compat.h"
#include "pinna/models/crnn.h"
#include "pinna/models/event_resnet.h"
#include "pinna/models/resnet.h"

namespace pinna::models {
namespace {

/// One row for each network.
struct Makers {
  ModelShape shape;
  std::shared_ptr<Model> operator()(const ResNetOptions& o) const { return make_resnet(o, shape); }
  std::shared_ptr<Model> operator()(const CrnnOptions& o) const { return make_crnn(o, shape); }
  std::shared_ptr<Model> operator()(const EventResNetOptions& o) const {
    return make_event_resnet(o, shape);
  }
};

struct FramesPerScore {
  int64_t operator()(const ResNetOptions&) const {
    throw core::InvalidOptions({.what = "scores of frames",
                                .got = "a network that classifies clips",
                                .expected = "one that detects events"});
  }
  template <class EventOptions>
  int64_t operator()(const EventOptions& options) const {
    return frames_per_score(options);
  }
};

}  // namespace

int64_t frames_per_score(const ModelOptions& options) {
  return std::visit(FramesPerScore(), options);
}

std::shared_ptr<Model> make_model(const ModelOptions& options, ModelShape shape, uint64_t seed) {
  const SeedGuard guard(seed);
  auto model = std::visit(Makers{shape}, options);
  store_channels_last(*model);
  return model;
}

}  // namespace pinna::models
