// Scenes that are made and trained on in seconds.
#pragma once

#include <filesystem>

#include "pinna/core/files.h"
#include "pinna/data/synthesize_clips.h"
#include "pinna/data/synthesize_soundscapes.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// Scenes of three procedural classes and a narrow network for them.
inline Recipe small_event_recipe(const std::filesystem::path& folder) {
  data::synthesize_clips(
      {.clips_per_class = 8, .num_folds = 2, .clip_seconds = 2, .sample_rate = 16000},
      folder / "clips");
  data::synthesize_soundscapes({.data = data::Esc50Options{.root = (folder / "clips").string()},
                                .labels = {"rain", "siren", "church_bells"},
                                .train_scenes = 12,
                                .validation_scenes = 6,
                                .test_scenes = 6,
                                .validation_fraction = 0.25,
                                .scene_seconds = 4},
                               folder / "scenes");
  core::write_file_atomically(folder / "recipe.toml",
                              "name = 'small-events'\n"
                              "data.type = 'soundscapes'\n"
                              "input = { clip_seconds = 4.0, fit = 'pad', trim = 'none' }\n"
                              "feature = { type = 'log_mel', sample_rate = 16000, n_fft = 1024, "
                              "hop_length = 512, n_mels = 16, top_db = 'none' }\n"
                              "training = { epochs = 3, average_decay = 0.5, threads = 1, "
                              "loader = { batch_size = 4 } }\n"
                              "[model]\n"
                              "type = 'crnn'\n"
                              "channels = [4, 8]\npool_bins = [4, 4]\npool_frames = [2, 1]\n"
                              "rnn_layers = 1\nrnn_cells = 8\n");
  return read_recipe(folder / "recipe.toml", {"data.root='" + (folder / "scenes").string() + "'"})
      .recipe;
}

}  // namespace pinna::study
