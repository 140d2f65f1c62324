#include "pinna/core/metric_log.h"

#include <cmath>
#include <fstream>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"

namespace pinna::core {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json to_json(const MetricRecord& record) {
  Json json{{"epoch", record.epoch}};
  for (const auto& [name, value] : record.values)
    json["values"][name] = std::isfinite(value) ? Json(value) : Json();
  for (const auto& [name, text] : record.texts) json["texts"][name] = text;
  return json;
}

MetricRecord record_from(const Json& json, const std::string& where) {
  try {
    MetricRecord record{.epoch = json.at("epoch").get<int64_t>()};
    if (json.contains("values"))
      for (const auto& [name, value] : json.at("values").items())
        record.values.emplace_back(
            name, value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
    if (json.contains("texts"))
      for (const auto& [name, text] : json.at("texts").items())
        record.texts.emplace_back(name, text.get<std::string>());
    return record;
  } catch (const nlohmann::json::exception& error) {
    throw_bad_json(where, error.what());
  }
}

bool ends_in_mid_line(const fs::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file || file.tellg() <= 0) return false;
  file.seekg(-1, std::ios::end);
  return file.get() != '\n';
}

void cut_torn_line(const fs::path& path) {
  if (!ends_in_mid_line(path)) return;
  const size_t last_break = read_file(path).rfind('\n');
  std::error_code error;
  fs::resize_file(path, last_break == std::string::npos ? 0 : last_break + 1, error);
  if (error)
    throw IoError({.what = "cannot shorten", .got = error.message(), .where = path.string()});
}

}  // namespace

std::optional<double> MetricRecord::value(std::string_view name) const {
  for (const auto& [candidate, value] : values)
    if (candidate == name) return value;
  return std::nullopt;
}

void append_record(const fs::path& path, const MetricRecord& record) {
  cut_torn_line(path);
  append_line(path, to_json(record).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::vector<MetricRecord> read_records(const fs::path& path) {
  std::vector<MetricRecord> records;
  if (!fs::exists(path)) return records;
  const std::string text = read_file(path);
  size_t begin = 0;
  for (size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string where = fmt::format("{}:{}", path.string(), records.size() + 1);
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    records.push_back(record_from(parse_json(line, where), where));
  }
  return records;
}

void truncate_records_after(const fs::path& path, int64_t epoch) {
  if (!fs::exists(path)) return;
  std::string kept;
  for (const MetricRecord& record : read_records(path))
    if (record.epoch <= epoch) kept += to_json(record).dump() + '\n';
  write_file_atomically(path, kept);
}

}  // namespace pinna::core
