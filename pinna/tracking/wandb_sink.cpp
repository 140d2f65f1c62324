#include "pinna/tracking/wandb_sink.h"

#include <array>
#include <cmath>
#include <ctime>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/json_text.h"
#include "pinna/tracking/histogram.h"
#include "pinna/tracking/png.h"

namespace pinna::tracking {
namespace {

namespace fs = std::filesystem;
using core::ProtobufMessage;
using Json = nlohmann::ordered_json;

// Field numbers, by message.
namespace record_field {
enum { num = 1, history = 2, summary = 3, files = 6, run = 17, exit = 18 };
}
namespace run_field {
enum {
  run_id = 1,
  entity = 2,
  project = 3,
  config = 4,
  run_group = 6,
  display_name = 8,
  host = 13,
  starting_step = 14,
  start_time = 17,
  resumed = 18
};
}
namespace timestamp_field {
enum { seconds = 1, nanos = 2 };
}
namespace update_field {  // of config and summary
enum { update = 1 };
}
namespace history_field {
enum { item = 1, step = 2 };
}
namespace step_field {
enum { num = 1 };
}
namespace item_field {
enum { key = 1, value_json = 16 };
}
namespace files_field {
enum { files = 1 };
}
namespace file_field {
enum { path = 1 };
}
namespace exit_field {
enum { exit_code = 1, runtime = 2 };
}

constexpr std::string_view identity_schema = "pinna.wandb_run/1";
constexpr int kIdLetters = 8;
constexpr int kHistogramBuckets = 64;

/// What all processes of a run share.
struct Identity {
  std::string id;
  double began = 0;
  bool is_new = false;
};

std::string new_id() {
  constexpr std::string_view letters = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::random_device source;
  std::uniform_int_distribution<size_t> any(0, letters.size() - 1);
  std::string id;
  for (int i = 0; i < kIdLetters; ++i) id += letters[any(source)];
  return id;
}

Identity identity_in(const fs::path& folder, double now) {
  const fs::path file = folder / "run.json";
  if (fs::exists(file)) {
    const Json json = core::parse_json(core::read_file(file), file.string());
    core::require_schema(json, identity_schema, file.string());
    try {
      return {.id = json.at("id").get<std::string>(), .began = json.at("began").get<double>()};
    } catch (const nlohmann::json::exception& error) {
      core::throw_bad_json(file.string(), error.what());
    }
  }
  const Identity identity{.id = new_id(), .began = now, .is_new = true};
  const Json json{{"schema", identity_schema}, {"id", identity.id}, {"began", identity.began}};
  core::write_file_atomically(file, json.dump() + "\n");
  return identity;
}

/// Local time, as W&B names its folders.
std::string time_in_name(double seconds) {
  const auto whole = static_cast<std::time_t>(seconds);
  std::tm local{};
  ::localtime_r(&whole, &local);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y%m%d_%H%M%S", &local);
  return text.data();
}

/// A folder nobody has used; two processes within a second get different ones.
fs::path make_process_folder(const fs::path& folder, const std::string& id, double now) {
  for (double moment = now;; ++moment) {
    fs::path path = folder / fmt::format("offline-run-{}-{}", time_in_name(moment), id);
    if (fs::create_directory(path)) return path;
  }
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// W&B writes what JSON has no number for as these words.
std::string number_json(double value) {
  if (std::isnan(value)) return "\"NaN\"";
  if (std::isinf(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  return dump(value);
}

ProtobufMessage item(std::string_view key, std::string_view value_json) {
  return ProtobufMessage().bytes(item_field::key, key).bytes(item_field::value_json, value_json);
}

ProtobufMessage timestamp(double seconds) {
  const double whole = std::floor(seconds);
  return ProtobufMessage()
      .integer(timestamp_field::seconds, static_cast<int64_t>(whole))
      .integer(timestamp_field::nanos, static_cast<int64_t>((seconds - whole) * 1e9));
}

ProtobufMessage config_updates(const core::ConfigTable& config) {
  ProtobufMessage message;
  const Json json = core::to_json(config);
  for (const auto& [key, value] : json.items())
    message.message(update_field::update, item(key, dump(value)));
  return message;
}

std::string file_name(std::string_view name) {
  std::string safe(name);
  for (char& c : safe)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.') c = '_';
  return safe;
}

int exit_code_of(Outcome outcome) {
  return outcome == Outcome::finished ? 0 : outcome == Outcome::failed ? 1 : 130;
}

}  // namespace

WandbSink::WandbSink(fs::path folder, WandbOptions options, std::string run_name, WallClock clock)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      run_name_(std::move(run_name)),
      clock_(std::move(clock)) {}

void WandbSink::append(int field, const ProtobufMessage& content) {
  if (!log_) throw core::Bug({.what = "values for W&B before the start"});
  log_->append(
      ProtobufMessage().integer(record_field::num, ++num_records_).message(field, content).wire());
}

void WandbSink::append_files(const std::vector<std::string>& paths) {
  ProtobufMessage files;
  for (const std::string& path : paths)
    files.message(files_field::files, ProtobufMessage().bytes(file_field::path, path));
  append(record_field::files, files);
}

void WandbSink::start(const core::ConfigTable& config, int64_t first_step) {
  core::make_folder(folder_);
  const double now = clock_();
  const Identity identity = identity_in(folder_, now);
  run_began_ = identity.began;
  const fs::path process_folder = make_process_folder(folder_, identity.id, now);
  files_ = process_folder / "files";
  core::make_folder(files_);
  log_ = std::make_unique<WandbLog>(process_folder / fmt::format("run-{}.wandb", identity.id));
  ProtobufMessage run;
  run.bytes(run_field::run_id, identity.id);
  if (!options_.entity.empty()) run.bytes(run_field::entity, options_.entity);
  run.bytes(run_field::project, options_.project)
      .message(run_field::config, config_updates(config));
  if (!options_.group.empty()) run.bytes(run_field::run_group, options_.group);
  run.bytes(run_field::display_name, run_name_).bytes(run_field::host, host_name());
  if (!identity.is_new) run.integer(run_field::starting_step, first_step);
  run.message(run_field::start_time, timestamp(now));
  if (!identity.is_new) run.integer(run_field::resumed, 1);
  append(record_field::run, run);
  write_config(config);
}

void WandbSink::write_config(const core::ConfigTable& config) {
  std::string yaml = "wandb_version: 1\n";
  const Json json = core::to_json(config);
  for (const auto& [key, value] : json.items())  // JSON is YAML too
    yaml += fmt::format("\n{}:\n  desc: null\n  value: {}\n", dump(key), dump(value));
  core::write_file_atomically(files_ / "config.yaml", yaml);
  append_files({"config.yaml"});
}

void WandbSink::scalar(std::string_view name, int64_t, double value) {
  history_.emplace_back(name, number_json(value));
}

void WandbSink::text(std::string_view name, int64_t, std::string_view text) {
  history_.emplace_back(name, dump(text));
}

std::string WandbSink::store(std::string_view kind, std::string_view name, int64_t step,
                             std::string_view extension, std::string_view bytes,
                             std::string_view type) {
  const std::string digest = core::sha256_hex(bytes);
  const std::string path = fmt::format("media/{}/{}_{}_{}.{}", kind, file_name(name), step,
                                       digest.substr(0, 20), extension);
  core::make_folder((files_ / path).parent_path());
  core::write_file_atomically(files_ / path, bytes);
  append_files({path});
  return dump({{"_type", type}, {"path", path}, {"sha256", digest}, {"size", bytes.size()}});
}

void WandbSink::image(std::string_view name, int64_t step, std::string_view png) {
  const PngSize size = png_size(png);
  Json json = Json::parse(store("images", name, step, "png", png, "image-file"));
  json.update(Json{{"format", "png"}, {"width", size.width}, {"height", size.height}});
  history_.emplace_back(name, dump(json));
}

void WandbSink::audio(std::string_view name, int64_t step, const AudioClip& clip) {
  history_.emplace_back(name, store("audio", name, step, "wav", clip.wav, "audio-file"));
}

void WandbSink::histogram(std::string_view name, int64_t, std::span<const float> values) {
  const Histogram histogram = uniform_histogram(values, kHistogramBuckets);
  history_.emplace_back(
      name,
      dump({{"_type", "histogram"}, {"values", histogram.counts}, {"bins", histogram.limits}}));
}

void WandbSink::append_summary(const Items& items) {
  ProtobufMessage message;
  for (const auto& [key, json] : items) message.message(update_field::update, item(key, json));
  append(record_field::summary, message);
}

void WandbSink::summary(std::string_view name, int64_t, double value) {
  append_summary({{std::string(name), number_json(value)}});
}

void WandbSink::commit(int64_t step) {
  const double now = clock_();
  Items items = std::exchange(history_, {});
  // The uploader takes these from the items, not from the record.
  items.emplace_back("_step", dump(step));
  items.emplace_back("_runtime", number_json(now - run_began_));
  items.emplace_back("_timestamp", number_json(now));
  ProtobufMessage history;
  for (const auto& [key, json] : items) history.message(history_field::item, item(key, json));
  history.message(history_field::step, ProtobufMessage().integer(step_field::num, step));
  append(record_field::history, history);
  append_summary(items);
}

void WandbSink::close(Outcome outcome) {
  if (!log_) return;
  append(record_field::exit,
         ProtobufMessage()
             .integer(exit_field::exit_code, exit_code_of(outcome))
             .integer(exit_field::runtime, static_cast<int64_t>(clock_() - run_began_)));
  log_.reset();
}

}  // namespace pinna::tracking
