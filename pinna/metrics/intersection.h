// Intersection-based counts: how much of detections and references overlaps, not how near their
// ends are. Bilen, Ferroni, Tuveri, Azcarreta and Krstulovic, "A framework for the robust
// evaluation of sound event detection", ICASSP 2020; equal to psds_eval 0.5.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/events/event.h"

namespace pinna::metrics {

struct IntersectionOptions {
  double dtc = 0.5;
  double gtc = 0.5;
  double cttc = 0.3;

  static void fields(auto&& field) {
    field("dtc", &IntersectionOptions::dtc,
          "detection tolerance: share of a detection that references of its class must cover",
          core::between(0, 1));
    field("gtc", &IntersectionOptions::gtc,
          "ground truth intersection: share of a reference that such detections must cover",
          core::between(0, 1));
    field("cttc", &IntersectionOptions::cttc,
          "cross-trigger tolerance: share of a false detection on another class that makes it one",
          core::between(0, 1));
  }
  bool operator==(const IntersectionOptions&) const = default;
};

/// How many references there are, and how long.
struct ReferenceTotals {
  std::vector<int64_t> counts = {};  ///< of each class
  std::vector<double> seconds = {};  ///< of each class
  double total_seconds = 0;          ///< of all recordings

  explicit ReferenceTotals(size_t num_classes) : counts(num_classes), seconds(num_classes) {}
  /// Adds `weight` times the others.
  void add(const ReferenceTotals& other, int64_t weight = 1);
};

/// What detections are judged by.
struct IntersectionReference {
  events::EventTable events = {};
  std::map<std::string, double> durations = {};  ///< of every recording [s]
  std::vector<std::string> labels = {};          ///< sorted

  /// Classes are the labels of the events that last longer than nothing; those that do not are left
  /// out. BadData for no event at all, and for a recording without duration.
  IntersectionReference(events::EventTable reference, std::map<std::string, double> durations);

  int64_t num_classes() const { return static_cast<int64_t>(labels.size()); }
  /// Its events, none where nothing sounds.
  const std::vector<events::Event>& events_of(const std::string& recording) const;
  ReferenceTotals totals_of(const std::string& recording) const;
  ReferenceTotals totals{0};  ///< of all recordings
};

/// Counts of one operating point. Detections of classes that the reference has not, and in
/// recordings without duration, are left out, as in psds_eval.
struct IntersectionCounts {
  std::vector<int64_t> true_positives = {};   ///< references that were found, of each class
  std::vector<int64_t> false_positives = {};  ///< detections that fail the tolerance
  std::vector<int64_t> cross_triggers = {};   ///< [detected class, reference class], zero diagonal

  IntersectionCounts() = default;
  explicit IntersectionCounts(int64_t num_classes);
  IntersectionCounts& operator+=(const IntersectionCounts& other);
  bool operator==(const IntersectionCounts&) const = default;
};

/// Adds what the detections of one class in one recording contribute.
void count_intersections(const std::vector<events::Event>& detections,
                         const std::vector<events::Event>& references, double duration,
                         const std::vector<std::string>& labels, int64_t detected_class,
                         const IntersectionOptions& options, IntersectionCounts& counts);

/// Counts of all detections.
IntersectionCounts count_intersections(const IntersectionReference& reference,
                                       const events::EventTable& detections,
                                       const IntersectionOptions& options);

/// F = 2 TP / (2 TP + FP + FN) of each class; a cross-trigger is also a false positive.
std::vector<double> intersection_f1(const IntersectionReference& reference,
                                    const IntersectionCounts& counts);
/// The mean of intersection_f1.
double macro_intersection_f1(const IntersectionReference& reference,
                             const IntersectionCounts& counts);

/// How many events begin before an earlier one of the same class has ended. Shares of overlapping
/// events add up to more than the time that they cover, so that tolerances are met too easily.
int64_t count_overlaps_within_classes(const events::EventTable& table);

}  // namespace pinna::metrics
