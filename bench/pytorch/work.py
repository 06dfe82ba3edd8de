"""Runs one piece of the benchmark's work in PyTorch and prints what it took as JSON.

    work.py step|infer BACKBONE --batch N --seconds S
"""
import argparse
import json
import resource
import statistics
import time

import torch

import method
from networks import NETWORKS

CLASSES = 200
SIZE = 224


def timed(work, seconds):
    """Wall and CPU seconds of each run after two runs to warm up, for about the given time, at least three."""
    for _ in range(2):
        work()
    walls, cpus = [], []
    begin = time.perf_counter()
    while len(walls) < 3 or time.perf_counter() - begin < seconds:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return walls, cpus


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=["step", "infer"])
    parser.add_argument("backbone", choices=sorted(NETWORKS))
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    network = NETWORKS[options.backbone](CLASSES)
    images = torch.rand(options.batch, 3, SIZE, SIZE) * 2 - 1
    labels = torch.arange(options.batch) * 7 % CLASSES
    if options.work == "step":
        optimizer = method.optimizer_of(network.train())
        walls, cpus = timed(lambda: method.step(network, optimizer, images, labels), options.seconds)
    else:
        network.eval()
        walls, cpus = timed(lambda: method.maps(network, images, labels), options.seconds)
    print(json.dumps({
        "seconds": statistics.median(walls),
        "fastest": min(walls),
        "spread": max(walls) - min(walls),
        "cpuSeconds": statistics.median(cpus),
        "runs": len(walls),
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))


if __name__ == "__main__":
    main()
