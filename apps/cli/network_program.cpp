#include "apps/cli/network_program.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"
#include "pinna/core/subprocess.h"

namespace pinna::cli {

namespace fs = std::filesystem;

const std::vector<CommandInfo>& network_commands() {
  static const std::vector<CommandInfo> commands = {
      {"train", "Trains one network on all folds but one",
       "pinna train recipes/esc10-quick.toml --data ESC-50-master --fold 1"},
      {"evaluate", "Scores a trained network on its held-out fold",
       "pinna evaluate runs/esc10-quick-fold1-seed1"},
      {"predict", "Says what a trained network hears in any audio file",
       "pinna predict runs/esc10-quick-fold1-seed1 dog.wav"},
      {"inspect",
       "Makes the case study of a recording: what every run hears in it, on one time line",
       "pinna inspect street.flac --run studies/two/runs/tagger/fold1-seed1 "
       "--run studies/two/runs/detector/fold1-seed1 --licence \"CC BY 4.0\" -o case"},
      {"export", "Writes a trained network for other programs",
       "pinna export runs/esc10-quick-fold1-seed1 --format onnx -o model.onnx"},
      {"data preview", "Saves what a network will hear and see when it is trained",
       "pinna data preview recipes/esc10-best.toml --data ESC-50-master -o preview"},
      {"model describe", "Says how large a recipe's network is, how much it computes and hears",
       "pinna model describe recipes/esc10-events-quick.toml"},
      {"runs explain", "Draws where in a sound a network finds what speaks for a class",
       "pinna runs explain runs/esc10-quick-fold1-seed1 dog.wav --block layer3"},
      {"runs embed", "Writes and draws what a network makes of the clips of a fold",
       "pinna runs embed runs/esc10-quick-fold1-seed1"},
      {"study run", "Trains and scores every fold and seed of a study",
       "pinna study run recipes/esc10-quick.toml --data ESC-50-master -o studies/esc10"},
  };
  return commands;
}

const CommandInfo& network_command(const std::string& path) {
  for (const CommandInfo& info : network_commands())
    if (info.path == path) return info;
  throw core::Bug({.what = "command of pinna-torch", .got = path});
}

fs::path network_program() {
  const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
  const fs::path program = folder / "pinna-torch";
  if (!fs::exists(program))
    throw core::MissingInput({.what = "this command needs pinna-torch",
                              .got = "no such program",
                              .expected = "it beside pinna",
                              .where = folder.string(),
                              .fix = "install libtorch-dev and run make build"});
  return program;
}

nlohmann::ordered_json ask_network_program(const std::string& command) {
  const fs::path program = network_program();
  const core::ProcessResult result = core::run_program({program.string(), command, "--json"});
  if (result.exit_status != 0)
    throw core::IoError({.what = "pinna-torch does not run",
                         .got = result.errors.substr(0, result.errors.find('\n')),
                         .where = program.string(),
                         .fix = "run make build"});
  return core::parse_json(result.output, program.string());
}

void become_network_program(const std::vector<std::string>& arguments) {
  const fs::path program = network_program();
  std::vector<std::string> words = arguments;
  words.insert(words.begin(), "pinna");
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(program.c_str(), pointers.data());
  throw core::system_error("cannot start", program.string());
}

}  // namespace pinna::cli
