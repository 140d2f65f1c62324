// Several features of one clip, stacked as the channels of one input.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "pinna/features/feature.h"
#include "pinna/features/row_fit.h"
#include "pinna/features/spectral_feature.h"
#include "pinna/features/stack_options.h"

namespace pinna::features {

/// [num_channels * bins, frames]: the rows of the first channel, then of the second, ... Channels
/// of equal spectra share one transform, and what a channel is derived from is taken from another
/// channel that has it; no channel's values depend on its neighbours. Where rounding gives some
/// channels one frame more than others, their last frame is left out.
class FeatureStack : public Feature {
 public:
  /// InvalidOptions that names the channel where channels differ in sample rate or hop, by more
  /// than one frame at some length of clip, are complex, or have more rows than a fit without loss
  /// allows.
  explicit FeatureStack(const StackOptions& options);

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_channels() const override { return std::ssize(channels_); }
  std::vector<std::string> channel_names() const override { return names_; }
  int64_t num_bins() const override { return num_channels() * bins_; }
  /// Those that every channel has.
  int64_t num_frames(int64_t num_samples) const override;
  int64_t sample_rate() const override { return channels_.front()->sample_rate(); }
  /// The widest of the channels.
  Locality locality() const override;
  /// That of the first channel.
  double first_frame_center() const override { return channels_.front()->first_frame_center(); }
  /// InvalidOptions that names the channel that needs the whole clip.
  std::unique_ptr<FeatureStream> make_stream() const override;
  BinAxis bin_axis() const override { return {.quantity = "row"}; }
  /// Where all channels have the same.
  std::string value_unit() const override;
  std::vector<std::string> warnings() const override;

  const Feature& channel(int64_t index) const override {
    return *channels_[static_cast<size_t>(index)];
  }
  /// Writes the rows of channel `index` of a matrix of the stack's shape: the first of its frames.
  void place(int64_t index, const FeatureMatrix& channel, FeatureMatrix& output) const;

 private:
  /// Channels that are computed together.
  struct SharedTransform {
    std::vector<const SpectralFeature*> features;
    std::vector<size_t> channels;
  };
  /// A channel that is made from the result of another.
  struct DerivedChannel {
    const DerivedFeature* feature;
    size_t channel;
    size_t source;
  };

  void require_equal_hops() const;
  void require_near_frames() const;
  void share_transforms(const StackOptions& stack);
  bool derives_from_another(size_t channel, const StackOptions& stack);

  std::vector<std::unique_ptr<Feature>> channels_;
  std::vector<std::string> names_;
  std::vector<SharedTransform> shared_;
  std::vector<DerivedChannel> derived_;  ///< each after the channel that it is made from
  std::vector<size_t> alone_;            ///< channels that are not made of power spectra
  int64_t bins_ = 0;
  std::vector<RowFit> fits_;
};

}  // namespace pinna::features
