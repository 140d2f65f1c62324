#include "pinna/tracking/jsonl_sink.h"

#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::tracking {

JsonlSink::JsonlSink(std::filesystem::path path) : path_(std::move(path)) {}

core::MetricRecord& JsonlSink::pending(int64_t step) {
  if (is_empty()) record_.epoch = step;
  if (record_.epoch != step)
    throw core::Bug({.what = "step of a logged value",
                     .got = fmt::to_string(step),
                     .expected = fmt::format("{}, which is not committed yet", record_.epoch),
                     .where = path_.string()});
  return record_;
}

bool JsonlSink::is_empty() const {
  return record_.values.empty() && record_.texts.empty();
}

void JsonlSink::scalar(std::string_view name, int64_t step, double value) {
  pending(step).values.emplace_back(name, value);
}

void JsonlSink::text(std::string_view name, int64_t step, std::string_view text) {
  pending(step).texts.emplace_back(name, text);
}

void JsonlSink::commit(int64_t step) {
  core::append_record(path_, pending(step));
  record_ = {};
}

void JsonlSink::close(Outcome outcome) {
  if (outcome == Outcome::finished && !is_empty()) commit(record_.epoch);
}

}  // namespace pinna::tracking
