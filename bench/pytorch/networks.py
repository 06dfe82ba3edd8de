"""The backbones of the benchmark as in torchvision, split where attentive dropout is applied."""
import torch
import torchvision
from torch import nn


class Network(nn.Module):
    """A trunk, a tail that is applied twice in training, and a linear head after global average pooling."""

    def __init__(self, trunk, tail, channels, classes, head_dropout=0.0):
        super().__init__()
        self.trunk = trunk
        self.tail = tail
        self.head_dropout = nn.Dropout(head_dropout)
        self.fc = nn.Linear(channels, classes)

    def logits(self, features):
        return self.fc(self.head_dropout(features.mean((2, 3))))


class Clamp6(nn.Module):
    """ReLU6 by another operation."""

    def forward(self, x):
        return torch.clamp(x, 0, 6)


def replace_relu6(network):
    """PyTorch 1.13 cannot compute the gradient of ReLU6 in bfloat16."""
    for module in list(network.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.ReLU6):
                setattr(module, name, Clamp6())


def scripted(network, images):
    """Replaces the trunk and the tail with their traced graphs; without training they are frozen and fused as well."""
    if isinstance(network.trunk, Patches):
        raise RuntimeError("the class token is kept outside of the graph")
    with torch.set_grad_enabled(network.training):
        middle = network.trunk(images)
        for name, example in (("trunk", images), ("tail", middle)):
            traced = torch.jit.trace(getattr(network, name), example.detach(), check_trace=False)
            setattr(network, name, traced if network.training else torch.jit.optimize_for_inference(torch.jit.freeze(traced)))


def vgg16(classes):
    """VGG16-GAP with a 14x14 map; dropout after conv4_3, before pool4."""
    layers = list(torchvision.models.vgg16(weights=None).features)[:-1]
    tail = layers[23:] + [nn.Conv2d(512, 1024, 3, padding=1), nn.ReLU(inplace=False)]
    return Network(nn.Sequential(*layers[:23]), nn.Sequential(*tail), 1024, classes)


def resnet50(classes):
    """ResNet-50 with a 28x28 map; dropout after the first block of layer4."""
    model = torchvision.models.resnet50(weights=None)
    for layer in (model.layer3, model.layer4):
        layer[0].conv2.stride = (1, 1)
        layer[0].downsample[0].stride = (1, 1)
    stem = [model.conv1, model.bn1, model.relu, model.maxpool, model.layer1, model.layer2, model.layer3]
    return Network(nn.Sequential(*stem, model.layer4[0]), model.layer4[1:], 2048, classes)


def mobilenet_v2(classes):
    """MobileNetV2 with a 14x14 map; dropout after features.14."""
    features = torchvision.models.mobilenet_v2(weights=None).features
    features[14].conv[1][0].stride = (1, 1)
    return Network(features[:15], features[15:], 1280, classes, 0.2)


def resnet18(classes):
    """ResNet-18 with a 14x14 map; dropout after the first block of layer4."""
    model = torchvision.models.resnet18(weights=None)
    model.layer4[0].conv1.stride = (1, 1)
    model.layer4[0].downsample[0].stride = (1, 1)
    stem = [model.conv1, model.bn1, model.relu, model.maxpool, model.layer1, model.layer2, model.layer3]
    return Network(nn.Sequential(*stem, model.layer4[0]), model.layer4[1:], 512, classes)


def efficientnet_b0(classes):
    """EfficientNet-B0 with a 14x14 map; dropout after features.6.0."""
    features = torchvision.models.efficientnet_b0(weights=None).features
    features[6][0].block[1][0].stride = (1, 1)
    return Network(nn.Sequential(*features[:6], features[6][0]),
                   nn.Sequential(features[6][1:], *features[7:]), 1280, classes, 0.2)


def convnext_tiny(classes):
    """ConvNeXt-Tiny with a 14x14 map and a plain head; dropout after features.7.0."""
    features = torchvision.models.convnext_tiny(weights=None).features
    halving = features[6][1]
    halving.stride = (1, 1)
    # One row below and one column on the right, so that the map keeps its size.
    features[6] = nn.Sequential(features[6][0], nn.ZeroPad2d((0, 1, 0, 1)), halving)
    return Network(nn.Sequential(*features[:7], features[7][0]), nn.Sequential(*features[7][1:]), 768, classes)


class Patches(nn.Module):
    """Some of a transformer's blocks on patches as maps; the class token is kept separately."""

    def __init__(self, model, first, last):
        super().__init__()
        self.model, self.first, self.last = [model], first, last
        self.blocks = model.encoder.layers[first:last]
        if first == 0:
            self.begin = nn.ModuleList([model.conv_proj])
            self.token, self.positions = model.class_token, model.encoder.pos_embedding
        if last == len(model.encoder.layers):
            self.norm = model.encoder.ln

    def forward(self, x):
        if self.first == 0:
            x = self.begin[0](x).flatten(2).transpose(1, 2)
            x = torch.cat([self.token.expand(len(x), -1, -1), x], 1) + self.positions
        else:
            x = torch.cat([self.model[0].waiting, x.flatten(2).transpose(1, 2)], 1)
        x = self.blocks(x)
        x = self.norm(x) if hasattr(self, "norm") else x
        self.model[0].waiting = x[:, :1]
        side = int((x.shape[1] - 1) ** 0.5)
        return x[:, 1:].transpose(1, 2).reshape(len(x), -1, side, side)


def deit_small(classes):
    """DeiT-S with a plain head on the mean of its patches; dropout after the eleventh block."""
    model = torchvision.models.VisionTransformer(
        image_size=224, patch_size=16, num_layers=12, num_heads=6, hidden_dim=384, mlp_dim=1536)
    return Network(Patches(model, 0, 11), Patches(model, 11, 12), 384, classes)


NETWORKS = {"vgg16": vgg16, "resnet50": resnet50, "mobilenet_v2": mobilenet_v2, "resnet18": resnet18,
            "efficientnet_b0": efficientnet_b0, "convnext_tiny": convnext_tiny, "deit_small": deit_small}
