#include "pinna/tracking/mlflow_sink.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/config_rows.h"
#include "pinna/core/error.h"

namespace pinna::tracking {
namespace {

using Json = nlohmann::ordered_json;

// Limits of runs/log-batch, and of a parameter's value since MLflow 2.8.
constexpr size_t kMostMetrics = 1000;
constexpr size_t kMostParameters = 100;
constexpr size_t kMostValueBytes = 6000;
constexpr size_t kMostKeyBytes = 250;

/// MLflow allows letters, digits and _ - . / and blanks in names.
std::string allowed_key(std::string_view name) {
  std::string key(name.substr(0, kMostKeyBytes));
  for (char& c : key)
    if (!std::isalnum(static_cast<unsigned char>(c)) &&
        std::string_view("_-./ ").find(c) == std::string_view::npos)
      c = '_';
  return key;
}

/// As the JSON of protocol buffers writes numbers.
Json number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

std::string_view status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::finished:
      return "FINISHED";
    case Outcome::failed:
      return "FAILED";
    case Outcome::interrupted:
      break;
  }
  return "KILLED";
}

}  // namespace

MlflowSink::MlflowSink(MlflowFiles files, MlflowOptions options, std::string run_name,
                       MlflowPatience patience, WallClock clock)
    : files_(std::move(files)),
      options_(std::move(options)),
      run_name_(std::move(run_name)),
      patience_(patience),
      clock_(std::move(clock)),
      metrics_(std::make_unique<Json>(Json::array())),
      silence_(patience.first_silence) {}

MlflowSink::~MlflowSink() = default;

int64_t MlflowSink::milliseconds() const {
  return static_cast<int64_t>(clock_() * 1000);
}

void MlflowSink::start(const core::ConfigTable& config, int64_t) {
  spool_ = std::make_unique<MlflowSpool>(files_);
  int64_t dropped = 0;
  if (spool_->open_run(options_, run_name_, milliseconds(), dropped)) {
    spool_parameters(config);
  } else {
    spool_->append("runs/update", {{"status", "RUNNING"}});
  }
  if (dropped > 0)
    warn_once("dropped",
              fmt::format("{} calls for another server or experiment are dropped", dropped));
  send(patience_.attempts);
}

void MlflowSink::spool_parameters(const core::ConfigTable& config) {
  Json parameters = Json::array();
  const auto spool = [&] {
    if (!parameters.empty()) spool_->append("runs/log-batch", {{"params", parameters}});
    parameters = Json::array();
  };
  for (const auto& [key, value] : core::config_rows(config)) {
    parameters.push_back({{"key", allowed_key(key)}, {"value", value.substr(0, kMostValueBytes)}});
    if (parameters.size() == kMostParameters) spool();
  }
  spool();
}

void MlflowSink::scalar(std::string_view name, int64_t step, double value) {
  metrics_->push_back({{"key", allowed_key(name)},
                       {"value", number(value)},
                       {"timestamp", milliseconds()},
                       {"step", step}});
}

void MlflowSink::summary(std::string_view name, int64_t step, double value) {
  scalar(name, step, value);
}

void MlflowSink::spool_metrics() {
  if (!spool_) throw core::Bug({.what = "values for MLflow before the start"});
  const Json metrics = std::exchange(*metrics_, Json::array());
  for (size_t begin = 0; begin < metrics.size(); begin += kMostMetrics) {
    Json batch = Json::array();
    for (size_t i = begin; i < std::min(metrics.size(), begin + kMostMetrics); ++i)
      batch.push_back(metrics[i]);
    spool_->append("runs/log-batch", {{"metrics", batch}});
  }
}

void MlflowSink::commit(int64_t) {
  spool_metrics();
  if (SteadyClock::now() >= silent_until_) send(patience_.attempts);
}

void MlflowSink::send(int attempts) {
  std::chrono::milliseconds before_next = patience_.first_pause;
  for (int attempt = 1;; ++attempt) {
    const SpoolProgress progress = spool_->send(cancelled_);
    for (const std::string& rejection : progress.rejections) warn_once(rejection, rejection);
    if (!progress.problem) {
      silence_ = patience_.first_silence;
      return;
    }
    if (!progress.is_passing || attempt >= attempts || cancelled_) {
      warn_once("left", fmt::format("{}; values wait in {} and are sent later, at the latest by "
                                    "pinna runs sync",
                                    *progress.problem, files_.spool.string()));
      silent_until_ = SteadyClock::now() + silence_;
      silence_ = std::min(2 * silence_, patience_.longest_silence);
      return;
    }
    pause(std::exchange(before_next, 2 * before_next));
  }
}

void MlflowSink::pause(std::chrono::milliseconds duration) {
  std::unique_lock lock(mutex_);
  cancelled_changed_.wait_for(lock, duration, [&] { return cancelled_.load(); });
}

void MlflowSink::close(Outcome outcome) {
  if (!spool_) return;
  spool_metrics();
  spool_->append("runs/update", {{"status", status_of(outcome)}, {"end_time", milliseconds()}});
  send(1);
  spool_.reset();
}

void MlflowSink::cancel() noexcept {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  cancelled_changed_.notify_all();
}

std::vector<std::string> MlflowSink::take_warnings() {
  return std::exchange(warnings_, {});
}

void MlflowSink::warn_once(const std::string& subject, std::string warning) {
  if (subjects_warned_of_.insert(subject).second) warnings_.push_back(std::move(warning));
}

}  // namespace pinna::tracking
