// The outer structure of audio files. Decoders forgive damage: they return fewer frames, or
// silence, or skip to what they can read next. These checks walk a container from end to end
// instead.
#pragma once

#include "pinna/audio/byte_source.h"

namespace pinna::audio {

enum class Container { wav, flac, ogg, mp3 };

/// The container by its first bytes (after an ID3v2 tag), never by its name, and checked by the
/// matching function below. BadData for an empty file, text or anything else.
Container require_container(ByteSource& source);

/// WAV and RF64: every chunk up to the end of `data` lies within the file. A data size of
/// 0xFFFFFFFF, as programs write it into pipes, means "up to the end". BadData otherwise.
void require_complete_wav(ByteSource& source);

/// Ogg with one logical stream: pages follow each other without gaps, with valid checksums and
/// consecutive numbers, the first marked as beginning, the last as end of stream. BadData
/// otherwise.
void require_complete_ogg(ByteSource& source);

/// MPEG audio from `begin`: frame follows frame up to the end or to a trailing ID3v1, APE or Lyrics
/// tag; none is cut, and there are as many as a Xing header promises. BadData otherwise. Streams of
/// free bit rate (no frame sizes) pass unchecked.
void require_complete_mp3(ByteSource& source, int64_t begin);

}  // namespace pinna::audio
