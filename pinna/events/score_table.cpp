#include "pinna/events/score_table.h"

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/events/event.h"
#include "pinna/events/table_lines.h"

namespace pinna::events {
namespace {

constexpr int64_t max_bytes = int64_t{1} << 30;
/// Times were rounded when they were written.
constexpr double time_tolerance = 2e-6;
constexpr size_t num_time_columns = 2;

char delimiter_in(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  for (const char delimiter : {'\t', ';'})
    if (header.find(delimiter) != header.npos) return delimiter;
  return ',';
}

std::vector<std::string> labels_in(const Line& header, std::string_view source) {
  if (header.fields.size() <= num_time_columns || header.fields[0] != "onset" ||
      header.fields[1] != "offset")
    throw_bad_line(header, source, "the header of a table of scores",
                   "onset, offset and at least one class");
  std::vector<std::string> labels(header.fields.begin() + num_time_columns, header.fields.end());
  if (std::set(labels.begin(), labels.end()).size() != labels.size())
    throw_bad_line(header, source, "the classes of a table of scores", "every class once");
  return labels;
}

/// The line's numbers.
std::vector<double> numbers_in(const Line& line, size_t count, std::string_view source) {
  std::vector<double> numbers;
  for (const std::string& field : line.fields)
    if (const auto number = number_of(field)) numbers.push_back(*number);
  if (numbers.size() != count || line.fields.size() != count)
    throw_bad_line(line, source, "a line of a table of scores", fmt::format("{} numbers", count));
  return numbers;
}

}  // namespace

std::string to_tsv(const FrameScores& scores) {
  std::string text = "onset\toffset";
  for (const std::string& label : scores.labels) text += "\t" + one_field(label);
  text += "\n";
  for (int64_t frame = 0; frame < scores.num_frames; ++frame) {
    const auto start = static_cast<double>(frame);
    text += fmt::format("{}\t{}", to_microseconds(start * scores.frame_seconds),
                        to_microseconds((start + 1) * scores.frame_seconds));
    for (int64_t index = 0; index < scores.num_classes(); ++index)
      text += fmt::format("\t{}", scores.at(frame, index));
    text += "\n";
  }
  return text;
}

FrameScores parse_score_table(std::string_view text, std::string_view source) {
  const std::vector<Line> lines = split_lines(text, delimiter_in(text), source);
  if (lines.size() < 2)
    throw core::BadData({.what = "table of scores",
                         .got = "no frame",
                         .expected = "a header and at least one line",
                         .where = std::string(source)});
  FrameScores scores{.labels = labels_in(lines.front(), source),
                     .num_frames = std::ssize(lines) - 1};
  const size_t count = num_time_columns + scores.labels.size();
  std::vector<std::pair<double, double>> spans;
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<double> numbers = numbers_in(lines[i], count, source);
    spans.emplace_back(numbers[0], numbers[1]);
    for (size_t column = num_time_columns; column < count; ++column)
      scores.scores.push_back(static_cast<float>(numbers[column]));
  }
  // Of all frames together, for the rounding of one would add up.
  scores.frame_seconds = spans.size() > 1
                             ? spans.back().first / static_cast<double>(spans.size() - 1)
                             : spans.front().second;
  for (size_t i = 0; i < spans.size(); ++i) {
    const auto& [onset, offset] = spans[i];
    const double begin = static_cast<double>(i) * scores.frame_seconds;
    const double end = begin + scores.frame_seconds;
    const bool may_be_shorter = i + 1 == spans.size();
    if (!(onset < offset) || std::abs(onset - begin) > time_tolerance ||
        offset > end + time_tolerance || (!may_be_shorter && offset < end - time_tolerance))
      throw_bad_line(lines[i + 1], source, "a frame of a table of scores",
                     fmt::format("one from {:g} to {:g} s, as all are as long", begin, end));
  }
  return scores;
}

FrameScores read_score_table(const std::filesystem::path& path) {
  return parse_score_table(core::read_file(path, max_bytes), path.string());
}

}  // namespace pinna::events
