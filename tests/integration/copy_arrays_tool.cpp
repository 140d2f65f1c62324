// Reads arrays and writes them again, for comparisons with numpy: copy_arrays_tool IN OUT, both
// .npy or both .npz. An error is one line on stderr and its kind the exit code.
#include <cstdio>
#include <filesystem>

#include "pinna/core/error.h"
#include "pinna/core/npy.h"
#include "pinna/core/npz.h"

int main(int argc, char** argv) {
  using namespace pinna::core;
  if (argc != 3) return exit_code(ErrorKind::usage);
  const std::filesystem::path in = argv[1], out = argv[2];
  try {
    if (in.extension() == ".npz") {
      write_npz(out, read_npz(in));
    } else {
      write_npy(out, read_npy(in));
    }
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_code(error.kind());
  }
}
