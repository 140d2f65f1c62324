#include "pinna/models/make_model.h"

#include "pinna/models/compat.h"
#include "pinna/models/crnn.h"
#include "pinna/models/resnet.h"

namespace pinna::models {
namespace {

/// One row for each network.
struct Makers {
  ModelShape shape;
  std::shared_ptr<Model> operator()(const ResNetOptions& o) const { return make_resnet(o, shape); }
  std::shared_ptr<Model> operator()(const CrnnOptions& o) const { return make_crnn(o, shape); }
};

}  // namespace

std::shared_ptr<Model> make_model(const ModelOptions& options, ModelShape shape, uint64_t seed) {
  const SeedGuard guard(seed);
  auto model = std::visit(Makers{shape}, options);
  store_channels_last(*model);
  return model;
}

}  // namespace pinna::models
