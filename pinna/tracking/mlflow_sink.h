// Runs on an MLflow server.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/tracking/clock.h"
#include "pinna/tracking/mlflow_spool.h"
#include "pinna/tracking/sink.h"
#include "pinna/tracking/tracking_options.h"

namespace pinna::tracking {

/// How long to wait before asking a silent server again.
struct MlflowPatience {
  int attempts = 4;                                 ///< of one commit, with growing pauses
  std::chrono::milliseconds first_pause{250};       ///< doubled after each attempt
  std::chrono::milliseconds first_silence{10'000};  ///< without any attempt; doubled each time
  std::chrono::milliseconds longest_silence{300'000};
};

/// Options of the recipe become parameters, scalars and final results metrics. Texts and media are
/// passed over: MLflow takes them as artifacts by other ways. Unsent calls wait in the spool for a
/// later commit, the next process of the run or `pinna runs sync`. Belongs behind an AsyncSink,
/// since commit() waits for the server.
class MlflowSink : public Sink {
 public:
  MlflowSink(MlflowFiles files, MlflowOptions options, std::string run_name,
             MlflowPatience patience = {}, WallClock clock = system_time);
  ~MlflowSink() override;
  void start(const core::ConfigTable& config, int64_t first_step) override;
  void scalar(std::string_view name, int64_t step, double value) override;
  void text(std::string_view, int64_t, std::string_view) override {}
  void summary(std::string_view name, int64_t step, double value) override;
  void commit(int64_t step) override;
  void close(Outcome outcome) override;
  void cancel() noexcept override;
  std::vector<std::string> take_warnings() override;

 private:
  using SteadyClock = std::chrono::steady_clock;

  int64_t milliseconds() const;
  void spool_parameters(const core::ConfigTable& config);
  void spool_metrics();
  /// Tries until all is sent, the attempts are used up or somebody cancels.
  void send(int attempts);
  void pause(std::chrono::milliseconds duration);
  /// `subject` is what tells two warnings apart.
  void warn_once(const std::string& subject, std::string warning);

  MlflowFiles files_;
  MlflowOptions options_;
  std::string run_name_;
  MlflowPatience patience_;
  WallClock clock_;
  std::unique_ptr<MlflowSpool> spool_;
  std::unique_ptr<nlohmann::ordered_json> metrics_;  ///< of the step that is not committed yet
  SteadyClock::time_point silent_until_ = {};
  std::chrono::milliseconds silence_;
  std::atomic<bool> cancelled_ = false;
  std::mutex mutex_;
  std::condition_variable cancelled_changed_;
  std::vector<std::string> warnings_;
  std::set<std::string> subjects_warned_of_;
};

}  // namespace pinna::tracking
