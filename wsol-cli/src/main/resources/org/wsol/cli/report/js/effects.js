// A plot for every swept key: the key's value against a metric, a point per run.

function drawEffects(data) {
  const select = document.getElementById('effect-metric');
  if (!select) return;
  for (const [key, label] of Object.entries(data.metrics)) select.append(new Option(label, key));
  const colour = new Map(data.series.map(s => [s.tag, s.colour]));
  const charts = document.getElementById('effect-charts');
  const redraw = () => charts.replaceChildren(
    ...data.effects.map(effect => effectChart(effect, select.value, data.metrics[select.value], colour)));
  select.addEventListener('change', redraw);
  redraw();
}

function effectChart(effect, metric, label, colour) {
  const points = effect.points.filter(p => metric in p.metrics).map(p => ({ ...p, y: p.metrics[metric] }));
  const caption = htmlElement('figcaption', {}, htmlElement('code', {}, effect.key));
  if (points.length === 0) return htmlElement('figure', { class: 'chart' }, caption, `No run has ${label}.`);
  const values = [...new Set(points.map(p => p.value))];
  const numeric = values.every(v => v.trim() !== '' && Number.isFinite(Number(v)));
  if (numeric) values.sort((a, b) => a - b);
  const x = numeric ? numericScale(values.map(Number)) : categoryScale(values);
  const { svg, y } = chartFrame(
    Math.min(...points.map(p => p.y)), Math.max(...points.map(p => p.y)), `${label} by ${effect.key}`);
  labelValues(svg, values, x);
  const means = values.map(value => {
    const own = points.filter(p => p.value === value);
    return [x(value), y(own.reduce((sum, p) => sum + p.y, 0) / own.length)];
  });
  if (numeric) svg.append(svgElement('g', { class: 'series-8' }, svgElement('path', { class: 'line', d: path(means) })));
  for (const point of points) svg.append(effectPoint(point, x, y, colour));
  const readout = htmlElement('output', {}, values.map((v, i) => `${v}: ${meanText(points, v)}`).join(' · '));
  return htmlElement('figure', { class: 'chart' }, caption, svg, readout);
}

function effectPoint(point, x, y, colour) {
  const title = svgElement('title', {}, `${point.tag}, seed ${point.seed}: ${point.y.toFixed(1)}`);
  const dot = svgElement('circle', { class: 'dot', cx: x(point.value), cy: y(point.y), r: 4 }, title);
  return svgElement('g', { class: `series-${colour.get(point.tag)}` }, dot);
}

function meanText(points, value) {
  const own = points.filter(p => p.value === value);
  return (own.reduce((sum, p) => sum + p.y, 0) / own.length).toFixed(1);
}

/** Names the values below the plot, leaving out those that would run into the one before. */
function labelValues(svg, values, x) {
  let free = -Infinity;
  for (const value of values) {
    const text = value.length > 14 ? `${value.slice(0, 13)}…` : value;
    const half = 3 * text.length + 3;
    if (x(value) - half < free) continue;
    bottomLabel(svg, x(value), text);
    free = x(value) + half;
  }
}

/** Evenly by value, or by its logarithm where positive values span more than a factor of 20. */
function numericScale(numbers) {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const logarithmic = low > 0 && high / low > 20;
  const bend = logarithmic ? Math.log : v => v;
  const place = scale([bend(low), bend(high)], [CHART.left + 16, CHART.right - 16]);
  return value => place(bend(Number(value)));
}

function categoryScale(values) {
  const step = (CHART.right - CHART.left) / values.length;
  return value => CHART.left + step * (values.indexOf(value) + 0.5);
}
