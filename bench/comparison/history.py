"""Stores every result with its machine, and detects regressions."""
import datetime
import json
import os
import platform
import subprocess

from .sides import HOME, PYTHON

FILE = os.path.join(HOME, "bench", "history.jsonl")
WORSE = 1.15


def first_line(command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    return (done.stdout or done.stderr).strip().splitlines()[0] if done.returncode == 0 else "unknown"


def processor():
    with open("/proc/cpuinfo") as file:
        return next((text.split(":")[1].strip() for text in file if text.startswith("model name")), "unknown")


def machine(threads):
    """The properties that make two measurements comparable."""
    return {"processor": processor(), "cores": len(os.sched_getaffinity(0)), "threads": threads, "system": platform.system()}


def versions():
    return {"commit": first_line(["git", "rev-parse", "--short", "HEAD"]), "java": first_line(["java", "-version"]),
            "pytorch": first_line([PYTHON, "-c", "import torch; print(torch.__version__)"])}


def entries(file=FILE):
    if not os.path.exists(file):
        return []
    with open(file) as lines:
        return [json.loads(text) for text in lines if text.strip()]


def last_ratios(found, of):
    """The latest ratio of every row on the same machine."""
    ratios = {}
    for entry in found:
        if entry["machine"] == of:
            ratios.update({row["work"]: row["ratio"] for row in entry["rows"]})
    return ratios


def worse(table, before):
    """Messages about rows that regressed by more than the allowed share."""
    return [f"{row['work']}: ratio {row['ratio']:.3f} after {before[row['work']]:.3f}" for row in table
            if row["work"] in before and row["ratio"] > WORSE * before[row["work"]]]


def append(table, threads, file=FILE):
    """Adds the results as one line and returns the regressions on this machine."""
    here = machine(threads)
    found = worse(table, last_ratios(entries(file), here))
    entry = {"date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "machine": here,
             "versions": versions(), "rows": table}
    with open(file, "a") as lines:
        lines.write(json.dumps(entry) + "\n")
    return found
