"""Two programs that work in turns, so that whatever else the machine does falls on both.

Each prints "ready" when it has warmed up, then for every line with a number of units of work on its
standard input the seconds that the work took."""

import statistics
import subprocess
import sys


class Side:
    """A running process that works on request."""

    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        if self.process.stdout.readline().strip() != "ready":
            sys.exit(f"{command[0]} did not start")
        self.seconds = []

    def work(self, units):
        self.process.stdin.write(f"{units}\n")
        self.process.stdin.flush()
        self.seconds.append(float(self.process.stdout.readline()) / units)

    def units_per_second(self):
        return 1 / statistics.median(self.seconds)

    def peak_memory_mib(self):
        """The most memory that the process has held so far."""
        with open(f"/proc/{self.process.pid}/status") as status:
            lines = dict(line.split(":", 1) for line in status)
        return int(lines["VmHWM"].split()[0]) / 1024

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def ratio(faster, slower):
    """Median over the rounds of how many times faster the first side is."""
    return statistics.median(b / a for a, b in zip(faster.seconds, slower.seconds))


def answer_requests(work):
    """The other end: calls work(units) -> seconds for every request."""
    print("ready", flush=True)
    for line in sys.stdin:
        print(work(int(line)), flush=True)
