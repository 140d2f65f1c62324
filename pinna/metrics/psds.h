// Polyphonic sound detection score: the area under a curve of classes found against false alarms,
// over all operating points of a detector. Bilen et al. 2020; equal to psds_eval 0.5 for a list of
// operating points, and to sed_scores_eval's idea (Ebbers, Serizel and Haeb-Umbach 2022) where
// every score is a threshold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/metrics/intersection.h"

namespace pinna::metrics {

struct PsdsOptions {
  IntersectionOptions intersection = {};
  double alpha_ct = 0;
  double alpha_st = 0;
  std::optional<double> max_efpr = 100;

  static void fields(auto&& field) {
    core::include(field, &PsdsOptions::intersection);
    field("alpha_ct", &PsdsOptions::alpha_ct, "weight of cross-triggers in the false alarms",
          core::between(0, 1));
    field("alpha_st", &PsdsOptions::alpha_st, "cost of differences between classes",
          core::between(0, 1e6));
    field("max_efpr", &PsdsOptions::max_efpr,
          "where the curve ends [false alarms an hour]; \"none\" = its last point",
          core::between(1e-9, 1e12));
  }
  bool operator==(const PsdsOptions&) const = default;
};

/// The two scenarios of DCASE since 2021: PSDS1 asks for timing, PSDS2 punishes confusions.
PsdsOptions psds1();
PsdsOptions psds2();

/// Steps that go up: from efpr[i] on, the value is tpr[i].
struct PsdRoc {
  std::vector<double> efpr = {};                    ///< false alarms an hour, ascending
  std::vector<std::vector<double>> class_tpr = {};  ///< of each class at each efpr
  std::vector<double> mean_tpr = {};
  std::vector<double> effective_tpr = {};  ///< mean - alpha_st * deviation, at least 0
};

struct PsdsResult {
  double value = 0;
  double max_efpr = 0;  ///< where the area ends
  PsdRoc roc = {};
};

/// One class's counts at one operating point of its own.
struct ClassCounts {
  int64_t true_positives = 0;
  int64_t false_positives = 0;
  std::vector<int64_t> cross_triggers = {};  ///< with each class; zero with itself
};

/// Where one class stands at one operating point.
struct OperatingPoint {
  double efpr = 0;  ///< false alarms an hour, cross-triggers among them
  double tpr = 0;
};

/// Class `index` needs a reference.
OperatingPoint operating_point(const ReferenceTotals& totals, const ClassCounts& counts,
                               size_t index, double alpha_ct);

/// The score where every class has operating points of its own, in any order; the point without
/// detections belongs to every detector. InvalidOptions if no point has a false alarm and max_efpr
/// is none.
PsdsResult psds_of_classes(std::vector<std::vector<OperatingPoint>> classes,
                           const PsdsOptions& options);

/// The score of several operating points of one detector. InvalidOptions if there is none, or if no
/// point has a false alarm and max_efpr is none.
PsdsResult psds(const IntersectionReference& reference,
                const std::vector<IntersectionCounts>& operating_points,
                const PsdsOptions& options);

}  // namespace pinna::metrics
