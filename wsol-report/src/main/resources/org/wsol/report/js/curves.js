// A chart for every logged column.

function drawCurves(data) {
  const charts = document.getElementById('curve-charts');
  if (!charts) return;
  const colour = new Map(data.series.map(s => [s.tag, s.colour]));
  const legend = document.getElementById('curve-legend');
  const drawn = new Set(data.curves.flatMap(({ curve }) => curve.lines.map(line => line.tag)));
  for (const tag of drawn) {
    legend.append(htmlElement('span', {}, htmlElement('i', { class: `chip series-${colour.get(tag)}` }), tag));
  }
  for (const { title, curve } of data.curves) charts.append(curveChart(title, curve, colour));
}

function curveChart(title, curve, colour) {
  const points = curve.lines.flatMap(line => line.points);
  const epochs = [...new Set(points.map(p => p.epoch))].sort((a, b) => a - b);
  const low = Math.min(...points.map(p => p.low));
  const high = Math.max(...points.map(p => p.high));
  const { svg, y } = chartFrame(low, high, `${title} over ${epochs.length} epochs`);
  const x = scale([epochs[0], epochs[epochs.length - 1]], [CHART.left + 4, CHART.right]);
  bottomLabel(svg, x(epochs[0]), `epoch ${shortNumber(epochs[0])}`, epochs.length > 1 ? 'start' : 'middle');
  if (epochs.length > 1) bottomLabel(svg, CHART.right, shortNumber(epochs[epochs.length - 1]), 'end');
  for (const line of curve.lines) svg.append(curveLine(line, x, y, colour.get(line.tag)));
  const readout = htmlElement('output', {});
  readout.textContent = finalValues(curve);
  makeReadable(svg, readout, curve, epochs, x);
  return htmlElement('figure', { class: 'chart' }, htmlElement('figcaption', {}, title), svg, readout);
}

function curveLine(line, x, y, colour) {
  const group = svgElement('g', { class: `series-${colour}` });
  const upper = line.points.map(p => [x(p.epoch), y(p.high)]);
  const lower = line.points.map(p => [x(p.epoch), y(p.low)]).reverse();
  if (line.points.length === 1) {
    const [only] = line.points;
    group.append(svgElement('circle', { class: 'dot', cx: x(only.epoch), cy: y(only.mean), r: 3.5 }));
    return group;
  }
  group.append(
    svgElement('path', { class: 'band', d: `${path([...upper, ...lower])}Z` }),
    svgElement('path', { class: 'line', d: path(line.points.map(p => [x(p.epoch), y(p.mean)])) }));
  return group;
}

function finalValues(curve) {
  const values = curve.lines.map(line => `${line.tag} ${shortNumber(line.points[line.points.length - 1].mean)}`);
  return `last: ${values.join(' · ')}`;
}

function makeReadable(svg, readout, curve, epochs, x) {
  const cursor = svgElement('line', { class: 'cursor', y1: CHART.top, y2: CHART.bottom, visibility: 'hidden' });
  svg.append(cursor);
  svg.setAttribute('tabindex', '0');
  let current = -1;
  const show = index => {
    current = Math.min(epochs.length - 1, Math.max(0, index));
    const epoch = epochs[current];
    cursor.setAttribute('x1', x(epoch));
    cursor.setAttribute('x2', x(epoch));
    cursor.setAttribute('visibility', 'visible');
    const values = curve.lines
      .map(line => [line.tag, line.points.find(p => p.epoch === epoch)])
      .filter(([, point]) => point)
      .map(([tag, point]) => `${tag} ${shortNumber(point.mean)}`);
    readout.textContent = `epoch ${epoch}: ${values.join(' · ')}`;
  };
  const hide = () => {
    current = -1;
    cursor.setAttribute('visibility', 'hidden');
    readout.textContent = finalValues(curve);
  };
  svg.addEventListener('pointermove', event => {
    const bounds = svg.getBoundingClientRect();
    const place = (event.clientX - bounds.left) * CHART.width / bounds.width;
    const distances = epochs.map(epoch => Math.abs(x(epoch) - place));
    show(distances.indexOf(Math.min(...distances)));
  });
  svg.addEventListener('pointerleave', hide);
  svg.addEventListener('blur', hide);
  svg.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(current < 0 ? (step > 0 ? 0 : epochs.length - 1) : current + step);
  });
}
