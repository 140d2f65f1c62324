#include "pinna/models/make_model.h"

#include "pinna/models/compat.h"
#include "pinna/models/resnet.h"

namespace pinna::models {
namespace {

/// One row for each network.
struct Makers {
  ModelShape shape;
  std::shared_ptr<Model> operator()(const ResNetOptions& o) const { return make_resnet(o, shape); }
};

}  // namespace

std::shared_ptr<Model> make_model(const ModelOptions& options, ModelShape shape, uint64_t seed) {
  const SeedGuard guard(seed);
  return std::visit(Makers{shape}, options);
}

}  // namespace pinna::models
