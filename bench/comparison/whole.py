"""Rows that time complete uses of the program, each at three sizes."""
import os
import subprocess
import sys
import tempfile
import time

from .rows import line
from .sides import HOME, PYTHON, output_of

QUICKSTART_EPOCHS = (5, 10, 20)
EVALUATED = (1448, 2897, 5794)
PLANNED = (1250, 2500, 5000)
RUNS_OF_SWEEP = 8
SWEEP = """name: sweep
data: {{layout: demo, folder: {folder}/demo, classes: 4, size: 64, train: 160, val: 20, test: 20}}
model: {{backbone: small_cnn}}
method: {{name: bridging-gap}}
train: {{epochs: {epochs} epochs, batch: 16, lr: 0.05}}
evaluation: {{bootstrap: 0}}
sweep: {{seeds: {seeds}, grid: {{train.lr: {rates}}}}}
output: {{root: {folder}/runs}}
"""
IMAGES = """
import pathlib, sys
from PIL import Image, ImageDraw
root, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
for part in range(200):
    (root / "images" / f"{part + 1:03d}.class").mkdir(parents=True)
lists = {name: [] for name in ("images", "image_class_labels", "train_test_split", "bounding_boxes", "classes")}
lists["classes"] = [f"{part + 1} {part + 1:03d}.class" for part in range(200)]
for number in range(1, count + 1):
    part = number % 200
    picture = Image.effect_noise((500, 375), 40).convert("RGB")
    x, y = 20 + number * 7 % 250, 15 + number * 11 % 150
    ImageDraw.Draw(picture).ellipse((x, y, x + 199, y + 179), fill=(part, 255 - part, number % 256))
    name = f"{part + 1:03d}.class/{number}.jpg"
    picture.save(root / "images" / name, quality=80)
    lists["images"].append(f"{number} {name}")
    lists["image_class_labels"].append(f"{number} {part + 1}")
    lists["train_test_split"].append(f"{number} 0")
    lists["bounding_boxes"].append(f"{number} {x}.0 {y}.0 200.0 180.0")
for name, rows in lists.items():
    (root / f"{name}.txt").write_text("\\n".join(rows) + "\\n")
"""


def seconds(command, threads):
    begin = time.perf_counter()
    output_of(command, threads)
    return time.perf_counter() - begin


def steps_of(name, unit, target, sizes, measure):
    """The target applies to the largest size; the smaller ones show how the time scales."""
    found = [(size, measure(size)) for size in sizes]
    largest = found[-1][1]
    growth = ", ".join(f"{size}: {took:.1f}" for size, took in found)
    return line(name, 1.0, largest, target, unit, f"limit {target} s; {growth}")


def training(options):
    """Training of both methods on generated images, evaluation, report."""
    def run(epochs):
        with tempfile.TemporaryDirectory() as folder:
            return seconds([f"{HOME}/wsol", "run", f"{HOME}/experiments/quickstart.yaml", f"output.root={folder}",
                            f"train.epochs={epochs} epochs"], options.threads)
    return [steps_of("training-to-report", "s", 300, QUICKSTART_EPOCHS, run)]


def evaluation(options):
    """The number of photos of the test split of CUB-200-2011, from files to MaxBoxAccV2."""
    def run(count):
        with tempfile.TemporaryDirectory() as folder:
            output_of([PYTHON, "-c", IMAGES, folder, str(count)], options.threads)
            return seconds([f"{HOME}/wsol", "bench", "eval", "--batch", "32", "--data", folder, "--warm-up", "0", "--runs", "1", "--json"],
                           options.threads)
    return [steps_of("evaluate-5794", "s", 120, EVALUATED, run)]


def experiment(folder, epochs, seeds, rates="[0.05]"):
    path = os.path.join(folder, "sweep.yaml")
    with open(path, "w") as file:
        file.write(SWEEP.format(folder=folder, epochs=epochs, seeds=seeds, rates=rates))
    return path


def sweep(options):
    """Eight sequential runs with one thread, compared with two parallel runs with one thread each."""
    def run(jobs):
        with tempfile.TemporaryDirectory() as folder:
            file = experiment(folder, 20, RUNS_OF_SWEEP)
            output_of([f"{HOME}/wsol", "data", "check", file], options.threads)
            return seconds([f"{HOME}/wsol", "run", file, "--jobs", str(jobs), "--threads", str(jobs)], jobs)
    one, two = run(1), run(2)
    return [line("sweep-jobs", 1 / 0.9, 2 * two, one, "s", f"--jobs 2 twice against --jobs 1; efficiency {one / (2 * two):.2f}, at least 0.9")]


def plan(options):
    """Planning of 5,000 runs, and its memory."""
    peaks = []

    def run(count):
        with tempfile.TemporaryDirectory() as folder:
            file = experiment(folder, 1, count // 5, "'range(0.01,0.05,0.01)'")
            begin = time.perf_counter()
            child = subprocess.Popen([f"{HOME}/wsol", "plan", file], stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            if status != 0:
                sys.exit(f"compare: wsol plan failed with status {status}")
            peaks.append(usage.ru_maxrss / 1024)
            return time.perf_counter() - begin
    return [steps_of("plan-5000", "s", 10, PLANNED, run), line("memory-plan-5000", 1.0, peaks[-1], 300, "MB", "limit 300 MB")]


def startup(options):
    times = sorted(seconds([f"{HOME}/wsol", "--help"], options.threads) for _ in range(5))
    return [line("help", 1.0, times[2], 0.5, "s", "limit 0.5 s")]


ROWS = {"help": startup, "training-to-report": training, "evaluate-5794": evaluation, "sweep-jobs": sweep, "plan-5000": plan}
