// The gallery: order, filters, pages and the threshold.

const CARDS_PER_PAGE = 6;
const ALL_MAPS = ' all';

class GalleryView {
  constructor(gallery, series) {
    this.gallery = gallery;
    this.colours = new Map(series.map(s => [s.tag, s.colour]));
    this.baseline = series.find(s => s.baseline).tag;
    this.cards = new Map();
    this.page = 0;
    this.threshold = null;
    this.control = id => document.getElementById(id);
    this.fillChoices();
    this.listen();
    this.warnOfMissingPhotos();
    paintRamp(this.control('ramp'));
    this.show();
  }

  fillChoices() {
    for (const tag of this.gallery.methods) {
      this.control('by-method').append(new Option(tag, tag, false, tag === this.gallery.focus));
    }
    for (const map of this.gallery.maps) this.control('by-map').append(new Option(map, map));
    if (this.gallery.maps.length > 1) this.control('by-map').append(new Option('all', ALL_MAPS));
    const classes = [...new Set(this.gallery.items.map(item => item.className))].sort();
    for (const name of classes) this.control('by-class').append(new Option(name, name));
    const kinds = new Set(this.gallery.items.flatMap(item => Object.values(item.results).map(r => r.error)));
    for (const kind of [...kinds].sort()) this.control('by-error').append(new Option(errorName(kind), kind));
    const alone = this.gallery.methods.length < 2 || !this.gallery.methods.includes(this.baseline);
    if (alone) this.control('order').querySelectorAll('[value=gained],[value=lost]').forEach(o => o.remove());
  }

  listen() {
    this.control('gallery-controls').addEventListener('submit', event => event.preventDefault());
    for (const id of ['order', 'by-method', 'by-class', 'by-error']) {
      this.control(id).addEventListener('change', () => this.turnTo(0));
    }
    this.control('by-map').addEventListener('change', () => this.showMaps());
    this.control('threshold').addEventListener('input', event => this.setThreshold(Number(event.target.value)));
    this.control('as-evaluated').addEventListener('click', () => this.setThreshold(null));
    this.control('opacity').addEventListener('input', () => this.redraw());
    this.control('previous').addEventListener('click', () => this.turnTo(this.page - 1));
    this.control('next').addEventListener('click', () => this.turnTo(this.page + 1));
    this.control('cards').addEventListener('click', event => this.enlarge(event.target));
    this.control('cards').addEventListener('keydown', event => {
      if (event.key === 'Enter') this.enlarge(event.target);
    });
    this.control('enlarged').addEventListener('click', event => {
      if (event.target === this.control('enlarged')) this.control('enlarged').close();
    });
  }

  /** Shows a tile at the size of the window. */
  enlarge(tile) {
    if (tile.tagName !== 'CANVAS') return;
    const dialog = this.control('enlarged');
    const canvas = dialog.querySelector('canvas');
    canvas.width = tile.width;
    canvas.height = tile.height;
    canvas.getContext('2d').drawImage(tile, 0, 0);
    dialog.querySelector('p').textContent = tile.getAttribute('aria-label');
    dialog.showModal();
  }

  warnOfMissingPhotos() {
    const missing = this.gallery.unreadable;
    if (missing.length === 0) return;
    const note = this.control('unreadable');
    note.hidden = false;
    note.textContent = `${missing.length} photos could not be read and are shown in grey, for example ${missing[0]}.`;
  }

  setThreshold(threshold) {
    this.threshold = threshold;
    this.control('threshold-value').textContent = threshold === null ? 'as evaluated' : threshold.toFixed(2);
    this.control('as-evaluated').disabled = threshold === null;
    this.redraw();
  }

  turnTo(page) {
    this.page = page;
    this.show();
  }

  /** Recreates the cards, because their tiles show other maps. */
  showMaps() {
    this.cards.clear();
    this.show();
  }

  /** The kinds of maps shown next to the photo. */
  kinds() {
    const chosen = this.control('by-map').value;
    const own = Object.keys(MAP_NAMES);
    if (!chosen) return own;
    return chosen === ALL_MAPS ? [...own, ...this.gallery.maps.map(map => OTHER + map)] : [OTHER + chosen];
  }

  matching() {
    const tag = this.control('by-method').value;
    const className = this.control('by-class').value;
    const error = this.control('by-error').value;
    return this.gallery.items
      .filter(item => item.results[tag])
      .filter(item => !className || item.className === className)
      .filter(item => !error || item.results[tag].error === error)
      .sort((a, b) => this.rank(a, tag) - this.rank(b, tag));
  }

  rank(item, tag) {
    if (item.truth.length === 0) return item.results[tag].classCorrect ? 1 : 0;
    const own = item.results[tag].iou;
    const gain = own - (item.results[this.baseline]?.iou ?? 0);
    return { worst: own, best: -own, gained: -gain, lost: gain }[this.control('order').value];
  }

  card(item) {
    if (!this.cards.has(item.id)) {
      this.cards.set(item.id, new Card(item, this.gallery.methods, this.colours, this.kinds()));
    }
    return this.cards.get(item.id);
  }

  show() {
    const items = this.matching();
    const pages = Math.max(1, Math.ceil(items.length / CARDS_PER_PAGE));
    this.page = Math.min(pages - 1, Math.max(0, this.page));
    const from = this.page * CARDS_PER_PAGE;
    this.visible = items.slice(from, from + CARDS_PER_PAGE).map(item => this.card(item));
    this.control('cards').replaceChildren(...this.visible.map(card => card.element));
    this.control('gallery-count').textContent = items.length === 0
      ? 'no image matches'
      : `${from + 1}–${from + this.visible.length} of ${items.length} images`;
    this.control('page-number').textContent = `page ${this.page + 1} of ${pages}`;
    this.control('previous').disabled = this.page === 0;
    this.control('next').disabled = this.page === pages - 1;
    this.redraw();
  }

  redraw() {
    for (const card of this.visible) {
      card.load().then(() => card.draw(this.threshold, Number(this.control('opacity').value)));
    }
  }
}
