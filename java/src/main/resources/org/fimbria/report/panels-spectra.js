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

  /** Range of the colours: from the 5th to the 99.8th percentile, on whole 5 dB. */
  function decibels(columns) {
    const all = [];
    columns.forEach(column => column.forEach(value => {
      if (value !== null && isFinite(value)) {
        all.push(value);
      }
    }));
    all.sort((a, b) => a - b);
    const at = share => all[Math.min(all.length - 1, Math.floor(share * all.length))];
    const low = 5 * Math.floor(at(0.05) / 5);
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
      yAxis: axes.value(theme, 'Frequency (Hz)', {min: 0, max: top, scale: false}),
      series: [fimbria.marks.cellMap('power', {
        x: edges(spectrogram.t, run.window.to - run.window.from), y: edges(spectrogram.f.slice(0, rows), 1),
        columns: columns, low: range[0], high: range[1]
      })],
      visualMap: {min: range[0], max: range[1], unit: 'dB'},
      pad: {right: 62}
    };
  };

  /** Where a label of a peak goes: above its point, but not over the edge of the plot. */
  function label(theme, peak, high) {
    return {
      show: true, position: peak.f > high / 3 ? 'left' : 'right', distance: 5, color: theme.text,
      fontSize: theme.small, fontFamily: theme.font, formatter: format.number(peak.f, 3) + ' Hz',
      textBorderColor: theme.background, textBorderWidth: 3
    };
  }

  /**
   * Power spectral density by Welch's method on two logarithmic axes, with the peaks that were found.
   * options.of: psd (histogram of all spikes) or lfpPsd (the middle site); options.color.
   */
  fimbria.panels.psd = function (run, region, theme, options) {
    const psd = region[options.of];
    const data = [];
    let low = Infinity;
    let high = 0;
    for (let i = 0; i < psd.f.length; i++) {
      if (psd.f[i] > 0 && psd.p[i] > 0) {
        data.push([psd.f[i], psd.p[i]]);
        low = Math.min(low, psd.p[i]);
        high = Math.max(high, psd.p[i]);
      }
    }
    const last = data.length > 0 ? data[data.length - 1][0] : 1000;
    const decade = value => Math.pow(10, value);
    const log10 = value => Math.log(value) / Math.LN10;
    const bottom = data.length > 0 ? decade(Math.floor(log10(low))) : 0.1;
    const top = data.length > 0 ? decade(Math.ceil(log10(high) + 0.15)) : 1;
    const color = options.color || theme.text;
    return {
      title: options.title || 'Power spectrum',
      xAxis: axes.logarithmic(theme, 'Frequency (Hz)', 1, Math.max(10, last)),
      yAxis: axes.logarithmic(theme, 'Power (' + psd.unit + ')', bottom, top),
      series: [
        axes.line(psd.quantity, data, color, theme.thin * 1.5, {tooltip: {show: true}, valueUnit: psd.unit}),
        {
          type: 'scatter', name: 'peaks', symbol: 'triangle', symbolRotate: 180, symbolSize: 8,
          symbolOffset: [0, -6], silent: true, animation: false, z: 5, tooltip: {show: false},
          itemStyle: {color: theme.excitatory, borderColor: theme.background, borderWidth: 1},
          data: psd.peaks.map(peak => ({value: [peak.f, peak.p], label: label(theme, peak, last)}))
        }
      ]
    };
  };
}());
