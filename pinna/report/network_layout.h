// What a trained network is made of, read from its weights.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace pinna::report {

/// A part of a network: tensors whose names begin alike.
struct NetworkPart {
  std::string name = "";       ///< "layer1"
  std::string layers = "";     ///< "2 blocks of 3x3 convolutions"
  int64_t channels = 0;        ///< that come out of it
  int64_t num_parameters = 0;  ///< that are learnt
};

/// The parts of a model.safetensors in the order of a residual network: conv1, layer1 ... fc,
/// others after them. Empty where the file is absent; BadData where it is damaged.
std::vector<NetworkPart> network_parts(const std::filesystem::path& model);

}  // namespace pinna::report
