// Features of power spectra. One transform serves any number of them: blocks of frames go from the
// samples through every feature while they are in cache.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "pinna/dsp/block_spectrum.h"
#include "pinna/dsp/scratch.h"
#include "pinna/features/feature.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// The power spectra |X|^2 of some frames, [num_bins, lanes], of which `count` lanes are frames.
struct SpectrumBlock {
  const float* power = nullptr;  ///< 64-byte aligned
  int64_t num_bins = 0;
  int64_t first_frame = 0;
  int64_t count = 0;
  const dsp::Kernels& kernels;

  int64_t floats() const { return num_bins * kernels.lanes; }
};

/// What a feature remembers between the blocks of one clip. Used again for the next clip.
class ClipWork {
 public:
  /// Aligned scratch for one block; slots are independent.
  float* floats(size_t slot, int64_t count) { return scratch_.at(slot).floats(count); }
  /// The result of the feature from which this one is derived.
  FeatureMatrix source;
  /// The work of that feature.
  ClipWork& inner();
  /// Smallest and largest value so far.
  dsp::Extremes range = {};

 private:
  std::array<dsp::Scratch, 3> scratch_;
  std::unique_ptr<ClipWork> inner_;
};

/// What a feature asks of the power spectra that it is computed from.
struct SpectrumDemands {
  /// No |X|^2 may exceed it: what follows squares it.
  double largest_power = 1e30;
  dsp::Precision precision = dsp::Precision::float32;
};

/// Computed from power spectra, block by block.
class SpectralFeature : public Feature {
 public:
  /// `options` are resolved here.
  explicit SpectralFeature(const SpectrumOptions& options,
                           const dsp::Kernels& kernels = dsp::kernels(),
                           const SpectrumDemands& demands = {});

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const final;
  int64_t num_frames(int64_t num_samples) const override;
  int64_t sample_rate() const override { return spectrum_options().sample_rate; }
  Locality locality() const override;
  double first_frame_center() const override { return spectrum_->grid().first_center(); }

  /// Resolved.
  const SpectrumOptions& spectrum_options() const { return options_; }
  const dsp::Kernels& kernels() const { return spectrum_->kernels(); }
  /// Whether the spectra of both are the same to the last bit.
  bool shares_spectrum_with(const SpectralFeature& other) const;

  // The three steps of a clip. `output` has its final shape before the first.
  virtual void begin(ClipWork&, FeatureMatrix&) const {}
  virtual void add_block(const SpectrumBlock& block, ClipWork& work,
                         FeatureMatrix& output) const = 0;
  virtual void finish(ClipWork&, FeatureMatrix&) const {}

 private:
  friend void compute_together(std::span<const SpectralFeature* const>, std::span<const float>,
                               std::span<FeatureMatrix* const>);

  SpectrumOptions options_;
  std::shared_ptr<const dsp::BlockSpectrum> spectrum_;
  SpectrumDemands demands_;
};

/// Made from the whole matrix of another spectral feature.
class DerivedFeature : public SpectralFeature {
 public:
  explicit DerivedFeature(std::unique_ptr<SpectralFeature> source);

  const SpectralFeature& source() const { return *source_; }
  Locality locality() const override { return source_->locality(); }
  std::vector<std::string> warnings() const override { return source_->warnings(); }
  std::optional<dsp::BandMatrix> bank() const override { return source_->bank(); }

  /// `output` has its final shape. One object serves any number of threads.
  virtual void derive(const FeatureMatrix& source, FeatureMatrix& output) const = 0;

  void begin(ClipWork& work, FeatureMatrix& output) const final;
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const final;
  void finish(ClipWork& work, FeatureMatrix& output) const final;

 protected:
  /// The source's locality widened by so many frames on either side.
  Locality widened(int64_t frames_before, int64_t frames_after) const;

 private:
  std::unique_ptr<SpectralFeature> source_;
};

/// Several features of one clip, from one transform. Bug unless all share their spectrum; otherwise
/// as compute_into.
void compute_together(std::span<const SpectralFeature* const> features, std::span<const float> mono,
                      std::span<FeatureMatrix* const> outputs);

}  // namespace pinna::features
