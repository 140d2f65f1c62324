#include "pinna/features/vqt.h"

namespace pinna::features {

Vqt::Vqt(const VqtOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      kernels_(kernels),
      levels_(options_.constant_q.level, 1, kernels),
      engines_([this](double tuning) {
        return std::make_unique<const ConstantQ>(options_, tuning, kernels_);
      }),
      nominal_(engines_.at(nominal_tuning(options_.constant_q.tuning))) {
  if (is_estimated(options_.constant_q.tuning)) clip_tuning_.emplace(kernels);
}

Vqt::Vqt(const CqtOptions& options, const dsp::Kernels& kernels) : Vqt(as_vqt(options), kernels) {}

int64_t Vqt::num_bins() const {
  return options_.constant_q.n_bins * (is_complex() ? 2 : 1);
}

int64_t Vqt::num_frames(int64_t num_samples) const {
  return nominal_.num_frames(num_samples);
}

Locality Vqt::locality() const {
  Locality locality = levels_.limited(nominal_.locality());
  const std::string_view reason = whole_clip_reason(options_.constant_q.tuning);
  if (!reason.empty()) locality.whole_clip = reason;
  return locality;
}

BinAxis Vqt::bin_axis() const {
  BinAxis axis{.quantity = "frequency", .unit = "Hz"};
  const dsp::WaveletSpec spec = wavelet_spec(options_, nominal_tuning(options_.constant_q.tuning));
  for (int64_t i = 0; i < num_bins(); ++i)
    axis.centers.push_back(spec.centers[static_cast<size_t>(i % options_.constant_q.n_bins)]);
  return axis;
}

const ConstantQ& Vqt::engine_for(std::span<const float> mono) const {
  if (!clip_tuning_) return nominal_;
  const ConstantQOptions& own = options_.constant_q;
  return engines_.at(
      clip_tuning_->estimate(mono, static_cast<double>(own.sample_rate), own.bins_per_octave));
}

void Vqt::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  const ConstantQ& engine = engine_for(mono);
  dsp::Extremes range = Levels::begin();
  output.reshape(num_bins(), engine.num_frames(static_cast<int64_t>(mono.size())));
  engine.compute(mono, [&](const ConstantQBlock& block) { store(block, range, output); });
  levels_.finish(range, output);
}

void Vqt::store(const ConstantQBlock& block, dsp::Extremes& range, FeatureMatrix& output) const {
  const int64_t count = block.num_bins * kernels_.lanes;
  const auto store_rows = [&](const float* values, int64_t first_row) {
    kernels_.store_rows(values, block.num_bins, block.count,
                        &output.at(first_row, block.first_frame), output.frames);
  };
  if (is_complex()) {
    store_rows(block.parts, block.first_bin);
    store_rows(block.parts + count, options_.constant_q.n_bins + block.first_bin);
  } else {
    levels_.to_levels(block.magnitudes, count, range);
    store_rows(block.magnitudes, block.first_bin);
  }
}

}  // namespace pinna::features
