#include "pinna/tracking/mlflow_sink.h"

#include <cstdlib>
#include <fstream>
#include <mutex>

#include "tests/support/loopback_server.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/files.h"

namespace pinna::tracking {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string answer(int status, const Json& body) {
  const std::string text = body.dump();
  return "HTTP/1.1 " + std::to_string(status) +
         " x\r\nContent-Length: " + std::to_string(text.size()) + "\r\nConnection: close\r\n\r\n" +
         text;
}

/// A server that knows what an MLflow server would know.
class FakeMlflow {
 public:
  explicit FakeMlflow(uint16_t port = 0)
      : server_([this](const std::string& request) { return reply(request); }, "127.0.0.1", port) {}

  std::string uri() const { return server_.url(""); }
  std::vector<std::string> heads() const { return server_.requests(); }
  uint16_t port() const { return server_.port(); }

  /// The next requests get this status instead.
  void fail_next(int times, int status) {
    const std::lock_guard lock(mutex_);
    failures_ = times;
    failure_status_ = status;
  }
  void reject_key(std::string key) {
    const std::lock_guard lock(mutex_);
    rejected_key_ = std::move(key);
  }

  /// "key=value@step" of every metric in the order of arrival.
  std::vector<std::string> metrics() const {
    const std::lock_guard lock(mutex_);
    return metrics_;
  }
  Json parameters() const {
    const std::lock_guard lock(mutex_);
    return parameters_;
  }
  std::vector<std::string> statuses() const {
    const std::lock_guard lock(mutex_);
    return statuses_;
  }
  int runs() const { return runs_; }

 private:
  std::string reply(const std::string& request) {
    const std::lock_guard lock(mutex_);
    if (failures_ > 0) {
      --failures_;
      return answer(failure_status_, {{"error_code", "INTERNAL_ERROR"}, {"message", "try later"}});
    }
    const std::string target = request.substr(0, request.find("\r\n"));
    const size_t body_at = request.find("\r\n\r\n") + 4;
    const Json body = Json::parse(request.substr(body_at), nullptr, false);
    const auto is = [&](const char* call) { return target.find(call) != std::string::npos; };
    if (is("GET /api/2.0/mlflow/experiments/get-by-name?experiment_name=my%20sounds "))
      return has_experiment_
                 ? answer(200, {{"experiment", {{"experiment_id", "7"}}}})
                 : answer(404, {{"error_code", "RESOURCE_DOES_NOT_EXIST"}, {"message", "none"}});
    if (is("POST /api/2.0/mlflow/experiments/create")) {
      has_experiment_ = true;
      return answer(200, {{"experiment_id", "7"}});
    }
    if (is("POST /api/2.0/mlflow/runs/create")) {
      EXPECT_EQ(body["experiment_id"], "7");
      EXPECT_EQ(body["run_name"], "esc-fold1-seed1");
      return answer(200, {{"run", {{"info", {{"run_id", "run" + std::to_string(++runs_)}}}}}});
    }
    EXPECT_EQ(body["run_id"], "run" + std::to_string(runs_));
    if (is("POST /api/2.0/mlflow/runs/update")) {
      statuses_.push_back(body["status"]);
      return answer(200, Json::object());
    }
    if (!is("POST /api/2.0/mlflow/runs/log-batch")) return answer(404, Json::object());
    return log_batch(body);
  }

  std::string log_batch(const Json& body) {
    const Json metrics = body.value("metrics", Json::array());
    const Json params = body.value("params", Json::array());
    EXPECT_LE(metrics.size(), 1000U);
    EXPECT_LE(params.size(), 100U);
    for (const Json& metric : metrics) {
      if (metric["key"] == rejected_key_)
        return answer(400, {{"error_code", "INVALID_PARAMETER_VALUE"}, {"message", "bad key"}});
      metrics_.push_back(metric["key"].get<std::string>() + "=" + metric["value"].dump() + "@" +
                         metric["step"].dump());
    }
    for (const Json& param : params) parameters_[param["key"].get<std::string>()] = param["value"];
    return answer(200, Json::object());
  }

  mutable std::mutex mutex_;
  int failures_ = 0;
  int failure_status_ = 500;
  bool has_experiment_ = false;
  int runs_ = 0;
  std::string rejected_key_;
  std::vector<std::string> metrics_;
  std::vector<std::string> statuses_;
  Json parameters_ = Json::object();
  test::LoopbackServer server_;  // last: its thread uses the others
};

constexpr MlflowPatience quick{.attempts = 3,
                               .first_pause = std::chrono::milliseconds(1),
                               .first_silence = std::chrono::milliseconds(0)};

/// A process of the run.
MlflowSink sink_for(const test::TemporaryFolder& folder, const std::string& uri) {
  return {{.run = folder / "mlflow-run.json", .spool = folder / "mlflow-spool.jsonl"},
          {.uri = uri, .experiment = "my sounds"},
          "esc-fold1-seed1",
          quick};
}

core::ConfigTable recipe() {
  return core::parse_toml("name = 'esc'\n[training]\nepochs = 3\n", "recipe.toml");
}

void log_epoch(Sink& sink, int64_t epoch) {
  sink.scalar("train/loss", epoch, 1.0 / static_cast<double>(epoch));
  sink.commit(epoch);
}

TEST(MlflowSink, SendsParametersMetricsAndTheEnd) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  auto sink = sink_for(folder, server.uri());
  sink.start(recipe(), 1);
  log_epoch(sink, 1);
  sink.scalar("odd name(%)", 2, std::nan(""));
  sink.commit(2);
  sink.summary("test/accuracy", 3, 0.75);
  sink.close(Outcome::finished);
  EXPECT_THAT(server.metrics(),
              ElementsAre("train/loss=1.0@1", "odd name___=\"NaN\"@2", "test/accuracy=0.75@3"));
  EXPECT_EQ(server.parameters(), (Json{{"name", "\"esc\""}, {"training.epochs", "3"}}));
  EXPECT_THAT(server.statuses(), ElementsAre("FINISHED"));
  EXPECT_FALSE(std::filesystem::exists(folder / "mlflow-spool.jsonl"));
  EXPECT_FALSE(std::filesystem::exists(folder / ".mlflow.lock"));
  EXPECT_THAT(sink.take_warnings(), IsEmpty());
}

TEST(MlflowSink, TriesAgainAfterAServerError) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  auto sink = sink_for(folder, server.uri());
  sink.start(recipe(), 1);
  server.fail_next(2, 500);
  log_epoch(sink, 1);
  EXPECT_THAT(server.metrics(), ElementsAre("train/loss=1.0@1"));
  EXPECT_THAT(sink.take_warnings(), IsEmpty());
}

TEST(MlflowSink, DeadServerGetsEverythingInOrderFromALaterProcess) {
  const test::TemporaryFolder folder;
  uint16_t port = 0;
  {
    FakeMlflow server;
    port = server.port();
  }
  const std::string uri = "http://127.0.0.1:" + std::to_string(port);
  {
    auto sink = sink_for(folder, uri);
    sink.start(recipe(), 1);
    for (int64_t epoch = 1; epoch <= 3; ++epoch) log_epoch(sink, epoch);
    sink.close(Outcome::interrupted);
    EXPECT_THAT(sink.take_warnings(), ElementsAre(HasSubstr("mlflow-spool.jsonl")));
  }
  EXPECT_TRUE(std::filesystem::exists(folder / "mlflow-spool.jsonl"));
  FakeMlflow server(port);
  auto sink = sink_for(folder, uri);
  sink.start(recipe(), 4);
  EXPECT_THAT(server.metrics(), ElementsAre("train/loss=1.0@1", "train/loss=0.5@2",
                                            "train/loss=0.3333333333333333@3"));
  log_epoch(sink, 4);
  sink.close(Outcome::finished);
  EXPECT_EQ(server.metrics().back(), "train/loss=0.25@4");
  EXPECT_EQ(server.metrics().size(), 4U);
  EXPECT_THAT(server.statuses(), ElementsAre("KILLED", "RUNNING", "FINISHED"));
  EXPECT_EQ(server.parameters(), (Json{{"name", "\"esc\""}, {"training.epochs", "3"}}));
  EXPECT_EQ(server.runs(), 1);
}

TEST(MlflowSink, ProcessThatDiedLeavesItsValuesInTheSpool) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  {
    auto sink = sink_for(folder, server.uri());
    sink.start(recipe(), 1);
    server.fail_next(1000, 503);
    log_epoch(sink, 1);
  }  // never closed
  std::ofstream(folder / "mlflow-spool.jsonl", std::ios::app) << R"({"endpoint":"runs/lo)";
  server.fail_next(0, 0);
  MlflowSpool spool({.run = folder / "mlflow-run.json", .spool = folder / "mlflow-spool.jsonl"});
  const std::atomic<bool> cancelled = false;
  const SpoolProgress progress = spool.send(cancelled);
  EXPECT_EQ(progress.sent, 1);
  EXPECT_EQ(progress.left, 0);
  EXPECT_THAT(server.metrics(), ElementsAre("train/loss=1.0@1"));
}

TEST(MlflowSink, CallThatTheServerWillNeverTakeHoldsNothingUp) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  server.reject_key("poison");
  auto sink = sink_for(folder, server.uri());
  sink.start(recipe(), 1);
  sink.scalar("poison", 1, 1);
  sink.commit(1);
  log_epoch(sink, 2);
  EXPECT_THAT(server.metrics(), ElementsAre("train/loss=0.5@2"));
  EXPECT_THAT(sink.take_warnings(), ElementsAre(HasSubstr("bad key")));
}

TEST(MlflowSink, RefusedCredentialsKeepTheValuesAndAreNotTriedAgainAtOnce) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  auto sink = sink_for(folder, server.uri());
  server.fail_next(1, 403);
  sink.start(recipe(), 1);
  EXPECT_THAT(sink.take_warnings(), ElementsAre(HasSubstr("403")));
  EXPECT_TRUE(server.metrics().empty());
  log_epoch(sink, 1);
  EXPECT_THAT(server.metrics(), ElementsAre("train/loss=1.0@1"));
}

TEST(MlflowSink, ManyMetricsAreCutIntoBatches) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  auto sink = sink_for(folder, server.uri());
  sink.start(recipe(), 1);
  for (int i = 0; i < 2500; ++i) sink.scalar("metric" + std::to_string(i), 1, i);
  sink.commit(1);
  EXPECT_EQ(server.metrics().size(), 2500U);
}

TEST(MlflowSink, AnotherExperimentIsAnotherRun) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  {
    auto sink = sink_for(folder, "http://127.0.0.1:1");
    sink.start(recipe(), 1);
    sink.close(Outcome::finished);
  }
  auto sink = sink_for(folder, server.uri());
  sink.start(recipe(), 1);
  EXPECT_THAT(sink.take_warnings(), ElementsAre(HasSubstr("dropped")));
  EXPECT_EQ(server.runs(), 1);
}

TEST(MlflowSink, TokenOfTheEnvironmentIsSent) {
  const test::TemporaryFolder folder;
  FakeMlflow server;
  ::setenv("MLFLOW_TRACKING_TOKEN", "secret", 1);
  auto sink = sink_for(folder, server.uri());
  sink.start(recipe(), 1);
  ::unsetenv("MLFLOW_TRACKING_TOKEN");
  EXPECT_EQ(test::request_header(server.heads().front(), "Authorization"), "Bearer secret");
  EXPECT_EQ(test::request_header(server.heads().front(), "Host"),
            "127.0.0.1:" + std::to_string(server.port()));
}

TEST(MlflowSink, CancelEndsTheWait) {
  const test::TemporaryFolder folder;
  auto sink = MlflowSink({.run = folder / "run.json", .spool = folder / "spool.jsonl"},
                         {.uri = "http://127.0.0.1:1"}, "run",
                         {.attempts = 1000, .first_pause = std::chrono::hours(1)});
  std::thread canceller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    sink.cancel();
  });
  sink.start(recipe(), 1);  // that it returns is the proof
  canceller.join();
  EXPECT_TRUE(std::filesystem::exists(folder / "spool.jsonl"));
}

TEST(TrackingOptions, AddressesThatAreNoneOrHoldPasswordsAreRefused) {
  const auto with_uri = [](const char* uri) { return TrackingOptions{.mlflow = {.uri = uri}}; };
  EXPECT_NO_THROW(require_valid(with_uri("")));
  EXPECT_NO_THROW(require_valid(with_uri("https://mlflow.example.org:5000/base")));
  for (const char* uri : {"file:///etc/passwd", "mlruns", "ftp://host", "http://user:word@host",
                          "http://user@host", "http://"})
    EXPECT_THROW(require_valid(with_uri(uri)), core::InvalidOptions) << uri;
}

}  // namespace
}  // namespace pinna::tracking
