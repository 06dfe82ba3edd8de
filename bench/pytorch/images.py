"""The training images of a data set in the layout of CUB-200-2011, decoded and augmented as in torchvision."""
import pathlib

from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

# The transformation of a training image, from PIL's image to the tensor.
TRAINING = transforms.Compose([
    transforms.Resize((256, 256)),
    transforms.RandomCrop(224),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


def table(file):
    """The lines of a list as pairs of key and value."""
    return dict(line.split() for line in file.read_text().splitlines() if line.strip())


class TrainImages(Dataset):
    """Images and 0-based labels of the train split."""

    def __init__(self, root):
        root = pathlib.Path(root)
        names, labels, train = (table(root / name) for name in
                                ("images.txt", "image_class_labels.txt", "train_test_split.txt"))
        self.samples = [(root / "images" / names[key], int(labels[key]) - 1) for key in names if train[key] == "1"]
        self.classes = 1 + max(label for _, label in self.samples)

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        file, label = self.samples[index]
        return TRAINING(Image.open(file).convert("RGB")), label


def batches(images, size, workers):
    """Shuffled batches, including the smaller last one, decoded by persistent worker processes."""
    return DataLoader(images, batch_size=size, shuffle=True, num_workers=workers, persistent_workers=workers > 0)
