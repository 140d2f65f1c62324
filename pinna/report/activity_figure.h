// Clips with their strong labels over the waveform, to be checked by eye.
#pragma once

#include <string>
#include <vector>

#include "pinna/audio/waveform.h"
#include "pinna/events/event.h"
#include "pinna/report/figure.h"

namespace pinna::report {

struct LabelledClip {
  std::string id = "";
  audio::Waveform waveform = {};  ///< one channel
  std::vector<events::Event> events = {};
};

/// Two columns of at most `rows` waveforms each, every one scaled to its peak, on one time axis of
/// `seconds`; events are grey bands from onset to offset, dark lines at both ends.
Figure activity_figure(const std::vector<LabelledClip>& clips, double seconds);

}  // namespace pinna::report
