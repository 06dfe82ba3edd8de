"""The method of Kim et al. (CVPR 2022): one training step, and the maps of the evaluation."""
import contextlib

import torch
import torch.nn.functional as F

WEIGHTS = {"consistency": 3.0, "similarity": 0.5, "norm": 0.15}
FOREGROUND, BACKGROUND = 0.6, 0.1
DROP_THRESHOLD, DROP_PROBABILITY = 0.8, 0.5
TINY = 1e-15


def attentive_dropout(x):
    """Randomly erases the positions with the strongest response."""
    attention = x.mean(1, keepdim=True)
    threshold = DROP_THRESHOLD * attention.amax((2, 3), keepdim=True)
    drawn = torch.rand_like(attention) <= DROP_PROBABILITY
    return x * (~((attention > threshold) & drawn)).to(x.dtype)


def masked_mean(values, mask):
    mask = mask.to(values.dtype)
    return (values * mask).sum((1, 2)) / (mask.sum((1, 2)) + TINY)


def losses(network, images, labels):
    """Every term of the loss, unweighted, both branches."""
    middle = network.trunk(images)
    features = network.tail(middle)
    erased = network.tail(attentive_dropout(middle))
    norm = torch.linalg.vector_norm(features, dim=1)
    low = norm.amin((1, 2), keepdim=True)
    scaled = (norm - low) / ((norm - low).amax((1, 2), keepdim=True) + TINY)
    directions = F.normalize(features, dim=1)
    similarity = F.conv2d(directions, F.normalize(network.fc.weight, dim=1)[:, :, None, None])
    own = similarity[torch.arange(len(labels)), labels]
    largest = similarity.max(1).values
    return {
        "cross_entropy": F.cross_entropy(network.logits(features), labels),
        "consistency": (features - erased).abs().mean(),
        "similarity": (masked_mean(own, scaled < BACKGROUND) - masked_mean(own, scaled > FOREGROUND)).mean(),
        "norm": (masked_mean(scaled, largest < 0) - masked_mean(scaled, largest > 0)).mean(),
    }


def loss(network, images, labels):
    """The weighted sum of all terms."""
    terms = losses(network, images, labels)
    return terms["cross_entropy"] + sum(weight * terms[name] for name, weight in WEIGHTS.items())


def step(loss_of, optimizer, images, labels, precision=contextlib.nullcontext()):
    """One optimizer step on loss_of(images, labels) with a forward pass in the given precision; returns the loss."""
    with precision:
        total = loss_of(images, labels)
    optimizer.zero_grad(set_to_none=True)
    total.backward()
    optimizer.step()
    return total.item()


@torch.no_grad()
def maps(network, images, labels):
    """The class activation map of the known class, shape (B, h, w)."""
    features = network.tail(network.trunk(images))
    return torch.einsum("bchw,bc->bhw", features, network.fc.weight[labels])


def optimizer_of(network):
    head = list(network.fc.parameters())
    return sgd([p for p in network.parameters() if all(p is not q for q in head)], head)


def sgd(rest, head):
    """Nesterov SGD with weight decay, the head at ten times the rate."""
    groups = [{"params": rest}, {"params": head, "lr": 1e-3}]
    return torch.optim.SGD(groups, lr=1e-4, momentum=0.9, nesterov=True, weight_decay=1e-4)
