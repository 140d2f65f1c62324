// Findings about the signals themselves: damage, and traits that tell classes apart without the
// sound. `signals` [clips], in the table's order.
#pragma once

#include <vector>

#include "pinna/data/audit.h"
#include "pinna/data/clip_signal.h"

namespace pinna::data {

/// Clips that cannot be read or hold NaN or infinity: an error.
std::vector<Finding> find_unreadable(const ClipTable& table,
                                     const std::vector<ClipSignal>& signals);
/// Clips of zeros throughout (an error), and zeros at an end that last 10 ms or more: a warning
/// where the classes' mean shares of zeros lie 10 % of a clip or more apart, else a note.
std::vector<Finding> find_silence(const ClipTable& table, const std::vector<ClipSignal>& signals,
                                  const std::vector<ClassAudit>& classes);
/// Clips with more than 0.01 % of their samples clipped: a warning.
std::vector<Finding> find_clipping(const ClipTable& table, const std::vector<ClipSignal>& signals);
/// Clips whose mean exceeds 1 % of full scale: a note.
std::vector<Finding> find_dc_offset(const ClipTable& table, const std::vector<ClipSignal>& signals);
/// Where the spectra end. A warning if the classes' medians of the occupied band differ by a fifth
/// or more, else a note.
std::vector<Finding> find_band_limits(const ClipTable& table,
                                      const std::vector<ClipSignal>& signals,
                                      const std::vector<ClassAudit>& classes);
/// Clip lengths, where they differ by 10 ms or more: a note.
std::vector<Finding> find_durations(const ClipTable& table, const std::vector<ClipSignal>& signals);
/// More than one sample rate or channel count: a warning where some class lacks one of them.
std::vector<Finding> find_formats(const ClipTable& table, const std::vector<ClipSignal>& signals);

/// Whether the clip counts as clipped in find_clipping and in ClassAudit.
bool is_clipped(const ClipSignal& signal);

}  // namespace pinna::data
