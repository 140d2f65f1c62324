// The outer structure of audio files. Decoders forgive damage: they return fewer frames, or
// silence, or skip to what they can read next. These checks walk a container from end to end
// instead.
#pragma once

#include "pinna/audio/byte_source.h"

namespace pinna::audio {

enum class Container { wav, flac, ogg, mp3 };

/// Which bytes of a file a decoder needs to see: all but the tags around FLAC and MP3 streams.
struct Stream {
  Container container;
  int64_t begin;
  int64_t end;
};

/// Finds the container by its first bytes (after ID3v2 tags), never by its name, and checks it with
/// the matching function below. BadData for an empty file, text or anything else.
Stream require_stream(ByteSource& source);

/// WAV and RF64: every chunk up to the end of `data` lies within the file. A data size of
/// 0xFFFFFFFF, as programs write it into pipes, means "up to the end". BadData otherwise.
void require_complete_wav(ByteSource& source);

/// Ogg with one logical stream: pages follow each other without gaps, with valid checksums and
/// consecutive numbers, the first marked as beginning, the last as end of stream. BadData
/// otherwise.
void require_complete_ogg(ByteSource& source);

/// MPEG audio, layers II and III, from `begin`: frame follows frame up to the end or to a trailing
/// ID3v1, APE or Lyrics tag; none is cut, and there are as many as a Xing header promises. Returns
/// the end of the last frame; BadData otherwise. Streams of free bit rate (frames without a size)
/// pass unchecked.
int64_t require_complete_mpeg(ByteSource& source, int64_t begin);

}  // namespace pinna::audio
