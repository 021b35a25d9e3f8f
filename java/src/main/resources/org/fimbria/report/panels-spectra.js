'use strict';

/** Panels of spectra: how the power of a region's activity is spread over frequency (and time). */
var fimbria = fimbria || {};
fimbria.panels = fimbria.panels || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;

  /** Edges of cells about the given centres, which have equal distances. */
  function edges(centres, otherwise) {
    const step = centres.length > 1 ? centres[1] - centres[0] : otherwise;
    return centres.map(centre => centre - step / 2).concat([centres[centres.length - 1] + step / 2]);
  }

  /** Range of the colours: from the 25th to the 99.8th percentile, on whole 5 dB. */
  function decibels(columns) {
    const all = [];
    columns.forEach(column => column.forEach(value => {
      if (value !== null && isFinite(value)) {
        all.push(value);
      }
    }));
    all.sort((a, b) => a - b);
    const at = share => all[Math.min(all.length - 1, Math.floor(share * all.length))];
    const low = 5 * Math.floor(at(0.25) / 5);
    return [low, Math.max(low + 10, 5 * Math.ceil(at(0.998) / 5))];
  }

  /** Spectrogram in dB up to 200 Hz: power of short windows of the histogram of all spikes, colours of viridis. */
  fimbria.panels.spectrogram = function (run, region, theme) {
    const spectrogram = region.spectrogram;
    const top = Math.min(200, spectrogram.f[spectrogram.f.length - 1]);
    const rows = spectrogram.f.filter(f => f <= top).length;
    const columns = spectrogram.dB.map(column => column.slice(0, rows));
    const range = decibels(columns.map(column => column.slice(1)));
    return {
      title: 'Spectrogram',
      xAxis: axes.time(theme, run),
      yAxis: axes.value(theme, 'Frequency (Hz)', {min: 0, max: top, interval: format.nice(top / 4), scale: false}),
      series: [fimbria.marks.cellMap('power', {
        x: edges(spectrogram.t, run.window.to - run.window.from), y: edges(spectrogram.f.slice(0, rows), 1),
        columns: columns, low: range[0], high: range[1]
      })],
      visualMap: {min: range[0], max: range[1], unit: 'dB'},
      pad: {right: 80}
    };
  };

  /** A triangle above each peak, with its frequency. */
  function markers(theme, peaks) {
    return {
      type: 'scatter', name: 'peaks', symbol: 'triangle', symbolRotate: 180, symbolSize: 8, symbolOffset: [0, -7],
      silent: true, animation: false, z: 5, tooltip: {show: false}, clip: false,
      itemStyle: {color: theme.excitatory, opacity: 1},
      label: {show: true, position: 'top', distance: 4, color: theme.text, fontSize: theme.small,
        fontFamily: theme.font, formatter: at => format.number(at.value[0], 3) + ' Hz'},
      data: peaks.map(peak => [peak.f, log10(peak.p)])
    };
  }

  function log10(value) {
    return Math.log(value) / Math.LN10;
  }

  /**
   * Power spectral density by Welch's method on two logarithmic axes, with the peaks that were found.
   * options.of: psd (histogram of all spikes) or lfpPsd (the middle site); options.title.
   */
  fimbria.panels.psd = function (run, region, theme, options) {
    const psd = region[options.of];
    const unit = format.unit(psd.unit);
    const data = [];
    for (let i = 0; i < psd.f.length; i++) {
      if (psd.f[i] >= 1 && psd.p[i] > 0) {
        data.push([psd.f[i], log10(psd.p[i])]);
      }
    }
    const powers = data.map(point => point[1]);
    const low = data.length > 0 ? Math.floor(Math.min.apply(null, powers)) : 0;
    const high = data.length > 0 ? Math.max.apply(null, powers) : 1;
    const last = data.length > 0 ? data[data.length - 1][0] : 100;
    return {
      title: options.title || 'Power spectrum',
      xAxis: axes.logarithmic(theme, 'Frequency (Hz)', 1, Math.max(10, last)),
      yAxis: axes.powers(theme, 'Power (' + unit + ')', low, Math.ceil(high + 0.17 * (high - low))),
      series: [
        axes.line(psd.quantity, data, theme.text, theme.thin * 1.5,
          {tooltip: {show: true, valueFormatter: power => format.number(Math.pow(10, power)) + ' ' + unit}}),
        markers(theme, psd.peaks)
      ]
    };
  };
}());
