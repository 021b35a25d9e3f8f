'use strict';

/** Panels of places: regions and sensors in the brain, electrode and cells in a region (figure 2). */
var fimbria = fimbria || {};
fimbria.panels = fimbria.panels || {};

(function () {
  const axes = fimbria.axes;

  /** A series of points, each with its name beside it where `labelled`. */
  function points(theme, name, places, axis, style, labelled) {
    return Object.assign({
      type: 'scatter', name: name, silent: true, animation: false, tooltip: {show: false},
      label: {show: labelled, position: 'right', distance: 3, formatter: '{b}', color: theme.text,
        fontSize: theme.small, fontFamily: theme.font},
      data: places.map(place => ({name: place.name, value: [place[axis[0]], place[axis[1]]]}))
    }, style);
  }

  /** Round numbers below the smallest and above the largest value of a coordinate. */
  function range(places, axis) {
    const values = places.map(place => place[axis]);
    const low = Math.min.apply(null, values);
    const high = Math.max.apply(null, values);
    const step = fimbria.format.nice((high - low || 1) / 10);
    return {min: step * Math.floor(low / step - 0.2), max: step * Math.ceil(high / step + 0.2)};
  }

  /**
   * Regions' centres and ECoG's sensors, seen along one axis, in the units of the connectome. options.axes: ['x', 'y']
   * or ['x', 'z']; options.legend: whether it has one.
   */
  fimbria.panels.positions = function (run, region, theme, options) {
    const electrodes = run.electrodes;
    const spiking = run.regions.map(each => each.name);
    const is = place => spiking.indexOf(place.name) >= 0;
    const all = electrodes.regions.concat(electrodes.sensors || []);
    const horizontal = options.axes[0];
    const vertical = options.axes[1];
    return {
      title: vertical === 'z' ? 'Brain, cross-section' : 'Brain, from above',
      xAxis: axes.value(theme, horizontal, Object.assign({scale: false}, range(all, horizontal))),
      yAxis: axes.value(theme, vertical, Object.assign({scale: false}, range(all, vertical))),
      legend: options.legend ? ['regions', 'spiking regions', 'sensors'] : undefined,
      legendBelow: true,
      legendSymbols: true,
      aspect: true,
      series: [
        points(theme, 'regions', electrodes.regions.filter(place => !is(place)), options.axes,
          {symbolSize: 3.5, itemStyle: {color: theme.regions[0]}}, false),
        points(theme, 'spiking regions', electrodes.regions.filter(is), options.axes,
          {symbolSize: 10, itemStyle: {color: theme.spiking}}, false),
        points(theme, 'sensors', electrodes.sensors || [], options.axes,
          {symbol: 'diamond', symbolSize: 8, itemStyle: {color: theme.sensor}}, false)
      ]
    };
  };

  /** Where cells stand beside each other: [x of each cell's origin, ..., x of the end], after the electrode, in um. */
  function beside(cells, from) {
    const gap = 50;
    let edge = from;
    return cells.map(cell => {
      const xs = [].concat.apply([], cell.segments.map(each => [each[0], each[2]]));
      const origin = edge + gap - Math.min.apply(null, xs);
      edge = origin + Math.max.apply(null, xs);
      return origin;
    }).concat([edge + gap]);
  }

  /** The electrode's sites in their plane y, z, and beside them the cells in it, as lines of their sections. */
  fimbria.panels.cells = function (run, region, theme) {
    const electrodes = run.electrodes;
    const cells = electrodes.cells || [];
    const kinds = [theme.excitatory, theme.inhibitory];
    const ys = electrodes.sites.map(site => site.y);
    const places = beside(cells, Math.max.apply(null, ys));
    const series = cells.map((cell, i) => sections(cell, places[i], kinds[i % 2], theme));
    series.push(points(theme, 'sites', electrodes.sites, ['y', 'z'],
      {symbol: 'rect', symbolSize: 2.5, itemStyle: {color: theme.sensor}}, false));
    const depths = electrodes.sites.map(site => site.z);
    cells.forEach(cell => cell.segments.forEach(segment => depths.push(segment[1], segment[3])));
    return {
      title: 'Electrode and cells',
      legendBelow: true,
      aspect: true,
      xAxis: axes.value(theme, '', {show: false, min: Math.min.apply(null, ys) - 50, max: places[cells.length],
        scale: false}),
      yAxis: axes.value(theme, 'z (µm)', {
        min: Math.floor(Math.min.apply(null, depths) / 200) * 200,
        max: Math.ceil(Math.max.apply(null, depths) / 200) * 200, interval: 200, scale: false
      }),
      series: series
    };
  };

  /** The sections of a cell as lines of their width, at least a pixel, with the cell's name below. */
  function sections(cell, x, color, theme) {
    const lowest = Math.min.apply(null, cell.segments.map(each => Math.min(each[1], each[3])));
    return {
      type: 'custom', name: cell.name, data: [[x, lowest]], silent: true, animation: false, clip: false,
      tooltip: {show: false},
      renderItem: (params, api) => {
        const scale = api.size([1, 0])[0];
        const children = cell.segments.map(each => {
          const from = api.coord([x + each[0], each[1]]);
          const to = api.coord([x + each[2], each[3]]);
          return {type: 'line', shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]},
            style: {stroke: color, lineWidth: Math.max(1, each[4] * scale), lineCap: 'round'}};
        });
        const place = api.coord([x, lowest]);
        children.push({type: 'text', x: place[0], y: place[1] + 6, style: {
          text: cell.name, fill: color, fontSize: theme.small, fontFamily: theme.font, textAlign: 'center'}});
        return {type: 'group', children: children};
      }
    };
  }
}());
