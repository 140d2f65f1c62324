"""Event files and W&B logs, read back by independent readers: every value must be there and equal.

    tracking_files_test.py TRACKING_TOOL
"""
import hashlib
import json
import math
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

try:
    import tracking_readers as readers
except ImportError as error:
    print(f"skipped: {error} (packages python3-protobuf, python3-crc32c)")
    sys.exit(77)

TOOL = sys.argv.pop(1)


def float32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def same(a, b):
    return a == b or (isinstance(a, float) and math.isnan(a) and isinstance(b, float) and math.isnan(b))


def number(value):
    return float(value) if isinstance(value, str) else value


class Files(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="pinna-tracking-")
        cls.folder = Path(cls.temporary.name)
        output = subprocess.run([TOOL, "write", cls.folder], check=True, stdout=subprocess.PIPE, text=True).stdout
        cls.written = json.loads(output)
        cls.event_files = sorted((cls.folder / "tensorboard").iterdir())
        cls.wandb_files = sorted((cls.folder / "wandb").glob("offline-run-*/*.wandb"))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def events(self, index):
        data = self.event_files[index].read_bytes()
        return [readers.parsed(readers.tensorboard["Event"], record) for record in readers.event_records(data)]

    def records(self, index):
        data = self.wandb_files[index].read_bytes()
        return [readers.parsed(readers.wandb["Record"], record) for record in readers.wandb_records(data)]

    def value(self, index, tag):
        found = [(event.step, value) for event in self.events(index) for value in event.summary.value
                 if value.tag == tag]
        self.assertEqual(len(found), 1, tag)
        return found[0]

    # --- TensorBoard

    def test_each_process_has_an_event_file_and_they_sort_by_age(self):
        self.assertEqual(len(self.event_files), 2)
        for index, file in enumerate(self.event_files):
            self.assertRegex(file.name, r"^events\.out\.tfevents\.\d{10}\.")
            first = self.events(index)[0]
            self.assertEqual(first.file_version, "brain.Event:2")
        times = [event.wall_time for index in (0, 1) for event in self.events(index)]
        self.assertEqual(times, sorted(times))

    def test_only_the_resumed_file_tells_readers_what_to_forget(self):
        self.assertFalse(any(event.HasField("session_log") for event in self.events(0)))
        second = self.events(1)[1]
        self.assertEqual((second.session_log.status, second.step), (1, 4))

    def test_scalars(self):
        got = [(event.step, value.simple_value) for event in self.events(0) for value in event.summary.value
               if value.tag == "train/loss"]
        expected = [(step, float32(number(value))) for step, value in self.written["scalars"]]
        self.assertEqual(len(got), len(expected))
        for (step, value), (expected_step, expected_value) in zip(got, expected):
            self.assertEqual(step, expected_step)
            self.assertTrue(same(value, expected_value), (value, expected_value))
        self.assertEqual(self.value(1, "train/loss")[1].simple_value, 0.125)
        self.assertEqual(self.value(1, "test/accuracy")[1].simple_value, 0.875)

    def test_text_and_recipe(self):
        step, value = self.value(1, "note")
        self.assertEqual(step, 4)
        self.assertEqual(value.metadata.plugin_data.plugin_name, "text")
        self.assertEqual(value.metadata.data_class, 2)
        self.assertEqual((value.tensor.dtype, len(value.tensor.shape.dim)), (7, 0))
        self.assertEqual(value.tensor.string_val[0].decode(), 'a "quoted" line\nand another: ü')
        recipe = self.value(0, "recipe")[1].tensor.string_val[0].decode()
        self.assertIn('    name = "ärger \\"x\\""\n', recipe)
        self.assertTrue(all(line == "" or line.startswith("    ") for line in recipe.split("\n")), recipe)

    def test_image(self):
        value = self.value(1, "test/confusion")[1].image
        self.assertEqual(value.encoded.hex(), self.written["png"])
        self.assertEqual((value.height, value.width, value.colorspace), (4, 6, 3))
        width, height, rows = readers.png_pixels(value.encoded)
        self.assertEqual((width, height), (6, 4))
        white, dark = (255, 255, 255), (8, 48, 107)
        self.assertEqual([rows[0][0], rows[1][1], rows[2][0], rows[3][5]], [white, white, dark, dark])
        self.assertEqual(rows[2][2], white)  # NaN
        self.assertNotIn(rows[0][2], (white, dark))

    def test_histogram(self):
        histogram, expected = self.value(1, "weights/conv1")[1].histo, self.written["exponential"]
        for field, key in (("min", "min"), ("max", "max"), ("num", "count"), ("sum", "sum"),
                           ("sum_squares", "sum_of_squares")):
            self.assertEqual(getattr(histogram, field), expected[key], field)
        self.assertEqual(list(histogram.bucket_limit), expected["limits"])
        self.assertEqual(list(histogram.bucket), expected["counts"])
        self.assertEqual(sum(histogram.bucket), 1000)

    def test_audio(self):
        audio = self.value(1, "input")[1].audio
        self.assertEqual((audio.sample_rate, audio.num_channels, audio.length_frames), (22050, 2, 17489))
        self.assertEqual((audio.content_type, audio.encoded), ("audio/wav", b"w" * 70000))

    def test_pr_curve(self):
        value = self.value(1, "test/pr_curve/dog")[1]
        plugin = value.metadata.plugin_data
        self.assertEqual(plugin.plugin_name, "pr_curves")
        self.assertEqual(readers.tensorboard["PrCurve"].FromString(plugin.content).num_thresholds, 11)
        self.assertEqual([dim.size for dim in value.tensor.shape.dim], [6, 11])
        self.assertEqual(value.tensor.dtype, 1)
        self.assertEqual(list(value.tensor.float_val), [float32(x) for row in self.written["curve"] for x in row])

    # --- W&B

    def test_wandb_folders_are_of_one_run(self):
        self.assertEqual(len(self.wandb_files), 2)
        runs = [self.records(index)[0].run for index in (0, 1)]
        identity = json.loads((self.folder / "wandb" / "run.json").read_text())["id"]
        for file, run in zip(self.wandb_files, runs):
            self.assertRegex(identity, r"^[0-9a-z]{8}$")
            self.assertRegex(file.parent.name, rf"^offline-run-\d{{8}}_\d{{6}}-{identity}$")
            self.assertEqual(file.name, f"run-{identity}.wandb")
            self.assertEqual((run.run_id, run.project, run.entity, run.run_group, run.display_name),
                             (identity, "sounds", "lab", "g", "run name"))
            config = {item.key: json.loads(item.value_json) for item in run.config.update}
            self.assertEqual(config, self.written["recipe"])
        start = [(run.start_time.seconds, run.start_time.nanos) for run in runs]
        self.assertLess(start[0], start[1])
        self.assertEqual([run.resumed for run in runs], [False, True])
        self.assertEqual([run.starting_step for run in runs], [0, 4])

    def test_record_numbers_count_up(self):
        for index in (0, 1):
            records = self.records(index)
            self.assertEqual([record.num for record in records], list(range(1, len(records) + 1)))

    def history(self, index):
        rows = []
        for record in self.records(index):
            if record.HasField("history"):
                row = {item.key: json.loads(item.value_json) for item in record.history.item}
                self.assertEqual(row["_step"], record.history.step.num)
                rows.append(row)
        return rows

    def test_wandb_history(self):
        rows = self.history(0)
        self.assertEqual([[row["_step"], row["train/loss"]] for row in rows], self.written["scalars"])
        self.assertEqual({row["huge"] for row in rows}, {"Infinity"})
        resumed = self.history(1)
        self.assertEqual(resumed[0]["train/loss"], 0.125)
        self.assertEqual(resumed[0]["note"], 'a "quoted" line\nand another: ü')
        runtimes = [row["_runtime"] for row in rows + resumed]
        self.assertEqual(runtimes, sorted(runtimes))
        for row in rows:
            self.assertGreater(row["_timestamp"], 1.7e9)

    def test_wandb_summary_holds_the_last_values(self):
        summary = {}
        for index in (0, 1):
            for record in self.records(index):
                if record.HasField("summary"):
                    summary.update((item.key, json.loads(item.value_json)) for item in record.summary.update)
        self.assertEqual(summary["test/accuracy"], 0.875)
        self.assertEqual(summary["train/loss"], 0.125)
        self.assertEqual(summary["_step"], 5)

    def test_wandb_media_are_files_that_are_listed(self):
        row, files = self.history(1)[0], self.wandb_files[1].parent / "files"
        listed = [file.path for record in self.records(1) for file in record.files.files]
        self.assertEqual(len(listed), len(set(listed)))
        for path in listed:
            self.assertTrue((files / path).is_file(), path)
        for key, kind, data in (("test/confusion", "image-file", bytes.fromhex(self.written["png"])),
                                ("input", "audio-file", b"w" * self.written["wav_bytes"])):
            value = row[key]
            self.assertEqual(value["_type"], kind)
            self.assertIn(value["path"], listed)
            self.assertEqual((files / value["path"]).read_bytes(), data)
            self.assertEqual((value["sha256"], value["size"]), (hashlib.sha256(data).hexdigest(), len(data)))
        image = row["test/confusion"]
        self.assertEqual((image["format"], image["width"], image["height"]), ("png", 6, 4))
        self.assertIn("config.yaml", listed)

    def test_wandb_histogram(self):
        histogram, expected = self.history(1)[0]["weights/conv1"], self.written["uniform"]
        self.assertEqual(histogram["_type"], "histogram")
        self.assertEqual(histogram["bins"], expected["limits"])
        self.assertEqual(histogram["values"], expected["counts"])
        self.assertEqual(sum(histogram["values"]), 1000)

    def test_wandb_exit_says_how_it_ended(self):
        self.assertEqual([self.records(index)[-1].exit.exit_code for index in (0, 1)], [130, 0])

    # --- crashes

    def test_files_cut_at_any_byte_are_readable_up_to_the_last_whole_record(self):
        for file, read in ((self.event_files[0], readers.event_records), (self.wandb_files[0], readers.wandb_records)):
            data = file.read_bytes()
            ends = self.ends_of_records(data, read)
            whole = list(read(data))
            for size in range(len(data)):
                got, is_damaged = readers.readable(read(data[:size]))
                self.assertEqual(len(got), sum(end <= size for end in ends), (file.name, size))
                self.assertEqual(got, whole[:len(got)])
                # A file of no bytes has not begun; at the end of a record all is well.
                is_whole = size in ends or size == (0 if read is readers.event_records else 7)
                self.assertEqual(is_damaged, not is_whole, (file.name, size))

    def ends_of_records(self, data, read):
        """Sizes at which one more record becomes readable."""
        ends, count = [], 0
        for size in range(len(data) + 1):
            got, _ = readers.readable(read(data[:size]))
            if len(got) > count:
                self.assertEqual(len(got), count + 1)
                ends.append(size)
                count = len(got)
        return ends

    def wandb_log(self, lengths):
        path = self.folder / "records.wandb"
        path.unlink(missing_ok=True)
        subprocess.run([TOOL, "log", path, *map(str, lengths)], check=True)
        return path.read_bytes(), [bytes([number]) * length for number, length in enumerate(lengths, start=1)]

    def test_wandb_records_of_any_length_at_any_place_in_a_block(self):
        header, block = 7, 32768
        for left in range(10):  # bytes that remain in the first block after the first record
            first = block - header - 7 - left
            for second in (0, 1, 100, block - 7, block - 6, 70000):
                data, expected = self.wandb_log([first, second, 3])
                self.assertEqual(list(readers.wandb_records(data)), expected, (left, second))

    def test_records_over_several_blocks_survive_cuts(self):
        """Both files are of several blocks: cuts around every block and at random places."""
        log, _ = self.wandb_log([10, 70000, 32761, 5])
        for data, read in ((self.event_files[1].read_bytes(), readers.event_records), (log, readers.wandb_records)):
            self.assertGreater(len(data), 2 * 32768)
            whole = list(read(data))
            sizes = {size for block in range(0, len(data) + 32768, 32768) for size in range(block - 9, block + 9)}
            sizes |= set(random.Random(1).sample(range(len(data)), 100))
            for size in sorted(size for size in sizes if 0 <= size < len(data)):
                got, _ = readers.readable(read(data[:size]))
                self.assertEqual(got, whole[:len(got)], size)

    def test_killed_writer_leaves_what_it_had_committed(self):
        rng = random.Random(2)
        for attempt in range(4):
            folder = self.folder / f"killed{attempt}"
            process = subprocess.Popen([TOOL, "forever", folder], stdout=subprocess.PIPE, text=True)
            process.stdout.readline()
            time.sleep(rng.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            committed = 1 + len(process.communicate()[0].split())
            (events,) = (folder / "tensorboard").iterdir()
            (log,) = (folder / "wandb").glob("*/*.wandb")
            records, _ = readers.readable(readers.event_records(events.read_bytes()))
            values = [value for record in records
                      for value in readers.parsed(readers.tensorboard["Event"], record).summary.value]
            losses = [value.simple_value for value in values if value.tag == "train/loss"]
            self.assertGreaterEqual(len(losses), committed)
            self.assertEqual(losses, [float(step) for step in range(1, len(losses) + 1)])
            records, _ = readers.readable(readers.wandb_records(log.read_bytes()))
            records = [readers.parsed(readers.wandb["Record"], record) for record in records]
            steps = [record.history.step.num for record in records if record.HasField("history")]
            self.assertGreaterEqual(len(steps), committed)
            self.assertEqual(steps, list(range(1, len(steps) + 1)))
            self.assertFalse(any(record.HasField("exit") for record in records))
            listed = [file.path for record in records for file in record.files.files]
            for path in listed:
                self.assertTrue((log.parent / "files" / path).is_file(), path)


if __name__ == "__main__":
    unittest.main()
