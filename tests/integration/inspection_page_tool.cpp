// Writes the page of a made-up case study for inspection_page_test.py: no network, no training.
//
//     inspection_page_tool FOLDER SECONDS [example|plain|hostile]    recording.flac and index.html
//
// plain: without reference, licence and disagreements; hostile: names that would be markup.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "tests/support/example_inspection.h"

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/figure.h"
#include "pinna/report/inspection_page.h"

namespace {

using namespace pinna;

void make_plain(runs::Inspection& inspection) {
  inspection.reference.reset();
  inspection.attribution = {};
}

void make_hostile(runs::Inspection& inspection) {
  const std::string label = "</script><script>alert('dog')</script>";
  const auto rename = [&](std::string& name) {
    if (name == "dog") name = label;
  };
  for (events::Event& event : *inspection.reference) rename(event.event_label);
  for (runs::ModelView& view : inspection.views) {
    for (events::Event& event : view.events) rename(event.event_label);
    for (std::string& name : view.scores.labels) rename(name);
    view.run = view.name + "<!-- <script>";
    view.name = "\"><img src=x onerror=\"alert(1)\"> " + view.name;
  }
  inspection.attribution = {.title = "<b>street</b> & \"more\"",
                            .licence = "<script>alert(2)</script>",
                            .source = "javascript:alert(3)"};
}

void write_page(const std::filesystem::path& folder, double seconds, const std::string& kind) {
  core::make_folder(folder);
  const audio::Waveform recording = test::example_recording(seconds);
  audio::write_audio(folder / "recording.flac", recording);
  runs::Inspection inspection = test::example_inspection(seconds);
  if (kind == "hostile") make_hostile(inspection);
  const auto disagreements =
      kind == "plain" ? std::vector<runs::Disagreement>() : test::example_disagreements(inspection);
  if (kind == "plain") make_plain(inspection);
  core::write_file_atomically(
      folder / "index.html",
      report::inspection_page(inspection, disagreements, runs::view_scores(inspection),
                              {.spectrogram = test::example_spectrogram(recording),
                               .recording = folder / "recording.flac"}));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: see the top of inspection_page_tool.cpp\n";
    return 2;
  }
  try {
    write_page(argv[1], std::stod(argv[2]), argc > 3 ? argv[3] : "");
    return EXIT_SUCCESS;
  } catch (const core::Error& error) {
    std::cerr << error.what() << '\n';
    return core::exit_code(error.kind());
  }
}
