#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/data/soundscape.h"
#include "pinna/data/synthesis/families.h"

namespace pinna::data {
namespace {

constexpr int most_attempts = 20;
constexpr double least_gap_within_class = 0.15;
constexpr double least_computed_seconds = 0.5;
constexpr std::string_view noise_label = "noise";

/// Preferred successors: column c is a permutation of the labels, so that every label also follows
/// equally many others.
std::vector<std::vector<int64_t>> successors(const MarkovGrammar& grammar, int64_t num_labels) {
  std::vector<int64_t> order(static_cast<size_t>(num_labels));
  std::iota(order.begin(), order.end(), 0);
  core::Random(grammar.seed, "successors").shuffle(std::span(order));
  std::vector<std::vector<int64_t>> table(order.size());
  // On a ring in shuffled order the successors are the next ones around.
  const int64_t count = std::min(grammar.successors, num_labels - 1);
  for (size_t i = 0; i < order.size(); ++i)
    for (int64_t step = 1; step <= count; ++step)
      table[static_cast<size_t>(order[i])].push_back(
          order[(i + static_cast<size_t>(step)) % order.size()]);
  return table;
}

class Planner {
 public:
  Planner(const SoundscapeOptions& options, const EventSources& sources, const SceneName& name)
      : options_(options),
        sources_(sources),
        random_(options.seed, core::enum_name(name.part), {name.fold, name.index}) {
    plan_.name = name;
  }

  ScenePlan plan() {
    plan_.background = draw_background();
    if (!random_.chance(options_.empty_share)) std::visit(*this, options_.grammar);
    const auto distractors = std::llround(draw(options_.distractors.events, random_));
    for (int64_t i = 0; i < distractors; ++i) add_distractor();
    if (random_.chance(options_.reverb.probability))
      plan_.room = Room{.rt60_seconds = draw(options_.reverb.rt60, random_),
                        .direct_db = draw(options_.reverb.direct_db, random_)};
    std::stable_sort(plan_.events.begin(), plan_.events.end(),
                     [](const auto& a, const auto& b) { return a.event_time < b.event_time; });
    return std::move(plan_);
  }

  void operator()(const IndependentGrammar& grammar) {
    const auto count = std::llround(draw(grammar.events, random_));
    for (int64_t i = 0; i < count; ++i) {
      ScenePlanEvent event = draw_event(random_.below(num_labels()));
      for (int attempt = 0; attempt < most_attempts; ++attempt) {
        event.event_time = random_.uniform(0, options_.scene_seconds - length_of(event));
        if (add_if_it_fits(event)) break;
      }
    }
  }

  void operator()(const MarkovGrammar& grammar) {
    const auto table = successors(grammar, num_labels());
    int64_t label = random_.below(num_labels());
    double time = random_.uniform(0, 1 + mean_gap(grammar, label));
    while (true) {
      ScenePlanEvent event = draw_event(label);
      event.event_time = time;
      if (event.offset() > options_.scene_seconds) return;
      add_if_it_fits(event);
      const double length = length_of(event);
      time = random_.chance(grammar.overlap)
                 ? event.offset() - random_.uniform(0, std::min(length, 1.0))
                 : event.offset() + mean_gap(grammar, label) * random_.uniform(0.5, 1.5);
      label = next_label(grammar, table, label);
    }
  }

 private:
  int64_t num_labels() const { return std::ssize(sources_.labels()); }
  static double length_of(const ScenePlanEvent& event) {
    return event.event_duration * event.time_stretch;
  }

  double mean_gap(const MarkovGrammar& grammar, int64_t label) const {
    const double place = static_cast<double>(label) / static_cast<double>(num_labels() - 1);
    return grammar.shortest_gap + place * (grammar.longest_gap - grammar.shortest_gap);
  }

  int64_t next_label(const MarkovGrammar& grammar, const std::vector<std::vector<int64_t>>& table,
                     int64_t label) {
    const std::vector<int64_t>& preferred = table[static_cast<size_t>(label)];
    if (random_.chance(grammar.follow))
      return preferred[static_cast<size_t>(random_.below(std::ssize(preferred)))];
    return random_.below(num_labels());
  }

  const std::vector<SourceEvent>& events_of(const std::string& label) {
    auto [found, is_new] = events_.try_emplace(label);
    if (is_new) found->second = sources_.events(plan_.name.fold, plan_.name.part, label);
    return found->second;
  }

  /// A part of one of the label's source events, without a place yet.
  ScenePlanEvent draw_from_clip(const std::string& label) {
    const std::vector<SourceEvent>& events = events_of(label);
    const SourceEvent& source = events[static_cast<size_t>(random_.below(std::ssize(events)))];
    ScenePlanEvent event{.label = label, .clip = source.clip};
    event.time_stretch = draw(options_.event.time_stretch, random_);
    event.pitch_shift = draw(options_.event.pitch_shift, random_);
    event.event_duration =
        std::min({draw(options_.event.event_duration, random_), source.span.duration(),
                  options_.scene_seconds / event.time_stretch});
    event.source_time =
        source.span.onset + random_.uniform(0, source.span.duration() - event.event_duration);
    return event;
  }

  ScenePlanEvent draw_event(int64_t label) {
    ScenePlanEvent event = draw_from_clip(sources_.labels()[static_cast<size_t>(label)]);
    event.snr = draw(options_.event.snr, random_);
    return event;
  }

  ScenePlanEvent draw_background() {
    ScenePlanEvent background{.role = EventRole::background,
                              .label = std::string(noise_label),
                              .event_duration = options_.scene_seconds};
    const std::vector<std::string>& labels = options_.background.labels;
    if (labels.empty()) {
      background.noise_slope = draw(options_.background.noise_slope, random_);
      return background;
    }
    background.label = labels[static_cast<size_t>(random_.below(std::ssize(labels)))];
    const std::vector<SourceEvent>& events = events_of(background.label);
    const SourceEvent& source = events[static_cast<size_t>(random_.below(std::ssize(events)))];
    background.clip = source.clip;
    background.source_time = source.span.onset;
    background.event_duration = source.span.duration();
    return background;
  }

  void add_distractor() {
    ScenePlanEvent event;
    if (options_.distractors.labels.empty()) {
      event.label = draw_family();
      event.event_duration = std::clamp(draw(options_.event.event_duration, random_),
                                        least_computed_seconds, options_.scene_seconds);
    } else {
      const std::vector<std::string>& labels = options_.distractors.labels;
      event = draw_from_clip(labels[static_cast<size_t>(random_.below(std::ssize(labels)))]);
    }
    event.role = EventRole::distractor;
    event.snr = draw(options_.distractors.snr, random_);
    event.event_time = random_.uniform(0, options_.scene_seconds - length_of(event));
    plan_.events.push_back(std::move(event));
  }

  std::string draw_family() {
    std::vector<std::string_view> families;
    for (const SoundFamily& family : sound_families) {
      const auto& labels = sources_.labels();
      if (std::find(labels.begin(), labels.end(), family.category) == labels.end())
        families.push_back(family.category);
    }
    if (families.empty())
      throw core::InvalidOptions({.what = "distractors",
                                  .got = "every procedural sound is of a class that is detected",
                                  .fix = "name distractors.labels"});
    return std::string(families[static_cast<size_t>(random_.below(std::ssize(families)))]);
  }

  bool add_if_it_fits(const ScenePlanEvent& event) {
    for (const ScenePlanEvent& other : plan_.events)
      if (other.label == event.label &&
          event.event_time < other.offset() + least_gap_within_class &&
          other.event_time < event.offset() + least_gap_within_class)
        return false;
    plan_.events.push_back(event);
    if (max_polyphony(plan_.reference()) <= options_.polyphony_max) return true;
    plan_.events.pop_back();
    return false;
  }

  const SoundscapeOptions& options_;
  const EventSources& sources_;
  core::Random random_;
  ScenePlan plan_;
  std::map<std::string, std::vector<SourceEvent>> events_;
};

}  // namespace

ScenePlan plan_scene(const SoundscapeOptions& options, const EventSources& sources,
                     const SceneName& name) {
  return Planner(options, sources, name).plan();
}

std::string SceneName::filename() const {
  return fmt::format("fold{}-{}-{:05}.flac", fold, core::enum_name(part), index + 1);
}

std::vector<events::Event> ScenePlan::reference() const {
  std::vector<events::Event> reference;
  for (const ScenePlanEvent& event : events)
    if (event.role == EventRole::foreground)
      reference.push_back({.onset = events::to_microseconds(event.event_time),
                           .offset = events::to_microseconds(event.offset()),
                           .event_label = event.label});
  std::stable_sort(reference.begin(), reference.end(),
                   [](const auto& a, const auto& b) { return a.onset < b.onset; });
  return reference;
}

int64_t max_polyphony(const std::vector<events::Event>& events) {
  int64_t most = 0;
  for (const events::Event& event : events)
    most = std::max<int64_t>(most, std::count_if(events.begin(), events.end(), [&](const auto& e) {
                               return e.onset <= event.onset && event.onset < e.offset;
                             }));
  return most;
}

}  // namespace pinna::data
