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
    const row = axes.stack(all.map(each => each.line), 0.35);
    const series = all.map((each, i) => axes.line(format.name(each.region),
      axes.points(each.line, 1 / row.height, i - row.means[i] / row.height),
      each.spiking ? theme.spiking : theme.regions[i % 2], each.spiking ? theme.thick * 0.75 : theme.thin,
      {z: each.spiking ? 4 : 2}));
    series.push(fimbria.marks.scaleBar(theme, run.window.to, all.length / 2, 5,
      format.number(5 * row.height) + ' ' + run.brain.unit));
    const axis = axes.rows(theme, '', all.length, i => (all[i] && all[i].spiking ? format.name(all[i].region) : ''));
    axis.axisLabel.hideOverlap = false;
    axis.axisLabel.margin = 4;
    return {
      title: 'Mean rates of all ' + all.length + ' regions', xAxis: axes.time(theme, run), yAxis: axis, series: series,
      pad: {left: 8 + theme.small * 8.5, right: 80}
    };
  };

  /** ECoG of one hemisphere: one row for each sensor, minus its mean. options.hemisphere: index. */
  fimbria.panels.ecog = function (run, region, theme, options) {
    const hemispheres = run.brain.ecog.hemispheres;
    const sensors = hemispheres[options.hemisphere].sensors;
    const every = axes.stack([].concat.apply([], hemispheres.map(each => each.sensors)).map(each => each.line));
    const row = axes.stack(sensors.map(sensor => sensor.line));
    const top = sensors.length - 1;
    const series = sensors.map((sensor, i) => axes.line(sensor.name,
      axes.points(sensor.line, 1 / every.height, top - i - row.means[i] / every.height), theme.text, theme.thin));
    series.push(fimbria.marks.scaleBar(theme, run.window.to, top / 2, 1,
      format.number(every.height) + ' ' + run.brain.ecog.unit));
    return {
      title: 'ECoG, ' + hemispheres[options.hemisphere].name + ' hemisphere',
      xAxis: axes.time(theme, run),
      yAxis: axes.rows(theme, '', sensors.length, i => (sensors[top - i] ? sensors[top - i].name : '')),
      series: series,
      pad: {left: 44, right: 80}
    };
  };

  /** Columns of a matrix given by rows: [column][row]; what `keep` refuses is blank. */
  function transposed(matrix, keep, as) {
    return matrix[0].map((unused, column) =>
      matrix.map(row => keep(row[column]) ? as(row[column]) : null));
  }

  /** Edges of n cells of `block` regions each. */
  function edges(n, block) {
    const result = [];
    for (let i = 0; i <= n; i++) {
      result.push(i * block);
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
    const high = weights ? Math.ceil(log10(largest)) : Number(largest.toPrecision(3));
    const low = weights ? Math.max(high - 5, Math.floor(log10(positive[0] || 0.1))) : 0;
    const matrix = weights ? connectome.weights : connectome.lengths.map((row, i) =>
      row.map((length, j) => connectome.weights[i][j] > 0 ? length : 0));
    const n = matrix.length;
    const block = connectome.block || 1;
    const cells = edges(n, block);
    const rowIsSource = connectome.orientation.indexOf('row = source') >= 0;
    const axis = name => {
      const numbered = axes.value(theme, name, {min: 0, max: n * block, scale: false});
      numbered.axisLabel.showMaxLabel = false;
      return numbered;
    };
    return {
      title: weights ? 'Weights' : 'Lengths',
      xAxis: axis(rowIsSource ? 'Target region' : 'Source region'),
      yAxis: Object.assign(axis(rowIsSource ? 'Source region' : 'Target region'), {inverse: true}),
      series: [fimbria.marks.cellMap(options.of, {
        x: cells, y: cells, columns: transposed(matrix, value => value > 0, weights ? log10 : value => value),
        low: low, high: high
      })],
      visualMap: {min: low, max: high, unit: weights ? '' : connectome.lengthUnit || 'mm', power: weights},
      aspect: true,
      pad: {right: 66}
    };
  };
}());
