#include "pinna/models/weights.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/tensor_arrays.h"

namespace pinna::models {
namespace {

constexpr size_t max_names_listed = 5;

std::map<std::string, at::Tensor> state_of(const torch::nn::Module& module) {
  std::map<std::string, at::Tensor> state;
  for (const auto& item : module.named_parameters()) state.emplace(item.key(), item.value());
  for (const auto& item : module.named_buffers()) state.emplace(item.key(), item.value());
  return state;
}

std::string type_and_shape(core::DType dtype, const std::vector<int64_t>& shape) {
  return fmt::format("{} {}", core::dtype_name(dtype), core::shape_text(shape));
}

/// "missing fc.bias, fc.weight and 3 more"
std::string listed(std::string_view kind, const std::vector<std::string>& names) {
  const auto shown = std::min(names.size(), max_names_listed);
  std::string text =
      fmt::format("{} {}", kind, fmt::join(names.begin(), names.begin() + shown, ", "));
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

/// What keeps `weights` from being the state of a module; empty if nothing does.
std::string differences(const std::map<std::string, at::Tensor>& state,
                        const core::SafeTensors& weights) {
  std::vector<std::string> missing, unexpected, different;
  for (const auto& [name, tensor] : state) {
    const auto found = weights.tensors.find(name);
    if (found == weights.tensors.end()) {
      missing.push_back(name);
      continue;
    }
    const std::string got = type_and_shape(found->second.dtype, found->second.shape);
    const std::string wanted = type_and_shape(dtype_of(tensor), tensor.sizes().vec());
    if (got != wanted) different.push_back(fmt::format("{} ({} instead of {})", name, got, wanted));
  }
  for (const auto& [name, array] : weights.tensors)
    if (!state.contains(name)) unexpected.push_back(name);

  std::vector<std::string> parts;
  if (!missing.empty()) parts.push_back(listed("missing", missing));
  if (!unexpected.empty()) parts.push_back(listed("unexpected", unexpected));
  if (!different.empty()) parts.push_back(listed("different", different));
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

core::SafeTensors weights_of(const torch::nn::Module& module) {
  core::SafeTensors weights;
  for (const auto& [name, tensor] : state_of(module))
    weights.tensors.emplace(name, to_array(tensor));
  return weights;
}

std::vector<std::string> load_shared_weights(torch::nn::Module& module,
                                             const core::SafeTensors& weights,
                                             std::string_view where) {
  const torch::NoGradGuard no_grad;
  const auto parameters = module.named_parameters();
  const auto keys = parameters.keys();
  const std::set<std::string> is_parameter(keys.begin(), keys.end());
  std::vector<std::string> names;
  for (auto& [name, tensor] : state_of(module)) {
    const auto found = weights.tensors.find(name);
    if (found == weights.tensors.end() || found->second.dtype != dtype_of(tensor) ||
        found->second.shape != tensor.sizes().vec())
      continue;
    at::Tensor(tensor).copy_(to_tensor(found->second));
    if (is_parameter.contains(name)) names.push_back(name);
  }
  if (names.empty())
    throw core::InvalidOptions({.what = "weights to begin with",
                                .got = "no tensor that this network has too",
                                .expected = "a network with layers of the same names and shapes",
                                .where = std::string(where),
                                .fix = "give both networks the same depth and width"});
  return names;
}

void load_weights(torch::nn::Module& module, const core::SafeTensors& weights,
                  std::string_view where) {
  auto state = state_of(module);
  if (const std::string problem = differences(state, weights); !problem.empty())
    throw core::BadData({.what = "weights do not fit the network",
                         .got = problem,
                         .expected = fmt::format("its {} tensors", state.size()),
                         .where = std::string(where),
                         .fix = "use the model options, features and labels of the saved run"});
  const torch::NoGradGuard no_grad;
  for (auto& [name, tensor] : state) tensor.copy_(to_tensor(weights.tensors.find(name)->second));
}

}  // namespace pinna::models
