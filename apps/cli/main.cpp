// The program `pinna`.
#include "apps/cli/commands.h"

int main(int argc, char** argv) {
  return pinna::cli::run_program(pinna::cli::pinna_program(), pinna::cli::arguments_of(argc, argv));
}
