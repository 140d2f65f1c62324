#include "pinna/runs/inspection_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/core/options.h"
#include "pinna/events/score_table.h"
#include "pinna/events/table_lines.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;

/// With labels and the length of a frame as the record has them, which no table rounds.
events::FrameScores read_scores(const fs::path& table, const events::FrameScores& recorded) {
  constexpr double rounding = 2e-6;
  events::FrameScores scores = events::read_score_table(table);
  std::vector<std::string> written;
  for (const std::string& label : recorded.labels) written.push_back(events::one_field(label));
  if (scores.labels != written ||
      std::abs(scores.frame_seconds - recorded.frame_seconds) > rounding)
    throw core::BadData({.what = "scores of a view",
                         .got = "other labels or frames",
                         .expected = "those of inspection.json",
                         .where = table.string()});
  scores.labels = recorded.labels;
  scores.frame_seconds = recorded.frame_seconds;
  return scores;
}

void copy_recording(const fs::path& from, const fs::path& to) {
  std::ifstream source(from, std::ios::binary);
  if (!source) throw core::system_error("cannot read", from.string());
  core::write_file_atomically(to, [&](std::ostream& target) {
    std::array<char, 1 << 16> piece{};
    while (source.read(piece.data(), piece.size()) || source.gcount() > 0)
      target.write(piece.data(), source.gcount());
  });
  if (source.bad()) throw core::system_error("cannot read", from.string());
}

bool is_figure_of_ours(const std::string& name) {
  for (const char* begin : {"overview", "page-", "scores-", "grad-cam-"})
    if (name.starts_with(begin)) return true;
  return false;
}

/// Files that the views of an earlier case study left, as far as its record can be read.
std::vector<fs::path> files_of_views(const InspectionFolder& folder) {
  std::vector<fs::path> files;
  try {
    const std::string where = folder.record_path().string();
    for (const ModelView& view :
         inspection_from_json(core::parse_json(core::read_file(where), where), where).views) {
      files.push_back(folder.scores_path(view.name));
      for (const auto& [format, name] : core::EnumNames<events::EventFormat>::names)
        files.push_back(folder.events_path(view.name, format));
    }
  } catch (const core::BadData&) {
    // Whatever they are called, they stay.
  }
  return files;
}

/// Whether a case study that was not finished can have left it.
bool is_remnant(const fs::path& entry) {
  const std::string name = entry.filename().string();
  const bool is_temporary = name.starts_with('.') && name.ends_with(".tmp");
  return name == "events" || name == "scores" || name == "figures" || name == "index.html" ||
         entry.stem() == "recording" || is_temporary;
}

}  // namespace

bool InspectionFolder::exists(const fs::path& path) {
  return fs::is_regular_file(InspectionFolder(path).record_path());
}

fs::path InspectionFolder::record_path() const {
  return path_ / "inspection.json";
}
fs::path InspectionFolder::page_path() const {
  return path_ / "index.html";
}
fs::path InspectionFolder::recording_path(const Inspection& inspection) const {
  return path_ / inspection.recording;
}
fs::path InspectionFolder::events_path(const std::string& view, events::EventFormat format) const {
  return path_ / "events" / (view + std::string(events::extension_of(format)));
}
fs::path InspectionFolder::scores_path(const std::string& view) const {
  return path_ / "scores" / (view + ".tsv");
}
fs::path InspectionFolder::figures_path() const {
  return path_ / "figures";
}
fs::path InspectionFolder::evidence_path(const std::string& view, const std::string& label) const {
  constexpr size_t most = 100;  // file systems take 255 bytes
  std::string name = label.substr(0, most);
  std::ranges::replace_if(
      name, [](char sign) { return !is_view_name(std::string_view(&sign, 1)); }, '_');
  return figures_path() / fmt::format("grad-cam-{}-{}.png", view, name);
}

void InspectionFolder::require_room() const {
  if (!fs::exists(path_) || exists(path_)) return;
  core::require_folder(path_, "folder of a case study");
  for (const auto& entry : fs::directory_iterator(path_))
    if (!is_remnant(entry.path()))
      throw core::InvalidOptions(
          {.what = "folder of a case study",
           .got = fmt::format("one that holds {}", entry.path().filename().string()),
           .expected = "an empty one, or that of an earlier case study",
           .where = path_.string(),
           .fix = "choose another"});
}

void InspectionFolder::begin() const {
  require_room();
  core::make_folder(path_);
  std::vector<fs::path> earlier;
  if (exists(path_)) earlier = files_of_views(*this);
  if (fs::is_directory(figures_path()))
    for (const auto& entry : fs::directory_iterator(figures_path()))
      if (entry.is_regular_file() && is_figure_of_ours(entry.path().filename().string()))
        earlier.push_back(entry.path());
  fs::remove(record_path());
  fs::remove(page_path());
  for (const fs::path& file : earlier) fs::remove(file);
}

void InspectionFolder::write(const Inspection& inspection, const fs::path& recording) const {
  std::vector<std::string> names;
  for (const ModelView& view : inspection.views) names.push_back(view.name);
  require_view_names(names);
  core::make_folder(path_ / "events");
  core::make_folder(path_ / "scores");
  fs::remove(record_path());
  const fs::path copy = recording_path(inspection);
  if (!fs::exists(copy) || !fs::equivalent(recording, copy)) copy_recording(recording, copy);
  for (const ModelView& view : inspection.views) {
    for (const auto& [format, name] : core::EnumNames<events::EventFormat>::names)
      core::write_file_atomically(events_path(view.name, format),
                                  events::to_text(view.events, inspection.seconds, format));
    core::write_file_atomically(scores_path(view.name), events::to_tsv(view.scores));
  }
  core::write_file_atomically(
      record_path(),
      to_json(inspection).dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

Inspection InspectionFolder::read() const {
  core::require_file(record_path(), "no case study here", "pinna inspect makes one");
  const std::string where = record_path().string();
  Inspection inspection =
      inspection_from_json(core::parse_json(core::read_file(where), where), where);
  for (ModelView& view : inspection.views)
    view.scores = read_scores(scores_path(view.name), view.scores);
  return inspection;
}

}  // namespace pinna::runs
