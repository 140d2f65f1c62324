#include "pinna/data/audit.h"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "pinna/core/parallel.h"
#include "pinna/data/clip_signal.h"
#include "pinna/data/leakage_findings.h"
#include "pinna/data/signal_findings.h"
#include "pinna/data/spread.h"

namespace pinna::data {
namespace {

std::vector<ClipSignal> measure_clips(const ClipTable& table) {
  std::vector<ClipSignal> signals(table.clips.size());
  core::parallel_for(table.num_clips(), 0, [&](int64_t i, int) {
    signals[static_cast<size_t>(i)] = measure_signal(table.clip(i));
  });
  return signals;
}

ClassAudit audit_class(const ClipTable& table, const std::vector<ClipSignal>& signals,
                       int64_t target) {
  ClassAudit result{.label = table.labels[static_cast<size_t>(target)]};
  std::vector<double> active, energy_95, energy_99, occupied;
  double zero_shares = 0;
  for (size_t i = 0; i < signals.size(); ++i) {
    const ClipSignal& signal = signals[i];
    if (table.clips[i].target != target) continue;
    ++result.num_clips;
    if (!signal.failure.empty()) continue;
    active.push_back(signal.active_seconds());
    zero_shares += 1 - signal.active_seconds() / signal.seconds;
    result.clipped_clips += is_clipped(signal);
    if (!signal.bandwidth) continue;
    energy_95.push_back(signal.bandwidth->energy_95);
    energy_99.push_back(signal.bandwidth->energy_99);
    occupied.push_back(signal.bandwidth->occupied);
  }
  if (!active.empty()) result.zero_share = zero_shares / static_cast<double>(active.size());
  result.active_seconds = spread_of(std::move(active)).median;
  result.energy_95_hz = spread_of(std::move(energy_95)).median;
  result.energy_99_hz = spread_of(std::move(energy_99)).median;
  result.occupied_hz = spread_of(std::move(occupied)).median;
  return result;
}

nlohmann::ordered_json finding_json(const Finding& finding) {
  return {{"kind", core::enum_name(finding.kind)},
          {"severity", core::enum_name(finding.severity)},
          {"sentence", finding.sentence},
          {"fix", finding.fix},
          {"clips", finding.clips}};
}

nlohmann::ordered_json class_json(const ClassAudit& audit) {
  return {{"label", audit.label},
          {"num_clips", audit.num_clips},
          {"active_seconds", audit.active_seconds},
          {"zero_share", audit.zero_share},
          {"clipped_clips", audit.clipped_clips},
          {"energy_95_hz", audit.energy_95_hz},
          {"energy_99_hz", audit.energy_99_hz},
          {"occupied_hz", audit.occupied_hz}};
}

}  // namespace

bool AuditReport::has_errors() const {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::error; });
}

AuditReport audit(const ClipTable& table) {
  AuditReport report{
      .dataset = table.name, .licence = table.licence, .num_clips = table.num_clips()};
  const auto signals = measure_clips(table);
  for (int64_t target = 0; target < table.num_classes(); ++target)
    report.classes.push_back(audit_class(table, signals, target));
  for (auto& findings :
       {find_unreadable(table, signals), find_group_leakage(table), find_duplicates(table, signals),
        find_silence(table, signals, report.classes), find_clipping(table, signals),
        find_band_limits(table, signals, report.classes), find_dc_offset(table, signals),
        find_durations(table, signals), find_formats(table, signals), find_shared_sources(table)})
    report.findings.insert(report.findings.end(), findings.begin(), findings.end());
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  return report;
}

nlohmann::ordered_json to_json(const AuditReport& report) {
  auto findings = nlohmann::ordered_json::array();
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  auto classes = nlohmann::ordered_json::array();
  for (const ClassAudit& audit : report.classes) classes.push_back(class_json(audit));
  return {{"schema", audit_schema},          {"dataset", report.dataset},
          {"licence", report.licence},       {"num_clips", report.num_clips},
          {"findings", std::move(findings)}, {"classes", std::move(classes)}};
}

}  // namespace pinna::data
