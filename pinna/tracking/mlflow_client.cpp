#include "pinna/tracking/mlflow_client.h"

#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pinna::tracking {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMostReasonBytes = 300;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

void add_credentials(HttpQuestion& question) {
  if (const std::string token = variable("MLFLOW_TRACKING_TOKEN"); !token.empty()) {
    question.headers.push_back("Authorization: Bearer " + token);
  } else if (const std::string user = variable("MLFLOW_TRACKING_USERNAME"); !user.empty()) {
    question.user_and_password = user + ":" + variable("MLFLOW_TRACKING_PASSWORD");
  }
}

std::string text_at(const Json& json, const std::string& pointer) {
  const Json::json_pointer place(pointer);
  if (!json.is_object() || !json.contains(place)) return "";
  const Json& value = json.at(place);
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

struct MlflowClient::Reply {
  std::string url;
  int64_t status = 0;
  Json json;  ///< discarded if the body is none

  bool has_error(std::string_view code) const { return text_at(json, "/error_code") == code; }
  /// BadData naming the URL if it is absent.
  std::string text(const std::string& pointer) const {
    const std::string found = text_at(json, pointer);
    if (found.empty())
      throw core::IoError({.what = "answer of the server",
                           .got = "none of an MLflow server",
                           .expected = pointer,
                           .where = url,
                           .fix = "check tracking.mlflow.uri"});
    return found;
  }
  [[noreturn]] void throw_failure() const {
    const std::string message = text_at(json, "/message").substr(0, kMostReasonBytes);
    const core::ErrorParts parts{
        .what = "the server refuses",
        .got = fmt::format("status {}{}{}", status, message.empty() ? "" : ": ", message),
        .where = url};
    if (status == 408 || status == 429 || status >= 500) throw NoAnswer(parts);
    if (status == 400 || status == 413) throw CallRejected(parts);
    throw core::IoError(parts);
  }
};

MlflowClient::MlflowClient(std::string uri, const std::atomic<bool>& cancelled)
    : uri_(std::move(uri)), cancelled_(cancelled) {
  while (uri_.ends_with('/')) uri_.pop_back();
}

MlflowClient::Reply MlflowClient::ask(std::string_view endpoint, const std::string& json) const {
  HttpQuestion question{.url = fmt::format("{}/api/2.0/mlflow/{}", uri_, endpoint), .json = json};
  add_credentials(question);
  const HttpAnswer answer = ask_server(question, cancelled_);
  return {question.url, answer.status, Json::parse(answer.body, nullptr, false)};
}

MlflowClient::Reply MlflowClient::ask_successfully(std::string_view endpoint,
                                                   const std::string& json) const {
  Reply reply = ask(endpoint, json);
  if (reply.status != 200) reply.throw_failure();
  return reply;
}

std::string MlflowClient::experiment_id(const std::string& name) const {
  const std::string question = "experiments/get-by-name?experiment_name=" + url_encoded(name);
  constexpr const char* id = "/experiment/experiment_id";
  const Reply found = ask(question, "");
  if (found.status == 200) return found.text(id);
  if (!found.has_error("RESOURCE_DOES_NOT_EXIST")) found.throw_failure();
  const Reply made = ask("experiments/create", Json{{"name", name}}.dump());
  if (made.status == 200) return made.text("/experiment_id");
  // Another run may have made it in between.
  if (!made.has_error("RESOURCE_ALREADY_EXISTS")) made.throw_failure();
  return ask_successfully(question, "").text(id);
}

std::string MlflowClient::create_run(const std::string& experiment_id, const std::string& run_name,
                                     int64_t start_time) const {
  const Json body{{"experiment_id", experiment_id},
                  {"run_name", run_name},
                  {"start_time", start_time},
                  {"tags", {{{"key", "mlflow.source.name"}, {"value", "pinna"}}}}};
  return ask_successfully("runs/create", body.dump()).text("/run/info/run_id");
}

void MlflowClient::post(std::string_view endpoint, const Json& body) const {
  ask_successfully(endpoint, body.dump());
}

}  // namespace pinna::tracking
