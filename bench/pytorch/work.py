"""Runs one piece of the benchmark's work in PyTorch and prints its measurements as JSON.

    work.py step|infer BACKBONE --batch N --seconds S
    work.py step resnet50 --method adl|acol --batch N --seconds S
    work.py localize|load BACKBONE --seconds S        from one image file to its box, without and with loading the network
    work.py explain BACKBONE --map METHOD --batch N --seconds S
    work.py epoch BACKBONE --batch N --seconds S --data FOLDER_IN_CUB_LAYOUT
    work.py choose BACKBONE --of step|infer|explain|localize --batch N    which layout and mode is the fastest for that work

Options: --layout contiguous|channels_last, --mode eager|scripted (traced; frozen if nothing is trained), --autocast (bfloat16).
"""
import argparse
import contextlib
import functools
import io
import itertools
import json
import resource
import statistics
import sys
import tempfile
import time

import torch
from PIL import Image, ImageDraw

import images as data
import maps
import method
import peers
import server
from networks import NETWORKS, replace_relu6, scripted

CLASSES = 200
SIZE = 224
LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
MODES = ("eager", "scripted")
# The batch of the first choice of layout and mode.
FEW_IMAGES = 4


def timed(work, seconds, warm_up, least=3, runs=None):
    """Wall and CPU seconds of each run after some to warm up: the given number of runs, or as many as fit into the time, but at least so
    many, or one if a run is longer than that time."""
    begin = time.perf_counter()
    for _ in range(warm_up):
        work()
    if runs:
        seconds, least = 0, runs
    elif warm_up and time.perf_counter() - begin > warm_up * seconds:
        least = 1
    walls, cpus = [], []
    begin = time.perf_counter()
    while len(walls) < least or time.perf_counter() - begin < seconds:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return walls, cpus


def prepared(options, training, create=None, script=scripted):
    """The network, images of noise in [-1, 1) and labels spread over the classes, in the requested layout and mode."""
    layout = LAYOUTS[options.layout]
    network = (create or NETWORKS[options.backbone])(CLASSES).train(training).to(memory_format=layout)
    if options.autocast:
        replace_relu6(network)
    images = (torch.rand(options.batch, 3, SIZE, SIZE) * 2 - 1).contiguous(memory_format=layout)
    if options.mode == "scripted":
        with autocast(options, cache=False):
            script(network, images)
    return network, images, torch.arange(options.batch) * 7 % CLASSES


def autocast(options, cache=True):
    """bfloat16 where PyTorch chooses it, or nothing. Tracing does not support its cache of parameters."""
    return torch.autocast("cpu", torch.bfloat16, cache_enabled=cache) if options.autocast else contextlib.nullcontext()


def one_step(options):
    """A step of a whole method on noise."""
    if options.method:
        network, images, labels = prepared(options, True, peers.METHODS[options.method], peers.scripted)
        optimizer = peers.optimizer_of(network)
        return lambda: method.step(network.loss, optimizer, images, labels, autocast(options))
    network, images, labels = prepared(options, True)
    optimizer = method.optimizer_of(network)
    loss = functools.partial(method.loss, network)
    return lambda: method.step(loss, optimizer, images, labels, autocast(options))


def one_inference(options):
    """Maps of known classes on noise."""
    network, images, labels = prepared(options, False)

    def infer():
        with autocast(options):
            method.maps(network, images, labels)
    return infer


def one_explanation(options):
    """Maps of known classes with a method other than the class activation map, on noise."""
    network, images, labels = prepared(options, False)
    return lambda: maps.MAPS[options.map](network, images, labels)


def one_localization(options):
    """From the bytes of a JPEG file to its box."""
    options.batch = 1
    network, _, _ = prepared(options, False)
    content = photo()
    return lambda: server.localize(network, content, SIZE)


def one_load(options):
    """The network from its file and the first box."""
    file = tempfile.NamedTemporaryFile(suffix=".pth")
    torch.save(NETWORKS[options.backbone](CLASSES).state_dict(), file.name)
    content = photo()

    def load():
        assert file, "kept open, so that it stays"
        network = NETWORKS[options.backbone](CLASSES).eval()
        network.load_state_dict(torch.load(file.name))
        server.localize(network, content, SIZE)
    return load


def photo():
    """A JPEG of 500 x 375 pixels: a disc on a non-uniform background."""
    picture = Image.linear_gradient("L").resize((500, 375)).convert("RGB")
    ImageDraw.Draw(picture).ellipse((166, 125, 291, 250), fill="blue")
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=75)
    return content.getvalue()


def one_epoch(options):
    """An epoch of the whole method on images from disk."""
    images = data.TrainImages(options.data)
    network = NETWORKS[options.backbone](images.classes).train()
    optimizer = method.optimizer_of(network)
    loss = functools.partial(method.loss, network)
    loader = data.batches(images, options.batch, options.workers)

    def epoch():
        for batch, labels in loader:
            method.step(loss, optimizer, batch, labels)
    return epoch


WORKS = {"step": one_step, "infer": one_inference, "explain": one_explanation, "epoch": one_epoch,
         "localize": one_localization, "load": one_load}


def peak_megabytes():
    """Largest resident memory of this process and of its largest child process."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def choose(options):
    """The fastest layout and mode. All are measured once with a few images, because some take a minute for 32; those within 15 % of the
    fastest are measured again with the whole batch. Explanations take tens of seconds: no run to warm up, and eight images only."""
    slow, whole = options.of == "explain", options.batch
    options.batch = min(whole, 8 if slow else FEW_IMAGES)
    found = once(options, itertools.product(LAYOUTS, MODES), not slow)
    close = [how for how, seconds in found.items() if seconds < 1.15 * min(found.values())]
    if not slow and whole > options.batch and len(close) > 1:
        options.batch = whole
        found = once(options, close, True)
    layout, mode = min(found, key=found.get)
    return {"layout": layout, "mode": mode, "seconds": {", ".join(how): seconds for how, seconds in found.items()}}


def once(options, combinations, warm):
    """Seconds of one run in each combination of layout and mode that PyTorch can execute, after runs to warm up: scripted code needs two."""
    found = {}
    for options.layout, options.mode in combinations:
        try:
            walls, _ = timed(WORKS[options.of](options), 0, (1 if options.mode == "eager" else 2) if warm else 0, least=1)
        except RuntimeError as refused:
            print(f"{options.layout}, {options.mode}: {str(refused).strip().splitlines()[-1]}", file=sys.stderr)
            continue
        found[options.layout, options.mode] = min(walls)
    return found


def measure(options):
    walls, cpus = timed(WORKS[options.work](options), options.seconds, options.warm_up, runs=options.runs)
    return {
        "seconds": statistics.median(walls),
        "fastest": min(walls),
        "spread": max(walls) - min(walls),
        "cpuSeconds": statistics.median(cpus),
        "runs": len(walls),
        "peakMegabytes": peak_megabytes(),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=[*sorted(WORKS), "choose"])
    parser.add_argument("backbone", choices=sorted(NETWORKS))
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--map", choices=sorted(maps.MAPS), default="layercam", help="the method of explain")
    parser.add_argument("--method", choices=sorted(peers.METHODS), help="of step: a method other than that of Kim et al., on resnet50")
    parser.add_argument("--of", choices=sorted(WORKS), default="step", help="the work that choose is about")
    parser.add_argument("--layout", choices=list(LAYOUTS), default="contiguous")
    parser.add_argument("--mode", choices=MODES, default="eager")
    parser.add_argument("--autocast", action="store_true")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--runs", type=int, help="exact number of runs, instead of --seconds")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2, help="processes that decode images")
    parser.add_argument("--data", help="the data set of an epoch")
    options = parser.parse_args()
    if options.method and options.backbone != "resnet50":
        parser.error("--method is measured on resnet50")
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    print(json.dumps(choose(options) if options.work == "choose" else measure(options)))


if __name__ == "__main__":
    main()
