// One image of the gallery: for every method its photo with boxes and its three maps.

const MAP_NAMES = { cam: 'CAM', norm: 'Norm F', similarity: 'Similarity S' };
const OTHER = 'map ';
const FALLBACK_THRESHOLD = 0.3;

class Card {
  constructor(item, tags, colours, kinds) {
    this.item = item;
    this.kinds = kinds;
    this.truth = item.truth.map(box => onGrid(box, item));
    const longest = Math.max(item.width, item.height);
    this.width = Math.max(1, Math.round(SIDE * item.width / longest));
    this.height = Math.max(1, Math.round(SIDE * item.height / longest));
    this.photo = new Image();
    this.element = htmlElement('article', { class: 'card' },
      htmlElement('h3', {}, item.className, htmlElement('small', {}, item.id)));
    this.results = tags.filter(tag => item.results[tag])
      .map(tag => this.addResult(tag, item.results[tag], colours.get(tag)));
  }

  addResult(tag, result, colour) {
    const tiles = htmlElement('div', { class: 'tiles' });
    const kinds = ['photo', ...this.kinds.filter(kind => result.maps[kind])];
    const shown = kinds.map(kind => this.addTile(tiles, kind));
    this.element.append(htmlElement('div', { class: 'result', 'data-method': tag }, verdict(tag, result, colour), tiles));
    return { tag, result, tiles: shown, levels: {} };
  }

  addTile(parent, kind) {
    const canvas = htmlElement('canvas', { width: this.width, height: this.height, role: 'img', 'data-kind': kind, tabindex: 0 });
    const caption = htmlElement('figcaption');
    parent.append(htmlElement('figure', {}, canvas, caption));
    return { kind, canvas, caption };
  }

  /** Loads the photo; also resolves if there is none. */
  async load() {
    if (this.item.photo && !this.photo.src) {
      this.photo.src = this.item.photo;
      await this.photo.decode();
    }
  }

  /** Draws all tiles; threshold null shows the boxes as evaluated. */
  draw(threshold, opacity) {
    for (const shown of this.results) {
      const own = shown.result.threshold >= 0 ? shown.result.threshold : FALLBACK_THRESHOLD;
      const evaluated = shown.result.box.map(box => onGrid(box, this.item))[0] ?? null;
      for (const tile of shown.tiles) {
        const kind = tile.kind === 'photo' ? shown.result.boxMap : tile.kind;
        const asEvaluated = threshold === null && kind === shown.result.boxMap;
        const box = asEvaluated ? evaluated : this.liveBox(shown, kind, threshold ?? own);
        const overlap = asEvaluated ? shown.result.iou : this.overlap(box);
        this.drawTile(tile, shown, box, opacity);
        describe(tile, shown, box, this.agreement(overlap));
      }
    }
  }

  levels(shown, kind) {
    shown.levels[kind] ??= levelsOf(shown.result.maps[kind]);
    return shown.levels[kind];
  }

  liveBox(shown, kind, threshold) {
    return shown.result.maps[kind] ? largestBox(this.levels(shown, kind), threshold) : null;
  }

  overlap(box) {
    return box ? Math.max(0, ...this.truth.map(truth => iou(truth, box))) : 0;
  }

  /** The IoU as text; empty if no box is annotated. */
  agreement(overlap) {
    return this.truth.length > 0 ? `IoU ${overlap.toFixed(2)}` : '';
  }

  drawTile(tile, shown, box, opacity) {
    const context = tile.canvas.getContext('2d');
    context.globalAlpha = 1;
    context.fillStyle = '#777';
    context.fillRect(0, 0, this.width, this.height);
    if (this.item.photo) context.drawImage(this.photo, 0, 0, this.width, this.height);
    if (tile.kind !== 'photo') {
      context.globalAlpha = this.item.photo ? opacity : 1;
      context.drawImage(this.heat(shown, tile.kind), 0, 0, this.width, this.height);
      context.globalAlpha = 1;
    }
    for (const truth of this.truth) this.strokeBox(context, truth, '#fff', [6, 4]);
    if (box) this.strokeBox(context, box, '#ff6a1f', []);
  }

  heat(shown, kind) {
    const key = `${kind} heat`;
    shown.levels[key] ??= heatCanvas(this.levels(shown, kind));
    return shown.levels[key];
  }

  strokeBox(context, box, colour, dash) {
    const sx = this.width / SIDE;
    const sy = this.height / SIDE;
    const rectangle = [box.x0 * sx + 1, box.y0 * sy + 1, Math.max(2, (box.x1 - box.x0 + 1) * sx - 2), Math.max(2, (box.y1 - box.y0 + 1) * sy - 2)];
    context.setLineDash([]);
    context.lineWidth = 4;
    context.strokeStyle = 'rgba(0, 0, 0, .6)';
    context.strokeRect(...rectangle);
    context.setLineDash(dash);
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.strokeRect(...rectangle);
  }
}

function heatCanvas(levels) {
  const canvas = htmlElement('canvas', { width: SIDE, height: SIDE });
  const context = canvas.getContext('2d');
  const image = context.createImageData(SIDE, SIDE);
  for (let i = 0; i < levels.length; i++) {
    const [red, green, blue] = COLORS[levels[i]];
    image.data[4 * i] = red;
    image.data[4 * i + 1] = green;
    image.data[4 * i + 2] = blue;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function verdict(tag, result, colour) {
  const certain = result.probability >= 0 ? ` (${Math.round(100 * result.probability)} %)` : '';
  return htmlElement('p', {},
    htmlElement('b', {}, htmlElement('i', { class: `chip series-${colour}` }), tag),
    htmlElement('span', { class: result.classCorrect ? 'right' : 'wrong' },
      `${result.classCorrect ? '✓' : '✗'} ${result.predicted}${certain}`),
    htmlElement('span', {}, result.error === 'unknown' ? '' : errorName(result.error)));
}

/** The kind of error in words: wrong-place is shown as wrong place. */
function errorName(kind) {
  return kind.replaceAll('-', ' ');
}

function nameOf(kind) {
  return kind.startsWith(OTHER) ? kind.slice(OTHER.length) : MAP_NAMES[kind];
}

function describe(tile, shown, box, agreement) {
  const name = tile.kind === 'photo' ? 'Box' : nameOf(tile.kind);
  tile.caption.textContent = agreement ? `${name} · ${agreement}` : name;
  const where = box ? `${box.x0},${box.y0},${box.x1},${box.y1}` : 'none';
  tile.canvas.dataset.box = where;
  tile.canvas.setAttribute('aria-label', `${name} of ${shown.tag}${agreement ? `, ${agreement}` : ''}`);
}
