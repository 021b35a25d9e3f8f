'use strict';
var fimbria = fimbria || {};

/** One window of time for all figures that have a time axis: what is chosen in one of them shows in all. */
fimbria.zoom = (() => {
  const SHORTEST = 1; // ms
  let full = [0, 0];
  let range = null;
  const listeners = new Set();

  /** Says below the page what is shown, if that is not all. */
  const say = () => {
    const bar = document.getElementById('zoom');
    bar.hidden = range === null;
    if (range !== null) {
      const text = range.map(t => fimbria.format.number(t, Math.max(3, String(Math.round(t)).length + 1)));
      bar.replaceChildren('Showing ' + text[0] + ' to ' + text[1] + ' ms',
        fimbria.dom.make('button', {type: 'button', click: () => reset()}, 'Show all'));
    }
  };

  const tell = () => {
    listeners.forEach(listener => listener());
    say();
  };

  /** Shows [from, to] ms; the whole where that is all or nothing. */
  const set = (from, to) => {
    const wide = Math.max(SHORTEST, to - from);
    const low = Math.max(full[0], Math.min(from, full[1] - wide));
    const high = Math.min(full[1], low + wide);
    range = low <= full[0] && high >= full[1] ? null : [low, high];
    tell();
  };

  const reset = () => {
    range = null;
    tell();
  };

  /** The window that can be shown, ms. A choice that lies in it stays. */
  const span = (from, to) => {
    full = [from, to];
    if (range !== null && (range[0] < from || range[1] > to)) {
      range = null;
      say();
    }
  };

  /** Keys on a focused figure: + and - about the middle, arrows by a quarter, 0, Home or Escape for all. */
  const key = event => {
    const shown = range || full;
    const width = shown[1] - shown[0];
    const moves = {
      '+': [width / 4, -width / 4], '=': [width / 4, -width / 4], '-': [-width / 2, width / 2],
      ArrowLeft: [-width / 4, -width / 4], ArrowRight: [width / 4, width / 4]
    };
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (['0', 'Home', 'Escape'].includes(event.key)) {
      reset();
    } else if (moves[event.key]) {
      set(shown[0] + moves[event.key][0], shown[1] + moves[event.key][1]);
    } else {
      return;
    }
    event.preventDefault();
  };

  return {
    set, reset, span, key,
    range: () => range,
    join: listener => listeners.add(listener),
    leave: listener => listeners.delete(listener)
  };
})();
