#include "pinna/core/npy.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/input_file.h"
#include "pinna/core/npy_header.h"

namespace pinna::core {
namespace {

template <class T>
void copy_transposed(const Array& source, Array& target) {
  // In Fortran order the first dimension is the one without gaps.
  const size_t rank = source.shape.size();
  std::vector<int64_t> stride(rank, 1);
  for (size_t d = 1; d < rank; ++d) stride[d] = stride[d - 1] * source.shape[d - 1];
  const auto* from = reinterpret_cast<const T*>(source.bytes.data());
  auto* to = reinterpret_cast<T*>(target.bytes.data());
  std::vector<int64_t> index(rank, 0);
  const int64_t row_length = source.shape.back();
  for (int64_t row = 0; row < source.size() / row_length; ++row) {
    const int64_t start = std::inner_product(index.begin(), index.end(), stride.begin(), int64_t{});
    for (int64_t i = 0; i < row_length; ++i) *to++ = from[start + i * stride.back()];
    for (size_t d = rank - 1; d-- > 0;) {
      if (++index[d] < source.shape[d]) break;
      index[d] = 0;
    }
  }
}

Array row_major(Array array) {
  if (array.shape.size() < 2 || array.size() == 0) return array;
  Array result = Array::uninitialized(array.dtype, array.shape);
  switch (element_size(array.dtype)) {
    case 1:
      copy_transposed<uint8_t>(array, result);
      break;
    case 2:
      copy_transposed<uint16_t>(array, result);
      break;
    case 4:
      copy_transposed<uint32_t>(array, result);
      break;
    default:
      copy_transposed<uint64_t>(array, result);
  }
  return result;
}

void write_data(std::ostream& stream, const Array& array) {
  stream.write(reinterpret_cast<const char*>(array.bytes.data()),
               static_cast<std::streamsize>(array.bytes.size()));
}

}  // namespace

Array read_npy(const ByteSource& read, int64_t total_bytes, std::string_view where) {
  std::string start(static_cast<size_t>(std::min(total_bytes, kMaxNpyHeaderBytes)), '\0');
  read(std::as_writable_bytes(std::span(start)));
  const NpyHeader header = parse_npy_header(start, total_bytes, where);
  Array array = Array::uninitialized(header.dtype, header.shape);
  const auto early = std::as_bytes(std::span(start)).subspan(header.data_offset);
  std::copy(early.begin(), early.end(), array.bytes.begin());
  read(std::span(array.bytes).subspan(early.size()));
  require_valid_bools(array, where);
  return header.fortran_order ? row_major(std::move(array)) : array;
}

Array read_npy(const std::filesystem::path& path) {
  const InputFile file(path);
  int64_t offset = 0;
  const auto read = [&](std::span<std::byte> target) {
    file.read(offset, target);
    offset += static_cast<int64_t>(target.size());
  };
  return read_npy(read, file.size(), file.name());
}

Array parse_npy(std::string_view bytes, std::string_view where) {
  auto rest = std::as_bytes(std::span(bytes));
  const auto read = [&](std::span<std::byte> target) {
    std::copy_n(rest.begin(), target.size(), target.begin());
    rest = rest.subspan(target.size());
  };
  return read_npy(read, static_cast<int64_t>(bytes.size()), where);
}

void write_npy(const std::filesystem::path& path, const Array& array) {
  const std::string header = npy_header(array);
  write_file_atomically(path, [&](std::ostream& stream) {
    stream << header;
    write_data(stream, array);
  });
}

void write_npy_columns(const std::filesystem::path& path, DType dtype, int64_t rows,
                       const std::function<void(const AppendColumns&)>& produce) {
  NpyHeader header{.dtype = dtype, .fortran_order = true, .shape = {rows, 0}};
  write_file_atomically(path, [&](std::ostream& stream) {
    stream << npy_header(header);
    produce([&](Array columns) {
      columns.require_complete();
      if (columns.dtype != dtype || columns.shape.size() != 2 || columns.shape[0] != rows)
        throw Bug({.what = "columns of a .npy matrix", .got = shape_text(columns.shape)});
      header.shape[1] += columns.shape[1];
      // What is row-major with the one shape is Fortran order with the other.
      std::swap(columns.shape[0], columns.shape[1]);
      write_data(stream, row_major(std::move(columns)));
    });
    stream.seekp(0);
    stream << npy_header(header);
  });
}

}  // namespace pinna::core
