'use strict';

/** Axes and marks of the figures of a study: values over a swept quantity, with their spread over trials. */
var fimbria = fimbria || {};
fimbria.study = fimbria.study || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;

  /** What is swept: name of its axis, whether it is shown on a logarithmic scale. */
  const swept = {
    neurons: {title: 'Neurons', log: true},
    epoch: {title: 'Epoch (ms)', log: false},
    threads: {title: 'Threads of the network, all processes', log: false}
  };

  /** Mean, standard deviation and range of a measure over a point's trials, `scale` times; undefined if not measured. */
  function value(point, name, scale) {
    const found = point.values[name];
    const factor = scale || 1;
    return found && {mean: factor * found[0], std: factor * found[1], min: factor * found[2], max: factor * found[3]};
  }

  /** A logarithmic axis from `low` to `high` as they are, marked at the powers of ten between them. */
  function logarithmic(theme, title, low, high) {
    const axis = axes.value(theme, title, {
      type: 'log', min: low, max: high, scale: false,
      minorTick: {show: true, splitNumber: 9, length: 2, lineStyle: {color: theme.axis}}
    });
    axis.axisLabel.formatter = each => (each >= 1000 ? format.count(each) : format.number(each));
    axis.axisLabel.showMinLabel = isPower(low);
    axis.axisLabel.showMaxLabel = isPower(high);
    return axis;
  }

  function isPower(number) {
    const exponent = Math.log(number) / Math.LN10;
    return Math.abs(exponent - Math.round(exponent)) < 1e-9;
  }

  /** The axis of a sweep over all its curves. */
  function xAxis(theme, sweep) {
    const xs = sweep.curves.reduce((all, curve) => all.concat(curve.points.map(point => point.x)), []);
    const low = Math.min.apply(null, xs);
    const high = Math.max.apply(null, xs);
    const about = swept[sweep.axis];
    if (about.log) {
      return logarithmic(theme, about.title, low / 1.15, high * 1.15);
    }
    const axis = axes.value(theme, about.title, {min: 0, max: sweep.axis === 'threads' ? high + 0.5 : high * 1.05});
    axis.axisLabel.showMaxLabel = false;
    axis.interval = sweep.axis === 'threads' ? Math.ceil(high / 8) : format.nice(high / 6);
    return axis;
  }

  /** A linear y axis from 0 to the first mark above the largest value. */
  function fromZero(theme, title, high) {
    const step = format.nice(high / 5);
    return axes.value(theme, title, {min: 0, max: Number((Math.ceil(high / step - 1e-9) * step).toPrecision(6)), interval: step, scale: false});
  }

  /** A logarithmic y axis around values, of which those not above 0 are left out; from 1, 2 or 5 to 1, 2 or 5. */
  function powers(theme, title, values) {
    const above = values.filter(each => each > 0);
    const low = 1 / format.nice(1 / Math.min.apply(null, above.concat(above.length ? [] : [1])));
    const high = format.nice(Math.max.apply(null, above.concat(above.length ? [] : [10])));
    const first = Math.ceil(Math.log(low) / Math.LN10 - 1e-9);
    const last = Math.floor(Math.log(high) / Math.LN10 + 1e-9);
    return last > first ? logarithmic(theme, title, low, high)
      : logarithmic(theme, title, Math.pow(10, Math.floor(Math.log(low) / Math.LN10 + 1e-9)), Math.pow(10, Math.ceil(Math.log(high) / Math.LN10 - 1e-9)));
  }

  /** A series that one shape per point, or one for all, is drawn for: `draw(api, i)`. */
  function custom(name, data, draw, more) {
    return Object.assign({
      type: 'custom', name: name, data: data, silent: true, clip: true, animation: false, tooltip: {show: false},
      renderItem: (params, api) => draw(api, params.dataIndex)
    }, more);
  }

  /** The range of trials around a line as a light area. data: [[x, low, high], ...] */
  function band(name, data, color) {
    return custom(name, data.length > 1 ? [data[0].slice(0, 2)] : [], api => ({
      type: 'polygon', silent: true, style: {fill: color, opacity: 0.16},
      shape: {points: data.map(each => api.coord([each[0], each[2]]))
        .concat(data.slice().reverse().map(each => api.coord([each[0], each[1]])))}
    }), {z: 2, itemStyle: {color: color}});
  }

  /** The range of trials at each point as a bar, with ends where there is room for them. data: [[x, low, high], ...] */
  function whiskers(name, data, color) {
    return custom(name, data.map(each => each.slice(0, 2)), (api, i) => {
      const low = api.coord([data[i][0], data[i][1]]);
      const high = api.coord([data[i][0], data[i][2]]);
      const style = {stroke: color, lineWidth: 1, fill: 'none'};
      const level = y => ({type: 'line', shape: {x1: low[0] - 3, x2: low[0] + 3, y1: y, y2: y}, style: style, silent: true});
      return {type: 'group', children: (low[1] - high[1] > 3 ? [level(low[1]), level(high[1])] : []).concat([
        {type: 'line', shape: {x1: low[0], x2: low[0], y1: low[1], y2: high[1]}, style: style, silent: true}])};
    }, {z: 6, itemStyle: {color: color}});
  }

  /** A dashed line at a value of one axis with a word beside it: {xAxis: value} or {yAxis: value}. */
  function level(theme, at, text) {
    const vertical = at.xAxis !== undefined;
    return {
      type: 'line', name: text, data: [], silent: true, animation: false, tooltip: {show: false},
      markLine: {
        silent: true, symbol: 'none', animation: false, data: [at],
        lineStyle: {color: theme.muted, type: 'dashed', width: 1},
        label: {formatter: text, color: theme.muted, fontSize: theme.small, fontFamily: theme.font,
          position: vertical ? 'end' : 'insideStartTop', rotate: 0, distance: vertical ? 4 : 3}
      }
    };
  }

  fimbria.study.marks = {
    value: value, xAxis: xAxis, fromZero: fromZero, powers: powers, logarithmic: logarithmic, band: band,
    whiskers: whiskers, level: level
  };
}());
