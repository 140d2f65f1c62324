// Calls that an MLflow server has not received yet, in files of the run folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/files.h"
#include "pinna/tracking/mlflow_client.h"
#include "pinna/tracking/tracking_options.h"

namespace pinna::tracking {

struct MlflowFiles {
  std::filesystem::path run;    ///< which run of which server this is
  std::filesystem::path spool;  ///< unsent calls, one JSON object a line; absent if there are none
};

/// What came of an attempt to send.
struct SpoolProgress {
  int64_t sent = 0;
  int64_t left = 0;
  std::vector<std::string> rejections = {};  ///< what the server said of calls it will never take
  std::optional<std::string> problem = std::nullopt;  ///< why calls are left
  bool is_passing = false;                            ///< another attempt may fare better
};

/// Every call is on the disk before it is sent, and leaves the disk after the server has it, so
/// that no crash loses one; one may then arrive twice, which MLflow takes for the same. Locked
/// against other processes while it lives.
class MlflowSpool {
 public:
  /// IoError if another process has it, BadData if its files are damaged. A line that a crash has
  /// cut short is removed.
  explicit MlflowSpool(MlflowFiles files);
  ~MlflowSpool();
  MlflowSpool(const MlflowSpool&) = delete;
  MlflowSpool& operator=(const MlflowSpool&) = delete;

  /// Makes this the run of `options`. True if it is a new one to that server; calls for another
  /// server that are still here are dropped, and `dropped` says how many.
  bool open_run(const MlflowOptions& options, const std::string& run_name, int64_t start_time,
                int64_t& dropped);
  /// `body` lacks the run id, which may not be known yet.
  void append(const std::string& endpoint, const nlohmann::ordered_json& body);
  /// Sends in order, as many as the server takes; creates the run there first if needed. Nothing
  /// happens without a run.
  SpoolProgress send(const std::atomic<bool>& cancelled);
  int64_t size() const { return static_cast<int64_t>(lines_.size()); }

 private:
  struct Run;
  void require_run_on_server(const MlflowClient& client);
  void write_run() const;
  void write_lines() const;

  MlflowFiles files_;
  std::filesystem::path lock_path_;
  std::unique_ptr<core::FileLock> lock_;
  std::unique_ptr<Run> run_;  ///< null until there is one
  std::vector<std::string> lines_;
};

}  // namespace pinna::tracking
