// A recurrent language model over event labels, as detectors' scores are weighed by it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "pinna/core/safetensors.h"
#include "pinna/decoding/label_bigram.h"
#include "pinna/decoding/sequence_model.h"

namespace pinna::models {
class LabelRnn;
}

namespace pinna::evaluation {

class RecurrentLanguage : public decoding::SequenceModel {
 public:
  /// `counts`: gives the labels and how frequent each is.
  RecurrentLanguage(std::shared_ptr<models::LabelRnn> network, decoding::LabelBigram counts);
  ~RecurrentLanguage() override;

  const std::vector<std::string>& labels() const { return counts_.labels(); }
  std::vector<double> language_scores(
      std::span<const decoding::LabelSequence> sequences) const override;

 private:
  friend core::SafeTensors to_safetensors(const RecurrentLanguage& model);

  std::shared_ptr<models::LabelRnn> network_;
  decoding::LabelBigram counts_;
};

/// [sequences, longest], -1 after the end of each, as models::LabelRnn takes them.
at::Tensor padded(std::span<const decoding::LabelSequence> sequences);

/// Weights, and as metadata labels, counts and size.
core::SafeTensors to_safetensors(const RecurrentLanguage& model);
/// The inverse; BadData naming `where` for what is damaged.
std::shared_ptr<RecurrentLanguage> recurrent_language_from(const core::SafeTensors& file,
                                                           const std::string& where);

}  // namespace pinna::evaluation
