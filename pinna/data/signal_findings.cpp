#include "pinna/data/signal_findings.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/data/spread.h"

namespace pinna::data {
namespace {

constexpr double max_clipped_share = 1e-4;
constexpr double max_dc = 0.01;
constexpr double audible_zero_seconds = 0.01;
constexpr double same_length_seconds = 0.01;
constexpr double telling_zero_share = 0.1;
constexpr double telling_band_ratio = 0.8;
constexpr size_t max_listed = 5;

using Condition = std::function<bool(const ClipSignal&)>;

bool is_readable(const ClipSignal& signal) {
  return signal.failure.empty();
}

bool has_bandwidth(const ClipSignal& signal) {
  return signal.bandwidth.has_value();
}

/// Ids of the readable clips that the condition holds for.
std::vector<std::string> ids_where(const ClipTable& table, const std::vector<ClipSignal>& signals,
                                   const Condition& condition) {
  std::vector<std::string> ids;
  for (size_t i = 0; i < signals.size(); ++i)
    if (is_readable(signals[i]) && condition(signals[i])) ids.push_back(table.clips[i].id);
  return ids;
}

std::string list_first(const std::vector<std::string>& ids) {
  const size_t shown = std::min(ids.size(), max_listed);
  const std::string rest =
      ids.size() > shown ? fmt::format(" and {} more", ids.size() - shown) : "";
  return fmt::format("{}{}", fmt::join(ids.begin(), ids.begin() + static_cast<long>(shown), ", "),
                     rest);
}

/// The classes that have a readable clip which the condition holds for: the others have no
/// measured values to compare.
std::vector<const ClassAudit*> classes_where(const ClipTable& table,
                                             const std::vector<ClipSignal>& signals,
                                             const std::vector<ClassAudit>& classes,
                                             const Condition& condition) {
  std::set<int64_t> targets;
  for (size_t i = 0; i < signals.size(); ++i)
    if (is_readable(signals[i]) && condition(signals[i])) targets.insert(table.clips[i].target);
  std::vector<const ClassAudit*> measured;
  for (const int64_t target : targets) measured.push_back(&classes[static_cast<size_t>(target)]);
  return measured;
}

/// The classes with the smallest and the largest value, of at least one.
std::pair<const ClassAudit*, const ClassAudit*> extremes(
    const std::vector<const ClassAudit*>& classes, double ClassAudit::*value) {
  const auto [low, high] = std::minmax_element(
      classes.begin(), classes.end(),
      [&](const ClassAudit* a, const ClassAudit* b) { return a->*value < b->*value; });
  return {*low, *high};
}

/// "44100 Hz (380 clips), 22050 Hz (20 clips)", and whether a class lacks one of the values.
struct Formats {
  std::string text;
  bool differ = false;
  bool tell_classes_apart = false;
};
Formats count_formats(const ClipTable& table, const std::vector<ClipSignal>& signals,
                      int64_t ClipSignal::*value, std::string_view unit) {
  std::map<int64_t, int64_t> clips;
  std::map<int64_t, std::set<int64_t>> classes;
  std::set<int64_t> all_classes;
  for (size_t i = 0; i < signals.size(); ++i) {
    if (!signals[i].failure.empty()) continue;
    ++clips[signals[i].*value];
    classes[signals[i].*value].insert(table.clips[i].target);
    all_classes.insert(table.clips[i].target);
  }
  std::vector<std::string> parts;
  Formats formats{.differ = clips.size() > 1};
  for (const auto& [key, count] : clips) {
    parts.push_back(fmt::format("{} {} ({} clips)", key, unit, count));
    formats.tell_classes_apart |= classes[key] != all_classes;
  }
  formats.text = fmt::format("{}", fmt::join(parts, ", "));
  return formats;
}

}  // namespace

bool is_clipped(const ClipSignal& signal) {
  return signal.clipped_share > max_clipped_share;
}

std::vector<Finding> find_unreadable(const ClipTable& table,
                                     const std::vector<ClipSignal>& signals) {
  std::vector<std::string> ids;
  std::string first_failure;
  for (size_t i = 0; i < signals.size(); ++i) {
    if (signals[i].failure.empty() && signals[i].is_finite) continue;
    ids.push_back(table.clips[i].id);
    if (first_failure.empty())
      first_failure = signals[i].failure.empty()
                          ? table.clips[i].path.string() + " holds NaN or infinite samples"
                          : signals[i].failure;
  }
  if (ids.empty()) return {};
  auto sentence = fmt::format("{} clips cannot be used: {}; the first: {}", ids.size(),
                              list_first(ids), first_failure);
  return {{.kind = FindingKind::unreadable,
           .severity = Severity::error,
           .clips = std::move(ids),
           .sentence = std::move(sentence),
           .fix = "restore the files or leave the clips out"}};
}

std::vector<Finding> find_silence(const ClipTable& table, const std::vector<ClipSignal>& signals,
                                  const std::vector<ClassAudit>& classes) {
  std::vector<Finding> findings;
  auto silent = ids_where(table, signals,
                          [](const ClipSignal& signal) { return signal.active_seconds() <= 0; });
  if (!silent.empty()) {
    auto sentence =
        fmt::format("{} clips are zeros throughout: {}", silent.size(), list_first(silent));
    findings.push_back({.kind = FindingKind::silence,
                        .severity = Severity::error,
                        .clips = std::move(silent),
                        .sentence = std::move(sentence),
                        .fix = "leave the clips out"});
  }
  auto padded = ids_where(table, signals, [](const ClipSignal& signal) {
    return signal.active_seconds() > 0 &&
           signal.leading_zero_seconds + signal.trailing_zero_seconds >= audible_zero_seconds;
  });
  if (padded.empty()) return findings;
  const auto [low, high] =
      extremes(classes_where(table, signals, classes, is_readable), &ClassAudit::zero_share);
  const bool is_telling = high->zero_share - low->zero_share >= telling_zero_share;
  auto sentence = fmt::format(
      "{} clips begin or end in exact zeros, from {:.1f} % of the time in \"{}\" to {:.1f} % in "
      "\"{}\"{}",
      padded.size(), 100 * low->zero_share, low->label, 100 * high->zero_share, high->label,
      is_telling ? ": the padding alone tells classes apart" : "");
  findings.push_back({.kind = FindingKind::silence,
                      .severity = is_telling ? Severity::warning : Severity::note,
                      .clips = std::move(padded),
                      .sentence = std::move(sentence),
                      .fix = "trim the zeros and tile the clip, so that padding is not learned"});
  return findings;
}

std::vector<Finding> find_clipping(const ClipTable& table, const std::vector<ClipSignal>& signals) {
  auto clipped = ids_where(table, signals, is_clipped);
  if (clipped.empty()) return {};
  auto sentence =
      fmt::format("{} clips have more than {} % of their samples in runs at full scale: {}",
                  clipped.size(), 100 * max_clipped_share, list_first(clipped));
  return {{.kind = FindingKind::clipping,
           .severity = Severity::warning,
           .clips = std::move(clipped),
           .sentence = std::move(sentence),
           .fix = "compare the classes' counts; use another recording where there is one"}};
}

std::vector<Finding> find_dc_offset(const ClipTable& table,
                                    const std::vector<ClipSignal>& signals) {
  auto offset =
      ids_where(table, signals, [](const ClipSignal& signal) { return signal.dc > max_dc; });
  if (offset.empty()) return {};
  auto sentence = fmt::format("{} clips have a mean beyond {} % of full scale: {}", offset.size(),
                              100 * max_dc, list_first(offset));
  return {{.kind = FindingKind::dc_offset,
           .severity = Severity::note,
           .clips = std::move(offset),
           .sentence = std::move(sentence),
           .fix = "start the feature's bands above 20 Hz (f_min)"}};
}

std::vector<Finding> find_band_limits(const ClipTable& table,
                                      const std::vector<ClipSignal>& signals,
                                      const std::vector<ClassAudit>& classes) {
  std::vector<double> edges;
  for (const ClipSignal& signal : signals)
    if (is_readable(signal) && signal.bandwidth) edges.push_back(signal.bandwidth->occupied);
  if (edges.empty()) return {};
  const Spread spread = spread_of(std::move(edges));
  const double limit = telling_band_ratio * spread.median;
  auto narrow = ids_where(table, signals, [&](const ClipSignal& signal) {
    return signal.bandwidth && signal.bandwidth->occupied < limit;
  });
  if (narrow.empty()) return {};
  const auto [low, high] =
      extremes(classes_where(table, signals, classes, has_bandwidth), &ClassAudit::occupied_hz);
  const bool is_telling = low->occupied_hz < telling_band_ratio * high->occupied_hz;
  auto sentence = fmt::format(
      "spectra end between {:.1f} and {:.1f} kHz, those of {} clips below {:.1f} kHz; class "
      "medians run from {:.1f} kHz (\"{}\") to {:.1f} kHz (\"{}\"){}",
      spread.minimum / 1000, spread.maximum / 1000, narrow.size(), limit / 1000,
      low->occupied_hz / 1000, low->label, high->occupied_hz / 1000, high->label,
      is_telling ? ": the cut-off may tell classes apart" : "");
  return {{.kind = FindingKind::band_limit,
           .severity = is_telling ? Severity::warning : Severity::note,
           .clips = std::move(narrow),
           .sentence = std::move(sentence),
           .fix = "end the feature's bands below the cut-offs (f_max) and compare"}};
}

std::vector<Finding> find_durations(const ClipTable& table,
                                    const std::vector<ClipSignal>& signals) {
  std::vector<double> seconds;
  for (const ClipSignal& signal : signals)
    if (signal.failure.empty()) seconds.push_back(signal.seconds);
  const Spread spread = spread_of(std::move(seconds));
  if (spread.maximum - spread.minimum < same_length_seconds) return {};
  auto unusual = ids_where(table, signals, [&](const ClipSignal& signal) {
    return std::abs(signal.seconds - spread.median) >= same_length_seconds;
  });
  auto sentence = fmt::format(
      "clips last {:.2f} to {:.2f} s; {} are shorter or longer than the median of {:.2f} s",
      spread.minimum, spread.maximum, unusual.size(), spread.median);
  return {{.kind = FindingKind::duration,
           .severity = Severity::note,
           .clips = std::move(unusual),
           .sentence = std::move(sentence),
           .fix = "choose clip_seconds, and tile rather than pad"}};
}

std::vector<Finding> find_formats(const ClipTable& table, const std::vector<ClipSignal>& signals) {
  std::vector<Finding> findings;
  for (const auto& [value, unit] : {std::pair{&ClipSignal::sample_rate, "Hz"},
                                    std::pair{&ClipSignal::num_channels, "channels"}}) {
    const Formats formats = count_formats(table, signals, value, unit);
    if (!formats.differ) continue;
    findings.push_back(
        {.kind = FindingKind::sample_rate,
         .severity = formats.tell_classes_apart ? Severity::warning : Severity::note,
         .clips = {},
         .sentence = fmt::format("files differ in format: {}{}", formats.text,
                                 formats.tell_classes_apart
                                     ? "; some classes lack one of them, so that the format can "
                                       "tell classes apart"
                                     : ""),
         .fix = "all are converted on reading; end the feature's bands (f_max) below half the "
                "lowest rate"});
  }
  return findings;
}

}  // namespace pinna::data
