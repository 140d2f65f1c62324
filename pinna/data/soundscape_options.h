// What soundscapes are made of, as a recipe says it. Words and conventions are Scaper's (Salamon et
// al., "Scaper: a library for soundscape synthesis and augmentation", WASPAA 2017).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/activity.h"
#include "pinna/data/dataset_options.h"
#include "pinna/data/distribution.h"

namespace pinna::data {

/// Labels and times are independent of one another.
struct IndependentGrammar {
  static constexpr std::string_view type_name = "independent";
  Distribution events = Choose{{1, 2, 3, 4, 5}};
  static void fields(auto&& field) {
    field("events", &IndependentGrammar::events, "how many events a scene has");
  }
  bool operator==(const IndependentGrammar&) const = default;
};

/// A Markov chain over labels: every label has preferred successors, and a pause of its own after
/// it. Every label is as frequent as with independent ones, because the chain is doubly stochastic.
struct MarkovGrammar {
  static constexpr std::string_view type_name = "markov";
  int64_t successors = 2;
  double follow = 0.85;
  double shortest_gap = 0.1;
  double longest_gap = 1.5;
  double overlap = 0.3;
  uint64_t seed = 1;
  static void fields(auto&& field) {
    using core::between;
    field("successors", &MarkovGrammar::successors, "preferred labels after each label",
          between(1, 1000));
    field("follow", &MarkovGrammar::follow,
          "probability that one of them comes next; else any label", between(0, 1));
    field("shortest_gap", &MarkovGrammar::shortest_gap, "mean pause after the first label [s]",
          between(0, 60));
    field("longest_gap", &MarkovGrammar::longest_gap,
          "mean pause after the last label; those between lie between [s]", between(0, 60));
    field("overlap", &MarkovGrammar::overlap,
          "probability that an event begins while the one before still sounds", between(0, 1));
    field("seed", &MarkovGrammar::seed, "which labels follow which");
  }
  bool operator==(const MarkovGrammar&) const = default;
};

using Grammar = std::variant<IndependentGrammar, MarkovGrammar>;

/// The event specification: what is drawn for each event once its label is known.
struct EventOptions {
  Distribution event_duration = Uniform{0.5, 4};
  Distribution snr = Uniform{6, 30};
  Distribution pitch_shift = Uniform{-1, 1};
  Distribution time_stretch = Uniform{0.9, 1.1};
  double min_seconds = 0.25;
  double fade_seconds = 0.01;
  static void fields(auto&& field) {
    using core::between;
    field("event_duration", &EventOptions::event_duration,
          "longest part of a source's event that is used, before stretching [s]");
    field("snr", &EventOptions::snr, "loudness above the background's [LU]");
    field("pitch_shift", &EventOptions::pitch_shift, "[semitones]");
    field("time_stretch", &EventOptions::time_stretch, "factor on the length");
    field("min_seconds", &EventOptions::min_seconds,
          "sources' events that are shorter are not used [s]", between(0.02, 10));
    field("fade_seconds", &EventOptions::fade_seconds, "sine-shaped, at both ends [s]",
          between(0, 1));
  }
  bool operator==(const EventOptions&) const = default;
};

/// What sounds all the time: noise, whose level wanders.
struct BackgroundOptions {
  double ref_db = -50;
  std::vector<std::string> labels = {};
  Distribution noise_slope = Uniform{-6, 0};
  double wander_db = 3;
  static void fields(auto&& field) {
    field("ref_db", &BackgroundOptions::ref_db, "loudness [LUFS]", core::between(-70, -6));
    field("labels", &BackgroundOptions::labels,
          "classes of the dataset whose clips are backgrounds, repeated; none: noise");
    field("noise_slope", &BackgroundOptions::noise_slope,
          "of its power spectrum, between brown and white [dB per octave, -6 to 0]");
    field("wander_db", &BackgroundOptions::wander_db,
          "how far the noise's level rises and falls [dB]", core::between(0, 20));
  }
  bool operator==(const BackgroundOptions&) const = default;
};

/// Sounds that are in the scene and not in its labels.
struct DistractorOptions {
  Distribution events = Constant{0};
  std::vector<std::string> labels = {};
  Distribution snr = Uniform{0, 12};
  static void fields(auto&& field) {
    field("events", &DistractorOptions::events, "how many a scene has");
    field(
        "labels", &DistractorOptions::labels,
        "classes of the dataset; none: the built-in procedural sounds whose class is not detected");
    field("snr", &DistractorOptions::snr, "loudness above the background's [LU]");
  }
  bool operator==(const DistractorOptions&) const = default;
};

struct SceneReverbOptions {
  double probability = 0;
  Distribution rt60 = Uniform{0.2, 0.8};
  Distribution direct_db = Uniform{3, 12};
  static void fields(auto&& field) {
    field("probability", &SceneReverbOptions::probability, "that the mix is heard in a room",
          core::between(0, 1));
    field("rt60", &SceneReverbOptions::rt60, "reverberation time [s]");
    field("direct_db", &SceneReverbOptions::direct_db, "direct sound above the reverberation [dB]");
  }
  bool operator==(const SceneReverbOptions&) const = default;
};

struct SoundscapeOptions {
  DatasetOptions data = Esc50Options{};
  ActivityOptions activity = {};
  std::vector<std::string> labels = {};
  int64_t train_scenes = 500;
  int64_t validation_scenes = 100;
  int64_t test_scenes = 400;
  double validation_fraction = 0.2;
  double scene_seconds = 10;
  int64_t sample_rate = 16000;
  int64_t polyphony_max = 2;
  double empty_share = 0.05;
  Grammar grammar = IndependentGrammar{};
  EventOptions event = {};
  BackgroundOptions background = {};
  DistractorOptions distractors = {};
  SceneReverbOptions reverb = {};
  uint64_t seed = 1;

  static void fields(auto&& field) {
    using Options = SoundscapeOptions;
    using core::between;
    field("data", &Options::data, "the clips that events are taken from, with folds");
    field("activity", &Options::activity, "when a clip sounds");
    field("labels", &Options::labels, "classes that are detected; none: all of the dataset");
    field("train_scenes", &Options::train_scenes, "of each fold", between(0, 1000000));
    field("validation_scenes", &Options::validation_scenes, "of each fold", between(0, 1000000));
    field("test_scenes", &Options::test_scenes, "of each fold", between(0, 1000000));
    field("validation_fraction", &Options::validation_fraction,
          "share of a fold's clips, by source recording, that only validation and test scenes use",
          between(0, 0.9));
    field("scene_seconds", &Options::scene_seconds, "length of every scene [s]", between(1, 600));
    field("sample_rate", &Options::sample_rate, "of the scenes [Hz]", between(8000, 96000));
    field("polyphony_max", &Options::polyphony_max, "most events at a time", between(1, 100));
    field("empty_share", &Options::empty_share, "share of scenes without any event", between(0, 1));
    field("grammar", &Options::grammar, "which labels follow which: independent or markov");
    field("event", &Options::event, "what is drawn for each event");
    field("background", &Options::background, "what sounds all the time");
    field("distractors", &Options::distractors, "sounds that are not labelled");
    field("reverb", &Options::reverb, "a room around the mix");
    field("seed", &Options::seed, "another seed gives other scenes");
  }
  bool operator==(const SoundscapeOptions&) const = default;
};

/// InvalidOptions naming the first setting that makes no sense, distributions included.
void check_soundscape_options(const SoundscapeOptions& options);

}  // namespace pinna::data
