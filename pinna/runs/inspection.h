// The case study of one recording: what several networks say of it, on one time line.
//
// Its folder, which `pinna inspect` makes and reports read:
//
//     inspection.json                 everything below but the scores ("pinna.inspection/1")
//     index.html                      the page: player, spectrogram, lanes, disagreements
//     recording.<extension>           the recording itself, as it was given
//     events/<view>.tsv, .txt, ...    decoded events in every format of events/event_file.h
//     scores/<view>.tsv               frame scores
//     figures/                        overview.png, .svg, .pdf; grad-cam-<view>-<label>.png
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"

namespace pinna::runs {

/// Who made a recording, and what others may do with it. All of it is text for people.
struct Attribution {
  std::string title = "";
  std::string author = "";
  std::string licence = "";  ///< "CC BY 3.0"
  std::string source = "";   ///< where it was found: an address, or words
  bool operator==(const Attribution&) const = default;
};

enum class ViewKind {
  tagger,   ///< a classifier, moved along the recording
  detector  ///< a network of events, with all that its run does to the scores
};

/// What one network says of the recording.
struct ModelView {
  std::string name = "";    ///< one of its own in the inspection, fit for a file name
  std::string run = "";     ///< which run it is: study, arm, fold and seed; no path of a machine
  std::string method = "";  ///< "resnet on log_mel", "event_resnet on log_mel, median"
  ViewKind kind = ViewKind::detector;
  double window_seconds = 0;               ///< how much a tagger hears around each frame; else 0
  events::FrameScores scores = {};         ///< frames of the tagger's hop, or of the detector
  std::vector<events::Event> events = {};  ///< decoded, by onset
};

/// A stretch in which one label is heard by some views and not by others.
struct Disagreement {
  double onset = 0;   ///< [s]
  double offset = 0;  ///< [s]
  std::string event_label = "";
  std::vector<std::string> heard_by = {};   ///< names of views
  std::vector<std::string> missed_by = {};  ///< of those that know the label
};

struct Inspection {
  std::string recording = "";  ///< name of the file in the folder
  double seconds = 0;
  int64_t sample_rate = 0;   ///< [Hz], of the file
  int64_t num_channels = 0;  ///< of the file
  Attribution attribution = {};
  std::optional<std::vector<events::Event>> reference = std::nullopt;  ///< by onset
  std::vector<ModelView> views = {};
};

}  // namespace pinna::runs

template <>
struct pinna::core::EnumNames<pinna::runs::ViewKind> {
  static constexpr std::array names{std::pair{runs::ViewKind::tagger, "tagger"},
                                    std::pair{runs::ViewKind::detector, "detector"}};
};
