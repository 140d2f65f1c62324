// Frame scores of one recording as a table, in the form of sed_scores_eval (Ebbers, Serizel and
// Haeb-Umbach 2022): one frame a line, one class a column.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "pinna/events/frame_scores.h"

namespace pinna::events {

/// "onset offset LABEL LABEL ...", separated by tabs, with a header; times to 1 us. Labels have
/// control characters as blanks.
std::string to_tsv(const FrameScores& scores);

/// Columns in any order after onset and offset, separated by tabs, commas or semicolons. BadData
/// with file and line unless frames follow one another, all as long as the first but for a shorter
/// last one, labels differ, and scores are finite.
FrameScores parse_score_table(std::string_view text, std::string_view source);
FrameScores read_score_table(const std::filesystem::path& path);

}  // namespace pinna::events
