"""A simple PyTorch version of the service of `wsol serve`: Python's own threading server, one image at a time.

    server.py BACKBONE --classes K [--size 224] [--port 0] [--threads N]

POST an image to /v1/localize: scores, class activation map and its box as JSON. Prints "ready PORT" when it accepts requests.
"""
import argparse
import io
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy
import torch
from PIL import Image

from networks import NETWORKS

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
THRESHOLD = 0.2


def localize(network, content, size):
    """The prediction of an image: class, score and box in pixels of the image, corners inclusive."""
    photo = Image.open(io.BytesIO(content)).convert("RGB")
    pixels = numpy.asarray(photo.resize((size, size), Image.BILINEAR))
    tensor = torch.from_numpy(pixels.copy()).permute(2, 0, 1)[None].float() / 255
    with torch.inference_mode():
        features = network.tail(network.trunk((tensor - MEAN) / DEVIATION))
        scores = torch.softmax(network.logits(features)[0], 0)
        label = int(scores.argmax())
        cam = (network.fc.weight[label].view(-1, 1, 1) * features[0]).sum(0).numpy()
    cam = cv2.resize(cam, (size, size), interpolation=cv2.INTER_CUBIC)
    cam = (cam - cam.min()) / max(float(cam.max() - cam.min()), 1e-12)
    contours, _ = cv2.findContours((cam >= THRESHOLD).astype(numpy.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    x, y, width, height = cv2.boundingRect(max(contours, key=cv2.contourArea))
    right, below = photo.width / size, photo.height / size
    box = {"x0": int(x * right), "y0": int(y * below),
           "x1": int((x + width) * right) - 1, "y1": int((y + height) * below) - 1}
    return {"class": label, "score": float(scores[label]), "boxes": [box]}


def handler(network, size):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            content = self.rfile.read(int(self.headers["Content-Length"]))
            answer = json.dumps(localize(network, content, size)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *arguments):
            """Disables logging."""
    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("backbone", choices=sorted(NETWORKS))
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    network = NETWORKS[options.backbone](options.classes).eval()
    server = Server(("127.0.0.1", options.port), handler(network, options.size))
    print("ready", server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
