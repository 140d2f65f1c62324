"""`pinna runs`: lists, compares, watches and synchronises run folders.

    runs_cli_test.py PINNA TRACKING_TOOL
"""
import fcntl
import http.server
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import unittest
from pathlib import Path

PINNA, TOOL = sys.argv.pop(1), sys.argv.pop(1)
USAGE, BAD_DATA, MISSING_INPUT, IO = 2, 65, 66, 74


def pinna(*arguments):
    return subprocess.run([PINNA, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, timeout=60)


def append_epoch(run, epoch, loss):
    with open(run / "metrics.jsonl", "a") as log:
        log.write(json.dumps({"epoch": epoch, "values": {"train/loss": loss, "train/accuracy": 0.5, "seconds": 3}}) + "\n")


class Runs(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="pinna-runs-")
        self.addCleanup(self.temporary.cleanup)
        self.root = Path(self.temporary.name)
        self.make("study/runs/arm/fold1-seed1", 1, 1, 4)
        self.make("study/runs/arm/fold2-seed1", 2, 1, 6)

    def make(self, name, fold, seed, epochs):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([TOOL, "run", self.root / name, str(fold), str(seed), str(epochs)], check=True)
        return self.root / name

    def unfinish(self, run, epochs):
        """Makes a finished run one that has got as far as that."""
        (run / "DONE").unlink()
        (run / "scores.json").unlink()
        lines = (run / "metrics.jsonl").read_text().splitlines(keepends=True)
        (run / "metrics.jsonl").write_text("".join(lines[:epochs]))

    def lock(self, folder, name=".lock"):
        file = open(folder / name, "w")
        fcntl.flock(file, fcntl.LOCK_EX)
        self.addCleanup(file.close)
        return file

    # --- ls

    def test_ls_finds_runs_at_any_depth(self):
        result = pinna("runs", "ls", self.root)
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = result.stdout.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertRegex(lines[1], r"fold1-seed1 +tiny +1 +1 +done +4/4 +50\.0 +- +83\.3 +8 s")

    def test_ls_json(self):
        body = json.loads(pinna("runs", "ls", self.root, "--json").stdout)
        self.assertEqual(body["schema"], "pinna.runs/1")
        first = body["runs"][0]
        self.assertEqual((first["name"], first["fold"], first["seed"], first["status"]), ("tiny", 1, 1, "done"))
        self.assertEqual((first["epochs"], first["epochs_wanted"], first["seconds"]), (4, 4, 8))
        self.assertEqual(first["train_accuracy"], 0.5)
        self.assertAlmostEqual(first["test_accuracy"], 5 / 6)
        self.assertNotIn("validation_accuracy", first)

    def test_ls_tells_running_from_unfinished(self):
        run = self.root / "study/runs/arm/fold2-seed1"
        self.unfinish(run, 2)
        statuses = lambda: [row["status"] for row in json.loads(pinna("runs", "ls", self.root, "--json").stdout)["runs"]]
        self.assertEqual(statuses(), ["done", "unfinished"])
        lock = self.lock(run)
        self.assertEqual(statuses(), ["done", "running"])
        lock.close()
        (run / "FAILED").write_text("no memory\n")
        self.assertEqual(statuses(), ["done", "failed"])

    def test_ls_leaves_out_a_damaged_run_with_a_warning(self):
        (self.root / "study/runs/arm/fold1-seed1/scores.json").write_text("{")
        result = pinna("runs", "ls", self.root, "--json")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(len(json.loads(result.stdout)["runs"]), 1)
        self.assertIn("fold1-seed1", result.stderr)

    def test_ls_of_nothing(self):
        (self.root / "empty").mkdir()
        self.assertEqual(pinna("runs", "ls", self.root / "empty").stdout, "no runs here\n")
        self.assertEqual(pinna("runs", "ls", self.root / "nowhere").returncode, MISSING_INPUT)

    def test_ls_names_a_run_once(self):
        run = self.root / "study/runs/arm/fold1-seed1"
        body = json.loads(pinna("runs", "ls", run, run, self.root / "study/", "--json").stdout)
        self.assertEqual(len(body["runs"]), 2)

    # --- compare

    def test_compare_shows_only_what_differs(self):
        runs = [self.root / f"study/runs/arm/fold{fold}-seed1" for fold in (1, 2)]
        body = json.loads(pinna("runs", "compare", *runs, "--json").stdout)
        self.assertEqual(body["schema"], "pinna.run_comparison/1")
        self.assertEqual(body["recipe"], {"fold": ["1", "2"], "training.epochs": ["4", "6"]})
        self.assertEqual(body["results"]["epochs"], [4, 6])
        self.assertAlmostEqual(body["results"]["test_accuracy"][1], 4 / 6)
        self.assertEqual(body["results"]["validation_accuracy"], [None, None])
        text = pinna("runs", "compare", *runs).stdout
        self.assertRegex(text, r"training\.epochs +4 +6\n")
        self.assertRegex(text, r"test_accuracy % +83\.3 +66\.7\n")
        self.assertNotIn("seed ", text)

    def test_compare_of_equal_recipes_says_so(self):
        run = self.root / "study/runs/arm/fold1-seed1"
        self.assertIn("the recipes are the same", pinna("runs", "compare", run, run).stdout)

    def test_compare_wants_two_runs(self):
        run = self.root / "study/runs/arm/fold1-seed1"
        self.assertEqual(pinna("runs", "compare", run).returncode, USAGE)
        self.assertEqual(pinna("runs", "compare", run, self.root).returncode, MISSING_INPUT)

    # --- watch

    def test_watch_of_ended_runs_prints_them_and_ends(self):
        result = pinna("runs", "watch", self.root)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 2)
        self.assertIn("fold1-seed1: done, epoch 4/4, loss 0.250, train 50.0 %, test 83.3 %\n", result.stdout)

    def watch(self, **streams):
        return subprocess.Popen([PINNA, "runs", "watch", str(self.root), "--interval", "0.1"], **streams)

    def test_watch_prints_a_line_for_each_change_until_all_have_ended(self):
        run = self.root / "study/runs/arm/fold2-seed1"
        self.unfinish(run, 2)
        lock = self.lock(run)
        process = self.watch(stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        self.assertIn("fold1-seed1: done", process.stdout.readline())
        self.assertIn("fold2-seed1: running, epoch 2/6, loss 0.500, train 25.0 %, 8 s left", process.stdout.readline())
        append_epoch(run, 3, 0.25)
        self.assertIn("epoch 3/6, loss 0.250", process.stdout.readline())
        (run / "DONE").write_text("")
        lock.close()
        self.assertRegex(process.stdout.read(), r"^[^\n]*fold2-seed1: (running|done), epoch 3/6[^\n]*\n(.*\n)?$")
        self.assertEqual(process.wait(timeout=10), 0)

    def test_watch_goes_on_while_the_study_does(self):
        (self.root / "study/study.toml").write_text("name = 'arm'\n")
        lock = self.lock(self.root / "study", ".shard-1-of-2.lock")
        process = self.watch(stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        process.stdout.readline()
        with self.assertRaises(subprocess.TimeoutExpired):
            process.wait(timeout=0.5)
        lock.close()
        self.assertEqual(process.wait(timeout=10), 0)

    def test_watch_ends_cleanly_on_interrupt(self):
        run = self.root / "study/runs/arm/fold2-seed1"
        self.unfinish(run, 2)
        self.lock(run)
        process = self.watch(stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        self.assertEqual((process.returncode, errors), (0, ""))

    def test_watch_draws_a_table_with_curves_on_a_terminal(self):
        run = self.root / "study/runs/arm/fold2-seed1"
        self.unfinish(run, 4)
        lock = self.lock(run)
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        process = self.watch(stdout=follower)
        os.close(follower)
        time.sleep(0.5)
        (run / "DONE").write_text("")
        lock.close()
        self.assertEqual(process.wait(timeout=10), 0)
        shown = b""
        try:
            while piece := os.read(leader, 4096):
                shown += piece
        except OSError:
            pass
        os.close(leader)
        shown = shown.decode()
        self.assertIn("\x1b[3A", shown)  # the second drawing goes over the first
        self.assertRegex(shown, r"\nfold2-seed1 +running +4/6 +0\.250 +█▃▂▁ +50\.0 +- +▁▃▆█ +- +4 s")
        self.assertTrue(all(len(line) <= 100 for line in re.sub(r"\x1b\[\w+", "", shown).splitlines()))
        self.assertIn("running", shown)

    # --- sync

    def spool(self, run, port):
        (run / "mlflow-run.json").write_text(json.dumps(
            {"schema": "pinna.mlflow_run/1", "uri": f"http://127.0.0.1:{port}", "experiment": "e", "name": "n",
             "start_time": 1, "run_id": "r1"}))
        calls = [{"endpoint": "runs/log-batch", "body": {"metrics": [{"key": "loss", "step": step}]}} for step in range(3)]
        (run / "mlflow-spool.jsonl").write_text("".join(json.dumps(call) + "\n" for call in calls))

    def test_sync_without_anything_to_send(self):
        self.assertEqual(pinna("runs", "sync", self.root).stdout, "nothing to send\n")

    def test_sync_with_a_dead_server_keeps_everything(self):
        run = self.root / "study/runs/arm/fold1-seed1"
        self.spool(run, 1)
        result = pinna("runs", "sync", self.root)
        self.assertEqual(result.returncode, IO)
        self.assertIn("0 calls sent, 0 refused, 3 left", result.stdout)
        self.assertEqual(len((run / "mlflow-spool.jsonl").read_text().splitlines()), 3)

    def test_sync_sends_in_order(self):
        received = []

        class Server(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                received.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        run = self.root / "study/runs/arm/fold1-seed1"
        self.spool(run, server.server_port)
        result = pinna("runs", "sync", self.root, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(json.loads(result.stdout)["runs"][0]["sent"], 3)
        self.assertEqual({path for path, _ in received}, {"/api/2.0/mlflow/runs/log-batch"})
        self.assertEqual([(body["run_id"], body["metrics"][0]["step"]) for _, body in received],
                         [("r1", 0), ("r1", 1), ("r1", 2)])
        self.assertFalse((run / "mlflow-spool.jsonl").exists())

    def test_sync_of_a_damaged_spool(self):
        run = self.root / "study/runs/arm/fold1-seed1"
        self.spool(run, 1)
        (run / "mlflow-run.json").write_text("{}")
        self.assertEqual(pinna("runs", "sync", self.root).returncode, BAD_DATA)


if __name__ == "__main__":
    unittest.main()
