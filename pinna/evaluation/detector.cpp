#include "pinna/evaluation/detector.h"

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
  ordered_json operator()(const decoding::GateStep& step) const { return json_of(step); }
  ordered_json operator()(const decoding::BigramStep& step) const {
    return {{"labels", step.bigram.labels()},
            {"counts", step.bigram.counts()},
            {"threshold", step.threshold},
            {"weight", step.weight}};
  }
  /// The model itself is a part of the file.
  ordered_json operator()(const decoding::RescoringStep& step) const {
    return {
        {"threshold", step.threshold}, {"weight", step.weight}, {"num_subsets", step.num_subsets}};
  }
  ordered_json operator()(const decoding::StackStep& step) const {
    auto classes = ordered_json::array();
    for (const decoding::LogisticStack& stack : step.classes)
      classes.push_back({{"bias", stack.bias}, {"weights", stack.weights}});
    return {{"classes", classes}};
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
  if (type == decoding::BigramStep::type_name)
    return decoding::BigramStep{.bigram = decoding::LabelBigram::from_counts(
                                    json.at("labels").get<std::vector<std::string>>(),
                                    json.at("counts").get<std::vector<int64_t>>()),
                                .threshold = json.at("threshold").get<double>(),
                                .weight = json.at("weight").get<double>()};
  if (type == decoding::StackStep::type_name) return read_stack(json, num_classes, where);
  throw core::BadData({.what = "step of a detector",
                       .got = type,
                       .expected = "median, hmm, gate, bigram, rescoring or stack",
                       .where = where});
}

decoding::RescoringStep read_rescoring(const ordered_json& json, core::SafeTensors part,
                                       const std::string& where) {
  return {.model = recurrent_language_from(part, where),
          .threshold = json.at("threshold").get<double>(),
          .weight = json.at("weight").get<double>(),
          .num_subsets = json.at("num_subsets").get<int64_t>()};
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
  load_model(detector, file, where, metadata.value<int64_t>("num_conditions"));
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
