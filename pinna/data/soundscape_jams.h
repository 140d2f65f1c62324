// A soundscape's plan as Scaper writes it in JAMS.
#pragma once

#include <string>

#include "pinna/data/event_sources.h"
#include "pinna/data/soundscape.h"
#include "pinna/data/soundscape_options.h"

namespace pinna::data {

/// One annotation of the namespace scaper: time and stretched duration of every sound, background
/// and distractors (role "distractor") included; settings in sandbox.scaper. Source files are below
/// the dataset's root.
std::string to_jams(const ScenePlan& plan, const SoundscapeOptions& options,
                    const EventSources& sources);

}  // namespace pinna::data
