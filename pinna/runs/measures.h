// The numbers that runs are compared by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/metrics/intervals.h"
#include "pinna/runs/run_folder.h"

namespace pinna::runs {

struct Measure {
  std::string name = "";  ///< the key in tables and JSON: "accuracy", "psds1"
  double value = 0;       ///< in [0, 1]
  std::optional<metrics::Interval> interval = std::nullopt;  ///< where the run knows one
  bool operator==(const Measure&) const = default;
};

/// Of classifiers accuracy and macro_f1, of detectors psds1, psds2, event_f1 and segment_f1, of
/// networks that are both all of them; empty until the run is evaluated.
std::vector<Measure> measures_of(const RunFolder& run);

/// The value of that name, if it is there.
std::optional<double> find_measure(const std::vector<Measure>& measures, std::string_view name);

/// The names that occur in any of the lists, in their order.
std::vector<std::string> names_of(const std::vector<const std::vector<Measure>*>& lists);

/// For people: "accuracy %", "macro F1 %", "PSDS1".
std::string measure_title(std::string_view name);
/// In a sentence: "event F1 53.1 %", "PSDS1 0.349"; `value` as measure_text gives it.
std::string measure_phrase(std::string_view name, const std::string& value);
/// In the unit of the title: 0.932 -> "93.2" for shares, "0.349" for PSDS.
std::string measure_text(std::string_view name, double value);

}  // namespace pinna::runs
