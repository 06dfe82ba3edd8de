"""Runs a piece of work on either side and reads its measurements."""
import contextlib
import json
import os
import subprocess
import sys

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON = os.environ.get("WSOL_BENCH_PYTHON", "/usr/bin/python3")
WORK = f"{HOME}/bench/pytorch/work.py"
# Large pages, and an allocator that keeps memory instead of returning it to the system after every operation. As installed, PyTorch can
# spend most of its time on page faults. ./wsol sets the first for itself; its memory is planned and does not need the other two.
KEPT_MEMORY = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=17179869184"}
# Backbones whose default head is not plain; the method of the benchmark needs class weights.
OPTIONS = {"convnext_tiny": ["--option", "head=linear"]}


def output_of(command, threads, variables=None):
    """The standard output of a command with the given number of threads; exits if the command fails."""
    environment = {**os.environ, **(variables or {}), "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"compare: '{' '.join(command)}' failed:\n{done.stderr.strip()[-2000:]}")
    return done.stdout


def measured(command, threads, variables=None):
    """The JSON object in the last line of a command's output."""
    return json.loads(output_of(command, threads, variables).strip().splitlines()[-1])


def our_command(row, *more):
    return [f"{HOME}/wsol", "bench", row.kind, "--backbone", row.backbone, "--batch", str(row.batch), "--json",
            *OPTIONS.get(row.backbone, []), *row.more, *more]


def their_command(row, options, *more):
    return [PYTHON, WORK, row.kind, row.backbone, "--batch", str(row.batch), "--threads", str(options.threads), *row.more, *more]


def ours(row, options, more=()):
    return measured(our_command(row, "--seconds", str(options.seconds), "--warm-up", "1", *more), options.threads)


def theirs(row, options, more=(), memory=KEPT_MEMORY):
    return measured(their_command(row, options, "--seconds", str(options.seconds), "--warm-up", "1", *more), options.threads, memory)


def fastest_peer(row, options, more=()):
    """The arguments for PyTorch's fastest layout and mode of this work, and their name."""
    found = measured(
        [PYTHON, WORK, "choose", row.backbone, "--of", row.kind, "--batch", str(row.batch), "--threads", str(options.threads),
         *row.more, *more], options.threads, KEPT_MEMORY)
    return ["--layout", found["layout"], "--mode", found["mode"]], f"{found['layout']}, {found['mode']}"


@contextlib.contextmanager
def other_load(core):
    """A process that keeps one core busy; terminated by its handle."""
    load = subprocess.Popen([sys.executable, "-c", "while True: pass"],
                            preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    try:
        yield
    finally:
        load.kill()
        load.wait()


def check_tools():
    found = subprocess.run([PYTHON, "-c", "import torch, torchvision, cv2"], capture_output=True, text=True)
    if found.returncode != 0:
        sys.exit(f"compare: {PYTHON} cannot import torch, torchvision and cv2; on Debian: apt install python3-torch"
                 " python3-torchvision python3-opencv, or name another Python in WSOL_BENCH_PYTHON")
