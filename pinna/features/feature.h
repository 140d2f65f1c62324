// What every feature can do: waveform in, matrix out, whole or in pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pinna/dsp/band_matrix.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/features/feature_matrix.h"
#include "pinna/features/feature_options.h"

namespace pinna::features {

class FeatureStream;

/// On which samples a frame depends: frame f on [f * hop_length - before, f * hop_length + after)
/// alone, whatever the clip's length. `whole_clip` says why that is not so, and what to change.
struct Locality {
  int64_t hop_length = 1;
  int64_t before = 0;
  int64_t after = 1;
  std::string whole_clip = "";
};

/// What the rows of a matrix stand for, for figures and tables.
struct BinAxis {
  std::string quantity = "bin";         ///< "frequency", "coefficient", "pitch class"
  std::string unit = "";                ///< "Hz" or empty
  std::vector<double> centers = {};     ///< one for each row, or empty: the row numbers
  std::vector<std::string> names = {};  ///< one for each row, or empty
};

/// Immutable once made; one object may serve any number of threads.
class Feature {
 public:
  virtual ~Feature() = default;

  /// `mono`: samples at sample_rate(), full scale 1. Throws BadData if the clip is too short for
  /// one frame, or if a sample is not finite or larger than the arithmetic can square.
  FeatureMatrix compute(std::span<const float> mono) const;
  /// The same into a matrix whose memory is used again: no allocation once it is large enough.
  virtual void compute_into(std::span<const float> mono, FeatureMatrix& output) const = 0;

  /// Rows of the matrix, of all its channels.
  virtual int64_t num_bins() const = 0;
  /// Features that are stacked: as many equal parts of the rows.
  virtual int64_t num_channels() const { return 1; }
  /// The feature that fills channel `index` of a stack; itself for a single feature.
  virtual const Feature& channel(int64_t) const { return *this; }
  /// One for each channel of a stack; empty for a single feature.
  virtual std::vector<std::string> channel_names() const { return {}; }
  /// Columns of the matrix of a clip; 0 if it is too short.
  virtual int64_t num_frames(int64_t num_samples) const = 0;
  virtual int64_t sample_rate() const = 0;
  virtual Locality locality() const = 0;
  /// Samples between frames.
  int64_t hop_length() const { return locality().hop_length; }
  /// Where the middle of frame 0 lies [samples]: frame f describes the sound around
  /// first_frame_center() + f * hop_length().
  virtual double first_frame_center() const { return 0; }

  /// The streaming form: samples in pieces, frames as soon as they are certain, equal to those of
  /// the whole clip. InvalidOptions for features that need the whole clip. Must not outlive this.
  virtual std::unique_ptr<FeatureStream> make_stream() const;

  virtual BinAxis bin_axis() const { return {}; }
  /// Unit of the values: "dB", "Hz", or empty.
  virtual std::string value_unit() const { return ""; }
  /// Whether the upper half of the rows are imaginary parts of the lower half.
  virtual bool is_complex() const { return false; }
  /// The weights of the bins of a spectrum in the bands that this feature is made from, where there
  /// are such.
  virtual std::optional<dsp::BandMatrix> bank() const { return std::nullopt; }
  /// Settings that are legal and probably unwanted, each with what to change; often empty.
  virtual std::vector<std::string> warnings() const { return {}; }
};

/// Throws InvalidOptions that names the field.
std::unique_ptr<Feature> make_feature(const FeatureOptions& options);
/// A single feature; throws likewise.
std::unique_ptr<Feature> make_channel(const ChannelOptions& options);

/// The samples that the frames of a grid cover or reflect.
Locality locality_of(const dsp::FrameGrid& grid);
/// BadData for a clip without a frame; `least` samples would do. `fix`: what else to change, if
/// anything but a longer clip helps.
[[noreturn]] void throw_too_short(int64_t num_samples, int64_t least, const std::string& fix = "");
/// BadData unless the grid has a frame in a clip of so many samples.
void require_frames(const dsp::FrameGrid& grid, int64_t num_samples);
/// BadData that names the first sample that is not finite or beyond `largest` times full scale.
void require_usable(std::span<const float> mono, double largest);

}  // namespace pinna::features
