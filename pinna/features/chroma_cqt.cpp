#include "pinna/features/chroma_cqt.h"

#include "pinna/dsp/chroma_bank.h"
#include "pinna/dsp/vector_norm.h"

namespace pinna::features {

ChromaCqt::ChromaCqt(const ChromaCqtOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      kernels_(kernels),
      cqt_(folded_cqt(options_.pitch_classes), kernels),
      fold_(constant_q_fold(options_.pitch_classes).weights()) {}

BinAxis ChromaCqt::bin_axis() const {
  return {.quantity = "pitch class", .names = dsp::pitch_class_names(num_bins())};
}

void ChromaCqt::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local FeatureMatrix transform;
  cqt_.compute_into(mono, transform);
  output.reshape(num_bins(), transform.frames);
  kernels_.mix_rows({.weights = fold_.data(),
                     .num_outputs = static_cast<int32_t>(output.bins),
                     .num_inputs = static_cast<int32_t>(transform.bins)},
                    transform.values.data(), transform.frames, output.values.data());
  if (options_.threshold) {
    const auto least = static_cast<float>(*options_.threshold);
    for (float& value : output.values) value = value < least ? 0.0f : value;
  }
  dsp::normalize_columns({.values = output.values.data(),
                          .rows = output.bins,
                          .columns = output.frames,
                          .stride = output.frames},
                         options_.norm);
}

}  // namespace pinna::features
