// One page about a study or a run: everything inside one HTML file, nothing from the network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pinna/metrics/intervals.h"
#include "pinna/report/figure.h"
#include "pinna/report/findings.h"

namespace pinna::report {

/// A further figure, with its caption as plain text.
struct CaptionedFigure {
  Figure figure = {};
  std::string caption = "";
};

/// What a classifier scores on the same clips that knows but one thing about each.
struct ShortcutLine {
  std::string knows = "";  ///< "the length of the sound"
  double accuracy = 0;
  metrics::Interval interval = {};
};

struct Shortcuts {
  std::vector<ShortcutLine> lines = {};
  double chance = 0;  ///< accuracy of always naming the most frequent class
};

struct HtmlReportOptions {
  /// Clip id -> file: the most surprising mistakes among them get a player on the page.
  std::map<std::string, std::filesystem::path> clip_audio = {};
  int64_t max_players = 6;
  int64_t max_audio_bytes = int64_t{600} << 10;  ///< of one file; larger ones get no player
  std::vector<CaptionedFigure> figures = {};     ///< put before the configuration
  Shortcuts shortcuts = {};                      ///< put beside the network's accuracy, if any
  /// Arm -> file beside the page about its worst errors, which the page links to.
  std::map<std::string, std::string> errors_pages = {};
};

/// Headline numbers with intervals, how they came about, differences between arms with what they
/// prove, tables by fold, class and source recording, learning curves, confusions, misclassified
/// clips, calibration, configuration and environment. Readable in light and dark and in print; all
/// text escaped. Figures are left out with a line of explanation where gnuplot is absent.
std::string html_report(const Findings& findings, const HtmlReportOptions& options = {});

}  // namespace pinna::report
