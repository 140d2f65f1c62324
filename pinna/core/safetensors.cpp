#include "pinna/core/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/input_file.h"
#include "pinna/core/safetensors_header.h"

namespace pinna::core {
namespace {

/// Entries without offsets in the order in which the data are to be written.
std::vector<TensorEntry> layout(const SafeTensors& content) {
  std::vector<TensorEntry> entries;
  for (const auto& [name, array] : content.tensors) {
    array.require_complete();
    entries.push_back({.name = name, .dtype = array.dtype, .shape = array.shape});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return element_size(a.dtype) > element_size(b.dtype);
  });
  int64_t position = 0;
  for (TensorEntry& entry : entries) {
    entry.begin = position;
    position += static_cast<int64_t>(content.tensors.find(entry.name)->second.bytes.size());
    entry.end = position;
  }
  return entries;
}

struct Opening {
  SafeTensorsHeader header;
  int64_t data_offset;
};

Opening read_opening(const InputFile& file) {
  const auto fail = [&](std::string got, std::string expected) {
    throw BadData({.what = "not a usable safetensors file",
                   .got = std::move(got),
                   .expected = std::move(expected),
                   .where = file.name()});
  };
  uint64_t header_bytes = 0;
  if (file.size() < static_cast<int64_t>(sizeof header_bytes))
    fail(fmt::format("{} bytes", file.size()), "a header");
  file.read(0, std::as_writable_bytes(std::span(&header_bytes, 1)));
  if (header_bytes > static_cast<uint64_t>(kMaxSafeTensorsHeaderBytes))
    fail(fmt::format("a header of {} bytes", header_bytes),
         fmt::format("at most {}", kMaxSafeTensorsHeaderBytes));
  const int64_t data_offset = static_cast<int64_t>(sizeof header_bytes + header_bytes);
  if (data_offset > file.size())
    fail(fmt::format("{} bytes", file.size()), fmt::format("a header up to {}", data_offset));
  return {parse_safetensors_header(
              file.read_text(sizeof header_bytes, static_cast<int64_t>(header_bytes)),
              file.size() - data_offset, file.name()),
          data_offset};
}

}  // namespace

SafeTensors read_safetensors(const std::filesystem::path& path) {
  const InputFile file(path);
  auto [header, data_offset] = read_opening(file);
  SafeTensors content{.metadata = std::move(header.metadata)};
  for (TensorEntry& entry : header.entries) {
    Array array = Array::uninitialized(entry.dtype, std::move(entry.shape));
    file.read(data_offset + entry.begin, array.bytes);
    require_valid_bools(array, fmt::format("{}: tensor '{}'", file.name(), entry.name));
    content.tensors.emplace(std::move(entry.name), std::move(array));
  }
  return content;
}

StringMap read_safetensors_metadata(const std::filesystem::path& path) {
  return read_opening(InputFile(path)).header.metadata;
}

void write_safetensors(const std::filesystem::path& path, const SafeTensors& content) {
  const std::vector<TensorEntry> entries = layout(content);
  const std::string header = safetensors_header(entries, content.metadata);
  const uint64_t header_bytes = header.size();
  if (header_bytes > static_cast<uint64_t>(kMaxSafeTensorsHeaderBytes))
    throw InvalidOptions({.what = "header of a safetensors file",
                          .got = fmt::format("{} bytes", header_bytes),
                          .expected = fmt::format("at most {}", kMaxSafeTensorsHeaderBytes),
                          .fix = "store less metadata"});
  write_file_atomically(path, [&](std::ostream& stream) {
    stream.write(reinterpret_cast<const char*>(&header_bytes), sizeof header_bytes);
    stream << header;
    for (const TensorEntry& entry : entries) {
      const ByteBuffer& bytes = content.tensors.find(entry.name)->second.bytes;
      stream.write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
    }
  });
}

}  // namespace pinna::core
