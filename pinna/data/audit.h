// What is wrong, or worth knowing, about a dataset before anything is learned from it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/options.h"
#include "pinna/data/clip_table.h"

namespace pinna::data {

inline constexpr std::string_view audit_schema = "pinna.data.audit/1";

enum class FindingKind {
  group_leakage,   ///< clips of one source recording in more than one fold
  shared_sources,  ///< how much a split that ignores sources would leak
  duplicate,       ///< clips whose decoded samples are equal
  unreadable,      ///< files that are absent, damaged or hold NaN
  silence,         ///< clips of zeros throughout, and zero padding
  clipping,        ///< runs of samples at full scale
  dc_offset,       ///< a mean far from zero
  band_limit,      ///< spectra that end at different frequencies
  duration,        ///< clips of different lengths
  sample_rate,     ///< files of different sample rates or channel counts
};

enum class Severity {
  note,     ///< worth knowing
  warning,  ///< can bend a result; say so beside it
  error,    ///< makes a result wrong, or training impossible
};

struct Finding {
  FindingKind kind;
  Severity severity;
  std::vector<std::string> clips;  ///< ids of the clips concerned; empty where it is all of them
  std::string sentence;
  std::string fix;  ///< what to do; empty if nothing has to be done
};

/// Medians over the readable clips of one class. What differs between classes besides the sound
/// can be learned instead of the sound.
struct ClassAudit {
  std::string label;
  int64_t num_clips = 0;
  double active_seconds = 0;  ///< between the zeros at both ends
  double zero_share = 0;      ///< mean share of a clip that is zeros at an end
  int64_t clipped_clips = 0;  ///< clips with more than 0.01 % of samples clipped
  double energy_95_hz = 0;    ///< 95 % of the energy lies below
  double energy_99_hz = 0;    ///< 99 % of the energy lies below
  double occupied_hz = 0;     ///< power is 80 dB below the strongest band's from here
};

struct AuditReport {
  std::string dataset;
  std::string licence;
  int64_t num_clips = 0;
  std::vector<Finding> findings;  ///< the most severe first
  std::vector<ClassAudit> classes;

  /// Whether any finding is an error.
  bool has_errors() const;
};

/// Decodes every clip, on all processors. Clips that cannot be read become a finding.
AuditReport audit(const ClipTable& table);

nlohmann::ordered_json to_json(const AuditReport& report);

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::FindingKind> {
  using Kind = data::FindingKind;
  static constexpr std::array names{std::pair{Kind::group_leakage, "group_leakage"},
                                    std::pair{Kind::shared_sources, "shared_sources"},
                                    std::pair{Kind::duplicate, "duplicate"},
                                    std::pair{Kind::unreadable, "unreadable"},
                                    std::pair{Kind::silence, "silence"},
                                    std::pair{Kind::clipping, "clipping"},
                                    std::pair{Kind::dc_offset, "dc_offset"},
                                    std::pair{Kind::band_limit, "band_limit"},
                                    std::pair{Kind::duration, "duration"},
                                    std::pair{Kind::sample_rate, "sample_rate"}};
};
template <>
struct pinna::core::EnumNames<pinna::data::Severity> {
  static constexpr std::array names{std::pair{data::Severity::note, "note"},
                                    std::pair{data::Severity::warning, "warning"},
                                    std::pair{data::Severity::error, "error"}};
};
