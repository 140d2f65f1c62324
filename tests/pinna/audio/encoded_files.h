// Files in formats that Pinna reads but does not write, encoded by libsndfile itself.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/pinna/audio/signals.h"
#include "tests/support/shared_data.h"
#include <sndfile.h>

#include "pinna/audio/waveform.h"
#include "pinna/core/files.h"

namespace pinna::test {

/// The bytes of a file; `format` is libsndfile's container | codec.
inline std::string encode_with_libsndfile(const audio::Waveform& waveform, int format) {
  const TemporaryFolder folder;
  const std::string path = (folder / "file").string();
  SF_INFO info{};
  info.channels = static_cast<int>(waveform.num_channels);
  info.samplerate = static_cast<int>(waveform.sample_rate);
  info.format = format;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  if (!file) throw std::runtime_error(sf_strerror(nullptr));
  std::vector<float> frame(static_cast<size_t>(waveform.num_channels));
  for (int64_t i = 0; i < waveform.num_frames(); ++i) {
    for (int64_t c = 0; c < waveform.num_channels; ++c)
      frame[static_cast<size_t>(c)] = waveform.channel(c)[static_cast<size_t>(i)];
    sf_writef_float(file, frame.data(), 1);
  }
  sf_close(file);
  return core::read_file(path);
}

struct EncodedFile {
  std::string name;
  std::string container;
  std::string codec;
  std::string bytes;
};

/// 0.25 s in two channels at 24 kHz: what encoded_files() hold.
inline audio::Waveform encoded_sound() {
  audio::Waveform sound = sine_wave(440, 0.4, 6000, 24000);
  const audio::Waveform other = sine_wave(1000, 0.2, 6000, 24000);
  sound.samples.insert(sound.samples.end(), other.samples.begin(), other.samples.end());
  sound.num_channels = 2;
  return sound;
}

/// encoded_sound() in every format that can be decoded.
inline const std::vector<EncodedFile>& encoded_files() {
  static const std::vector<EncodedFile> files = [] {
    std::vector<EncodedFile> list;
    const auto add = [&](std::string name, std::string container, std::string codec, int format) {
      list.push_back({std::move(name), std::move(container), std::move(codec),
                      encode_with_libsndfile(encoded_sound(), format)});
    };
    add("pcm16.wav", "wav", "pcm16", SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    add("pcm24.wav", "wav", "pcm24", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24);
    add("float32.wav", "wav", "float32", SF_FORMAT_WAV | SF_FORMAT_FLOAT);
    add("ulaw.wav", "wav", "ulaw", SF_FORMAT_WAV | SF_FORMAT_ULAW);
    add("rf64.wav", "wav", "pcm16", SF_FORMAT_RF64 | SF_FORMAT_PCM_16);
    add("pcm16.flac", "flac", "pcm16", SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    add("pcm24.flac", "flac", "pcm24", SF_FORMAT_FLAC | SF_FORMAT_PCM_24);
    add("vorbis.ogg", "ogg", "vorbis", SF_FORMAT_OGG | SF_FORMAT_VORBIS);
    add("speech.opus", "ogg", "opus", SF_FORMAT_OGG | SF_FORMAT_OPUS);
    add("layer3.mp3", "mp3", "mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III);
    return list;
  }();
  return files;
}

inline const EncodedFile& encoded_file(const std::string& name) {
  for (const EncodedFile& file : encoded_files())
    if (file.name == name) return file;
  throw std::runtime_error(name);
}

}  // namespace pinna::test
