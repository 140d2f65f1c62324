#include "pinna/evaluation/recurrent_language.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/network_metadata.h"
#include "pinna/models/label_rnn.h"
#include "pinna/models/weights.h"

namespace pinna::evaluation {
namespace {

constexpr const char* schema = "pinna.recurrent_language/1";
constexpr int64_t most_cells = 4096;

}  // namespace

RecurrentLanguage::RecurrentLanguage(std::shared_ptr<models::LabelRnn> network,
                                     decoding::LabelBigram counts)
    : network_(std::move(network)), counts_(std::move(counts)) {}

RecurrentLanguage::~RecurrentLanguage() = default;

at::Tensor padded(std::span<const decoding::LabelSequence> sequences) {
  size_t longest = 0;
  for (const decoding::LabelSequence& sequence : sequences)
    longest = std::max(longest, sequence.size());
  at::Tensor labels =
      at::full({std::ssize(sequences), static_cast<int64_t>(longest)}, -1, at::kLong);
  for (int64_t i = 0; i < std::ssize(sequences); ++i)
    std::ranges::copy(sequences[static_cast<size_t>(i)],
                      labels.data_ptr<int64_t>() + i * static_cast<int64_t>(longest));
  return labels;
}

std::vector<double> RecurrentLanguage::language_scores(
    std::span<const decoding::LabelSequence> sequences) const {
  const torch::NoGradGuard no_grad;
  const at::Tensor labels = padded(sequences);
  std::vector<double> scores(sequences.size());
  if (labels.size(1) == 0) return scores;
  const at::Tensor sums = network_->log_probabilities(labels).sum(1);
  for (size_t i = 0; i < scores.size(); ++i) {
    scores[i] = sums[static_cast<int64_t>(i)].item<double>();
    for (const int64_t label : sequences[i]) scores[i] -= std::log(counts_.probability(label));
  }
  return scores;
}

core::SafeTensors to_safetensors(const RecurrentLanguage& model) {
  core::SafeTensors file = models::weights_of(*model.network_);
  file.metadata = {{"schema", schema},
                   {"labels", nlohmann::ordered_json(model.counts_.labels()).dump()},
                   {"counts", nlohmann::ordered_json(model.counts_.counts()).dump()},
                   {"cells", std::to_string(model.network_->cells())}};
  return file;
}

std::shared_ptr<RecurrentLanguage> recurrent_language_from(const core::SafeTensors& file,
                                                           const std::string& where) {
  const NetworkMetadata metadata(file.metadata, where, schema, "recurrent language model");
  auto counts =
      decoding::LabelBigram::from_counts(metadata.value<std::vector<std::string>>("labels"),
                                         metadata.value<std::vector<int64_t>>("counts"));
  const auto cells = metadata.value<int64_t>("cells");
  if (cells < 1 || cells > most_cells)
    throw core::BadData({.what = "cells of a recurrent language model",
                         .got = std::to_string(cells),
                         .expected = "1 to 4096",
                         .where = where});
  auto network = std::make_shared<models::LabelRnn>(std::ssize(counts.labels()), cells);
  models::load_weights(*network, file, where);
  network->eval();
  return std::make_shared<RecurrentLanguage>(std::move(network), std::move(counts));
}

}  // namespace pinna::evaluation
