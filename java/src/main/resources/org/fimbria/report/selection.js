'use strict';
var fimbria = fimbria || {};

/**
 * Choosing a window of time with the mouse: a drag over a panel chooses, a double click shows all.
 *
 * area: the chart's element; look() -> {chart, option, axes}: what is drawn there, axes being the indices of the x axes
 * that are times.
 */
fimbria.selection = (area, look) => {
  const FEWEST = 4; // px; less is a click
  let begun = null;
  let mark = null;

  /** Axis of the panel under a point, or undefined. */
  const axisAt = (shown, x, y) => {
    const all = [].concat(shown.option.xAxis || []);
    return shown.axes.find(at => shown.chart.containPixel({gridIndex: all[at].gridIndex || 0}, [x, y]));
  };

  const place = event => {
    const box = area.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  /** Where along x the mouse is, within the panel in which the drag has begun. */
  const along = event => Math.max(begun.left, Math.min(begun.right, place(event)[0]));

  const end = () => {
    begun = null;
    if (mark !== null) {
      mark.remove();
      mark = null;
    }
  };

  area.addEventListener('pointerdown', event => {
    const shown = look();
    if (event.button !== 0 || event.pointerType === 'touch' || shown.chart === null) {
      return;
    }
    const [x, y] = place(event);
    const at = axisAt(shown, x, y);
    if (at !== undefined) {
      const grid = shown.option.grid[[].concat(shown.option.xAxis)[at].gridIndex || 0];
      begun = {x, at, left: grid.left, right: grid.left + grid.width};
    }
  });

  area.addEventListener('pointermove', event => {
    if (begun === null) {
      return;
    }
    if (event.buttons === 0) { // let go outside of the page
      end();
      return;
    }
    const x = along(event);
    if (mark === null && Math.abs(x - begun.x) >= FEWEST) {
      mark = fimbria.dom.make('div', {class: 'range'});
      area.append(mark);
      area.setPointerCapture(event.pointerId);
    }
    if (mark !== null) {
      mark.style.left = Math.min(x, begun.x) + 'px';
      mark.style.width = Math.abs(x - begun.x) + 'px';
    }
  });

  area.addEventListener('pointerup', event => {
    if (mark !== null) {
      const shown = look();
      const times = [begun.x, along(event)].map(x =>
        shown.chart.convertFromPixel({xAxisIndex: begun.at}, x)).sort((a, b) => a - b);
      fimbria.zoom.set(times[0], times[1]);
    }
    end();
  });
  area.addEventListener('pointercancel', end);
  area.addEventListener('dblclick', () => fimbria.zoom.reset());
};
