'use strict';

/** Series for many marks at once: one path for all dots of a raster, one path for each colour of a map. */
var fimbria = fimbria || {};

(function () {
  let registered = false;

  /** Rectangles as one path: shape.boxes = [x, y, width, height, x, ...] in px. */
  function registerBoxes() {
    if (!registered) {
      registered = true;
      echarts.graphic.registerShape('fimbriaBoxes', echarts.graphic.extendShape({
        shape: {boxes: []},
        buildPath: function (path, shape) {
          const boxes = shape.boxes;
          for (let i = 0; i < boxes.length; i += 4) {
            path.rect(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]);
          }
        }
      }));
    }
  }

  /** A linear axis as pixel = at0 + slope value; exact for axes of type value. */
  function scale(api, dimension) {
    const at0 = api.coord([0, 0])[dimension];
    const at1 = api.coord(dimension === 0 ? [1e4, 0] : [0, 1e4])[dimension];
    return {at0: at0, slope: (at1 - at0) / 1e4};
  }

  /** The dots within the area, in half pixels: places along x for each y. */
  function places(xs, ys, area, horizontal, vertical) {
    const rows = {};
    const left = 2 * area.x;
    const right = 2 * (area.x + area.width);
    let number = 0;
    for (let i = 0; i < xs.length; i++) {
      let x = Math.round(2 * (horizontal.at0 + horizontal.slope * xs[i]));
      if (x >= left && x <= right) {
        let y = Math.round(2 * (vertical.at0 + vertical.slope * ys[i]));
        if (rows[y] === undefined) {
          rows[y] = [];
        }
        rows[y].push(x);
        number++;
      }
    }
    return {rows: rows, number: number};
  }

  /**
   * The dots (x[i], y[i]) of the window shown, as boxes on a grid of half pixels, those that touch in one: what an eye
   * can tell apart, so that a picture of 60,000 spikes stays small. Dots grow when few are left, `number` times as many
   * of all kinds.
   */
  function dots(xs, ys, number, area, horizontal, vertical) {
    const found = places(xs, ys, area, horizontal, vertical);
    const left = found.number * number;
    const size = left < 2000 ? 3 : left < 15000 ? 2 : 1;
    const boxes = [];
    Object.keys(found.rows).forEach(y => {
      const row = found.rows[y].sort((a, b) => a - b);
      let first = row[0];
      for (let i = 1; i <= row.length; i++) {
        if (i === row.length || row[i] > row[i - 1] + 2 * size) {
          boxes.push((first - size) / 2, (y - size) / 2, (row[i - 1] - first) / 2 + size, size);
          first = row[i];
        }
      }
    });
    return boxes;
  }

  /** A series of dots of one colour; `all` is the number of dots of every colour. */
  function raster(name, xs, ys, color, all) {
    registerBoxes();
    return {
      type: 'custom', name: name, data: xs.length === 0 ? [] : [[xs[0], ys[0]]], marks: xs.length, silent: true,
      clip: true, animation: false, itemStyle: {color: color}, tooltip: {show: false}, z: 3,
      renderItem: (params, api) => ({
        type: 'fimbriaBoxes', silent: true, style: {fill: color},
        shape: {boxes: dots(xs, ys, all / xs.length, params.coordSys, scale(api, 0), scale(api, 1))}
      })
    };
  }

  /** Cells of each of `levels` colours, neighbours along y joined: [level] -> [x0, x1, y0, y1, ...] in axis units. */
  function cellsByLevel(map, levels) {
    const cells = [];
    for (let level = 0; level < levels; level++) {
      cells.push([]);
    }
    const span = map.high - map.low || 1;
    map.columns.forEach((column, i) => {
      let start = 0;
      let before = -1;
      for (let j = 0; j <= column.length; j++) {
        let value = j < column.length ? column[j] : null;
        let level = value === null ? -1
          : Math.max(0, Math.min(levels - 1, Math.floor((value - map.low) / span * levels)));
        if (level !== before || j === column.length) {
          if (before >= 0) {
            cells[before].push(map.x[i], map.x[i + 1], map.y[start], map.y[j]);
          }
          start = j;
          before = level;
        }
      }
    });
    return cells;
  }

  /**
   * A map of cells, 64 colours of viridis. map = {x: edges, y: edges, columns: [per x: values per y, null is blank],
   * low, high}. Each cell is half a pixel too large, so that no gap shows between neighbours.
   */
  function cellMap(name, map, more) {
    registerBoxes();
    const levels = 64;
    const cells = cellsByLevel(map, levels);
    const data = cells.map((boxes, level) =>
      [map.x[0], map.y[0], map.low + (level + 0.5) * (map.high - map.low) / levels, level]);
    return Object.assign({
      type: 'custom', name: name, data: data, silent: true, clip: true, animation: false, tooltip: {show: false},
      marks: map.columns.length, encode: {x: 0, y: 1}, z: 1,
      renderItem: (params, api) => {
        const horizontal = scale(api, 0);
        const vertical = scale(api, 1);
        const of = cells[api.value(3)];
        const boxes = [];
        for (let i = 0; i < of.length; i += 4) {
          let left = horizontal.at0 + horizontal.slope * of[i];
          let right = horizontal.at0 + horizontal.slope * of[i + 1];
          let from = vertical.at0 + vertical.slope * of[i + 2];
          let to = vertical.at0 + vertical.slope * of[i + 3];
          boxes.push(left, Math.min(from, to) - 0.25, right - left + 0.5, Math.abs(to - from) + 0.5);
        }
        return {type: 'fimbriaBoxes', silent: true, style: {fill: api.visual('color')}, shape: {boxes: boxes}};
      }
    }, more);
  }

  /** Upright bars as one path: from x[i] to x[i] + width, from low[i] to high[i], in units of the axes. */
  function bars(name, x, width, low, high, color) {
    registerBoxes();
    return {
      type: 'custom', name: name, data: [[x[0], 0]], marks: x.length, silent: true, clip: true, animation: false,
      itemStyle: {color: color}, tooltip: {show: false},
      renderItem: (params, api) => {
        const horizontal = scale(api, 0);
        const vertical = scale(api, 1);
        const boxes = [];
        for (let i = 0; i < x.length; i++) {
          if (high[i] > low[i]) {
            boxes.push(horizontal.at0 + horizontal.slope * x[i], vertical.at0 + vertical.slope * high[i],
              horizontal.slope * width, vertical.slope * (low[i] - high[i]));
          }
        }
        return {type: 'fimbriaBoxes', silent: true, style: {fill: color}, shape: {boxes: boxes}};
      }
    };
  }

  /** A bar of known length beside the right edge of a plot, with its length written: `amount` of the y axis. */
  function scaleBar(theme, x, middle, amount, text) {
    return {
      type: 'custom', name: 'scale', data: [[x, middle]], silent: true, clip: false, animation: false,
      tooltip: {show: false},
      renderItem: (params, api) => {
        const right = params.coordSys.x + params.coordSys.width + 8;
        const low = api.coord([x, middle - amount / 2])[1];
        const high = api.coord([x, middle + amount / 2])[1];
        return {type: 'group', children: [
          {type: 'line', shape: {x1: right, y1: low, x2: right, y2: high}, style: {stroke: theme.text, lineWidth: 2}},
          {type: 'text', x: right + 5, y: (low + high) / 2,
            style: {text: text, fill: theme.text, fontSize: theme.small, fontFamily: theme.font,
              textVerticalAlign: 'middle'}}
        ]};
      }
    };
  }

  fimbria.marks = {raster: raster, cellMap: cellMap, bars: bars, scaleBar: scaleBar};
}());
