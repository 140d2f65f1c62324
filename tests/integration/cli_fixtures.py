"""Good and bad files for the tests of the command line."""

import json
import shutil
import struct
import wave

RECIPE = """name = "tiny"
input.clip_seconds = 0.5
feature.n_mels = 16
model.width = 0.125
training.epochs = 1
training.loader.batch_size = 4
"""

ARMS = """
[study]
folds = [1, 2]
[study.arms.mel]
[study.arms.few]
feature.n_mels = 8
"""


def write_wav(path, num_frames=22050, sample_rate=22050, step=37):
    """A sawtooth that rises by `step` a sample."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        ramp = (struct.pack("<h", (step * i) % 20000 - 10000) for i in range(num_frames))
        file.writeframes(b"".join(ramp))


def write_nan_wav(path):
    """One second of float32 with a NaN in the middle."""
    samples = [0.1] * 22050
    samples[11025] = float("nan")
    data = struct.pack("<22050f", *samples)
    header = struct.pack("<HHIIHH", 3, 1, 22050, 4 * 22050, 4, 32)
    body = b"WAVEfmt " + struct.pack("<I", len(header)) + header
    body += b"data" + struct.pack("<I", len(data)) + data
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)


def write_ogg(path):
    try:
        import soundfile
    except ImportError:
        return False
    soundfile.write(path, [0.1, -0.1] * 11025, 22050, format="OGG", subtype="VORBIS")
    return True


def write_dataset(root, missing_clip=False, missing_class=False):
    """Two classes in two folds in ESC-50's layout; optionally one of them in one fold only."""
    (root / "audio").mkdir(parents=True)
    (root / "meta").mkdir()
    rows = ["filename,fold,target,category,esc10,src_file,take"]
    for fold in (1, 2):
        for target, category in enumerate(("dog", "rooster")):
            if missing_class and fold == 2 and target == 1:
                continue
            for source in range(2):
                name = f"{fold}-{fold}{target}{source}-A-{target}.wav"
                rows.append(f"{name},{fold},{target},{category},True,{fold}{target}{source},A")
                write_wav(root / "audio" / name)
    if missing_clip:
        (root / "audio" / name).unlink()
    (root / "meta" / "esc50.csv").write_text("\n".join(rows) + "\n")


def write_predictions(path, fold, wrong, clips=40):
    """Two classes; every clip is answered rightly except those in `wrong`; two clips a source."""
    rows = ["clip,label,group,p_a,p_b"]
    for clip in range(clips):
        says_a = (clip % 2 == 0) != (clip in wrong)
        probabilities = "0.75,0.25" if says_a else "0.25,0.75"
        rows.append(f"{fold}-{clip}.wav,{'ab'[clip % 2]},{fold}-{clip // 2},{probabilities}")
    path.write_text("\n".join(rows) + "\n")


def write_run(path, fold, wrong, scores_of):
    """An evaluated run; `scores_of` makes scores.json out of a table of predictions."""
    path.mkdir(parents=True)
    (path / "recipe.toml").write_text('name = "hand-made"\n')
    (path / "DONE").write_text("")
    write_predictions(path / "predictions.csv", fold, wrong)
    scores = scores_of(path / "predictions.csv")
    scores["protocol"] = {"num_folds": 2, "fold": fold, "train_clips": 40, "test_clips": 40}
    (path / "scores.json").write_text(json.dumps(scores))


def write_study(root, scores_of):
    """Arms "good" and "bad" on two folds; "good" alone has a second seed."""
    root.mkdir()
    (root / "study.toml").write_text('name = "hand-made"\n[study]\narms = ["good", "bad"]\n')
    for fold in (1, 2):
        write_run(root / f"runs/good/fold{fold}-seed1", fold, {3}, scores_of)
        write_run(root / f"runs/bad/fold{fold}-seed1", fold, set(range(fold, 36, 3)), scores_of)
    write_run(root / "runs/good/fold1-seed2", 1, {5}, scores_of)


def write_fixtures(root):
    write_wav(root / "good.wav")
    write_nan_wav(root / "nan.wav")
    cut = (root / "good.wav").read_bytes()
    (root / "truncated.wav").write_bytes(cut[: len(cut) // 2])
    (root / "empty.wav").write_bytes(b"")
    (root / "text.wav").write_text("this is no sound\n" * 100)
    if write_ogg(root / "good.ogg"):
        cut = (root / "good.ogg").read_bytes()
        (root / "truncated.ogg").write_bytes(cut[: len(cut) // 2])
    (root / "file").write_text("a file where a folder is wanted")
    write_dataset(root / "dataset")
    write_dataset(root / "incomplete", missing_clip=True)
    write_dataset(root / "one-sided", missing_class=True)
    write_dataset(root / "damaged")
    (root / "damaged" / "audio" / "1-100-A-0.wav").write_text("this is no sound")
    (root / "mel.toml").write_text("[input]\nclip_seconds = 0.5\n[feature]\nn_mels = 16\n")
    (root / "folder.npy").mkdir()
    (root / "latin1.csv").write_bytes("filename,label\ngood.wav,Möwe\n".encode("latin-1"))
    (root / "table.toml").write_text("[features]\nn_mels = 16\n")


def overlap_tensors(path):
    """Makes the second tensor of a safetensors file begin inside the first."""
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8 : 8 + length])
    tensors = [entry for name, entry in header.items() if name != "__metadata__"]
    begin, end = tensors[1]["data_offsets"]
    tensors[1]["data_offsets"] = [begin - 4, end - 4]
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + content[8 + length :])


def write_network_fixtures(root, train):
    """`train` runs `pinna train` with these arguments."""
    (root / "recipe.toml").write_text(RECIPE)
    (root / "arms.toml").write_text(RECIPE + ARMS)
    (root / "bad-arm.toml").write_text(RECIPE + ARMS.replace("n_mels", "n_mel"))
    (root / "both.toml").write_text(RECIPE + ARMS + "[study.factors.f.x]\n")
    (root / "typo.toml").write_text(RECIPE.replace("training.epochs", "training.epoch"))
    (root / "type.toml").write_text(RECIPE.replace("epochs = 1", 'epochs = "many"'))
    train(root / "recipe.toml", "--data", root / "dataset", "--run", root / "run")
    shutil.copytree(root / "run", root / "bad")
    shutil.copytree(root / "run", root / "overlap")
    (root / "bad" / "DONE").unlink()
    checkpoint = root / "bad" / "checkpoints" / "last.safetensors"
    checkpoint.write_bytes(checkpoint.read_bytes()[:-100])
    overlap_tensors(root / "overlap" / "model.safetensors")
