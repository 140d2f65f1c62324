#include "pinna/training/checkpoint.h"

#include <string>

#include <nlohmann/json.hpp>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/safetensors.h"
#include "pinna/models/model.h"
#include "pinna/models/tensor_arrays.h"
#include "pinna/models/weights.h"

namespace pinna::training {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kSchema = "pinna.checkpoint/1";
constexpr std::string_view kModelPrefix = "model/";
constexpr std::string_view kOptimizerPrefix = "optimizer/";
constexpr std::string_view kAveragePrefix = "average/";

// nlohmann prints doubles as the shortest text that reads back to the same value.
json to_json(const FitState& state, int64_t optimizer_steps, int64_t average_updates) {
  return {{"epoch", state.epoch},
          {"step_in_epoch", state.step_in_epoch},
          {"loss_sum", state.loss_sum},
          {"correct_sum", state.score_sum},
          {"clips_seen", state.clips_seen},
          {"seconds", state.seconds},
          {"best_epoch", state.best_epoch},
          {"best_loss", state.best_loss},
          {"optimizer_steps", optimizer_steps},
          {"average_updates", average_updates}};
}

FitState state_from_json(const json& json) {
  return {.epoch = json.at("epoch"),
          .step_in_epoch = json.at("step_in_epoch"),
          .loss_sum = json.at("loss_sum"),
          .score_sum = json.at("correct_sum"),
          .clips_seen = json.at("clips_seen"),
          .seconds = json.at("seconds"),
          .best_epoch = json.at("best_epoch"),
          .best_loss = json.at("best_loss")};
}

core::BadData damaged(const fs::path& file, const std::string& problem) {
  return core::BadData({.what = "damaged checkpoint: " + problem,
                        .where = file.string(),
                        .fix = "delete the run folder and train again"});
}

/// The tensors whose names start with `prefix`, without it; moved out of `file`.
core::SafeTensors take_part(core::SafeTensors& file, std::string_view prefix) {
  core::SafeTensors part;
  for (auto& [name, array] : file.tensors)
    if (name.starts_with(prefix))
      part.tensors.emplace(name.substr(prefix.size()), std::move(array));
  return part;
}

void add_part(core::SafeTensors& file, std::string_view prefix, const NamedTensors& tensors) {
  for (const auto& [name, tensor] : tensors)
    file.tensors.emplace(std::string(prefix) + name, models::to_array(tensor));
}

/// Copies the saved tensors into the present ones of the same names, which must be all of them.
void restore(const NamedTensors& present, const core::SafeTensors& saved, std::string_view what,
             const fs::path& file) {
  const torch::NoGradGuard no_grad;
  if (present.size() != saved.tensors.size())
    throw damaged(file, "not the tensors of this " + std::string(what));
  for (const auto& [name, tensor] : present) {
    const auto found = saved.tensors.find(name);
    if (found == saved.tensors.end())
      throw damaged(file, "no tensor " + name + " of the " + std::string(what));
    const at::Tensor value = models::to_tensor(found->second);
    if (value.sizes() != tensor.sizes()) throw damaged(file, "wrong shape of " + name);
    tensor.copy_(value);
  }
}

}  // namespace

void Checkpoints::save_last(const FitParts& parts, const FitState& state) const {
  const auto& [model, optimizer, average] = parts;
  core::SafeTensors file;
  for (auto& [name, array] : models::weights_of(model).tensors)
    file.tensors.emplace(std::string(kModelPrefix) + name, std::move(array));
  add_part(file, kOptimizerPrefix, optimizer.state());
  if (average) add_part(file, kAveragePrefix, average->state());
  const int64_t average_updates = average ? average->num_updates() : 0;
  file.metadata = {{"schema", kSchema},
                   {"state", to_json(state, optimizer.num_steps(), average_updates).dump()}};
  core::write_safetensors(paths_.last, file);
}

std::optional<FitState> Checkpoints::load_last(const FitParts& parts) const {
  if (!fs::exists(paths_.last)) return std::nullopt;
  core::SafeTensors file = core::read_safetensors(paths_.last);
  if (const auto schema = file.metadata.find("schema");
      schema == file.metadata.end() || schema->second != kSchema)
    throw damaged(paths_.last, "no schema " + std::string(kSchema));
  const auto& [model, optimizer, average] = parts;
  try {
    const json state = json::parse(file.metadata["state"]);
    optimizer.set_num_steps(state.at("optimizer_steps"));
    models::load_weights(model, take_part(file, kModelPrefix), paths_.last.string());
    restore(optimizer.state(), take_part(file, kOptimizerPrefix), "optimizer", paths_.last);
    if (average) {
      restore(average->state(), take_part(file, kAveragePrefix), "average", paths_.last);
      average->set_num_updates(state.at("average_updates"));
    }
    return state_from_json(state);
  } catch (const json::exception& error) {
    throw damaged(paths_.last, error.what());
  }
}

void Checkpoints::save_best(const models::Model& model) const {
  core::write_safetensors(paths_.best, models::weights_of(model));
}

void Checkpoints::load_best(models::Model& model) const {
  models::load_weights(model, core::read_safetensors(paths_.best), paths_.best.string());
}

}  // namespace pinna::training
