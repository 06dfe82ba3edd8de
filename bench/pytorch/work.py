"""Runs one piece of the benchmark's work in PyTorch and prints what it took as JSON.

    work.py step|infer BACKBONE --batch N --seconds S
    work.py explain BACKBONE --map METHOD --batch N --seconds S
    work.py epoch BACKBONE --batch N --seconds S --data FOLDER_IN_CUB_LAYOUT
"""
import argparse
import json
import resource
import statistics
import time

import torch

import images as data
import maps
import method
from networks import NETWORKS

CLASSES = 200
SIZE = 224


def timed(work, seconds, warm_up):
    """Wall and CPU seconds of each run after some to warm up, for about the given time, at least three."""
    for _ in range(warm_up):
        work()
    walls, cpus = [], []
    begin = time.perf_counter()
    while len(walls) < 3 or time.perf_counter() - begin < seconds:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return walls, cpus


def one_step(options):
    """A step of the whole method on noise."""
    network = NETWORKS[options.backbone](CLASSES).train()
    optimizer = method.optimizer_of(network)
    images, labels = noise(options.batch)
    return lambda: method.step(network, optimizer, images, labels)


def one_inference(options):
    """Maps of known classes on noise."""
    network = NETWORKS[options.backbone](CLASSES).eval()
    images, labels = noise(options.batch)
    return lambda: method.maps(network, images, labels)


def one_explanation(options):
    """Maps of known classes by another method than the class activation map, on noise."""
    network = NETWORKS[options.backbone](CLASSES).eval()
    images, labels = noise(options.batch)
    return lambda: maps.MAPS[options.map](network, images, labels)


def one_epoch(options):
    """An epoch of the whole method on images from disk."""
    images = data.TrainImages(options.data)
    network = NETWORKS[options.backbone](images.classes).train()
    optimizer = method.optimizer_of(network)
    loader = data.batches(images, options.batch, options.workers)

    def epoch():
        for batch, labels in loader:
            method.step(network, optimizer, batch, labels)
    return epoch


def noise(batch):
    """Images of noise in [-1, 1) with labels spread over the classes."""
    return torch.rand(batch, 3, SIZE, SIZE) * 2 - 1, torch.arange(batch) * 7 % CLASSES


WORKS = {"step": one_step, "infer": one_inference, "explain": one_explanation, "epoch": one_epoch}


def peak_megabytes():
    """Largest resident memory of this process and of the largest of those it started."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=sorted(WORKS))
    parser.add_argument("backbone", choices=sorted(NETWORKS))
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--map", choices=sorted(maps.MAPS), default="layercam", help="the method of explain")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2, help="processes that decode images")
    parser.add_argument("--data", help="the data set of an epoch")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    walls, cpus = timed(WORKS[options.work](options), options.seconds, options.warm_up)
    print(json.dumps({
        "seconds": statistics.median(walls),
        "fastest": min(walls),
        "spread": max(walls) - min(walls),
        "cpuSeconds": statistics.median(cpus),
        "runs": len(walls),
        "peakMegabytes": peak_megabytes(),
    }))


if __name__ == "__main__":
    main()
