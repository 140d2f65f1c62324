// MLflow's REST interface, as far as runs need it.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "pinna/tracking/http_exchange.h"

namespace pinna::tracking {

/// The server understood a call and will never accept it.
struct CallRejected : core::BadData {
  using core::BadData::BadData;
};

/// Calls below URI/api/2.0/mlflow. They throw NoAnswer where the server cannot be reached, is busy
/// or fails (408, 429, 5xx), CallRejected for a call with bad content (400, 413), and core::IoError
/// for all else: no permission, another kind of server.
/// Credentials come from MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and
/// MLFLOW_TRACKING_PASSWORD, as MLflow's own client takes them.
class MlflowClient {
 public:
  /// `cancelled` ends calls in progress.
  MlflowClient(std::string uri, const std::atomic<bool>& cancelled);

  /// The experiment of that name, made if it is absent.
  std::string experiment_id(const std::string& name) const;
  /// The id of a new run; `start_time` in milliseconds.
  std::string create_run(const std::string& experiment_id, const std::string& run_name,
                         int64_t start_time) const;
  /// POSTs to an endpoint such as "runs/log-batch".
  void post(std::string_view endpoint, const nlohmann::ordered_json& body) const;

 private:
  struct Reply;
  Reply ask(std::string_view endpoint, const std::string& json) const;
  Reply ask_successfully(std::string_view endpoint, const std::string& json) const;

  std::string uri_;
  const std::atomic<bool>& cancelled_;
};

}  // namespace pinna::tracking
