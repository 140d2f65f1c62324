// How much of its input one number of a network's last map depends on.
#pragma once

#include <cstdint>

#include "pinna/models/model_options.h"

namespace pinna::models {

/// Of the convolutions and poolings along one axis.
struct ReceptiveField {
  int64_t size = 1;    ///< inputs that one output depends on
  int64_t stride = 1;  ///< inputs between neighbouring outputs
  bool operator==(const ReceptiveField&) const = default;
};

struct ReceptiveFields {
  ReceptiveField bins = {};
  ReceptiveField frames = {};
  bool operator==(const ReceptiveFields&) const = default;
};

/// From the options alone (Araujo, Norris and Sim, "Computing receptive fields of convolutional
/// neural networks", Distill 2019). Recurrent layers and the pooling over a whole clip that follow
/// are left out. InvalidOptions for options out of range.
ReceptiveFields receptive_fields(const ModelOptions& options);

}  // namespace pinna::models
