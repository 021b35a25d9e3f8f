'use strict';

/** Panels of a spiking region's activity: raster, rates, membrane, field potential (figure 3 of Kusch et al. 2024). */
var fimbria = fimbria || {};
fimbria.panels = fimbria.panels || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;

  /** Numbers of neurons, from `first` on, of the rows of a raster that has every k-th neuron. */
  function neurons(raster, kind, first) {
    const every = raster.every || Math.round(raster.of[kind] / raster.shown[kind]);
    return raster[kind].neuron.map(row => first + row * every);
  }

  /** Spikes as dots: time against neuron, excitatory below in red, inhibitory above in blue. */
  fimbria.panels.raster = function (run, region, theme) {
    const raster = region.raster;
    const below = raster.of.excitatory;
    const all = below + raster.of.inhibitory;
    const marks = raster.excitatory.t.length + raster.inhibitory.t.length;
    const dots = (kind, first) =>
      fimbria.marks.raster(kind, raster[kind].t, neurons(raster, kind, first), theme[kind], marks);
    return {
      title: 'Spikes',
      xAxis: axes.time(theme, run),
      yAxis: axes.value(theme, 'Neuron', {min: 0, max: all, interval: format.nice(all / 5)}),
      legend: ['excitatory', 'inhibitory'],
      series: [dots('excitatory', 0), dots('inhibitory', below)]
    };
  };

  function inHz(value) {
    return format.number(value) + ' Hz';
  }

  /**
   * Instantaneous rate in Hz of one kind of neurons: spikes of each bin of 0.1 ms per neuron and time; for the
   * excitatory ones with the sliding mean that was sent to the brain. options.kind: excitatory or inhibitory.
   */
  fimbria.panels.rates = function (run, region, theme, options) {
    const kind = options.kind;
    const sent = kind === 'excitatory' && region.toBrain;
    const series = [axes.line(kind, axes.points(region.rates[kind]), theme[kind], sent ? theme.thin : theme.thin * 1.2,
      {tooltip: {show: true, valueFormatter: inHz}})];
    if (sent) {
      series[0].lineStyle.opacity = 0.4;
      series.push(axes.line('mean sent to the brain', axes.points(region.toBrain), theme.toBrain, theme.thick * 0.7,
        {z: 4, tooltip: {show: true, valueFormatter: inHz}}));
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
   * V_m or w of the recorded neurons of one kind: some thin, of all the mean thick, minimum and maximum dashed; membrane.h5.
   * options.variable: V_m or w; options.kind: excitatory or inhibitory.
   */
  fimbria.panels.membrane = function (run, region, theme, options) {
    const variable = region.membrane[options.variable];
    const part = variable[options.kind];
    const color = theme[options.kind];
    const series = ['low', 'high'].filter(edge => part[edge]).map(edge =>
      axes.line('minimum and maximum', axes.points(part[edge]), theme.muted, theme.thin,
        {z: 1, lineStyle: {color: theme.muted, width: theme.thin, type: [4, 3], opacity: 0.7}}));
    part.lines.forEach(line => series.push(axes.line('each', axes.points(line), color, theme.thin * 0.7,
      {lineStyle: {color: color, width: theme.thin * 0.7, opacity: 0.4, join: 'bevel'}})));
    if (part.mean) {
      series.push(axes.line('mean', axes.points(part.mean), theme.text, theme.thick * 0.6, {z: 4}));
    }
    const lines = part.lines.length;
    const of = lines < part.recorded ? lines + ' of ' + part.recorded : lines;
    const potential = options.variable === 'V_m';
    return {
      title: options.variable + ', ' + options.kind + ' (' + of + ' neurons)',
      xAxis: axes.time(theme, run),
      yAxis: axes.value(theme, options.variable + ' (' + variable.unit + ')',
        potential ? {min: -90, max: -30, interval: 20} : {}),
      series: series
    };
  };

  /** Local field potential by depth: one line for each site, minus its mean, on the height of its z; lfp.h5. */
  fimbria.panels.lfp = function (run, region, theme) {
    const sites = region.lfp.sites.slice().sort((a, b) => a.z - b.z);
    const row = axes.stack(sites.map(site => site.line));
    const series = sites.map((site, i) =>
      axes.line(site.name, axes.points(site.line, 1 / row.height, i - row.means[i] / row.height), theme.text,
        theme.thin));
    series.push(fimbria.marks.scaleBar(theme, run.window.to, (sites.length - 1) / 2, 1,
      format.number(row.height) + ' ' + region.lfp.unit));
    return {
      title: 'Local field potential',
      xAxis: axes.time(theme, run),
      yAxis: axes.rows(theme, 'z (µm)', sites.length, i => (sites[i] ? format.number(Math.round(sites[i].z)) : '')),
      series: series,
      pad: {right: 80}
    };
  };
}());
