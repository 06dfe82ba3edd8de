"""Rows that compare a piece of work with PyTorch, alternating between both sides."""
import os
import statistics
import tempfile
from dataclasses import dataclass, field

from .sides import HOME, fastest_peer, measured, other_load, ours, output_of, theirs

# Time compared with PyTorch in its fastest form: steps and maps of the three networks of the paper.
PAPER = {"mobilenet_v2": (32, 0.5, 0.2), "resnet50": (8, 0.75, 0.5), "vgg16": (8, 0.7, 0.4)}
FAMILIES = {"resnet18": 32, "efficientnet_b0": 16, "convnext_tiny": 8, "deit_small": 8}
# Maps of methods other than the class activation map: backbone, batch, target.
EXPLAINED = {"gradcam": ("resnet50", 32, 0.6), "layercam": ("resnet50", 32, 0.6), "scorecam": ("mobilenet_v2", 1, 0.5)}
# Steps of methods other than the paper's, on ResNet-50.
METHODS = ("adl", "acol")
BFLOAT16 = ["--precision", "bfloat16"]


@dataclass(frozen=True)
class Row:
    """A piece of work that both sides perform."""
    name: str
    kind: str
    backbone: str
    batch: int
    target: float
    more: list = field(default_factory=list)


def line(work, target, mine, other, unit, how=""):
    """One line of the table; the target applies to the ratio."""
    return {"work": work, "ratio": round(mine / other, 4), "target": target, "ours": round(mine, 4), "peer": round(other, 4),
            "unit": unit, "how": how}


def median(pairs, side, key):
    return statistics.median(pair[side][key] for pair in pairs)


def beside_pytorch(row, options, peer=None):
    """Time and peak memory compared with PyTorch in its fastest layout and mode: as installed (one measurement, which can take a minute),
    and with an allocator that keeps its memory."""
    how, name = peer or fastest_peer(row, options)
    pairs = [(ours(row, options), theirs(row, options, how)) for _ in range(options.rounds)]
    installed = theirs(row, options, [*how, "--seconds", "0"], {})
    mine = median(pairs, 0, "seconds")
    return [line(row.name, row.target, mine, installed["seconds"], "s", name),
            line(f"{row.name}-kept", 1.0, mine, median(pairs, 1, "seconds"), "s", f"{name}, memory kept"),
            line(f"memory-{row.name}", 1.0, median(pairs, 0, "peakMegabytes"), installed["peakMegabytes"], "MB", name)]


def bfloat16(row, options, against_float32, against_autocast):
    """bfloat16 compared with PyTorch in float32 and with autocast, each in its fastest form, and with this project's float32."""
    plain, plain_name = fastest_peer(row, options)
    cast, cast_name = fastest_peer(row, options, ["--autocast"])
    rounds = [(ours(row, options, BFLOAT16), theirs(row, options, plain), theirs(row, options, [*cast, "--autocast"]), ours(row, options))
              for _ in range(options.rounds)]
    mine = median(rounds, 0, "seconds")
    name = f"{row.name}-bf16"
    lines = [line(name, against_float32, mine, median(rounds, 1, "seconds"), "s", f"float32, {plain_name}, memory kept"),
             line(f"{name}-autocast", against_autocast, mine, median(rounds, 2, "seconds"), "s", f"autocast, {cast_name}, memory kept")]
    if row.kind == "step":
        lines.append(line(f"memory-{name}", 0.65, median(rounds, 0, "peakMegabytes"), median(rounds, 3, "peakMegabytes"), "MB",
                          "our float32"))
    return lines


def busy(row, options):
    """A step while another process keeps one core busy, compared with an idle machine and with PyTorch under the same load."""
    core = max(os.sched_getaffinity(0))
    how, name = fastest_peer(row, options)
    idle, loaded, peer = [], [], []
    for _ in range(options.rounds):
        idle.append(ours(row, options)["seconds"])
        with other_load(core):
            loaded.append(ours(row, options)["seconds"])
            peer.append(theirs(row, options, how)["seconds"])
    mine = statistics.median(loaded)
    return [line(f"busy-{row.name}-idle", 2.2, mine, statistics.median(idle), "s", "ours on an idle machine"),
            line(f"busy-{row.name}", 1.0, mine, statistics.median(peer), "s", f"{name}, memory kept")]


def epoch(options):
    """The memory of an epoch is not compared, because PyTorch uses several processes."""
    row = Row("epoch-cub10", "epoch", "mobilenet_v2", 32, 1.0, ["--data", options.data])
    pairs = [(ours(row, options), theirs(row, options)) for _ in range(options.rounds)]
    return [line(row.name, row.target, median(pairs, 0, "seconds"), median(pairs, 1, "seconds"), "s", "contiguous, eager, memory kept")]


def growth(options):
    """Small images: 500 steps take a minute, and growth is easier to detect in a small process."""
    found = measured(
        [f"{HOME}/wsol", "bench", "step", "--backbone", "mobilenet_v2", "--batch", "8", "--image-size", "112", "--warm-up", "20",
         "--runs", "500", "--json"], options.threads)
    return [line("growth", 1.01, found["megabytesAfter"], found["megabytesBefore"], "MB", "at step 520 over step 20")]


def dl4j(options):
    """Training of one network from one zip with this project and with Deeplearning4j's fit; no Python is involved."""
    module = os.path.join(HOME, "wsol-dl4j")
    output_of([f"{HOME}/mvnw", "-q", "-B", "-f", HOME, "-pl", "wsol-dl4j", "-am", "-DskipTests", "package"], options.threads)
    with open(os.path.join(module, "target", "test-class-path.txt")) as file:
        class_path = ":".join([os.path.join(module, "target", "test-classes"), os.path.join(module, "target", "classes"),
                               file.read().strip()])
    with tempfile.TemporaryDirectory() as folder:
        def side(name):
            return measured(["java", "-Xmx2g", "-cp", class_path, "org.wsol.dl4j.bench.FitComparison", name,
                             os.path.join(folder, "resnet50.zip"), "8", str(options.seconds)], options.threads)
        pairs = [(side("ours"), side("dl4j")) for _ in range(options.rounds)]
    return [line("fit-dl4j", 0.5, median(pairs, 0, "seconds"), median(pairs, 1, "seconds"), "s", "Deeplearning4j's fit"),
            line("memory-fit-dl4j", 0.6, median(pairs, 0, "peakMegabytes"), median(pairs, 1, "peakMegabytes"), "MB",
                 "Deeplearning4j's fit")]


def all_rows():
    """Every row's name with its measurement; the first rows are the default."""
    found = {}

    def add(name, measure, row, *more):
        found[name] = lambda options: measure(row, options, *more)

    def beside(row):
        add(row.name, beside_pytorch, row)

    for backbone, (batch, step, maps) in PAPER.items():
        beside(Row(f"step-{backbone}", "step", backbone, batch, step))
        beside(Row(f"infer-{backbone}", "infer", backbone, 32, maps))
    found["growth"] = growth
    default = list(found) + ["help"]
    for backbone, (batch, step, maps) in PAPER.items():
        steps = Row(f"step-{backbone}", "step", backbone, batch, step)
        add(f"step-{backbone}-bf16", bfloat16, steps, 0.4, 0.8)
        add(f"infer-{backbone}-bf16", bfloat16, Row(f"infer-{backbone}", "infer", backbone, 32, maps), 0.3, 0.7)
        add(f"busy-step-{backbone}", busy, steps)
        beside(Row(f"localize-{backbone}", "localize", backbone, 1, 0.6))
        add(f"load-{backbone}", beside_pytorch, Row(f"load-{backbone}", "load", backbone, 1, 0.5), ([], "eager"))
    for backbone, batch in FAMILIES.items():
        beside(Row(f"step-{backbone}", "step", backbone, batch, 1.0))
        beside(Row(f"infer-{backbone}", "infer", backbone, 32, 0.7))
    for method in METHODS:
        beside(Row(f"step-{method}-resnet50", "step", "resnet50", 8, 1.0, ["--method", method]))
    for method, (backbone, batch, target) in EXPLAINED.items():
        beside(Row(f"{method}-{backbone}", "explain", backbone, batch, target, ["--map", method]))
    found["epoch-cub10"] = epoch
    found["fit-dl4j"] = dl4j
    return found, default
