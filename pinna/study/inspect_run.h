// The networks of a trained run, ready to be asked about any recording.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/runs/inspection.h"

namespace pinna::study {

/// How the classifiers of case studies are moved along recordings.
struct TaggerOptions {
  std::optional<double> window_seconds = std::nullopt;
  double hop_seconds = 0.25;

  static void fields(auto&& field) {
    field("window_seconds", &TaggerOptions::window_seconds,
          "what a classifier hears at a time; none: its clip length, 2 s at most",
          core::between(0.05, 60));
    field("hop_seconds", &TaggerOptions::hop_seconds, "from one window to the next",
          core::between(0.01, 60));
  }
  bool operator==(const TaggerOptions&) const = default;
};

/// One network with all that turns its answers into events.
struct Listener {
  std::string name = "";    ///< of its view
  std::string run = "";     ///< as ModelView::run
  std::string method = "";  ///< as ModelView::method
  runs::ViewKind kind = runs::ViewKind::detector;
  std::variant<evaluation::Detector, evaluation::WindowDetector> network = {};

  /// Null unless it is a tagger.
  const evaluation::WindowDetector* tagger() const;
  const std::vector<std::string>& labels() const;
  int64_t sample_rate() const;  ///< that it hears [Hz]
};

/// One for a classifier or a detector, two for a joint run: its detector, called `name`, and its
/// classifier, called `name`-tagger. A classifier's probabilities are smoothed over three windows
/// and become events at one half: nothing here is chosen by labels. MissingInput for no run and for
/// one that is not trained to its end; BadData for damage; InvalidOptions for a run that is told
/// labels, which recordings have not.
std::vector<Listener> listeners_of(const std::filesystem::path& run, const std::string& name,
                                   const TaggerOptions& options);

/// Decodes the recording piece by piece. MissingInput, or BadData naming it, if it cannot be read
/// or is too short.
runs::ModelView view_of(const Listener& listener, const std::filesystem::path& recording);

/// What to call the views of these runs: their arms, or folders; with run, study and number where
/// that is not enough to tell them apart.
std::vector<std::string> view_names(const std::vector<std::filesystem::path>& runs);

}  // namespace pinna::study
