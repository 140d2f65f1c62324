#include "python/bind.h"

#include "pinna/core/error.h"
#include "pinna/events/event_table.h"
#include "pinna/metrics/classification.h"
#include "pinna/metrics/event_based.h"
#include "pinna/metrics/event_scores.h"
#include "pinna/metrics/intervals.h"
#include "pinna/metrics/scores_json.h"
#include "pinna/metrics/segment_based.h"
#include "pinna/metrics/what_when_errors.h"

namespace pinna::python {
namespace {

py::object classification(const std::vector<std::string>& labels,
                          const std::vector<int64_t>& targets,
                          const py::array_t<float, py::array::c_style | py::array::forcecast>& p,
                          std::vector<std::string> clips) {
  if (p.ndim() != 2) throw py::value_error("probabilities: expected [clips, classes]");
  if (clips.empty())
    for (size_t i = 0; i < targets.size(); ++i) clips.push_back(std::to_string(i));
  const metrics::ClipPredictions predictions{.labels = labels,
                                             .clips = std::move(clips),
                                             .targets = targets,
                                             .probabilities = {p.data(), p.data() + p.size()}};
  return python_of(metrics::to_json(metrics::score(predictions)));
}

using EventRow = std::tuple<double, double, std::string>;

std::vector<events::Event> events_of(const std::vector<EventRow>& rows) {
  std::vector<events::Event> list;
  for (const auto& [onset, offset, label] : rows) {
    if (!(onset >= 0 && onset <= offset))
      throw core::InvalidOptions({.what = "times of an event",
                                  .got = std::to_string(onset) + " to " + std::to_string(offset),
                                  .expected = "0 <= onset <= offset [s]"});
    list.push_back({onset, offset, label});
  }
  return list;
}

/// {recording: [(onset, offset, label), ...]} of both sides -> both kinds of scores.
py::object event_scores(const std::map<std::string, std::vector<EventRow>>& reference,
                        const std::map<std::string, std::vector<EventRow>>& estimated,
                        double t_collar, double percentage_of_length, double time_resolution) {
  events::EventTable truth, found;
  for (const auto& [name, rows] : reference) truth[name] = events_of(rows);
  for (const auto& [name, rows] : estimated) found[name] = events_of(rows);
  const std::vector<std::string> labels = events::event_labels({&truth, &found});
  const metrics::CollarOptions collars{t_collar, percentage_of_length};
  core::check_options(collars, "collars");
  metrics::EventTally events_tally, segments;
  metrics::WhatWhenTally what_when;
  for (const metrics::PairedEvents& recording : metrics::paired(truth, found)) {
    events_tally += metrics::event_counts(recording, labels, collars);
    segments += metrics::segment_counts(recording, labels, time_resolution);
    what_when += metrics::what_when_tally(recording, labels);
  }
  using metrics::CountedUnits;
  return python_of(
      {{"event_based", metrics::to_json(metrics::score(events_tally, labels, CountedUnits::events),
                                        CountedUnits::events)},
       {"segment_based", metrics::to_json(metrics::score(segments, labels, CountedUnits::segments),
                                          CountedUnits::segments)},
       {"what_when", metrics::to_json(what_when, labels)}});
}

}  // namespace

void bind_metrics(py::module_& module) {
  module.def("classification", &classification, py::arg("labels"), py::arg("targets"),
             py::arg("probabilities"), py::arg("clips") = std::vector<std::string>{});
  module.def("event_scores", &event_scores, py::arg("reference"), py::arg("estimated"),
             py::arg("t_collar"), py::arg("percentage_of_length"), py::arg("time_resolution"));
  module.def(
      "wilson_interval",
      [](double successes, int64_t trials, double level) {
        const metrics::Interval interval = metrics::wilson_interval(successes, trials, level);
        return std::pair{interval.low, interval.high};
      },
      py::arg("successes"), py::arg("trials"), py::arg("level") = metrics::default_level);
}

}  // namespace pinna::python
