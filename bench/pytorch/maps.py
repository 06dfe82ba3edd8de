"""Maps of trained networks by the formulas of pytorch-grad-cam, with gradients down to the features only."""
import torch
import torch.nn.functional as F

# Batch size for masked images, as in pytorch-grad-cam.
MASKS_AT_ONCE = 16


def features_of(network, images):
    """The input of the head, without the graph for a backward pass through the trunk."""
    with torch.no_grad():
        return network.tail(network.trunk(images))


def gradients(network, features, labels):
    """The gradient of each image's class score with respect to its features."""
    features.requires_grad_()
    scores = network.logits(features)[torch.arange(len(labels)), labels]
    return torch.autograd.grad(scores.sum(), features)[0]


def gradcam(network, images, labels):
    """Weights each channel by its mean gradient."""
    features = features_of(network, images)
    gradient = gradients(network, features, labels)
    with torch.no_grad():
        return (gradient.mean((2, 3), keepdim=True) * features).sum(1)


def layercam(network, images, labels):
    """Weights every position by its positive gradient."""
    features = features_of(network, images)
    gradient = gradients(network, features, labels)
    with torch.no_grad():
        return (F.relu(gradient) * features).sum(1)


@torch.no_grad()
def scorecam(network, images, labels):
    """Weights each channel by the class score of the image masked with it."""
    features = features_of(network, images)
    masks = F.interpolate(features, size=images.shape[-2:], mode="bilinear", align_corners=True)
    low, high = masks.amin((2, 3), keepdim=True), masks.amax((2, 3), keepdim=True)
    masks = (masks - low) / (high - low + 1e-8)
    maps = []
    for image, label, own, channels in zip(images, labels, masks, features):
        scores = [network.logits(network.tail(network.trunk(image[None] * own[i:i + MASKS_AT_ONCE, None])))[:, label]
                  for i in range(0, len(own), MASKS_AT_ONCE)]
        weights = torch.softmax(torch.cat(scores), 0)
        maps.append((weights[:, None, None] * channels).sum(0))
    return torch.stack(maps)


MAPS = {"gradcam": gradcam, "layercam": layercam, "scorecam": scorecam}
