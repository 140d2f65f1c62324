// pinna events convert FILE --to FORMAT -o FILE
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/option_values.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/decode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/events/event_file.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path input;
  fs::path output;
  fs::path audio;
  events::EventFormat format = events::EventFormat::tsv;
};

/// How long the recording is: what the audio says, else where the last event ends.
double duration_of(const Arguments& arguments, const std::vector<events::Event>& events) {
  if (!arguments.audio.empty()) return audio::read_audio_info(arguments.audio).seconds();
  double end = 0;
  for (const events::Event& event : events) end = std::max(end, event.offset);
  return end;
}

void convert(const Arguments& arguments, Console& console) {
  const std::vector<events::Event> events = events::read_events(arguments.input);
  const std::string text =
      events::to_text(events, duration_of(arguments, events), arguments.format);
  if (arguments.output.empty()) {
    console.print(text);
    return;
  }
  core::write_file_atomically(arguments.output, text);
  console.report("events.convert", {{"file", arguments.output.string()}, {"events", events.size()}},
                 fmt::format("{}: {} events\n", arguments.output.string(), events.size()));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("FILE", arguments->input,
                 "events of one recording: a table, Audacity, Raven, JAMS or TextGrid")
      ->required();
  add_word_option(app, "--to", arguments->format, "the format")->required();
  app.add_option("-o,--output", arguments->output, "a file; without it standard output");
  app.add_option("--audio", arguments->audio,
                 "the recording, for its length; without it the last event's end is taken");
  return [arguments](Console& console) { convert(*arguments, console); };
}

}  // namespace

Command events_convert_command() {
  return {{"events convert", "Turns lists of events into the files of other programs",
           "pinna events convert street.jams --to audacity -o street.txt"},
          configure};
}

}  // namespace pinna::cli
