"""Steps of other methods on ResNet-50, as in the reference evaluation: ADL (CVPR 2019) and ACoL (CVPR 2018)."""
import torch
import torch.nn.functional as F
from torch import nn

import method
from networks import resnet50

DROP_RATE, DROP_THRESHOLD = 0.75, 0.9
ERASE_THRESHOLD, WIDTH = 0.7, 1024


def attention_dropout(x):
    """Drops the strongest positions of the whole batch or weights all positions by importance, by one coin."""
    attention = x.mean(1, keepdim=True)
    if torch.rand(()).item() < DROP_RATE:
        return x * (attention < DROP_THRESHOLD * attention.amax((2, 3), keepdim=True)).to(x.dtype)
    return x * attention.sigmoid()


class AttentionDropout(nn.Module):
    """ResNet-50 with a dropout layer after layer3.0, layer4.0 and layer4.2."""

    def __init__(self, classes):
        super().__init__()
        network = resnet50(classes)
        *stem, layer3, layer4 = network.trunk
        self.parts = nn.ModuleList(
            [nn.Sequential(*stem, layer3[0]), nn.Sequential(*layer3[1:], layer4), network.tail])
        self.head = network.fc

    def loss(self, images, labels):
        x = images
        for part in self.parts:
            x = attention_dropout(part(x))
        return F.cross_entropy(self.head(x.mean((2, 3))), labels)


class Erasing(nn.Module):
    """ResNet-50 with two classifiers; the second does not see the positions that the first one used."""

    def __init__(self, classes):
        super().__init__()
        network = resnet50(classes)
        self.parts = nn.ModuleList([nn.Sequential(network.trunk, network.tail)])
        self.head = nn.ModuleList([self.classifier(classes), self.classifier(classes)])

    @staticmethod
    def classifier(classes):
        return nn.Sequential(nn.Conv2d(2048, WIDTH, 3, padding=1), nn.ReLU(), nn.Conv2d(WIDTH, WIDTH, 3, padding=1), nn.ReLU(),
                             nn.Conv2d(WIDTH, classes, 1))

    def loss(self, images, labels):
        features = self.parts[0](images)
        first = self.head[0](features)
        own = first.detach()[torch.arange(len(labels)), labels]
        low = own.amin((1, 2), keepdim=True)
        kept = (own - low) / (own.amax((1, 2), keepdim=True) - low) < ERASE_THRESHOLD
        second = self.head[1](features * kept[:, None].to(features.dtype))
        return F.cross_entropy(first.mean((2, 3)), labels) + F.cross_entropy(second.mean((2, 3)), labels)


METHODS = {"adl": AttentionDropout, "acol": Erasing}


def scripted(network, images):
    """Replaces the convolutional parts with their traced graphs; what is drawn in every step remains outside of them."""
    x = images
    for i, part in enumerate(network.parts):
        with torch.no_grad():
            following = part(x)
        network.parts[i] = torch.jit.trace(part, x.detach(), check_trace=False)
        x = following


def optimizer_of(network):
    return method.sgd(network.parts.parameters(), network.head.parameters())
