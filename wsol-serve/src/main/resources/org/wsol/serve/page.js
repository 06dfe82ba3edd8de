'use strict';
// One photo is shown at a time; it is localized again when class, method, threshold, boxes or model change.
const at = id => document.getElementById(id);
const photos = [];
let current = -1;
let answer = null;
let shown = null;
let models = [];
let asked = 0;
let token = '';
let isBusy = false;
let isOutdated = false;
const SLOW = 100;

const RAMP = [[8, 5, 40], [70, 12, 105], [140, 35, 110], [205, 65, 75], [245, 120, 25], [252, 190, 50], [250, 250, 165]];

function colour(score) {
  const position = Math.max(0, Math.min(1, score)) * (RAMP.length - 1);
  const below = Math.min(Math.floor(position), RAMP.length - 2);
  return RAMP[below].map((from, i) => from + (RAMP[below + 1][i] - from) * (position - below));
}

function problem(text) {
  at('problem').textContent = text;
  at('problem').hidden = !text;
}

async function ask(path, options = {}) {
  const headers = token ? {Authorization: 'Bearer ' + token} : {};
  const response = await fetch(path, {...options, headers});
  if (response.status === 401) {
    at('token-form').hidden = false;
    throw new Error('This server requires a token.');
  }
  if (!response.ok) {
    const said = await response.json().catch(() => ({}));
    throw new Error(said.error || 'The server returned status ' + response.status + '.');
  }
  return response;
}

function fill(select, values, texts) {
  select.replaceChildren(...values.map((value, i) => {
    const option = document.createElement('option');
    option.value = value;
    option.textContent = texts[i];
    return option;
  }));
}

// The server responds while its models are still being loaded.
async function loadModels() {
  try {
    models = (await (await ask('/v1/model')).json()).models;
    at('token-form').hidden = true;
    if (models.length === 0) {
      at('model').textContent = 'The model is still being loaded ...';
      setTimeout(loadModels, 1000);
      return;
    }
    fill(at('model-name'), models.map(m => m.name), models.map(m => m.name + ' (' + m.backbone + ')'));
    at('model-name').parentElement.hidden = models.length < 2;
    modelChosen();
    problem('');
    if (current >= 0 && !answer) {
      await localize();
    }
  } catch (error) {
    at('model').textContent = 'No model loaded';
    problem(error.message);
  }
}

function model() {
  return models.find(m => m.name === at('model-name').value) || models[0];
}

function modelChosen() {
  const chosen = model();
  const count = chosen.classes.length;
  at('model').textContent = chosen.file + ', ' + chosen.backbone + ', ' + count + (count === 1 ? ' class' : ' classes');
  fill(at('class'), ['', ...chosen.classes], ['most likely', ...chosen.classes]);
  fillMethods(chosen.maps || []);
  at('threshold').value = chosen.threshold;
  showThreshold();
}

// The map that boxes are computed from is marked and shown first.
function showLocalizing() {
  const used = method() ? 'cam' : model().localizes;
  for (const name of ['cam', 'norm']) {
    const choice = document.querySelector('input[name=map][value=' + name + ']');
    at('used-' + name).hidden = name !== used;
    choice.disabled = false;
    choice.checked = name === used;
  }
}

function title(map) {
  const colon = map.summary.indexOf(':');
  const options = map.name.split(':').slice(1).join(', ').replace(/=/g, ' = ');
  return (colon > 0 ? map.summary.slice(0, colon) : map.name) + (options ? ' (' + options + ')' : '');
}

// Fast methods first, then slow ones; keeps the current choice if the model supports it.
function fillMethods(maps) {
  const select = at('method');
  const chosen = select.value;
  fill(select, [''], ["The model's own method"]);
  for (const [label, group] of [['Other methods', maps.filter(m => m.passes <= SLOW)], ['Slow methods', maps.filter(m => m.passes > SLOW)]]) {
    if (group.length > 0) {
      const box = document.createElement('optgroup');
      box.label = label;
      fill(box, group.map(m => m.name), group.map(title));
      select.append(box);
    }
  }
  select.value = maps.some(m => m.name === chosen) ? chosen : '';
  showMethod();
}

function method() {
  return (model().maps || []).find(m => m.name === at('method').value) || null;
}

function isSlow() {
  return method() !== null && method().passes > SLOW;
}

function showMethod() {
  const chosen = method();
  at('map-name').textContent = chosen ? title(chosen) : 'CAM';
  at('method-note').textContent = chosen
    ? chosen.summary + (isSlow() ? ' ' + chosen.passes.toLocaleString('en') + ' passes through the network.' : '') : '';
  showLocalizing();
}

function showThreshold() {
  at('threshold-value').textContent = Number(at('threshold').value).toFixed(2);
}

// The byte ranges [from, to) of EXIF data, which makes browsers rotate a photo: JPEG's Exif segments, PNG's eXIf, WebP's EXIF chunk.
function turningNotes(bytes) {
  const view = new DataView(bytes.buffer);
  const text = (at, length) => String.fromCharCode(...bytes.subarray(at, at + length));
  const notes = [];
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    for (let at = 2; at + 8 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + view.getUint16(at + 2)) {
      if (text(at + 4, 4) === 'Exif') notes.push([at, at + 2 + view.getUint16(at + 2)]);
    }
  } else if (text(1, 3) === 'PNG') {
    for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
      if (text(at + 4, 4) === 'eXIf') notes.push([at, at + 12 + view.getUint32(at)]);
    }
  } else if (text(8, 4) === 'WEBP') {
    for (let at = 12; at + 8 <= bytes.length; at += 8 + view.getUint32(at + 4, true) + view.getUint32(at + 4, true) % 2) {
      if (text(at, 4) === 'EXIF') bytes.set([0x58, 0x58], at); // an unknown chunk, which is ignored
    }
  }
  return notes;
}

// The photo without EXIF rotation, for models that do not apply it; browsers always rotate.
async function asStored(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let from = 0;
  const parts = [];
  for (const [start, end] of turningNotes(bytes)) {
    parts.push(bytes.subarray(from, start));
    from = end;
  }
  parts.push(bytes.subarray(from));
  return new Blob(parts, {type: file.type});
}

async function decoded(blob, name) {
  const image = new Image();
  image.alt = name;
  image.src = URL.createObjectURL(blob);
  return {image, loaded: await image.decode().then(() => true, () => false)};
}

// The image on which boxes and maps of the current model are drawn; null if the browser cannot show the photo.
async function drawable(photo) {
  if (model().exifOrientation) {
    return photo.image;
  }
  if (photo.image && !photo.stored) {
    photo.stored = (await decoded(await asStored(photo.file), photo.file.name)).image;
  }
  return photo.stored;
}

async function add(files) {
  for (const file of files) {
    const {image, loaded} = await decoded(file, file.name);
    photos.push({file, image: loaded ? image : null, stored: null});
    const number = photos.length - 1;
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-label', 'Show ' + file.name);
    button.append(loaded ? image : '?');
    button.addEventListener('click', () => choose(number));
    const item = document.createElement('li');
    item.append(button);
    at('photos').append(item);
  }
  if (files.length > 0) {
    await choose(photos.length - files.length);
  }
}

// Without a result there is nothing to copy, and the canvas still has the previous photo; the settings stay usable.
function showResult(exists) {
  at('stage').style.visibility = exists ? 'visible' : 'hidden';
  at('copy').disabled = !exists;
  at('download').disabled = !exists;
}

async function choose(number) {
  current = number;
  answer = null;
  showResult(false);
  [...at('photos').querySelectorAll('button')]
    .forEach((button, i) => button.setAttribute('aria-current', String(i === number)));
  await localize();
}

function query(extra) {
  const values = {threshold: at('threshold').value, boxes: at('boxes').value || '1', ...extra};
  if (models.length > 1) {
    values.model = model().name;
  }
  if (at('class').value) {
    values.class = at('class').value;
  }
  if (at('method').value) {
    values.map = at('method').value;
  }
  return new URLSearchParams(values);
}

// Waits for a slow response before requesting the next one, because the server does not abort the first.
async function localize() {
  if (current < 0 || models.length === 0) {
    return;
  }
  if (!isSlow()) {
    isOutdated = false;
    await localizeOnce();
  } else if (isBusy) {
    isOutdated = true;
  } else {
    isBusy = true;
    await localizeOnce();
    isBusy = false;
    if (isOutdated) {
      isOutdated = false;
      await localize();
    }
  }
}

async function localizeOnce() {
  const turn = ++asked;
  const photo = photos[current];
  at('found').textContent = isSlow() ? 'Localizing; this takes a while ...' : 'Localizing ...';
  try {
    const response = await ask('/v1/localize?' + query({maps: 'true'}), {method: 'POST', body: photo.file});
    const given = (await response.json()).images[0];
    const picture = await drawable(photo);
    if (turn !== asked) {
      return;
    }
    answer = given;
    shown = picture;
    answer.image = photo.file.name;
    problem('');
    at('work').hidden = false;
    showResult(true);
    show();
  } catch (error) {
    if (turn === asked) {
      at('found').textContent = '';
      answer = null;
      showResult(false);
      problem(error.message.startsWith('image ') ? photo.file.name + error.message.slice(5) : photo.file.name + ': ' + error.message);
    }
  }
}

function show() {
  const found = answer.classes[0];
  const boxes = found.boxes.length;
  at('found').textContent = found.class + ', ' + (100 * found.score).toFixed(1) + ' %, '
    + (boxes === 0 ? 'no box above the threshold' : boxes === 1 ? '1 box' : boxes + ' boxes');
  for (const name of ['norm', 'similarity']) {
    const choice = document.querySelector('input[name=map][value=' + name + ']');
    choice.disabled = !found.maps[name];
    if (choice.checked && choice.disabled) {
      document.querySelector('input[name=map][value=cam]').checked = true;
    }
  }
  draw();
}

function draw() {
  if (!answer) {
    return;
  }
  const canvas = at('picture');
  const scale = Math.min(1, 1600 / Math.max(answer.width, answer.height));
  canvas.width = Math.max(1, Math.round(answer.width * scale));
  canvas.height = Math.max(1, Math.round(answer.height * scale));
  const brush = canvas.getContext('2d');
  if (shown) {
    brush.drawImage(shown, 0, 0, canvas.width, canvas.height);
  }
  const kind = document.querySelector('input[name=map]:checked').value;
  const map = answer.classes[0].maps[kind === 'cam' && answer.map ? answer.map : kind];
  if (map) {
    brush.imageSmoothingEnabled = true;
    brush.drawImage(heat(map), 0, 0, canvas.width, canvas.height);
  }
  const line = Math.max(2, Math.round(Math.min(canvas.width, canvas.height) / 150));
  for (const box of answer.classes[0].boxes) {
    const corners = [box.x0 * scale, box.y0 * scale, (box.x1 - box.x0 + 1) * scale, (box.y1 - box.y0 + 1) * scale];
    brush.lineWidth = line + 2;
    brush.strokeStyle = '#000';
    brush.strokeRect(...corners);
    brush.lineWidth = line;
    brush.strokeStyle = '#00e6e6';
    brush.strokeRect(...corners);
  }
}

function heat(map) {
  const small = document.createElement('canvas');
  small.width = map.columns;
  small.height = map.rows;
  const pixels = new ImageData(map.columns, map.rows);
  const lowest = map.values.reduce((a, b) => Math.min(a, b));
  const span = map.values.reduce((a, b) => Math.max(a, b)) - lowest || 1;
  map.values.forEach((value, i) => {
    const score = (value - lowest) / span;
    const [red, green, blue] = colour(score);
    pixels.data.set([red, green, blue, 255 * 0.65 * Math.max(0, (score - 0.2) / 0.8)], 4 * i);
  });
  small.getContext('2d').putImageData(pixels, 0, 0);
  return small;
}

async function copy() {
  const text = JSON.stringify(answer, (key, value) => key === 'maps' ? undefined : value, 2);
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    // The clipboard API is available to secure pages only; the fallback works everywhere.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  at('copy').textContent = 'Copied';
  setTimeout(() => { at('copy').textContent = 'Copy JSON'; }, 1500);
}

function download() {
  at('picture').toBlob(blob => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = photos[current].file.name.replace(/\.[^.]*$/, '') + '-overlay.png';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }, 'image/png');
}

let pause = 0;
function soon() {
  clearTimeout(pause);
  pause = setTimeout(localize, 150);
}

at('files').addEventListener('change', event => add([...event.target.files]).then(() => { event.target.value = ''; }));
at('threshold').addEventListener('input', () => { showThreshold(); if (!isSlow()) soon(); });
at('threshold').addEventListener('change', () => { if (isSlow()) soon(); });
at('method').addEventListener('change', () => { showMethod(); localize(); });
at('boxes').addEventListener('input', soon);
at('class').addEventListener('change', localize);
at('model-name').addEventListener('change', () => { modelChosen(); localize(); });
at('maps').addEventListener('change', draw);
at('copy').addEventListener('click', copy);
at('download').addEventListener('click', download);
at('token-form').addEventListener('submit', event => {
  event.preventDefault();
  token = at('token').value;
  loadModels();
});
for (const name of ['dragenter', 'dragover']) {
  document.addEventListener(name, event => { event.preventDefault(); at('drop').classList.add('over'); });
}
for (const name of ['dragleave', 'drop']) {
  document.addEventListener(name, event => { event.preventDefault(); at('drop').classList.remove('over'); });
}
document.addEventListener('drop', event => add([...event.dataTransfer.files]));
loadModels();
