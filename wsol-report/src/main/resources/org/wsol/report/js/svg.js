// Helpers for drawing charts.

function svgElement(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function htmlElement(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Round numbers that cover a range in about `count` steps. */
function niceTicks(low, high, count) {
  if (!(high > low)) {
    const pad = Math.abs(low) * 0.1 || 0.5;
    return niceTicks(low - pad, high + pad, count);
  }
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= rough * 0.999);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

function shortNumber(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e5)) return value.toExponential(1).replace('e-', 'e−');
  return String(Number(value.toPrecision(3)));
}

const CHART = { width: 320, height: 190, left: 40, right: 312, top: 12, bottom: 166 };

function scale(domain, range) {
  const [a, b] = domain;
  return value => range[0] + (b === a ? 0.5 : (value - a) / (b - a)) * (range[1] - range[0]);
}

/** An empty chart with horizontal rules; returns the drawing and the vertical scale. */
function chartFrame(low, high, label) {
  const ticks = niceTicks(low, high, 4);
  const y = scale([ticks[0], ticks[ticks.length - 1]], [CHART.bottom, CHART.top]);
  const svg = svgElement('svg', { viewBox: `0 0 ${CHART.width} ${CHART.height}`, role: 'img', 'aria-label': label });
  for (const tick of ticks) {
    svg.append(
      svgElement('line', { class: 'grid', x1: CHART.left, x2: CHART.right, y1: y(tick), y2: y(tick) }),
      svgElement('text', { x: CHART.left - 5, y: y(tick) + 3, 'text-anchor': 'end' }, shortNumber(tick)));
  }
  return { svg, y };
}

function bottomLabel(svg, x, text, anchor = 'middle') {
  svg.append(svgElement('text', { x, y: CHART.bottom + 15, 'text-anchor': anchor }, text));
}

function path(points) {
  return points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}
