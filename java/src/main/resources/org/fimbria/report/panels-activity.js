'use strict';

/** Panels of a spiking region's activity: raster, rates, membrane, field potential (figure 3 of Kusch et al. 2024). */
var fimbria = fimbria || {};
fimbria.panels = fimbria.panels || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;

  /** Numbers of neurons from rows of the raster: of `of` neurons every k-th is shown. */
  function neurons(rows, shown, of) {
    const every = shown > 0 ? of / shown : 1;
    return rows.map(row => row * every);
  }

  /** Spikes as dots: time against neuron, excitatory below in red, inhibitory above in blue. */
  fimbria.panels.raster = function (run, region, theme) {
    const raster = region.raster;
    const below = raster.of.excitatory;
    const all = below + raster.of.inhibitory;
    const inhibitory = neurons(raster.inhibitory.neuron, raster.shown.inhibitory, raster.of.inhibitory);
    return {
      title: 'Spikes',
      xAxis: axes.time(theme, run),
      yAxis: axes.value(theme, 'Neuron', {min: 0, max: all, inverse: false}),
      legend: ['excitatory', 'inhibitory'],
      series: [
        fimbria.marks.raster('excitatory', raster.excitatory.t,
          neurons(raster.excitatory.neuron, raster.shown.excitatory, below), theme.excitatory),
        fimbria.marks.raster('inhibitory', raster.inhibitory.t, inhibitory.map(row => row + below), theme.inhibitory)
      ]
    };
  };

  /**
   * Instantaneous rate in Hz of one kind of neurons: spikes of each bin of 0.1 ms per neuron and time; for the
   * excitatory ones with the sliding mean that was sent to the brain. options.kind: excitatory or inhibitory.
   */
  fimbria.panels.rates = function (run, region, theme, options) {
    const kind = options.kind;
    const sent = kind === 'excitatory' && region.toBrain;
    const series = [axes.line(kind, axes.points(region.rates[kind]), theme[kind], sent ? theme.thin : theme.thin * 1.2,
      {tooltip: {show: true}, valueUnit: 'Hz'})];
    if (sent) {
      series[0].lineStyle.opacity = 0.55;
      series.push(axes.line('mean sent to the brain', axes.points(region.toBrain), theme.toBrain, theme.thick * 0.8,
        {z: 4, tooltip: {show: true}}));
    }
    return {
      title: 'Rate, ' + kind,
      xAxis: axes.time(theme, run),
      yAxis: axes.value(theme, 'Rate (Hz)', {min: 0, scale: false}),
      legend: sent ? ['mean sent to the brain'] : undefined,
      series: series
    };
  };

  /**
   * V_m or w of the recorded neurons of one kind: each thin, mean thick, minimum and maximum dashed; membrane.h5.
   * options.variable: V_m or w; options.kind: excitatory or inhibitory.
   */
  fimbria.panels.membrane = function (run, region, theme, options) {
    const variable = region.membrane[options.variable];
    const part = variable[options.kind];
    const color = theme[options.kind];
    const series = part.lines.map(line => axes.line('each', axes.points(line), color, theme.thin));
    series.forEach(each => {
      each.lineStyle.opacity = 0.35;
    });
    ['low', 'high'].filter(edge => part[edge]).forEach(edge => {
      series.push(axes.line('minimum and maximum', axes.points(part[edge]), theme.muted, theme.thin * 1.2,
        {z: 3, lineStyle: {color: theme.muted, width: theme.thin * 1.2, type: [5, 3]}}));
    });
    if (part.mean) {
      series.push(axes.line('mean', axes.points(part.mean), theme.text, theme.thick, {z: 4}));
    }
    const potential = options.variable === 'V_m';
    return {
      title: options.variable + ', ' + options.kind + ' (' + part.lines.length + ' neurons)',
      xAxis: axes.time(theme, run),
      yAxis: axes.value(theme, options.variable + ' (' + variable.unit + ')', potential ? {min: -90, max: -30} : {}),
      series: series
    };
  };

  /** Local field potential by depth: one line for each site, minus its mean, on the height of its z; lfp.h5. */
  fimbria.panels.lfp = function (run, region, theme) {
    const sites = region.lfp.sites.slice().sort((a, b) => a.z - b.z);
    const row = fimbria.rows(sites.map(site => site.line));
    const series = sites.map((site, i) =>
      axes.line(site.name, axes.points(site.line, 1 / row.height, i - row.means[i] / row.height), theme.text,
        theme.thin));
    series.push(fimbria.marks.scaleBar(theme, run.window.to, (sites.length - 1) / 2, 1,
      format.number(row.height) + ' ' + region.lfp.unit));
    const axis = axes.value(theme, 'Depth z (µm)', {min: -1, max: sites.length, interval: 1, scale: false});
    axis.axisLabel.formatter = i => sites[i] ? format.number(Math.round(sites[i].z)) : '';
    return {title: 'Local field potential', xAxis: axes.time(theme, run), yAxis: axis, series: series,
      pad: {right: 58}};
  };

  /** How lines are drawn above each other: the mean of each, and a round distance that keeps neighbours apart. */
  fimbria.rows = function (lines, fraction) {
    const means = lines.map(line => {
      const known = line.y.filter(y => y !== null);
      return known.reduce((sum, y) => sum + y, 0) / (known.length || 1);
    });
    const spans = lines.map((line, i) => {
      const range = axes.extent([line]);
      return Math.max(range[1] - means[i], means[i] - range[0]);
    });
    const largest = Math.max.apply(null, spans);
    return {means: means, height: format.nice((fraction || 1) * largest)};
  };
}());
