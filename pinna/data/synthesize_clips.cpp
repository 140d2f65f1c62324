#include "pinna/data/synthesize_clips.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/parallel.h"
#include "pinna/data/synthesis/recording.h"
#include "pinna/data/work_folder.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr int64_t most_takes = 3;
constexpr int64_t first_source = 1001;

constexpr std::string_view readme = R"(# Synthetic environmental sounds

Ten classes of sounds, computed by Pinna from physical and spectral models with random parameters.
**For demonstrations and tests only: this is no benchmark.** Accuracy on these clips says that a
program works, not how well a method hears. Use ESC-50 or another collection of real recordings for
any statement about methods.

- `audio/{{fold}}-{{source}}-{{take}}-{{target}}.wav`: {} clips, {} s, {} Hz, 16 bit, one channel.
- `meta/esc50.csv`: the columns, category names and target numbers of ESC-50 (K. J. Piczak, 2015), so
  that everything that reads ESC-50 reads this folder; none of ESC-50's recordings is contained.
- `meta/events.csv`: when the sound is heard in each clip, in seconds, before the room's echo.
- `SHA256SUMS`: check with `sha256sum -c SHA256SUMS`.

Takes of one source share its random parameters and its place of recording and never lie in
different folds. Made with: {}.

Licence: CC0 1.0 (Public Domain).
)";

std::string settings_text(const SyntheticClipsOptions& options) {
  const core::ConfigTable table = core::to_config(options);
  std::string text;
  for (const auto& [key, value] : table.items())
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, core::to_toml_text(value));
  return text;
}

/// One line of each table.
struct ClipRows {
  std::string clip;
  std::string events;
  std::string checksum;
};

ClipRows write_clip(const SyntheticClipsOptions& options, const SyntheticClipName& name,
                    const fs::path& folder) {
  const SyntheticClip clip = synthesize_clip(options, name);
  const std::string bytes = audio::encode_audio(clip.waveform, audio::AudioFormat::wav);
  const std::string filename = name.filename();
  core::write_file_atomically(folder / "audio" / filename, bytes);
  ClipRows rows;
  rows.clip = fmt::format("{},{},{},{},False,{},{:c}\n", filename, name.fold, name.family.target,
                          name.family.category, name.source, static_cast<char>('A' + name.take));
  const auto rate = static_cast<double>(options.sample_rate);
  for (const SampleRange& event : clip.events)
    rows.events +=
        fmt::format("{},{:.6f},{:.6f},{}\n", filename, static_cast<double>(event.onset) / rate,
                    static_cast<double>(event.offset) / rate, name.family.category);
  rows.checksum = fmt::format("{}  audio/{}\n", core::sha256_hex(bytes), filename);
  return rows;
}

void write_tables(const SyntheticClipsOptions& options, const std::vector<ClipRows>& rows,
                  const fs::path& folder) {
  std::string clips = "filename,fold,target,category,esc10,src_file,take\n";
  std::string events = "filename,onset,offset,event_label\n";
  std::string checksums;
  for (const ClipRows& row : rows) {
    clips += row.clip;
    events += row.events;
    checksums += row.checksum;
  }
  const auto write = [&](const fs::path& path, std::string_view content) {
    core::write_file_atomically(folder / path, content);
    checksums += fmt::format("{}  {}\n", core::sha256_hex(content), path.string());
  };
  write("meta/esc50.csv", clips);
  write("meta/events.csv", events);
  write("README.md", fmt::format(readme, rows.size(), options.clip_seconds, options.sample_rate,
                                 settings_text(options)));
  core::write_file_atomically(folder / "SHA256SUMS", checksums);
}

}  // namespace

std::string SyntheticClipName::filename() const {
  return fmt::format("{}-{}-{:c}-{}.wav", fold, source, static_cast<char>('A' + take),
                     family.target);
}

std::vector<SyntheticClipName> plan_synthetic_clips(const SyntheticClipsOptions& options) {
  core::check_options(options, "clips");
  if (options.num_folds > options.clips_per_class)
    throw core::InvalidOptions(
        {.what = "num_folds",
         .got = fmt::format("{}", options.num_folds),
         .expected = fmt::format("at most clips_per_class, {}", options.clips_per_class)});
  std::vector<SyntheticClipName> names;
  core::Random random(options.seed, "takes");
  int64_t source = first_source;
  for (const SoundFamily& family : sound_families)
    for (int64_t fold = 1; fold <= options.num_folds; ++fold) {
      int64_t left = (options.clips_per_class + options.num_folds - fold) / options.num_folds;
      for (; left > 0; ++source) {
        const int64_t takes = std::min(left, 1 + random.below(most_takes));
        for (int64_t take = 0; take < takes; ++take)
          names.push_back({.family = family, .fold = fold, .source = source, .take = take});
        left -= takes;
      }
    }
  return names;
}

SyntheticClip synthesize_clip(const SyntheticClipsOptions& options, const SyntheticClipName& name) {
  constexpr double early_end_share = 0.33;
  const auto rate = static_cast<double>(options.sample_rate);
  const auto num_samples = static_cast<size_t>(std::llround(options.clip_seconds * rate));
  Take take{.num_samples = static_cast<int64_t>(num_samples),
            .sample_rate = options.sample_rate,
            .source = core::Random(options.seed, "source", {name.source}),
            .random = core::Random(options.seed, "take", {name.source, name.take})};
  if (take.random.chance(early_end_share))
    take.num_samples =
        static_cast<int64_t>(take.random.uniform(0.5, 0.95) * static_cast<double>(num_samples));
  const EventTrack track = name.family.synthesize(take);
  SyntheticClip clip{.waveform = {.samples = record(track, take),
                                  .num_channels = 1,
                                  .sample_rate = options.sample_rate},
                     .events = track.events};
  clip.waveform.samples.resize(num_samples);
  return clip;
}

void synthesize_clips(const SyntheticClipsOptions& options, const fs::path& folder, int threads) {
  const std::vector<SyntheticClipName> names = plan_synthetic_clips(options);
  WorkFolder work(folder, Leftovers::remove);
  const fs::path content = work / "content";
  fs::remove_all(content);
  core::make_folder(content / "audio");
  core::make_folder(content / "meta");
  std::vector<ClipRows> rows(names.size());
  core::parallel_for(std::ssize(names), threads, [&](int64_t index, int) {
    const auto i = static_cast<size_t>(index);
    rows[i] = write_clip(options, names[i], content);
  });
  write_tables(options, rows, content);
  work.commit(content);
}

}  // namespace pinna::data
