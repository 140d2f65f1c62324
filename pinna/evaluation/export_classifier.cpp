#include "pinna/evaluation/export_classifier.h"

#include <variant>

#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/safetensors.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/features/feature.h"
#include "pinna/models/model.h"
#include "pinna/models/onnx_log_mel.h"
#include "pinna/models/onnx_resnet.h"
#include "pinna/models/weights.h"

namespace pinna::evaluation {
namespace {

using models::OnnxType;

const features::LogMelOptions& log_mel_of(const Classifier& classifier) {
  if (const auto* options = std::get_if<features::LogMelOptions>(&classifier.feature))
    return *options;
  throw core::InvalidOptions(
      {.what = "feature of a network to export as ONNX",
       .got = core::to_config(classifier.feature).find("type")
                  ? core::to_toml_text(*core::to_config(classifier.feature).find("type"))
                  : "another one",
       .expected = "log_mel",
       .fix = "export the weights alone with --format safetensors"});
}

std::string add_network(models::OnnxGraph& graph, const Classifier& classifier,
                        const std::string& input) {
  return models::add_resnet(graph, std::get<models::ResNetOptions>(classifier.model_options),
                            models::weights_of(*classifier.model), input);
}

}  // namespace

void export_onnx(const Classifier& classifier, const ExportNotes& notes,
                 const std::filesystem::path& path) {
  const features::LogMelOptions& feature = log_mel_of(classifier);
  const int64_t sample_rate = feature.mel.spectrum.sample_rate;
  const int64_t samples = data::num_clip_samples(classifier.input, sample_rate);
  const auto classes = std::ssize(classifier.labels);

  models::OnnxGraph graph;
  graph.add_input("waveform", OnnxType::float32, {"batch", samples});
  const std::string input =
      models::add_log_mel(graph, feature, classifier.statistics, "waveform", samples);
  const std::string logits = add_network(graph, classifier, input);
  const auto temperature = static_cast<float>(classifier.temperature);
  const std::string scaled = graph.node(
      "Div", {logits, graph.constant("temperature", std::span(&temperature, 1), {})}, "scaled");
  graph.node("Softmax", {scaled}, "probabilities", {{"axis", int64_t{1}}});
  graph.add_output("logits", OnnxType::float32, {"batch", classes});
  graph.add_output("probabilities", OnnxType::float32, {"batch", classes});

  core::write_file_atomically(
      path, graph.to_model(notes.name.empty() ? "classifier" : notes.name, notes.version,
                           {{"name", notes.name},
                            {"recipe", notes.recipe},
                            {"labels", nlohmann::json(classifier.labels).dump()},
                            {"sample_rate", std::to_string(sample_rate)},
                            {"clip_samples", std::to_string(samples)}}));
}

void export_safetensors(const Classifier& classifier, const ExportNotes& notes,
                        const std::filesystem::path& path) {
  core::SafeTensors file = to_safetensors(classifier);
  file.metadata["name"] = notes.name;
  file.metadata["recipe"] = notes.recipe;
  file.metadata["pinna"] = notes.version;
  core::write_safetensors(path, file);
}

}  // namespace pinna::evaluation
