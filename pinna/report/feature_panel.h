// One feature of one recording as part of a figure: a picture over time, or a curve where it has
// one row.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pinna/features/feature.h"
#include "pinna/report/contour.h"
#include "pinna/report/raster.h"

namespace pinna::report {

struct FeaturePanel {
  std::string title = "";
  features::FeatureMatrix values = {};
  double seconds = 0;        ///< length of the recording
  double frame_seconds = 1;  ///< between frames
  double first_frame = 0;    ///< middle of the first frame [s]
  features::BinAxis axis = {};
  std::string value_unit = "";         ///< of the values
  std::vector<Outline> outlines = {};  ///< over a picture: points {second, row}

  /// The middle of the last frame, and half a frame.
  double end_seconds() const {
    return first_frame + (static_cast<double>(values.frames) - 0.5) * frame_seconds;
  }
  bool is_curve() const { return values.bins == 1; }
  /// A pitch of 0 Hz or of NaN means that there is none.
  bool has_gaps() const { return axis.quantity == "pitch" && value_unit == "Hz"; }
};

/// What equal parts of a feature's rows are: real and imaginary part of a complex one, "channel 1:
/// log_mel" and so on of a stack; one empty name for others.
std::vector<std::string> part_names(const features::Feature& feature);

/// Computes a feature and makes a panel of it, or one of each of its parts, titled "title, part".
std::vector<FeaturePanel> feature_panels(const features::Feature& feature,
                                         std::span<const float> mono, const std::string& title);

/// The same of values that the feature gave, perhaps changed since; `seconds`: of the recording.
std::vector<FeaturePanel> feature_panels(const features::Feature& feature,
                                         features::FeatureMatrix values, double seconds,
                                         const std::string& title);

/// InvalidOptions for an empty matrix, values that are not finite and no gap, no length, or names
/// and centres that are not one for each row.
void check(const FeaturePanel& panel);

/// What the colour bar or value axis shows if nobody says otherwise: all values; the highest
/// `range_db` of decibels in pictures; a margin around curves. Never empty.
ValueRange shown_range(std::span<const FeaturePanel> panels, double range_db = 80);

}  // namespace pinna::report
