// Sorts tables when a column header is clicked.

function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector('button').addEventListener('click', () => {
      const first = head.classList.contains('num') ? 'descending' : 'ascending';
      const second = first === 'descending' ? 'ascending' : 'descending';
      const direction = head.getAttribute('aria-sort') === first ? second : first;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', direction);
      sortRows(table.tBodies[0], column, direction === 'ascending' ? 1 : -1);
    });
  });
}

function sortRows(body, column, sign) {
  const key = row => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    return { text, number: Number(text) };
  };
  const rows = [...body.rows].map(row => ({ row, key: key(row) }));
  const numeric = rows.every(({ key }) => key.text !== '' && !Number.isNaN(key.number));
  const compare = numeric
    ? (a, b) => compareNumbers(a.key.number, b.key.number)
    : (a, b) => a.key.text.localeCompare(b.key.text);
  rows.sort((a, b) => sign * compare(a, b));
  body.append(...rows.map(({ row }) => row));
}

function compareNumbers(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}
