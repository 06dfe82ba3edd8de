// From a low-resolution map to a box: enlarge, scale, threshold, largest region, IoU.

const SIDE = 224;

/** The values of an encoded map, in [0, 1]. */
function decodeMap(encoded) {
  const bytes = atob(encoded.values);
  const values = new Float32Array(encoded.height * encoded.width);
  for (let i = 0; i < values.length; i++) {
    values[i] = (bytes.charCodeAt(2 * i) + 256 * bytes.charCodeAt(2 * i + 1)) / 65535;
  }
  return values;
}

/** Source positions and weights of every target position: bicubic with a = -0.75, half-pixel centres, replicated border. */
function cubicTaps(from, to) {
  const a = -0.75;
  const near = d => ((a + 2) * d - (a + 3)) * d * d + 1;
  const far = d => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  return Array.from({ length: to }, (_, i) => {
    const place = (i + 0.5) * from / to - 0.5;
    const left = Math.floor(place);
    const t = place - left;
    const clamp = x => Math.min(from - 1, Math.max(0, x));
    return {
      at: [clamp(left - 1), clamp(left), clamp(left + 1), clamp(left + 2)],
      weight: [far(1 + t), near(t), near(1 - t), far(2 - t)],
    };
  });
}

function enlarge(values, height, width) {
  const columns = cubicTaps(width, SIDE);
  const rows = cubicTaps(height, SIDE);
  const wide = new Float32Array(height * SIDE);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < SIDE; x++) {
      const { at, weight } = columns[x];
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += weight[k] * values[y * width + at[k]];
      wide[y * SIDE + x] = sum;
    }
  }
  const large = new Float32Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    const { at, weight } = rows[y];
    for (let x = 0; x < SIDE; x++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += weight[k] * wide[at[k] * SIDE + x];
      large[y * SIDE + x] = sum;
    }
  }
  return large;
}

/** The map at 224 x 224 as whole levels 0..255, scaled to its own range and truncated as in the evaluation. */
function levelsOf(encoded) {
  const large = enlarge(decodeMap(encoded), encoded.height, encoded.width);
  let low = Infinity;
  let high = -Infinity;
  for (const v of large) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const levels = new Uint8Array(SIDE * SIDE);
  if (high > low) {
    for (let i = 0; i < levels.length; i++) levels[i] = Math.floor(255 * (large[i] - low) / (high - low));
  }
  return levels;
}

/** The tight box {x0, y0, x1, y1} around the largest 8-connected region above the threshold, or null. */
function largestBox(levels, threshold) {
  const limit = Math.floor(threshold * levels.reduce((a, b) => Math.max(a, b), 0));
  const seen = new Uint8Array(levels.length);
  const stack = new Int32Array(levels.length);
  let best = null;
  for (let start = 0; start < levels.length; start++) {
    if (seen[start] || levels[start] <= limit) continue;
    const box = floodFill(levels, limit, seen, stack, start);
    if (!best || box.area > best.area) best = box;
  }
  return best;
}

function floodFill(levels, limit, seen, stack, start) {
  const box = { x0: SIDE, y0: SIDE, x1: 0, y1: 0, area: 0 };
  let top = 0;
  stack[top++] = start;
  seen[start] = 1;
  while (top > 0) {
    const place = stack[--top];
    const x = place % SIDE;
    const y = (place - x) / SIDE;
    box.area++;
    box.x0 = Math.min(box.x0, x); box.x1 = Math.max(box.x1, x);
    box.y0 = Math.min(box.y0, y); box.y1 = Math.max(box.y1, y);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(SIDE - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(SIDE - 1, x + 1); nx++) {
        const next = ny * SIDE + nx;
        if (!seen[next] && levels[next] > limit) {
          seen[next] = 1;
          stack[top++] = next;
        }
      }
    }
  }
  return box;
}

/** Intersection over union, edges included. */
function iou(a, b) {
  const area = box => (box.x1 - box.x0 + 1) * (box.y1 - box.y0 + 1);
  const w = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) + 1;
  const h = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) + 1;
  return w <= 0 || h <= 0 ? 0 : w * h / (area(a) + area(b) - w * h);
}

/** A box of the original image on the 224 x 224 grid. */
function onGrid(box, item) {
  return {
    x0: Math.floor(box.x0 * SIDE / item.width), y0: Math.floor(box.y0 * SIDE / item.height),
    x1: Math.floor(box.x1 * SIDE / item.width), y1: Math.floor(box.y1 * SIDE / item.height),
  };
}
