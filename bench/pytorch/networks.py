"""The backbones of the benchmark as torchvision builds them, split where attentive dropout goes."""
import torch
import torchvision
from torch import nn


class Network(nn.Module):
    """A trunk, a tail that is applied twice in training, and a linear head behind global average pooling."""

    def __init__(self, trunk, tail, channels, classes, head_dropout=0.0):
        super().__init__()
        self.trunk = trunk
        self.tail = tail
        self.head_dropout = nn.Dropout(head_dropout)
        self.fc = nn.Linear(channels, classes)

    def logits(self, features):
        return self.fc(self.head_dropout(features.mean((2, 3))))


def vgg16(classes):
    """VGG16-GAP with a 14x14 map; dropout behind conv4_3, before pool4."""
    layers = list(torchvision.models.vgg16(weights=None).features)[:-1]
    tail = layers[23:] + [nn.Conv2d(512, 1024, 3, padding=1), nn.ReLU(inplace=False)]
    return Network(nn.Sequential(*layers[:23]), nn.Sequential(*tail), 1024, classes)


def resnet50(classes):
    """ResNet-50 with a 28x28 map; dropout behind the first block of layer4."""
    model = torchvision.models.resnet50(weights=None)
    for layer in (model.layer3, model.layer4):
        layer[0].conv2.stride = (1, 1)
        layer[0].downsample[0].stride = (1, 1)
    stem = [model.conv1, model.bn1, model.relu, model.maxpool, model.layer1, model.layer2, model.layer3]
    return Network(nn.Sequential(*stem, model.layer4[0]), model.layer4[1:], 2048, classes)


def mobilenet_v2(classes):
    """MobileNetV2 with a 14x14 map; dropout behind features.14."""
    features = torchvision.models.mobilenet_v2(weights=None).features
    features[14].conv[1][0].stride = (1, 1)
    return Network(features[:15], features[15:], 1280, classes, 0.2)


NETWORKS = {"vgg16": vgg16, "resnet50": resnet50, "mobilenet_v2": mobilenet_v2}
