#include "pinna/evaluation/detector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pinna/core/error.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/network_file.h"
#include "pinna/evaluation/recurrent_language.h"
#include "pinna/models/model.h"

namespace pinna::evaluation {
namespace {

using nlohmann::ordered_json;

constexpr const char* schema = "pinna.detector/2";

struct StepJson {
  ordered_json operator()(const decoding::MedianStep& step) const {
    return {{"seconds", step.seconds}};
  }
  ordered_json operator()(const decoding::HmmStep& step) const {
    return {{"hmms", json_of_classes(step.hmms)}};
  }
  ordered_json operator()(const decoding::BigramStep& step) const {
    ordered_json json = json_of(step);
    json["labels"] = step.bigram.labels();
    json["counts"] = step.bigram.counts();
    return json;
  }
  ordered_json operator()(const decoding::StackStep& step) const {
    auto classes = ordered_json::array();
    for (const decoding::LogisticStack& stack : step.classes)
      classes.push_back({{"bias", stack.bias}, {"weights", stack.weights}});
    return {{"classes", classes}};
  }
  /// Of a rescoring step without its model, which is a part of the file.
  template <class Options>
  ordered_json operator()(const Options& options) const {
    return json_of(options);
  }
};

ordered_json json_of_step(const decoding::ScoreStep& step) {
  ordered_json json{
      {"type", std::visit([](const auto& chosen) { return std::string(chosen.type_name); }, step)}};
  json.update(std::visit(StepJson(), step));
  return json;
}

/// The name of the part that holds the language model of a step.
std::string language_part(size_t step) {
  return "language" + std::to_string(step);
}

std::string other_part(size_t index) {
  return "other" + std::to_string(index);
}

decoding::StackStep read_stack(const ordered_json& json, size_t num_classes,
                               const std::string& where) {
  decoding::StackStep step;
  for (const ordered_json& entry : json.at("classes"))
    step.classes.push_back({.bias = entry.at("bias").get<double>(),
                            .weights = entry.at("weights").get<std::vector<double>>()});
  require_one_for_each(step.classes, num_classes, "steps", where);
  return step;
}

decoding::BigramStep read_bigram(ordered_json json, const std::string& where) {
  decoding::BigramStep step{.bigram = decoding::LabelBigram::from_counts(
                                json.at("labels").get<std::vector<std::string>>(),
                                json.at("counts").get<std::vector<int64_t>>())};
  json.erase("labels");
  json.erase("counts");
  return core::parse_options(core::from_json(json, where), std::move(step));
}

/// All but those that need another part of the file.
decoding::ScoreStep read_step(ordered_json json, size_t num_classes, const std::string& where) {
  const auto type = json.at("type").get<std::string>();
  json.erase("type");
  if (type == decoding::MedianStep::type_name) {
    decoding::MedianStep step{json.at("seconds").get<std::vector<double>>()};
    require_one_for_each(step.seconds, num_classes, "steps", where);
    return step;
  }
  if (type == decoding::HmmStep::type_name) {
    decoding::HmmStep step;
    for (const ordered_json& entry : json.at("hmms"))
      step.hmms.push_back(
          core::parse_options<decoding::ActivityHmm>(core::from_json(entry, where)));
    require_one_for_each(step.hmms, num_classes, "steps", where);
    return step;
  }
  if (type == decoding::GateStep::type_name)
    return core::parse_options<decoding::GateStep>(core::from_json(json, where));
  if (type == decoding::BigramStep::type_name) return read_bigram(std::move(json), where);
  if (type == decoding::StackStep::type_name) return read_stack(json, num_classes, where);
  throw core::BadData({.what = "step of a detector",
                       .got = type,
                       .expected = "median, hmm, gate, bigram, rescoring or stack",
                       .where = where});
}

decoding::RescoringStep read_rescoring(ordered_json json, const core::SafeTensors& part,
                                       const std::string& where) {
  json.erase("type");
  return core::parse_options(
      core::from_json(json, where),
      decoding::RescoringStep{.model = recurrent_language_from(part, where)});
}

std::vector<decoding::ScoreStep> read_steps(core::SafeTensors& file,
                                            const NetworkMetadata& metadata, size_t num_classes) {
  std::vector<decoding::ScoreStep> steps;
  try {
    for (const ordered_json& json : metadata.json("steps"))
      if (json.at("type") == decoding::RescoringStep::type_name)
        steps.emplace_back(read_rescoring(
            json, take_nested(file, metadata, language_part(steps.size())), metadata.where()));
      else
        steps.push_back(read_step(json, num_classes, metadata.where()));
  } catch (const ordered_json::exception& error) {
    throw core::BadData(
        {.what = "steps of a detector", .got = error.what(), .where = metadata.where()});
  }
  return steps;
}

Tagging read_tagging(core::SafeTensors& file, const NetworkMetadata& metadata) {
  Tagging tagging{.options = core::parse_options<TagOptions>(metadata.table("tags"))};
  if (metadata.has("tagger"))
    tagging.classifier = std::make_shared<Classifier>(
        classifier_from(take_nested(file, metadata, "tagger"), metadata.where()));
  else if (tagging.options.source != TagSource::reference)
    throw core::BadData({.what = "detector that is told tags",
                         .got = "no classifier that makes them",
                         .where = metadata.where()});
  return tagging;
}

/// What a step needs of the detector that it belongs to.
struct Fits {
  const Detector& detector;
  bool operator()(const decoding::MedianStep& step) const {
    return std::ranges::all_of(step.seconds, [](double s) { return s >= 0 && s <= 60; });
  }
  bool operator()(const decoding::HmmStep&) const { return true; }
  bool operator()(const decoding::GateStep&) const { return detector.tagging.has_value(); }
  bool operator()(const decoding::BigramStep& step) const {
    return step.bigram.labels() == detector.labels;
  }
  bool operator()(const decoding::RescoringStep& step) const {
    return dynamic_cast<const RecurrentLanguage&>(*step.model).labels() == detector.labels;
  }
  bool operator()(const decoding::StackStep& step) const {
    const size_t opinions = 1 + detector.others.size() + (detector.tagging ? 1 : 0);
    return std::ranges::all_of(step.classes, [&](const decoding::LogisticStack& stack) {
      return stack.weights.size() == opinions && std::isfinite(stack.bias) &&
             std::ranges::all_of(stack.weights, [](double w) { return std::isfinite(w); });
    });
  }
};

/// Before anything is made of it.
void require_consistent(const Detector& detector, int64_t num_conditions,
                        const std::string& where) {
  for (const decoding::ScoreStep& step : detector.steps)
    if (!std::visit(Fits{detector}, step))
      throw core::BadData(
          {.what = "step of a detector",
           .got = std::visit([](const auto& s) { return std::string(s.type_name); }, step) +
                  " that does not fit its classes, tags or other detectors",
           .where = where});
  const int64_t wanted = num_conditions == 0 ? 0 : std::ssize(detector.labels);
  if (num_conditions != wanted || (num_conditions > 0 && !detector.tagging))
    throw core::BadData({.what = "conditions of a detector",
                         .got = std::to_string(num_conditions),
                         .expected = "none, or a tag of each class and a classifier for them",
                         .where = where});
}

Detector detector_from(core::SafeTensors file, const std::string& where) {
  const core::StringMap entries = file.metadata;
  const NetworkMetadata metadata(entries, where, schema, "detector");
  auto detector = read_description<Detector>(metadata);
  if (!models::detects_events(detector.model_options))
    throw core::BadData({.what = "the network of a detector",
                         .got = "one that classifies clips",
                         .expected = "one that detects events",
                         .where = where});
  detector.decoding =
      read_of_classes<decoding::DecodingOptions>(metadata, "decoding", detector.labels.size());
  detector.steps = read_steps(file, metadata, detector.labels.size());
  while (metadata.has(other_part(detector.others.size())))
    detector.others.push_back(
        detector_from(take_nested(file, metadata, other_part(detector.others.size())), where));
  if (metadata.has("tags")) detector.tagging = read_tagging(file, metadata);
  const auto num_conditions = metadata.value<int64_t>("num_conditions");
  require_consistent(detector, num_conditions, where);
  load_model(detector, file, where, num_conditions);
  return detector;
}

}  // namespace

events::FrameScores after_steps(const Detector& detector, events::FrameScores scores,
                                const decoding::Surroundings& surroundings) {
  for (const decoding::ScoreStep& step : detector.steps)
    scores = decoding::apply(step, std::move(scores), surroundings);
  return scores;
}

namespace {

core::SafeTensors to_safetensors(const Detector& detector) {
  core::SafeTensors file = network_file(detector, schema);
  file.metadata["decoding"] = json_of_classes(detector.decoding).dump();
  file.metadata["num_conditions"] = std::to_string(detector.model->shape().num_conditions);
  auto steps = ordered_json::array();
  for (const decoding::ScoreStep& step : detector.steps) {
    if (const auto* rescoring = std::get_if<decoding::RescoringStep>(&step))
      nest(file, language_part(steps.size()),
           evaluation::to_safetensors(dynamic_cast<const RecurrentLanguage&>(*rescoring->model)));
    steps.push_back(json_of_step(step));
  }
  for (size_t i = 0; i < detector.others.size(); ++i)
    nest(file, other_part(i), to_safetensors(detector.others[i]));
  file.metadata["steps"] = steps.dump();
  if (detector.tagging) {
    file.metadata["tags"] = json_of(detector.tagging->options).dump();
    if (detector.tagging->classifier)
      nest(file, "tagger", evaluation::to_safetensors(*detector.tagging->classifier));
  }
  return file;
}

}  // namespace

void save_detector(const Detector& detector, const std::filesystem::path& path) {
  core::write_safetensors(path, to_safetensors(detector));
}

Detector load_detector(const std::filesystem::path& path) {
  return as_damage_of(path,
                      [&] { return detector_from(core::read_safetensors(path), path.string()); });
}

}  // namespace pinna::evaluation
