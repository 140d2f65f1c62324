#include "pinna/features/kaldi_fbank.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

constexpr dsp::LogRule log_rule{.amin = std::numeric_limits<float>::epsilon()};

}  // namespace

KaldiFbank::KaldiFbank(const KaldiFbankOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      frames_(options_.mel.frame, kernels),
      bank_(kaldi_mel_bank(options_.mel), options_.use_power ? 2 : 1) {}

void KaldiFbank::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local dsp::Scratch power_scratch;
  thread_local ClipWork work;
  const dsp::FlushDenormals flush;
  const int64_t frames = frames_.require_frames(static_cast<int64_t>(mono.size()));
  output.reshape(num_bins(), frames);

  const dsp::Kernels& kernels = frames_.kernels();
  const int64_t bands = options_.mel.num_mel_bins;
  const bool energy_first = options_.use_energy && !options_.htk_compat;
  float* band_rows = output.values.data() + (energy_first ? frames : 0);
  float* energy_row = output.values.data() + (energy_first ? 0 : bands * frames);
  float* power = power_scratch.floats((frames_.num_bins() + 1) * kernels.lanes);
  float* energies = power + frames_.num_bins() * kernels.lanes;
  for (int64_t frame = 0; frame < frames; frame += kernels.lanes) {
    frames_.compute(mono, frame, power, energies);
    const SpectrumBlock block{.power = power,
                              .num_bins = frames_.num_bins(),
                              .first_frame = frame,
                              .count = std::min(kernels.lanes, frames - frame),
                              .kernels = kernels};
    float* values = bank_.apply(block, work);
    if (options_.use_log_fbank) kernels.logarithm(log_rule, values, bands * kernels.lanes);
    kernels.store_rows(values, bands, block.count, band_rows + frame, frames);
    if (options_.use_energy) std::copy_n(energies, block.count, energy_row + frame);
  }
  if (options_.subtract_mean) subtract_row_means(output);
}

Locality KaldiFbank::locality() const {
  Locality locality = frames_.locality();
  if (options_.subtract_mean)
    locality.whole_clip = "subtract_mean counts from the whole clip: set subtract_mean = false";
  return locality;
}

BinAxis KaldiFbank::bin_axis() const {
  const std::vector<double> centers = kaldi_mel_centers(options_.mel);
  if (!options_.use_energy) return {.quantity = "frequency", .unit = "Hz", .centers = centers};
  BinAxis axis{.quantity = "band"};
  for (const double hz : centers) axis.names.push_back(fmt::format("{:.0f} Hz", hz));
  axis.names.insert(options_.htk_compat ? axis.names.end() : axis.names.begin(), "energy");
  return axis;
}

std::vector<std::string> KaldiFbank::warnings() const {
  const std::vector<int64_t> empty = bank_.matrix().empty_bands();
  if (empty.empty()) return {};
  return {fmt::format(
      "{} of {} bands are empty, because they are narrower than the distance between bins "
      "(first: band {}): raise frame_length or lower num_mel_bins",
      empty.size(), bank_.matrix().num_bands(), empty.front())};
}

void subtract_row_means(FeatureMatrix& matrix) {
  for (int64_t bin = 0; bin < matrix.bins; ++bin) {
    const std::span<float> row{matrix.values.data() + bin * matrix.frames,
                               static_cast<size_t>(matrix.frames)};
    const double mean =
        std::accumulate(row.begin(), row.end(), 0.0) / static_cast<double>(row.size());
    for (float& value : row) value = static_cast<float>(value - mean);
  }
}

}  // namespace pinna::features
