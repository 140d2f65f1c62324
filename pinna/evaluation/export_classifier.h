// Trained classifiers for other programs.
#pragma once

#include <filesystem>
#include <string>

namespace pinna::evaluation {

struct Classifier;

/// What an exported file says of its origin.
struct ExportNotes {
  std::string name = "";     ///< of the recipe
  std::string recipe = "";   ///< resolved, TOML
  std::string version = "";  ///< of Pinna
};

/// One ONNX file with everything from samples to class scores: input `waveform` float32 [batch,
/// samples], at the feature's sample rate and num_clip_samples long; outputs `logits` and
/// `probabilities` [batch, classes], of the clip as it is, without shifted views; the temperature
/// is in the probabilities. metadata_props hold name, recipe, labels, sample_rate, clip_samples.
/// Atomic. InvalidOptions for features other than log_mel, and as add_log_mel.
void export_onnx(const Classifier& classifier, const ExportNotes& notes,
                 const std::filesystem::path& path);

/// The file of save_classifier with `notes` added to its metadata; it is still a classifier.
/// Tensors have torchvision's names. Atomic.
void export_safetensors(const Classifier& classifier, const ExportNotes& notes,
                        const std::filesystem::path& path);

}  // namespace pinna::evaluation
