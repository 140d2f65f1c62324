"""The command line from outside: bad input gives one line and the documented exit code.

    cli_test.py PATH_TO_PINNA
"""

import hashlib
import json
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import unittest
import wave
from pathlib import Path
from typing import NamedTuple

import cli_fixtures

try:
    import numpy
except ImportError:
    numpy = None

PINNA = sys.argv.pop(1)

CHECK_FAILED, USAGE, BAD_DATA, MISSING_INPUT, IO = 1, 2, 65, 66, 74


def pinna(*arguments, max_file_bytes=None, stdout=subprocess.PIPE):
    def limit():
        if max_file_bytes is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_bytes, max_file_bytes))

    return subprocess.run(
        [PINNA, *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        preexec_fn=limit,
    )


class Case(NamedTuple):
    name: str
    arguments: str  # words; @ stands for the folder of fixtures
    exit_code: int
    words: str  # that the message must hold


COMPUTE = "features compute @/{} --feature log_mel -o @/out.npy"
EXTRACT = "features extract @/{} @/mel.toml -o @/features --quiet"
BAD_INPUTS = [
    Case("no such command", "dta describe", USAGE, "did you mean data?"),
    Case("no such verb", "data descrbe", USAGE, "did you mean describe?"),
    Case("no such option", "data describe @/dataset --jsn", USAGE, "did you mean --json?"),
    Case("no argument", "data describe", USAGE, "ROOT"),
    Case("one argument too many", "data describe @/dataset again", USAGE, "again"),
    Case("missing folder", "data describe @/nowhere", MISSING_INPUT, "nowhere"),
    Case("missing clip", "data describe @/incomplete", MISSING_INPUT, "2-211-A-1.wav"),
    Case("missing file", COMPUTE.format("nowhere.wav"), MISSING_INPUT, "nowhere.wav"),
    Case("truncated wav", COMPUTE.format("truncated.wav"), BAD_DATA, "truncated.wav"),
    Case("truncated ogg", COMPUTE.format("truncated.ogg"), BAD_DATA, "truncated.ogg"),
    Case("empty file", COMPUTE.format("empty.wav"), BAD_DATA, "empty.wav"),
    Case("text as wav", COMPUTE.format("text.wav"), BAD_DATA, "text.wav"),
    Case("NaN samples", COMPUTE.format("nan.wav"), BAD_DATA, "frame 11025"),
    Case("unknown key", COMPUTE.format("good.wav") + " --set n_mel=3", USAGE, '"n_mels"'),
    Case("wrong type", COMPUTE.format("good.wav") + " --set n_mels=many", USAGE, "an integer"),
    Case("out of range", COMPUTE.format("good.wav") + " --set n_mels=0", USAGE, "n_mels"),
    Case("unknown feature", "features explain log_mell", USAGE, '"log_mel"'),
    Case("unknown preset", "features explain log_mel --preset librosa", USAGE, "librosa-0.11"),
    Case(
        "unknown colour map",
        "features plot @/good.wav --feature log_mel --colormap viridi -o @/a.png",
        USAGE,
        "viridis",
    ),
    Case("figure format", "features plot @/good.wav --feature mfcc -o @/a.gif", USAGE, ".png"),
    Case("no recording", "features plot --feature mfcc -o @/a.png", USAGE, "INPUT"),
    Case(
        "range upside down",
        "features plot @/good.wav --feature mfcc --range 2 1 -o @/a.png",
        USAGE,
        "--range",
    ),
    Case(
        "span beyond the end",
        "features plot @/good.wav --feature mfcc --span 100 200 -o @/a.png",
        USAGE,
        "recording",
    ),
    Case("bank of none", "features plot --bank --feature yin -o @/a.png", USAGE, "log_mel"),
    Case("figure of text", "features plot @/text.wav --feature rms -o @/a.png", BAD_DATA, "text"),
    Case("stream of a clip's maximum", COMPUTE.format("good.wav") + " --stream", USAGE, "top_db"),
    Case("folder as output", "features compute @/good.wav --feature rms -o @/folder.npy", IO, "a folder"),
    Case("output of another kind", "features compute @/good.wav --feature rms -o @/o.txt", USAGE, ".npy"),
    Case("input as output", "features compute @/good.wav --feature rms -o @/good.wav", USAGE, "another file"),
    Case("feature in --set", COMPUTE.format("good.wav") + " --set type=rms", USAGE, "type=rms"),
    Case("rate of nothing", COMPUTE.format("samples.npy") + " --sample-rate 0", USAGE, "at least 1 Hz"),
    Case(
        "read-only folder",
        "features compute @/good.wav --feature log_mel -o /proc/out.npy",
        IO,
        "/proc",
    ),
    Case(
        "file as folder",
        "features compute @/good.wav --feature log_mel -o @/file/out.npy",
        IO,
        "file",
    ),
    Case("shard 0 of 4", EXTRACT.format("dataset") + " --shard 0/4", USAGE, "1/4 to 4/4"),
    Case("shard 5 of 4", EXTRACT.format("dataset") + " --shard 5/4", USAGE, "1/4 to 4/4"),
    Case("no shard", EXTRACT.format("dataset") + " --shard 2", USAGE, "K/N"),
    Case("more shards than clips", EXTRACT.format("dataset") + " --shards 9", USAGE, "1 to 8"),
    Case("missing recipe", "features extract @/dataset @/no.toml -o @/f", MISSING_INPUT, "no.toml"),
    Case("unknown table", "features extract @/dataset @/table.toml -o @/f", USAGE, '"feature"'),
    Case("missing clip", EXTRACT.format("incomplete"), MISSING_INPUT, "2-211-A-1.wav"),
    Case("damaged clip", EXTRACT.format("damaged"), BAD_DATA, "1-100-A-0.wav"),
    Case("Latin-1", EXTRACT.format("latin1.csv"), BAD_DATA, "label of clip 1: got \"M?we\""),
    Case("full folder", "features extract @/dataset @/mel.toml -o @/dataset", USAGE, "something"),
    Case("read-only", "features extract @/dataset @/mel.toml -o /proc/f", IO, "/proc"),
]


TRAIN = "train @/recipe.toml --data @/{} --run @/{}"
STUDY = "study run @/{}.toml --data @/dataset -o @/bad-study --no-estimate"
BAD_NETWORK_INPUTS = [
    Case("missing recipe", "train @/nowhere.toml", MISSING_INPUT, "nowhere.toml"),
    Case("unknown recipe key", "train @/typo.toml --data @/dataset", USAGE, "typo.toml:5:"),
    Case("recipe of wrong type", "train @/type.toml --data @/dataset", USAGE, "type.toml:5:"),
    Case("no such fold", TRAIN.format("dataset", "r") + " --fold 9", USAGE, "fold"),
    Case("class missing", TRAIN.format("one-sided", "r") + " --fold 1", BAD_DATA, "rooster"),
    Case("missing clip", TRAIN.format("incomplete", "r"), MISSING_INPUT, "2-211-A-1.wav"),
    Case("read-only folder", "train @/recipe.toml --data @/dataset --run /proc/r", IO, "/proc"),
    Case("file as folder", TRAIN.format("dataset", "file/r"), IO, "file"),
    Case("corrupted checkpoint", TRAIN.format("dataset", "bad") + " --resume", BAD_DATA, "last"),
    Case("overlapping offsets", "predict @/overlap @/good.wav", BAD_DATA, "model.safetensors"),
    Case("no run", "evaluate @/dataset", MISSING_INPUT, "dataset"),
    Case("truncated clip", "predict @/run @/truncated.wav", BAD_DATA, "truncated.wav"),
    Case("NaN clip", "predict @/run @/nan.wav", BAD_DATA, "nan.wav"),
    Case("unknown key in an arm", STUDY.format("bad-arm"), USAGE, "bad-arm.toml:12:"),
    Case("arms and factors", STUDY.format("both"), USAGE, "arms and factors"),
    Case("no such fold of a study", STUDY.format("arms") + " --set study.folds=[9]", USAGE, "fold"),
    Case("shard 3 of 2", STUDY.format("arms") + " --shard 3/2", USAGE, "1/2 to 2/2"),
    Case("no such arm", TRAIN.format("dataset", "r") + " --arm mel", USAGE, "arm"),
    Case("measuring a run", TRAIN.format("dataset", "r") + " --measure 1", USAGE, "--measure"),
]


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = Path(cls.temporary.name)
        cli_fixtures.write_fixtures(cls.root)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def run_line(self, line, **options):
        return pinna(*line.replace("@", str(self.root)).split(), **options)

    def expect_failure(self, result, exit_code, words):
        self.assertEqual(result.returncode, exit_code, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertTrue(result.stderr.startswith("pinna: "), result.stderr)
        self.assertIn(words, result.stderr)
        self.assertFalse(result.stdout)

    def test_bad_input_gives_one_line_and_its_exit_code(self):
        for case in BAD_INPUTS:
            if case.name == "truncated ogg" and not (self.root / "truncated.ogg").exists():
                continue
            with self.subTest(case.name):
                self.expect_failure(self.run_line(case.arguments), case.exit_code, case.words)
                self.assertFalse((self.root / "out.npy").exists())

    @unittest.skipUnless(Path(PINNA).with_name("pinna-torch").exists(), "no pinna-torch")
    def test_bad_input_of_network_commands_likewise(self):
        def train(*arguments):
            result = pinna("train", *arguments)
            self.assertEqual(result.returncode, 0, result.stderr)

        cli_fixtures.write_network_fixtures(self.root, train)
        for case in BAD_NETWORK_INPUTS:
            with self.subTest(case.name):
                self.expect_failure(
                    self.run_line(case.arguments + " --quiet"), case.exit_code, case.words
                )
                self.assertFalse((self.root / "r").exists())

    @unittest.skipUnless(Path(PINNA).with_name("pinna-torch").exists(), "no pinna-torch")
    def test_a_study_of_two_arms_is_planned_run_in_shards_and_grown(self):
        folder = self.root / "arms-study"
        line = "study run @/arms.toml --data @/dataset -o @/arms-study --jobs 2 "
        (self.root / "arms.toml").write_text(cli_fixtures.RECIPE + cli_fixtures.ARMS)
        plan = self.report_of(line + "--dry-run")
        self.assertEqual(plan["schema"], "pinna.study-plan/1")
        cells = [(run["arm"], run["fold"]) for run in plan["runs"]]
        self.assertEqual(cells, [("mel", 1), ("few", 1), ("mel", 2), ("few", 2)])
        self.assertEqual([run["state"] for run in plan["runs"]], ["missing"] * 4)
        self.assertEqual([arm["source"] for arm in plan["arms"]], ["measured"] * 2)
        self.assertGreater(plan["seconds"], 0)
        self.assertFalse(folder.exists())
        self.assertIsNone(self.report_of(line + "--dry-run --no-estimate")["seconds"])

        shards = [
            subprocess.Popen(
                [PINNA, *(line.replace("@", str(self.root)) + options).split(), "--no-estimate"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for options in ("--shard 1/3", "--shard 2/3", "--shard 3/3 --set study.seeds=[1]")
        ]
        for shard in shards:
            _, errors = shard.communicate(timeout=300)
            self.assertEqual(shard.returncode, 0, errors)
        shown = self.report_of("study show @/arms-study")
        self.assertEqual(shown["missing"], [])
        self.assertEqual([run["arm"] for run in shown["runs"]], ["mel", "mel", "few", "few"])
        self.assertEqual([arm["arm"] for arm in shown["arms"]], ["mel", "few"])
        rows = (folder / "results.csv").read_text().splitlines()
        self.assertEqual(len(rows), 1 + 4)

        grown = line + "--set study.arms.more.feature.n_mels=24 "
        plan = self.report_of(grown + "--dry-run --no-estimate")
        self.assertEqual((len(plan["runs"]), plan["runs_left"]), (6, 2))
        changed = self.run_line(line + "--set study.arms.few.feature.n_mels=9 --quiet")
        self.expect_failure(changed, USAGE, "feature.n_mels")
        text = self.run_line("study show @/arms-study").stdout
        self.assertIn("few   2/2", text)

    def test_full_disk_leaves_no_part_of_a_file(self):
        line = COMPUTE.format("good.wav")
        self.expect_failure(self.run_line(line, max_file_bytes=1024), IO, "out.npy")
        self.assertFalse((self.root / "out.npy").exists())
        self.assertFalse(list(self.root.glob(".out.npy*")))

    def test_full_standard_output_is_an_error(self):
        with open("/dev/full", "w") as full:
            self.expect_failure(self.run_line("features list", stdout=full), IO, "No space left")

    def test_closed_pipe_is_no_failure(self):
        with subprocess.Popen([PINNA, "features", "list"], stdout=subprocess.PIPE) as process:
            process.stdout.close()
            self.assertEqual(process.wait(timeout=120), 0)

    def test_json_states_its_schema(self):
        for line, schema in [
            ("version", "pinna.version/1"),
            ("features list", "pinna.features.list/1"),
            ("features explain log_mel", "pinna.features.explain/1"),
            ("data describe @/dataset", "pinna.data.describe/1"),
        ]:
            with self.subTest(line):
                result = self.run_line(line + " --json")
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertEqual(json.loads(result.stdout)["schema"], schema)

    def report_of(self, line, exit_code=0):
        result = self.run_line(line + " --json --quiet")
        self.assertEqual(result.returncode, exit_code, result.stderr)
        return json.loads(result.stdout)

    def test_synthetic_clips_verify_until_a_file_changes(self):
        made = self.report_of("data synthesize clips -o @/synthetic --set clips_per_class=5")
        self.assertEqual(made["clips"], 50)
        described = self.report_of("data describe @/synthetic")
        self.assertEqual((described["num_clips"], described["folds"]), (50, [1, 2, 3, 4, 5]))
        self.assertTrue(self.report_of("data verify @/synthetic")["intact"])
        clip = next((self.root / "synthetic" / "audio").iterdir())
        clip.write_bytes(clip.read_bytes()[:-1])
        report = self.report_of("data verify @/synthetic", exit_code=CHECK_FAILED)
        self.assertEqual(report["changed"], [f"audio/{clip.name}"])

    def test_audit_finds_a_source_in_two_folds(self):
        leaky = self.root / "leaky.csv"
        leaky.write_text(
            "filename,label,fold,group\n"
            "good.wav,dog,1,a\n"
            "dataset/audio/1-100-A-0.wav,dog,2,a\n"
        )
        report = self.report_of("data audit @/leaky.csv", exit_code=CHECK_FAILED)
        self.assertIn("group_leakage", [finding["kind"] for finding in report["findings"]])

    def test_features_of_samples_equal_those_of_the_file(self):
        if numpy is None:
            self.skipTest("needs numpy")
        with wave.open(str(self.root / "good.wav")) as file:
            codes = numpy.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        numpy.save(self.root / "samples.npy", (codes / 32768).astype("float32"))
        self.report_of("features compute @/good.wav --feature log_mel -o @/a.npy")
        self.report_of(
            "features compute @/samples.npy --sample-rate 22050 --feature log_mel -o @/b.npy"
        )
        a, b = numpy.load(self.root / "a.npy"), numpy.load(self.root / "b.npy")
        self.assertEqual(a.shape, (64, 44))
        self.assertTrue((a == b).all())

    def test_streamed_features_equal_those_of_the_whole_file(self):
        line = "features compute @/good.wav --feature log_mel --set top_db=none"
        whole = self.report_of(line + " -o @/whole.npy")
        streamed = self.report_of(line + " --stream -o @/streamed.npy")
        self.assertEqual(streamed["frames"], whole["frames"])
        self.assertAlmostEqual(streamed["mean"], whole["mean"], places=3)
        self.assertEqual(streamed["bins"], whole["bins"])
        if numpy is None:
            self.skipTest("needs numpy to compare the files")
        a, b = numpy.load(self.root / "whole.npy"), numpy.load(self.root / "streamed.npy")
        self.assertEqual(a.shape, b.shape)
        self.assertLess(abs(a - b).max(), 1e-2)

    def test_extracted_features_open_in_python_and_belong_to_one_recipe(self):
        line = "features extract @/dataset @/mel.toml -o @/shards --shards 2"
        report = self.report_of(line)
        self.assertTrue(report["complete"])
        self.assertEqual((report["clips"], report["shards_written"]), (8, 2))
        self.assertEqual(self.report_of(line)["shards_kept"], 2)
        verified = self.report_of("data verify @/shards")
        self.assertEqual((verified["intact"], verified["samples"]), (True, 8))
        with tarfile.open(self.root / "shards" / "shard-00000-of-00002.tar") as shard:
            members = {member.name: shard.extractfile(member).read() for member in shard}
        self.assertEqual(len(members), 8)
        record = json.loads(members["1-100-A-0.json"])
        self.assertEqual((record["label"], record["fold"], record["source"]), ("dog", 1, "100"))
        shape = f"({record['bins']}, {record['frames']})".encode()
        self.assertIn(shape, members["1-100-A-0.npy"][:128])
        other = self.run_line(line + " --set feature.n_mels=20 --quiet")
        self.expect_failure(other, USAGE, "feature.n_mels: 16 there, 20 here")

    def test_a_full_disk_while_extracting_loses_nothing(self):
        line = "features extract @/dataset @/mel.toml --shards 2 --quiet -o @/"
        self.report_of(line + "roomy")
        content = {path.name: path.read_bytes() for path in (self.root / "roomy").iterdir()}
        too_small = len(content["shard-00000-of-00002.tar"]) - 1
        result = self.run_line(line + "full", max_file_bytes=too_small)
        self.expect_failure(result, IO, "shard-00000-of-00002.tar")
        left = sorted(path.name for path in (self.root / "full").iterdir())
        self.assertEqual(left, ["manifest.json"])
        self.assertTrue(self.report_of(line + "full")["complete"])
        resumed = {path.name: path.read_bytes() for path in (self.root / "full").iterdir()}
        self.assertEqual(resumed, content)

    def test_features_that_agree_with_their_checksums_but_not_with_their_manifest(self):
        folder = self.root / "forged"
        self.report_of("features extract @/dataset @/mel.toml -o @/forged")
        manifest = (folder / "manifest.json").read_text().replace("1-100-A-0", "1-199-A-0")
        (folder / "manifest.json").write_text(manifest)
        sums = (folder / "SHA256SUMS").read_text().splitlines()
        sums[0] = f"{hashlib.sha256(manifest.encode()).hexdigest()}  manifest.json"
        (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n")
        self.expect_failure(self.run_line("data verify @/forged --quiet"), BAD_DATA, "1-199-A-0")

    def test_features_are_listed_with_their_meanings(self):
        features = {entry["name"]: entry for entry in self.report_of("features list")["features"]}
        self.assertIn("mel spectrogram", features["log_mel"]["meaning"])
        self.assertIn("pinna-1", [preset["name"] for preset in features["gammatone"]["presets"]])

    def test_two_presets_are_compared(self):
        line = "features explain log_mel --preset librosa-0.11 --against torchaudio-0.13"
        report = self.report_of(line + " --set n_fft=512")
        differences = {entry["name"]: entry for entry in report["differences"]}
        self.assertEqual(differences["mel_scale"]["value"], '"slaney"')
        self.assertEqual(differences["mel_scale"]["against"], '"htk"')
        self.assertNotIn("n_fft", differences)
        self.assertNotIn("n_mels", differences)
        same = self.report_of("features explain log_mel --against pinna-1")
        self.assertEqual(same["differences"], [])

    def test_filter_banks_are_written(self):
        report = self.report_of("features bank mfcc --set n_mels=40 -o @/bank.npy")
        self.assertEqual((report["bands"], report["bins"]), (40, 513))
        self.expect_failure(
            self.run_line("features bank gammatone -o @/bank.npy"), USAGE, "log_mel"
        )

    def test_figures_are_what_their_names_say(self):
        if not shutil.which("gnuplot"):
            self.skipTest("needs gnuplot")
        line = "features plot @/good.wav --feature log_mel --feature rms -o @/figure"
        for extension, start in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")):
            report = self.report_of(line + extension)
            self.assertTrue((self.root / f"figure{extension}").read_bytes().startswith(start))
            self.assertEqual([panel["bins"] for panel in report["panels"]], [64, 1])

    def test_banks_windows_and_grids_are_drawn(self):
        if not shutil.which("gnuplot"):
            self.skipTest("needs gnuplot")
        for kind in ("--bank", "@/good.wav --window", "@/dataset --grid per-class"):
            report = self.report_of(f"features plot {kind} --feature mel -o @/kind.png")
            self.assertEqual(report["features"][0]["type"], "mel")
            self.assertIn(report["kind"], kind)
            self.assertTrue((self.root / "kind.png").read_bytes().startswith(b"\x89PNG"))
        for refused in (
            "--bank --window",
            "--bank --size 5 5",
            "--bank @/good.wav",
            "@/good.wav --window --grid per-class",
            "@/good.wav --window --range 0 1",
            "@/dataset --grid per-class --at 1",
        ):
            self.expect_failure(
                self.run_line(f"features plot {refused} --feature mel -o @/kind.png"), USAGE, "--"
            )

    def test_stacks_are_drawn_channel_by_channel(self):
        if not shutil.which("gnuplot"):
            self.skipTest("needs gnuplot")
        report = self.report_of(
            "features plot @/dataset --grid per-class --feature stack -o @/grid.png"
        )
        parts = [panel["part"] for panel in report["panels"]]
        self.assertEqual(parts, sorted(parts))
        self.assertEqual(len(set(parts)), 3)

    def test_metrics_of_a_hand_written_table(self):
        table = self.root / "predictions.csv"
        table.write_text("clip,label,p_a,p_b\n1,a,0.9,0.1\n2,b,0.2,0.8\n3,b,0.6,0.4\n")
        scores = self.report_of("metrics clips @/predictions.csv")
        self.assertAlmostEqual(scores["accuracy"], 2 / 3)

    def test_study_compare_says_what_may_be_concluded(self):
        study = self.root / "arms"
        cli_fixtures.write_study(study, lambda table: self.report_of(f"metrics clips {table}"))
        report = self.report_of("study compare @/arms --resamples 500")
        self.assertEqual(report["schema"], "pinna.comparisons/1")
        self.assertEqual(report["baseline"], "good")
        (bad,) = report["arms"]
        self.assertEqual(bad["verdict"], "difference")
        self.assertAlmostEqual(bad["difference"], bad["accuracy"] - bad["baseline_accuracy"])
        low, high = bad["interval"]
        self.assertTrue(low < bad["difference"] < high < 0)
        self.assertEqual(bad["folds"]["wilcoxon"]["floor"], 0.5)
        self.assertEqual(
            [(run["arm"], run["fold"], run["seed"]) for run in report["left_out"]],
            [("good", 1, 2)],
        )
        self.assertEqual(json.loads((study / "comparisons.json").read_text()), report)
        text = self.run_line("study compare @/arms --baseline bad").stdout
        self.assertIn("points above bad", text)
        self.assertIn("2 folds cannot give a Wilcoxon p below 0.5", text)
        self.assertIn("left out: good, fold 1, seed 2", text)
        for arguments, words in (
            ("@/arms --baseline worse", "good, bad"),
            ("@/arms --resamples 3", "resamples"),
            ("@/arms --level 95", "level"),
            ("@/arms --seeds all", "averaged"),
        ):
            result = self.run_line("study compare " + arguments)
            self.assertEqual(result.returncode, USAGE, result.stderr)
            self.assertIn(words, result.stderr)
        shutil.rmtree(study / "runs" / "bad")
        result = self.run_line("study compare @/arms")
        self.assertEqual(result.returncode, USAGE, result.stderr)
        self.assertIn("at least two arms", result.stderr)

    def test_two_tables_of_predictions_are_compared(self):
        cli_fixtures.write_predictions(self.root / "a.csv", 1, {3})
        cli_fixtures.write_predictions(self.root / "b.csv", 1, {3, 4, 7})
        cli_fixtures.write_predictions(self.root / "short.csv", 1, set(), clips=39)
        report = self.report_of("metrics compare @/a.csv @/b.csv")
        (other,) = report["arms"]
        self.assertAlmostEqual(other["difference"], -2 / 40)
        self.assertEqual(other["clusters"], 20)
        self.assertEqual(other["verdict"], "not_shown")
        self.assertEqual(other["mcnemar_majority"]["p"], 0.5)
        text = self.run_line("metrics compare @/a.csv @/b.csv").stdout
        self.assertIn("no proof that they are equal", text)
        for other, code in (("short.csv", BAD_DATA), ("nowhere.csv", MISSING_INPUT)):
            result = self.run_line(f"metrics compare @/a.csv @/{other}")
            self.assertEqual(result.returncode, code, result.stderr)

    def test_doctor_names_what_it_looked_at(self):
        result = self.run_line("doctor @/dataset --json")
        self.assertIn(result.returncode, (0, CHECK_FAILED), result.stderr)
        findings = {entry["name"]: entry for entry in json.loads(result.stdout)["findings"]}
        self.assertIn("8 clips", findings["data"]["value"])
        self.assertIn("gnuplot", findings["gnuplot"]["value"])

    def test_every_help_page_begins_with_an_example(self):
        pages = [[]]
        while pages:
            words = pages.pop()
            result = pinna(*words, "-h")
            if "needs pinna-torch" in result.stderr:
                continue
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertTrue(result.stdout.startswith("Example: "), result.stdout)
            lines = result.stdout.split("\nCommands:\n")[1:]
            for line in lines[0].split("\n\n")[0].splitlines() if lines else []:
                pages.append(words + [line.split()[0]])

    def test_bash_completion_is_registered_and_knows_verbs(self):
        script = (
            f'eval "$("{PINNA}" completion bash)"; complete -p pinna; '
            "COMP_WORDS=(pinna data de) COMP_CWORD=2; _pinna; echo ${COMPREPLY[@]}; "
            "COMP_WORDS=(pinna data describe --js) COMP_CWORD=3; _pinna; echo ${COMPREPLY[@]}"
        )
        result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120)
        self.assertEqual(
            result.stdout.splitlines(),
            ["complete -o default -F _pinna pinna", "describe", "--json"],
            result.stderr,
        )

    def test_starts_without_libtorch(self):
        libraries = subprocess.run(["ldd", PINNA], capture_output=True, text=True, timeout=120)
        self.assertIn("libsndfile", libraries.stdout)
        self.assertNotIn("torch", libraries.stdout)


if __name__ == "__main__":
    unittest.main()
