#include "pinna/features/feature.h"

#include "pinna/features/log_mel.h"

namespace pinna::features {
namespace {

std::unique_ptr<Feature> make(const LogMelOptions& options) {
  return std::make_unique<LogMel>(options);
}

}  // namespace

FeatureMatrix Feature::compute(std::span<const float> mono) const {
  FeatureMatrix output;
  compute_into(mono, output);
  return output;
}

std::unique_ptr<Feature> make_feature(const FeatureOptions& options) {
  return std::visit([](const auto& chosen) { return make(chosen); }, options);
}

}  // namespace pinna::features
