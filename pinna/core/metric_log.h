// The log of a training run: one JSON object a line, one line an epoch. It is written by tracking
// and read by run folders and reports, which do not know one another.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pinna::core {

/// The names of the values that every training run logs.
namespace metric {
inline constexpr std::string_view train_loss = "train/loss";
inline constexpr std::string_view train_accuracy = "train/accuracy";
inline constexpr std::string_view validation_loss = "validation/loss";
inline constexpr std::string_view validation_accuracy = "validation/accuracy";
inline constexpr std::string_view learning_rate = "learning_rate";
inline constexpr std::string_view seconds = "seconds";  ///< wall-clock time of this epoch
}  // namespace metric

/// What was logged for one epoch, in the order it was given. A value that is not finite reads back
/// as NaN.
struct MetricRecord {
  int64_t epoch = 0;
  std::vector<std::pair<std::string, double>> values = {};
  std::vector<std::pair<std::string, std::string>> texts = {};

  std::optional<double> value(std::string_view name) const;
  bool operator==(const MetricRecord&) const = default;
};

/// Appends one line and flushes it; a torn last line left by a crash is cut off first.
void append_record(const std::filesystem::path& path, const MetricRecord& record);

/// All records; an absent file has none and a torn last line is left out. BadData with the line
/// number for damage elsewhere.
std::vector<MetricRecord> read_records(const std::filesystem::path& path);

/// Keeps the records up to and including `epoch`, so that a resumed run logs what an unbroken one
/// would have.
void truncate_records_after(const std::filesystem::path& path, int64_t epoch);

}  // namespace pinna::core
