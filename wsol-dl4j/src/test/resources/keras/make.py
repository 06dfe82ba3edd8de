#!/usr/bin/env python3
"""Writes residual.h5 and row.h5: Keras 2 models with random weights, laid out as Keras' save_model lays them out, and
expected.json: what they give for one image, computed with PyTorch. Needs h5py, numpy and torch, no Keras."""
import json
import h5py
import numpy as np
import torch
import torch.nn.functional as F

SIDE, CLASSES = 16, 3
random = np.random.default_rng(5)


def weights(*shape):
    return (random.standard_normal(shape) * 0.4).astype(np.float32)


def layer(kind, name, inputs=(), **config):
    described = {"class_name": kind, "config": dict(config, name=name, trainable=True, dtype="float32")}
    if inputs is not None:
        described["name"] = name
        described["inbound_nodes"] = [[[other, 0, 0, {}] for other in inputs]] if inputs else []
    return described


def convolution(filters, kernel, stride, padding, bias, activation="linear"):
    return dict(filters=filters, kernel_size=[kernel, kernel], strides=[stride, stride], padding=padding,
                data_format="channels_last", dilation_rate=[1, 1], groups=1, activation=activation, use_bias=bias,
                kernel_initializer={"class_name": "GlorotUniform", "config": {"seed": None}},
                bias_initializer={"class_name": "Zeros", "config": {}},
                kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
                kernel_constraint=None, bias_constraint=None)


def norm():
    return dict(axis=[3], momentum=0.99, epsilon=0.001, center=True, scale=True,
                beta_initializer={"class_name": "Zeros", "config": {}},
                gamma_initializer={"class_name": "Ones", "config": {}},
                moving_mean_initializer={"class_name": "Zeros", "config": {}},
                moving_variance_initializer={"class_name": "Ones", "config": {}},
                beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None)


def dense():
    return dict(units=CLASSES, activation="softmax", use_bias=True,
                kernel_initializer={"class_name": "GlorotUniform", "config": {"seed": None}},
                bias_initializer={"class_name": "Zeros", "config": {}},
                kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
                kernel_constraint=None, bias_constraint=None)


def save(file, kind, config, values):
    with h5py.File(file, "w") as h5:
        h5.attrs["keras_version"] = np.bytes_("2.4.0")
        h5.attrs["backend"] = np.bytes_("tensorflow")
        h5.attrs["model_config"] = np.bytes_(json.dumps({"class_name": kind, "config": config}))
        group = h5.create_group("model_weights")
        names = [one["config"]["name"] for one in config["layers"]]
        group.attrs["layer_names"] = [np.bytes_(name) for name in names]
        group.attrs["backend"] = np.bytes_("tensorflow")
        group.attrs["keras_version"] = np.bytes_("2.4.0")
        for name in names:
            own = values.get(name, {})
            inside = group.create_group(name)
            inside.attrs["weight_names"] = [np.bytes_(f"{name}/{weight}:0") for weight in own]
            for weight, value in own.items():
                inside.create_dataset(f"{name}/{weight}:0", data=value)


def normalised(channels):
    return {"gamma": 1 + weights(channels) / 4, "beta": weights(channels), "moving_mean": weights(channels),
            "moving_variance": 1 + np.abs(weights(channels))}


def conv(x, value, stride, same, groups=1):
    kernel = torch.from_numpy(value["kernel"].transpose(3, 2, 0, 1).copy())
    bias = torch.from_numpy(value["bias"]) if "bias" in value else None
    if same:
        rows = max(0, (-(-x.shape[2] // stride) - 1) * stride + kernel.shape[2] - x.shape[2])
        x = F.pad(x, (rows // 2, rows - rows // 2, rows // 2, rows - rows // 2))
    return F.conv2d(x, kernel, bias, stride, groups=groups)


def batch_norm(x, value):
    part = {key: torch.from_numpy(array) for key, array in value.items()}
    return F.batch_norm(x, part["moving_mean"], part["moving_variance"], part["gamma"], part["beta"], False, 0, 0.001)


def classified(x, value):
    return torch.softmax(x.mean((2, 3)) @ torch.from_numpy(value["kernel"]) + torch.from_numpy(value["bias"]), 1)[0]


def residual(image):
    values = {
        "stem": {"kernel": weights(3, 3, 3, 8)}, "stem_norm": normalised(8),
        "spatial": {"depthwise_kernel": weights(3, 3, 8, 1)}, "spatial_norm": normalised(8),
        "point": {"kernel": weights(1, 1, 8, 8), "bias": weights(8)},
        "scores": {"kernel": weights(8, CLASSES), "bias": weights(CLASSES)}}
    depthwise = convolution(8, 3, 1, "same", False)
    del depthwise["filters"], depthwise["kernel_initializer"], depthwise["kernel_regularizer"], depthwise["kernel_constraint"]
    depthwise.update(depth_multiplier=1, depthwise_initializer={"class_name": "GlorotUniform", "config": {"seed": None}},
                     depthwise_regularizer=None, depthwise_constraint=None)
    layers = [
        layer("InputLayer", "image", batch_input_shape=[None, SIDE, SIDE, 3], sparse=False, ragged=False),
        layer("ZeroPadding2D", "border", ["image"], padding=[[0, 1], [0, 1]], data_format="channels_last"),
        layer("Conv2D", "stem", ["border"], **convolution(8, 3, 2, "valid", False)),
        layer("BatchNormalization", "stem_norm", ["stem"], **norm()),
        layer("ReLU", "stem_relu", ["stem_norm"], max_value=6.0, negative_slope=0.0, threshold=0.0),
        layer("DepthwiseConv2D", "spatial", ["stem_relu"], **depthwise),
        layer("BatchNormalization", "spatial_norm", ["spatial"], **norm()),
        layer("Conv2D", "point", ["spatial_norm"], **convolution(8, 1, 1, "same", True)),
        layer("Add", "joined", ["point", "stem_relu"]),
        layer("Activation", "last", ["joined"], activation="relu"),
        layer("GlobalAveragePooling2D", "pooled", ["last"], data_format="channels_last"),
        layer("Dense", "scores", ["pooled"], **dense())]
    save("residual.h5", "Functional", {"name": "residual", "layers": layers, "input_layers": [["image", 0, 0]],
                                       "output_layers": [["scores", 0, 0]]}, values)
    x = conv(F.pad(image, (0, 1, 0, 1)), values["stem"], 2, False)
    first = batch_norm(x, values["stem_norm"]).clamp(0, 6)
    kernel = {"kernel": values["spatial"]["depthwise_kernel"].transpose(0, 1, 3, 2)}
    x = batch_norm(conv(first, kernel, 1, True, groups=8), values["spatial_norm"])
    return classified(F.relu(conv(x, values["point"], 1, True) + first), values["scores"])


def row(image):
    values = {
        "first": {"kernel": weights(3, 3, 3, 6), "bias": weights(6)},
        "second": {"kernel": weights(3, 3, 6, 5), "bias": weights(5)},
        "scores": {"kernel": weights(5, CLASSES), "bias": weights(CLASSES)}}
    layers = [
        layer("InputLayer", "image", None, batch_input_shape=[None, SIDE, SIDE, 3], sparse=False, ragged=False),
        layer("Conv2D", "first", None, **convolution(6, 3, 2, "same", True, "relu")),
        layer("MaxPooling2D", "halved", None, pool_size=[2, 2], strides=[2, 2], padding="valid",
              data_format="channels_last"),
        layer("Conv2D", "second", None, **convolution(5, 3, 1, "same", True, "relu")),
        layer("GlobalAveragePooling2D", "pooled", None, data_format="channels_last"),
        layer("Dense", "scores", None, **dense())]
    save("row.h5", "Sequential", {"name": "row", "layers": layers}, values)
    x = F.max_pool2d(F.relu(conv(image, values["first"], 2, True)), 2)
    return classified(F.relu(conv(x, values["second"], 1, True)), values["scores"])


def main():
    # The image is the same formula in the test.
    places = torch.arange(3 * SIDE * SIDE, dtype=torch.float64)
    image = torch.sin(places * 0.37).to(torch.float32).reshape(1, 3, SIDE, SIDE)
    with open("expected.json", "w") as file:
        json.dump({"residual": residual(image).tolist(), "row": row(image).tolist()}, file, indent=1)
        file.write("\n")


main()
