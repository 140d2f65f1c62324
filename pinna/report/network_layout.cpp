#include "pinna/report/network_layout.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "pinna/core/safetensors.h"

namespace pinna::report {
namespace {

/// Averages of batches: kept with the weights, but not learnt.
bool is_learnt(const std::string& name) {
  return !name.ends_with("running_mean") && !name.ends_with("running_var") &&
         !name.ends_with("num_batches_tracked");
}

struct Tally {
  NetworkPart part = {};
  std::set<std::string> blocks = {};       ///< "0", "1"
  std::vector<int64_t> first_kernel = {};  ///< [out, in, height, width] or [out, in]
};

/// "layer1.0.conv1.weight": the block is "0"; empty where there is none.
std::string block_of(const std::string& name) {
  const size_t begin = name.find('.') + 1;
  const size_t end = name.find('.', begin);
  if (begin == 0 || end == std::string::npos) return "";
  const std::string block = name.substr(begin, end - begin);
  return std::ranges::all_of(block, [](unsigned char c) { return c >= '0' && c <= '9'; }) ? block
                                                                                          : "";
}

std::string layers_of(const Tally& tally) {
  const auto& shape = tally.first_kernel;
  if (shape.size() == 4) {
    const std::string kernel = fmt::format("{}×{} convolution", shape[2], shape[3]);
    return tally.blocks.empty() ? kernel
                                : fmt::format("{} blocks of two {}s", tally.blocks.size(), kernel);
  }
  return shape.size() == 2 ? "fully connected" : "";
}

/// Norms are named after the convolution that they follow: "bn1" belongs to "conv1".
std::string part_of(const std::string& name) {
  const std::string first = name.substr(0, name.find('.'));
  return first == "bn1" ? "conv1" : first;
}

}  // namespace

std::vector<NetworkPart> network_parts(const std::filesystem::path& model) {
  if (!std::filesystem::exists(model)) return {};
  std::map<std::string, Tally> tallies;
  for (const auto& [name, tensor] : core::read_safetensors(model).tensors) {
    if (!is_learnt(name)) continue;
    Tally& tally = tallies[part_of(name)];
    int64_t count = 1;
    for (const int64_t length : tensor.shape) count *= length;
    tally.part.num_parameters += count;
    if (const std::string block = block_of(name); !block.empty()) tally.blocks.insert(block);
    const bool is_weight = tensor.shape.size() == 4 || tensor.shape.size() == 2;
    if (is_weight && tally.first_kernel.empty()) tally.first_kernel = tensor.shape;
    if (is_weight) tally.part.channels = std::max(tally.part.channels, tensor.shape[0]);
  }
  std::vector<NetworkPart> parts;
  for (const char* name : {"conv1", "layer1", "layer2", "layer3", "layer4"})
    if (const auto found = tallies.find(name); found != tallies.end()) {
      found->second.part.layers = layers_of(found->second);
      found->second.part.name = name;
      parts.push_back(found->second.part);
      tallies.erase(found);
    }
  for (auto& [name, tally] : tallies) {
    tally.part.layers = layers_of(tally);
    tally.part.name = name;
    parts.push_back(tally.part);
  }
  return parts;
}

}  // namespace pinna::report
