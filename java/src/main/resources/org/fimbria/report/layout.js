'use strict';

/** How panels share a figure: below each other over one axis of time, or in two columns. */
var fimbria = fimbria || {};

(function () {
  const panels = fimbria.panels;

  /** Parts below each other from `top` on. rows: [[panel, height], ...]; letters as long as there are any. */
  function column(rows, left, top, width, letters) {
    let at = top;
    return rows.map((row, i) => {
      const part = {panel: row[0], rect: {left: left, top: at, width: width, height: row[1]}, letter: letters[i]};
      at += row[1];
      return part;
    });
  }

  /** Of panels over the same time, only the last one names and numbers it. */
  function sharing(rows) {
    return rows.map((row, i) => (i < rows.length - 1 && row[0].xAxis.isTime && rows[i + 1][0].xAxis.isTime
      ? [Object.assign({}, row[0], {xAxis: fimbria.axes.bare(row[0].xAxis)}), row[1]] : row));
  }

  /** An entry of the catalogue: panels below each other. rows(theme) -> [[panel, height], ...]. */
  function stacked(id, title, caption, height, rows) {
    return {
      id: id, title: title, caption: caption, height: height,
      make: (theme, width) => fimbria.compose(column(sharing(rows(theme)), 0, 0, width, []),
        {width: width, height: height, theme: theme})
    };
  }

  /** Parts in two columns. */
  function grid(list, top, width, height, letters) {
    return list.map((panel, i) => ({
      panel: panel, letter: letters[i],
      rect: {left: i % 2 * width / 2, top: top + Math.floor(i / 2) * height, width: width / 2, height: height}
    }));
  }

  /** An entry of the catalogue: panels in two columns, each `height` high. list(theme) -> [panel, ...]. */
  function paired(id, title, caption, number, height, list) {
    return {
      id: id, title: title, caption: caption, height: Math.ceil(number / 2) * height,
      make: (theme, width) => fimbria.compose(grid(list(theme), 0, width, height, []),
        {width: width, height: Math.ceil(number / 2) * height, theme: theme})
    };
  }

  /** Whether it is known where regions are, or sites of an electrode. */
  function hasPlaces(run) {
    const electrodes = run.electrodes || {};
    return {regions: Boolean(electrodes.regions), sites: Boolean(electrodes.sites && electrodes.sites.length > 0)};
  }

  /** The brain from above, its cross-section and the electrode, beside each other; what there is of them. */
  function places(run, theme, top, width, height, letters) {
    const has = hasPlaces(run);
    const list = (has.regions ? [panels.positions(run, null, theme, {axes: ['x', 'y'], legend: true}),
      panels.positions(run, null, theme, {axes: ['x', 'z']})] : []).concat(
      has.sites ? [panels.cells(run, null, theme)] : []);
    return list.map((panel, i) => ({
      panel: panel, letter: letters[i],
      rect: {left: i * width / list.length, top: top, width: width / list.length, height: height}
    }));
  }

  /** The membrane variables that were recorded: [{variable, kind, zero: nothing but 0}]. */
  function membranes(region) {
    const list = [];
    ['V_m', 'w'].forEach(variable => ['excitatory', 'inhibitory'].forEach(kind => {
      const part = region.membrane[variable] && region.membrane[variable][kind];
      if (part) {
        const range = fimbria.axes.extent(part.lines);
        list.push({variable: variable, kind: kind, zero: range[0] === 0 && range[1] === 0});
      }
    }));
    return list;
  }

  fimbria.layout = {
    column: column, sharing: sharing, stacked: stacked, grid: grid, paired: paired, places: places, hasPlaces: hasPlaces,
    membranes: membranes
  };
}());
