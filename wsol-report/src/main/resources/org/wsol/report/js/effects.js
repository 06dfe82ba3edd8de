// A plot for every swept key: the key's value against a metric, one point per run.

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
  const groups = effectGroups(points);
  const shade = groups.length > 1
    ? point => groups.indexOf(point.group) + 1
    : point => colour.get(point.tag);
  if (numeric) svg.append(...effectLines(points, groups, values, x, y));
  for (const point of points) svg.append(effectPoint(point, x, y, shade));
  return htmlElement('figure', { class: 'chart' }, caption, svg, effectReadout(points, groups, values));
}

/** The differences between runs besides the plotted key; a single group if there are too many. */
function effectGroups(points) {
  const groups = [...new Set(points.map(p => p.group))];
  return groups.length <= 6 ? groups : ['all'];
}

function ofGroup(points, group, groups) {
  return groups.length > 1 ? points.filter(p => p.group === group) : points;
}

/** The means of each group, connected by a line. */
function effectLines(points, groups, values, x, y) {
  return groups.map((group, i) => {
    const means = values
      .map(value => [value, meanOf(ofGroup(points, group, groups), value)])
      .filter(([, mean]) => mean !== undefined)
      .map(([value, mean]) => [x(value), y(mean)]);
    const line = svgElement('path', { class: 'line', d: path(means) });
    return svgElement('g', { class: `series-${groups.length > 1 ? i + 1 : 8}` }, line);
  });
}

function effectPoint(point, x, y, shade) {
  const title = svgElement('title', {}, `${point.tag}, seed ${point.seed}: ${point.y.toFixed(1)}`);
  const dot = svgElement('circle', { class: 'dot', cx: x(point.value), cy: y(point.y), r: 4 }, title);
  return svgElement('g', { class: `series-${shade(point)}` }, dot);
}

function effectReadout(points, groups, values) {
  const lines = groups.map((group, i) => {
    const own = ofGroup(points, group, groups);
    const text = values
      .filter(value => meanOf(own, value) !== undefined)
      .map(value => `${value} → ${meanOf(own, value).toFixed(1)}`)
      .join(' · ');
    if (groups.length === 1) return htmlElement('span', {}, text);
    const chip = htmlElement('i', { class: `chip series-${i + 1}`, 'aria-hidden': 'true' });
    return htmlElement('span', { class: 'group' }, chip, `${group}: ${text}`);
  });
  return htmlElement('output', {}, ...lines);
}

function meanOf(points, value) {
  const own = points.filter(p => p.value === value);
  return own.length ? own.reduce((sum, p) => sum + p.y, 0) / own.length : undefined;
}

/** Labels the values below the plot, omitting labels that would overlap. */
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

/** A linear scale, or a logarithmic one if positive values span a factor of 10 or more. */
function numericScale(numbers) {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const logarithmic = low > 0 && high / low > 9.99;
  const bend = logarithmic ? Math.log : v => v;
  const place = scale([bend(low), bend(high)], [CHART.left + 16, CHART.right - 16]);
  return value => place(bend(Number(value)));
}

function categoryScale(values) {
  const step = (CHART.right - CHART.left) / values.length;
  return value => CHART.left + step * (values.indexOf(value) + 0.5);
}
