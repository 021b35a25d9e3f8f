'use strict';

/** Axes and lines as ECharts options: what the panels are made of. */
var fimbria = fimbria || {};

(function () {
  const format = fimbria.format;

  /** An axis of values with its name, which must hold the unit; `more` overrides. */
  function value(theme, title, more) {
    return Object.assign({
      type: 'value', name: title, nameLocation: 'middle', scale: true,
      nameTextStyle: {color: theme.text, fontSize: theme.size, fontFamily: theme.font},
      axisLine: {show: true, onZero: false, lineStyle: {color: theme.axis, width: 1}},
      axisTick: {show: true, length: 4, lineStyle: {color: theme.axis}},
      axisLabel: {color: theme.muted, fontSize: theme.small, fontFamily: theme.font, hideOverlap: true,
        formatter: v => format.number(v, 6)},
      splitLine: {show: false}
    }, more);
  }

  /** The axis of time of a run: [from, to) in ms, written in s where it is longer than 2 s. */
  function time(theme, run, more) {
    const span = run.window.to - run.window.from;
    const inSeconds = span > 2000;
    const axis = value(theme, inSeconds ? 'Time (s)' : 'Time (ms)', {min: run.window.from, max: run.window.to});
    axis.isTime = true;
    axis.axisLabel.formatter = v => format.number(inSeconds ? v / 1000 : v, 7);
    axis.axisPointer = {label: {formatter: at => format.number(at.value, 7) + ' ms'}};
    return Object.assign(axis, more);
  }

  /** A logarithmic axis from `low` to `high`, at least 1e-9; large and small powers of ten are written as powers. */
  function logarithmic(theme, title, low, high) {
    const axis = value(theme, title, {
      type: 'log', min: low, max: high, scale: false,
      minorTick: {show: true, splitNumber: 9, length: 2, lineStyle: {color: theme.axis}}
    });
    axis.axisLabel.formatter = v => {
      const exponent = Math.log(v) / Math.LN10;
      const whole = Math.abs(exponent - Math.round(exponent)) < 1e-6;
      return whole && (v >= 5000 || v < 0.05) ? format.power(exponent) : format.number(v, 6);
    };
    return axis;
  }

  /** An axis of logarithms to base 10, written as powers: the library's own loses what is below 1e-10. */
  function powers(theme, title, low, high) {
    const axis = value(theme, title, {min: low, max: high, interval: high - low > 8 ? 2 : 1, scale: false});
    axis.axisLabel.formatter = format.power;
    return axis;
  }

  /** An axis of rows: row i is at i and has the name that `nameOf` gives. */
  function rows(theme, title, n, nameOf) {
    const axis = value(theme, title, {
      min: -1, max: n, interval: 1, scale: false, axisTick: {show: false}, axisLine: {show: false}
    });
    axis.axisLabel = Object.assign(axis.axisLabel, {color: theme.text, formatter: nameOf});
    return axis;
  }

  /** The same axis without name and labels: for panels above one that has them. */
  function bare(axis) {
    return Object.assign({}, axis, {
      name: '', axisLabel: Object.assign({}, axis.axisLabel, {show: false})
    });
  }

  /**
   * The points [t, scale y + offset] of a uniform line {t0, dt, y}, a reduced one {t0, dt, i, y}, whose i says how
   * many samples a point is behind the one before it, or one with times {t, y}; a missing value cuts the line.
   */
  function points(line, scale, offset) {
    const factor = scale === undefined ? 1 : scale;
    const shift = offset || 0;
    const result = [];
    let sample = line.i ? 0 : -1;
    for (let i = 0; i < line.y.length; i++) {
      sample += line.i ? line.i[i] : 1;
      let t = line.t ? line.t[i] : line.t0 + sample * line.dt;
      let y = line.y[i];
      result.push([t, y === null ? '-' : y * factor + shift]);
    }
    return result;
  }

  /** A line series without symbols that no mouse finds. */
  function line(name, data, color, width, more) {
    return Object.assign({
      type: 'line', name: name, data: data, showSymbol: false, animation: false, silent: true, clip: true,
      lineStyle: {color: color, width: width, join: 'bevel'}, itemStyle: {color: color},
      emphasis: {disabled: true}, tooltip: {show: false}
    }, more);
  }

  /** Smallest and largest value of lines; nothing is [0, 1]. */
  function extent(lines) {
    let low = Infinity;
    let high = -Infinity;
    lines.forEach(each => {
      for (let i = 0; i < each.y.length; i++) {
        if (each.y[i] !== null) {
          low = Math.min(low, each.y[i]);
          high = Math.max(high, each.y[i]);
        }
      }
    });
    return low > high ? [0, 1] : [low, high];
  }

  /** Mean of a line over time, whose points may lie at any distances. */
  function mean(line) {
    const all = points(line).filter(point => point[1] !== '-');
    let area = 0;
    for (let i = 1; i < all.length; i++) {
      area += (all[i][0] - all[i - 1][0]) * (all[i][1] + all[i - 1][1]) / 2;
    }
    return all.length > 1 ? area / (all[all.length - 1][0] - all[0][0]) : all.length > 0 ? all[0][1] : 0;
  }

  /** How lines are drawn above each other: the mean of each, and a round distance that keeps neighbours apart. */
  function stack(lines, fraction) {
    const means = lines.map(mean);
    const spans = lines.map((line, i) => {
      const range = extent([line]);
      return Math.max(range[1] - means[i], means[i] - range[0]);
    });
    const largest = Math.max.apply(null, spans);
    return {means: means, height: format.nice((fraction || 1) * largest)};
  }

  fimbria.axes = {
    value: value, time: time, logarithmic: logarithmic, powers: powers, rows: rows, bare: bare, points: points,
    line: line, extent: extent, stack: stack
  };
}());
