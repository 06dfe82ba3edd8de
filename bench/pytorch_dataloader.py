"""Images per second from JPEG files to training tensors with PyTorch's DataLoader and torchvision's transforms.

    python3 bench/pytorch_dataloader.py FOLDER_OF_IMAGES [WORKERS] [PASSES]

The Java side is org.wsol.data.bench.LoaderThroughput in the tests of wsol-data, on the same folder.
"""
import pathlib
import sys
import time

import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset

from pytorch.images import TRAINING


class Images(Dataset):
    def __init__(self, folder):
        self.files = sorted(pathlib.Path(folder).rglob("*.jpg"))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return TRAINING(Image.open(self.files[index]).convert("RGB")), 0


def main():
    folder = sys.argv[1]
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    passes = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    torch.set_num_threads(1)
    images = Images(folder)
    loader = DataLoader(images, batch_size=32, shuffle=True, num_workers=workers, persistent_workers=True)
    for number in range(passes):
        start = time.perf_counter()
        count = sum(len(batch) for batch, _ in loader)
        print(f"pass {number}: {count / (time.perf_counter() - start):.1f} images/s")


if __name__ == "__main__":
    main()
