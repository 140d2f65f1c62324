#include "pinna/tracking/mlflow_spool.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "pinna/core/json_text.h"

namespace pinna::tracking {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view run_schema = "pinna.mlflow_run/1";
/// After how many calls the file is cut, while more are being sent.
constexpr int64_t kCallsBetweenCuts = 100;

/// The whole lines; what follows the last line break was cut by a crash.
std::vector<std::string> whole_lines(const std::string& text) {
  std::vector<std::string> lines;
  size_t begin = 0;
  for (size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
    lines.push_back(text.substr(begin, end - begin));
  return lines;
}

}  // namespace

struct MlflowSpool::Run {
  std::string uri;
  std::string experiment;
  std::string name;
  int64_t start_time = 0;
  std::string id = "";  ///< empty until the server has given it one
};

MlflowSpool::MlflowSpool(MlflowFiles files)
    : files_(std::move(files)),
      lock_path_(files_.spool.parent_path() / ".mlflow.lock"),
      lock_(std::make_unique<core::FileLock>(lock_path_)) {
  if (fs::exists(files_.run)) {
    const std::string where = files_.run.string();
    const Json json = core::parse_json(core::read_file(files_.run), where);
    core::require_schema(json, run_schema, where);
    try {
      run_ = std::make_unique<Run>(Run{.uri = json.at("uri").get<std::string>(),
                                       .experiment = json.at("experiment").get<std::string>(),
                                       .name = json.at("name").get<std::string>(),
                                       .start_time = json.at("start_time").get<int64_t>(),
                                       .id = json.at("run_id").get<std::string>()});
    } catch (const nlohmann::json::exception& error) {
      core::throw_bad_json(where, error.what());
    }
  }
  if (!fs::exists(files_.spool)) return;
  const std::string text = core::read_file(files_.spool);
  lines_ = whole_lines(text);
  if (!text.ends_with('\n')) write_lines();
}

MlflowSpool::~MlflowSpool() {
  std::error_code ignored;
  fs::remove(lock_path_, ignored);
}

bool MlflowSpool::open_run(const MlflowOptions& options, const std::string& run_name,
                           int64_t start_time, int64_t& dropped) {
  dropped = 0;
  if (run_ && run_->uri == options.uri && run_->experiment == options.experiment) return false;
  dropped = size();
  lines_.clear();
  write_lines();
  run_ = std::make_unique<Run>(Run{.uri = options.uri,
                                   .experiment = options.experiment,
                                   .name = run_name,
                                   .start_time = start_time});
  write_run();
  return true;
}

void MlflowSpool::append(const std::string& endpoint, const Json& body) {
  const std::string line = Json{{"endpoint", endpoint}, {"body", body}}.dump(
      -1, ' ', false, Json::error_handler_t::replace);
  core::append_line(files_.spool, line);
  lines_.push_back(line);
}

SpoolProgress MlflowSpool::send(const std::atomic<bool>& cancelled) {
  SpoolProgress progress;
  size_t taken = 0;
  const auto cut = [&] {
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(taken));
    if (taken > 0) write_lines();
    taken = 0;
  };
  if (!run_) return progress;
  const MlflowClient client(run_->uri, cancelled);
  try {
    while (taken < lines_.size()) {
      require_run_on_server(client);
      Json call = core::parse_json(lines_[taken], files_.spool.string());
      Json body = call.at("body");
      body["run_id"] = run_->id;
      try {
        client.post(call.at("endpoint").get<std::string>(), body);
        ++progress.sent;
      } catch (const CallRejected& error) {
        progress.rejections.emplace_back(error.what());
      }
      if (static_cast<int64_t>(++taken) >= kCallsBetweenCuts) cut();
    }
  } catch (const NoAnswer& error) {
    progress.problem = error.what();
    progress.is_passing = true;
  } catch (const core::Error& error) {
    progress.problem = error.what();
  } catch (const nlohmann::json::exception& error) {
    progress.problem = error.what();
  }
  cut();
  progress.left = size();
  return progress;
}

void MlflowSpool::require_run_on_server(const MlflowClient& client) {
  if (!run_->id.empty()) return;
  run_->id =
      client.create_run(client.experiment_id(run_->experiment), run_->name, run_->start_time);
  write_run();
}

void MlflowSpool::write_run() const {
  const Json json{{"schema", run_schema},           {"uri", run_->uri},
                  {"experiment", run_->experiment}, {"name", run_->name},
                  {"start_time", run_->start_time}, {"run_id", run_->id}};
  core::write_file_atomically(files_.run, json.dump() + "\n");
}

void MlflowSpool::write_lines() const {
  if (lines_.empty()) {
    fs::remove(files_.spool);
    return;
  }
  std::string text;
  for (const std::string& line : lines_) text += line + "\n";
  core::write_file_atomically(files_.spool, text);
}

}  // namespace pinna::tracking
