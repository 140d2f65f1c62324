#include "pinna/core/interrupt.h"

#include <csignal>

#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

volatile std::sig_atomic_t requested = 0;

void on_signal(int) {
  if (requested) ::_exit(130);
  requested = 1;
}

}  // namespace

void install_interrupt_handler() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM})
    if (::sigaction(signal, &action, nullptr) != 0)
      throw system_error("cannot handle signals", "sigaction");
}

bool interrupt_requested() {
  return requested != 0;
}

}  // namespace pinna::core
