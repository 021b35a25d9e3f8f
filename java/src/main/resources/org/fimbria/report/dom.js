'use strict';
var fimbria = fimbria || {};

/** Elements of the page, and quantities as it prints them. */
fimbria.dom = (() => {
  const number = fimbria.format.number;
  const SVG = 'http://www.w3.org/2000/svg';
  const SVG_TAGS = ['svg', 'g', 'path', 'rect', 'text', 'tspan', 'title', 'desc', 'defs', 'marker', 'line'];

  /** An element with attributes and children (elements or text; null is left out); never parses markup. */
  const make = (tag, attributes, ...children) => {
    const element = SVG_TAGS.includes(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
    Object.keys(attributes || {}).forEach(name => {
      const value = attributes[name];
      if (typeof value === 'function') {
        element.addEventListener(name, value);
      } else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(name, value === true ? '' : value);
      }
    });
    children.forEach(child => {
      if (Array.isArray(child)) {
        child.forEach(each => element.append(each));
      } else if (child !== null && child !== undefined) {
        element.append(child);
      }
    });
    return element;
  };

  /** Bytes per second with a decimal prefix: 1.5 MB/s. */
  const bytes = perSecond => {
    const prefixes = ['', 'k', 'M', 'G', 'T'];
    const step = perSecond < 1000 ? 0 : Math.min(prefixes.length - 1, Math.floor(Math.log10(perSecond) / 3));
    return number(perSecond / Math.pow(10, 3 * step), 3) + '\u00a0' + prefixes[step] + 'B/s';
  };

  /** Things per second to three significant digits: 10 800 000 spikes/s. */
  const flow = (perSecond, unit) =>
    (perSecond < 100 ? number(perSecond, 3) : fimbria.format.count(Number(perSecond.toPrecision(3)))) + '\u00a0' + unit;

  /** A time in ms in the unit that reads best. */
  const duration = ms => (Math.abs(ms) < 1000 ? number(ms, 4) + '\u00a0ms' : number(ms / 1000, 4) + '\u00a0s');

  /**
   * A table. columns: [{name, number}]; rows: [[cell]], a cell is text, a number, or an element; the first cell of a row
   * is its head.
   */
  const table = (columns, rows, caption) => {
    const cell = (value, column, tag) =>
      make(tag, {scope: tag === 'th' ? 'row' : null, class: column.number ? 'num' : null}, value);
    return make('div', {class: 'scroll'}, make('table', {},
      caption ? make('caption', {}, caption) : null,
      columns.some(column => column.name)
        ? make('thead', {}, make('tr', {}, columns.map(column =>
          make('th', {scope: 'col', class: column.number ? 'num' : null}, column.name))))
        : null,
      make('tbody', {}, rows.map(row =>
        make('tr', {}, row.map((value, at) => cell(value, columns[at], at === 0 ? 'th' : 'td')))))));
  };

  return {make, bytes, flow, duration, table};
})();
