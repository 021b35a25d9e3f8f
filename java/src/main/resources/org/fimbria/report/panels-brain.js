'use strict';

/** Panels of the whole brain: rates of all regions, ECoG, connectome (figures 2 and 4 of Kusch et al. 2024). */
var fimbria = fimbria || {};
fimbria.panels = fimbria.panels || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;

  /** Mean excitatory rate of every region, one row each, the spiking regions in black (white on dark) and named. */
  fimbria.panels.regionalRates = function (run, region, theme) {
    const all = run.brain.rates;
    const row = fimbria.rows(all.map(each => each.line), 0.35);
    const series = all.map((each, i) => axes.line(format.name(each.region),
      axes.points(each.line, 1 / row.height, i - row.means[i] / row.height),
      each.spiking ? theme.spiking : theme.regions[i % 2], each.spiking ? theme.thick * 0.75 : theme.thin,
      {z: each.spiking ? 4 : 2}));
    series.push(fimbria.marks.scaleBar(theme, run.window.to, all.length / 2, 5,
      format.number(5 * row.height) + ' ' + run.brain.unit));
    const axis = axes.value(theme, 'Region', {min: -2, max: all.length + 1, interval: 1, scale: false});
    axis.axisTick.show = false;
    axis.axisLabel = Object.assign(axis.axisLabel, {
      hideOverlap: false, color: theme.text, width: 92, overflow: 'break', lineHeight: theme.small + 2,
      formatter: i => all[i] && all[i].spiking ? format.name(all[i].region) : ''
    });
    axis.nameGap = 100;
    return {title: 'Mean rates of all ' + all.length + ' regions', xAxis: axes.time(theme, run), yAxis: axis,
      series: series, pad: {left: 122, right: 58}};
  };

  /** ECoG of one hemisphere: one row for each sensor, minus its mean. options.hemisphere: index. */
  fimbria.panels.ecog = function (run, region, theme, options) {
    const hemispheres = run.brain.ecog.hemispheres;
    const sensors = hemispheres[options.hemisphere].sensors;
    const every = fimbria.rows([].concat.apply([], hemispheres.map(each => each.sensors)).map(each => each.line));
    const row = fimbria.rows(sensors.map(sensor => sensor.line));
    const top = sensors.length - 1;
    const series = sensors.map((sensor, i) => axes.line(sensor.name,
      axes.points(sensor.line, 1 / every.height, top - i - row.means[i] / every.height), theme.text, theme.thin));
    series.push(fimbria.marks.scaleBar(theme, run.window.to, top / 2, 1,
      format.number(every.height) + ' ' + run.brain.ecog.unit));
    const axis = axes.value(theme, 'Sensor', {min: -1, max: sensors.length, interval: 1, scale: false});
    axis.axisLabel.formatter = i => sensors[top - i] ? sensors[top - i].name : '';
    const name = hemispheres[options.hemisphere].name;
    return {title: 'ECoG, ' + name + ' hemisphere', xAxis: axes.time(theme, run), yAxis: axis, series: series,
      pad: {right: 58}};
  };

  /** Columns of a matrix given by rows: [column][row]; what `keep` refuses is blank. */
  function transposed(matrix, keep, as) {
    return matrix[0].map((unused, column) =>
      matrix.map(row => keep(row[column]) ? as(row[column]) : null));
  }

  /** 0, 1, ... n: edges of n cells. */
  function edges(n) {
    const result = [];
    for (let i = 0; i <= n; i++) {
      result.push(i);
    }
    return result;
  }

  /**
   * Weights (logarithmic colours) or lengths in mm of the tracts; pairs without a tract are blank.
   * options.of: weights or lengths.
   */
  fimbria.panels.connectome = function (run, region, theme, options) {
    const connectome = run.brain.connectome;
    const weights = options.of === 'weights';
    const log10 = value => Math.log(value) / Math.LN10;
    const positive = [].concat.apply([], connectome.weights.map((row, i) =>
      row.map((weight, j) => weight > 0 ? (weights ? weight : connectome.lengths[i][j]) : 0)))
      .filter(value => value > 0).sort((a, b) => a - b);
    const largest = positive[positive.length - 1] || 1;
    const high = weights ? Math.ceil(log10(largest)) : format.nice(largest);
    const low = weights ? Math.max(high - 5, Math.floor(log10(positive[0] || 0.1))) : 0;
    const matrix = weights ? connectome.weights : connectome.lengths.map((row, i) =>
      row.map((length, j) => connectome.weights[i][j] > 0 ? length : 0));
    const n = matrix.length;
    const rowIsSource = connectome.orientation.indexOf('row = source') >= 0;
    const axis = name => axes.value(theme, name, {min: 0, max: n, scale: false});
    return {
      title: weights ? 'Weights' : 'Lengths',
      xAxis: axis(rowIsSource ? 'Target region' : 'Source region'),
      yAxis: Object.assign(axis(rowIsSource ? 'Source region' : 'Target region'), {inverse: true}),
      series: [fimbria.marks.cellMap(options.of, {
        x: edges(n), y: edges(n), columns: transposed(matrix, value => value > 0, weights ? log10 : value => value),
        low: low, high: high
      })],
      visualMap: {min: low, max: high, unit: weights ? '' : 'mm', power: weights},
      pad: {right: 62}
    };
  };
}());
