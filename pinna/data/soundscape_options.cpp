#include "pinna/data/soundscape_options.h"

namespace pinna::data {

void check_soundscape_options(const SoundscapeOptions& options) {
  using core::at_least;
  using core::between;
  core::check_options(options, "soundscapes");
  if (const auto* grammar = std::get_if<IndependentGrammar>(&options.grammar))
    check_distribution(grammar->events, "grammar.events", between(0, 1000));
  check_distribution(options.event.event_duration, "event.event_duration", between(0.02, 600));
  check_distribution(options.event.snr, "event.snr", between(-60, 60));
  check_distribution(options.event.pitch_shift, "event.pitch_shift", between(-24, 24));
  check_distribution(options.event.time_stretch, "event.time_stretch", between(0.25, 4));
  check_distribution(options.background.noise_slope, "background.noise_slope", between(-6, 0));
  check_distribution(options.distractors.events, "distractors.events", between(0, 1000));
  check_distribution(options.distractors.snr, "distractors.snr", between(-60, 60));
  check_distribution(options.reverb.rt60, "reverb.rt60", between(0.05, 10));
  check_distribution(options.reverb.direct_db, "reverb.direct_db", between(-30, 60));
}

}  // namespace pinna::data
