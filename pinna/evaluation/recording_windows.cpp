#include "pinna/evaluation/recording_windows.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pinna/audio/decode.h"
#include "pinna/evaluation/classifier.h"

namespace pinna::evaluation {

RecordingWindows recording_windows(const Classifier& classifier,
                                   const std::vector<std::filesystem::path>& files) {
  RecordingWindows windows;
  windows.table.labels = classifier.labels;
  for (size_t file = 0; file < files.size(); ++file) {
    const audio::AudioInfo info = audio::read_audio_info(files[file]);
    const double seconds =
        static_cast<double>(info.num_frames) / static_cast<double>(info.sample_rate);
    const double step = classifier.input.clip_seconds;
    // A remainder shorter than half a window adds nothing that the window before it has not heard.
    const auto count = std::max<int64_t>(1, std::llround(seconds / step));
    for (int64_t i = 0; i < count; ++i) {
      const double onset = static_cast<double>(i) * step;
      data::Clip window{.id = fmt::format("{} {} s", files[file].string(), onset),
                        .path = files[file],
                        .label = classifier.labels.front(),
                        .onset = onset};
      if (onset + step < seconds) window.offset = onset + step;
      windows.table.clips.push_back(std::move(window));
      windows.owner.push_back(file);
    }
  }
  return windows;
}

}  // namespace pinna::evaluation
