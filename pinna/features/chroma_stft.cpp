#include "pinna/features/chroma_stft.h"

#include <algorithm>

#include "pinna/dsp/chroma_bank.h"
#include "pinna/dsp/vector_norm.h"
#include "pinna/features/band_layer.h"
#include "pinna/features/constant_q_options.h"

namespace pinna::features {

ChromaStft::ChromaStft(const ChromaStftOptions& options, const dsp::Kernels& kernels)
    : SpectralFeature(options.spectrum, kernels),
      options_(resolved(options)),
      banks_([this](double tuning) {
        return std::make_unique<const Bank>(chroma_bank(options_, tuning));
      }),
      nominal_(banks_.at(nominal_tuning(options_.tuning))) {}

Locality ChromaStft::locality() const {
  Locality locality = SpectralFeature::locality();
  locality.whole_clip = whole_clip_reason(options_.tuning);
  return locality;
}

BinAxis ChromaStft::bin_axis() const {
  return {.quantity = "pitch class",
          .names = dsp::pitch_class_names(options_.n_chroma, options_.base_c)};
}

void ChromaStft::begin(ClipWork& work, FeatureMatrix& output) const {
  if (!estimates()) return;
  const int64_t lanes = kernels().lanes;
  work.source.reshape(spectrum_options().num_bins(), (output.frames + lanes - 1) / lanes * lanes);
}

void ChromaStft::add_block(const SpectrumBlock& block, ClipWork& work,
                           FeatureMatrix& output) const {
  if (!estimates()) return fold(block, nominal_, work, output);
  // Blocks one after the other: the bank is known when the clip is.
  std::copy_n(block.power, block.floats(),
              work.source.values.begin() + block.first_frame * block.num_bins);
}

void ChromaStft::finish(ClipWork& work, FeatureMatrix& output) const {
  if (!estimates()) return;
  thread_local TuningEstimator estimator;
  const int64_t num_bins = work.source.bins, lanes = kernels().lanes;
  // These blocks are not aligned, which neither the estimator nor mix_rows needs.
  const auto for_each_block = [&](const auto& visit) {
    for (int64_t frame = 0; frame < output.frames; frame += lanes)
      visit(SpectrumBlock{.power = work.source.values.data() + frame * num_bins,
                          .num_bins = num_bins,
                          .first_frame = frame,
                          .count = std::min(lanes, output.frames - frame),
                          .kernels = kernels()});
  };
  estimator.begin(static_cast<double>(sample_rate()), num_bins);
  for_each_block(
      [&](const SpectrumBlock& block) { estimator.add(block.power, lanes, block.count); });
  const Bank& bank = banks_.at(estimator.estimate(options_.n_chroma));
  for_each_block([&](const SpectrumBlock& block) { fold(block, bank, work, output); });
}

void ChromaStft::fold(const SpectrumBlock& block, const Bank& bank, ClipWork& work,
                      FeatureMatrix& output) const {
  const int64_t lanes = kernels().lanes;
  float* classes = work.floats(1, options_.n_chroma * lanes);
  kernels().mix_rows({.weights = bank.data(),
                      .num_outputs = static_cast<int32_t>(options_.n_chroma),
                      .num_inputs = static_cast<int32_t>(block.num_bins)},
                     block.power, lanes, classes);
  dsp::normalize_columns(
      {.values = classes, .rows = options_.n_chroma, .columns = lanes, .stride = lanes},
      options_.norm);
  store_block(block, classes, output);
}

}  // namespace pinna::features
