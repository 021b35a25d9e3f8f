'use strict';
var fimbria = fimbria || {};

/**
 * The page's frame. What it shows is given by fimbria.provider(document) -> {title, lead, wide, span: [from, to] ms,
 * sections}. A section is {id, title, rows}, a row is a list of cells side by side: elements, or entries of figures
 * (fimbria.figure), which are drawn when they come near the window.
 */
fimbria.page = (() => {
  const NEAR = '600px';
  let content = null;
  let figures = [];
  let numbers = 0; // of rows with figures: those side by side share theirs
  let ready = false;
  let near = null;

  /** Names of all that is shown: while they stay the same, the page can be kept and only its data changes. */
  const shape = shown => shown.sections.map(section =>
    section.id + ':' + section.rows.map(row => row.map(cell => (cell.make ? cell.id : '-')).join()).join(';')).join('|');

  /** One row: its cells, figures among them kept for drawing. */
  const rowOf = cells => {
    const make = fimbria.dom.make;
    numbers += cells.some(cell => cell.make) ? 1 : 0;
    const label = 'Figure ' + numbers;
    const element = make('div', {class: 'row'}, cells.map(cell => {
      if (!cell.make) {
        return cell;
      }
      const figure = fimbria.figure(cell, label);
      figures.push(figure);
      return figure.element;
    }));
    element.style.gridTemplateColumns = 'repeat(' + cells.length + ', minmax(0, 1fr))';
    return element;
  };

  const build = shown => {
    const make = fimbria.dom.make;
    figures.forEach(figure => figure.remove());
    figures = [];
    numbers = 0;
    const main = document.getElementById('main');
    main.classList.toggle('wide', Boolean(shown.wide));
    const head = make('header', {id: 'head'}, make('h1', {}, shown.title), shown.lead);
    main.replaceChildren(head, ...shown.sections.map(section =>
      make('section', {id: section.id, 'aria-labelledby': section.id + '-title'},
        make('h2', {id: section.id + '-title'}, section.title), section.rows.map(rowOf))));
    fimbria.contents.fill(shown.sections.map(section => ({id: section.id, title: section.title,
      figures: section.rows.map(row => row[0]).filter(cell => cell.make)})));
  };

  /** The same page with other data: figures in place, everything else anew. */
  const renew = shown => {
    const entries = {};
    shown.sections.forEach((section, at) => {
      const rows = document.getElementById(section.id).querySelectorAll(':scope > .row');
      section.rows.forEach((row, index) => row.forEach((cell, column) => {
        if (cell.make) {
          entries[cell.id] = cell;
        } else {
          rows[index].children[column].replaceWith(cell);
        }
      }));
    });
    document.getElementById('head').replaceChildren(fimbria.dom.make('h1', {}, shown.title), ...[].concat(shown.lead || []));
    figures.forEach(figure => figure.update(entries[figure.id]));
  };

  /** Shows a document, in place of what was shown. */
  const update = doc => {
    const shown = fimbria.provider(doc);
    if (shown.span) {
      fimbria.zoom.span(shown.span[0], shown.span[1]);
    }
    const same = content !== null && shape(content) === shape(shown);
    content = shown;
    if (same) {
      renew(shown);
    } else {
      build(shown);
      watch();
    }
  };

  /** Draws figures as they come near. */
  const watch = () => {
    if (!ready) {
      return;
    }
    if (near !== null) {
      near.disconnect();
    }
    near = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
      near.unobserve(entry.target);
      figures.find(figure => figure.element === entry.target).draw();
    }), {rootMargin: NEAR});
    figures.forEach(figure => near.observe(figure.element));
  };

  const drawAll = () => figures.forEach(figure => figure.draw());

  /** Text and tables; the figures' places stay empty until draw. */
  const start = () => {
    fimbria.appearance.start();
    update(JSON.parse(document.getElementById('document').textContent));
  };

  /** Figures: called once the charts' library is there. */
  const draw = () => {
    ready = true;
    watch();
    let width = window.innerWidth;
    let waiting = null;
    window.addEventListener('resize', () => {
      window.clearTimeout(waiting);
      if (window.innerWidth !== width) {
        width = window.innerWidth;
        waiting = window.setTimeout(() => figures.forEach(figure => figure.redraw()), 150);
      }
    });
    fimbria.appearance.onChange(theme => {
      if (theme === 'print') {
        drawAll();
      }
      figures.forEach(figure => figure.redraw());
    });
  };

  return {start, draw, drawAll, update, figures: () => figures};
})();
