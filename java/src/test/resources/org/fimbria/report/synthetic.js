'use strict';

/** A made-up document with every part of a run, for tests of pages and figures. No number in it is a result. */
var fimbria = fimbria || {};

(function () {
  let state = 1;

  /** Uniform random numbers in [0, 1): the same ones each time. */
  function draw() {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  }

  function fill(n, value) {
    const result = [];
    for (let i = 0; i < n; i++) {
      result.push(value(i));
    }
    return result;
  }

  function line(n, dt, value) {
    return {t0: 0, dt: dt, y: fill(n, i => Number(value(i * dt).toPrecision(4)))};
  }

  /** Spikes of `n` neurons in bursts of 6 Hz. */
  function spikes(n, marks, duration) {
    const times = fill(marks, () => {
      const cycle = Math.floor(draw() * duration / 166.7);
      return Math.min(duration - 0.1, cycle * 166.7 + 60 + 25 * (draw() + draw() + draw()));
    });
    return {t: times.map(t => Number(t.toFixed(1))), neuron: fill(marks, () => Math.floor(draw() * n))};
  }

  function cells(unit, rest, swing, duration) {
    const one = () => line(duration / 5, 5, t => rest + swing * (Math.sin(t / 26.5) + draw()));
    return {lines: fill(10, one), mean: line(duration / 5, 5, t => rest + swing * (Math.sin(t / 26.5) + 0.5)),
      low: line(duration / 5, 5, () => rest - 1.1 * swing), high: line(duration / 5, 5, () => rest + 2.1 * swing)};
  }

  function psd(quantity, unit, peaks) {
    const f = fill(500, i => i);
    const p = f.map(each => 10 / (1 + each * each / 400) * (0.7 + 0.6 * draw()) +
      peaks.reduce((sum, peak) => sum + 60 * Math.exp(-Math.pow((each - peak) / (0.4 + peak / 40), 2)), 0));
    return {quantity: quantity, unit: unit, f: f, p: p, segments: 19,
      peaks: peaks.map(peak => ({f: peak, p: p[Math.round(peak)], prominence: 6}))};
  }

  function region(name, marks, duration) {
    const f = fill(201, i => i);
    return {
      name: name,
      raster: {shown: {excitatory: 2000, inhibitory: 500}, of: {excitatory: 8000, inhibitory: 2000},
        excitatory: spikes(2000, marks * 4 / 5, duration), inhibitory: spikes(500, marks / 5, duration)},
      rates: {bin: 0.1,
        excitatory: line(duration / 4, 4, t => 60 * Math.exp(-Math.pow((t % 166.7 - 97) / 15, 2)) * (0.5 + draw())),
        inhibitory: line(duration / 4, 4, t => 90 * Math.exp(-Math.pow((t % 166.7 - 97) / 15, 2)) * (0.5 + draw()))},
      toBrain: line(duration / 10, 10, t => 40 * Math.exp(-Math.pow((t % 166.7 - 107) / 20, 2))),
      membrane: {
        V_m: {unit: 'mV', excitatory: cells('mV', -65, 6, duration), inhibitory: cells('mV', -62, 5, duration)},
        w: {unit: 'pA', excitatory: cells('pA', 40, 12, duration), inhibitory: cells('pA', 0, 0.01, duration)}},
      lfp: {unit: 'mV', sites: fill(12, i => ({name: String(i + 10), z: -129.7 + 25 * i,
        line: line(duration / 4, 4, t => 0.04 * (6 - i) * Math.sin(t / 26.5) + 0.02 * draw())}))},
      spectrogram: {f: f, t: fill(20, i => 500 + i * 500), nfft: 10000, overlap: 5000, quantity: 'spikes',
        dB: fill(20, () => f.map(each => -60 + 4 * draw() + (Math.abs(each - 6) < 2 ? 25 : 0)))},
      psd: psd('spikes of all neurons', 'Hz²/Hz', [6, 160]),
      lfpPsd: psd('potential of the middle site', 'mV²/Hz', [6])
    };
  }

  function brain(duration) {
    const n = 104;
    const name = i => (i < n / 2 ? 'Right_' : 'Left_') + (i % 52 === 26 ? 'Field_CA1' : 'Region_' + i % 52);
    const labels = fill(n, name);
    return {
      unit: 'Hz',
      rates: labels.map((label, i) => ({region: label, spiking: label.indexOf('CA1') > 0,
        line: line(duration / 10, 10, t => 4 + i % 7 + (i % 26 === 0 ? 8 : 1.5) * Math.sin(t / (20 + i)) + draw())})),
      ecog: {unit: 'a.u.', hemispheres: ['right', 'left'].map(side => ({name: side, sensors: fill(8, i =>
        ({name: (side === 'right' ? 'A' : 'B') + (i + 1),
          line: line(duration / 5, 5, t => 0.1 * Math.sin(t / (26 + i)) + 0.02 * draw())}))}))},
      connectome: {labels: labels, orientation: 'row = source',
        weights: labels.map((a, i) => labels.map((b, j) =>
          i === j || draw() < 0.4 ? 0 : Math.exp(-Math.abs(i % 52 - j % 52) / 9 - 4 * draw()))),
        lengths: labels.map((a, i) => labels.map((b, j) => Math.abs(i % 52 - j % 52) / 6 + (i < 52 === j < 52 ? 0 : 6)))}
    };
  }

  function electrodes() {
    const place = (name, i, side) => ({name: name, x: 57 + side * (12 + 28 * draw()), y: 20 + 130 * draw(),
      z: 25 + 55 * draw()});
    return {
      regions: fill(102, i => place('Region_' + i, i, i % 2 ? 1 : -1)).concat([
        {name: 'Right_Field_CA1', x: 30.1, y: 79.9, z: 49.5}, {name: 'Left_Field_CA1', x: 83.9, y: 79.9, z: 49.5}]),
      sensors: fill(16, i => ({name: (i < 8 ? 'A' : 'B') + (i % 8 + 1), x: (i < 8 ? 20 : 74) + 10 * (i % 3),
        y: 70 + 10 * (i % 4), z: 70 + i % 3 * 4})),
      sites: fill(32, i => ({name: String(i), x: 0, y: i < 10 ? -18 : i < 22 ? 0 : 18,
        z: i < 10 ? -117.2 + 25 * i : i < 22 ? -129.7 + 25 * (i - 10) : -117.2 + 25 * (i - 22)})),
      cells: [
        {name: 'pyramidal', segments: [[0, 0, 0, 400, 4], [0, 400, -60, 560, 2], [0, 400, 60, 560, 2],
          [0, 0, -80, -120, 2], [0, 0, 80, -120, 2], [0, -8, 0, 8, 12]]},
        {name: 'basket', segments: [[0, 0, -40, 180, 3], [0, 0, 40, 180, 3], [0, 0, 0, -150, 2], [0, -8, 0, 8, 12]]}]
    };
  }

  function timers(duration) {
    const t = fill(500, i => i * duration / 500);
    const module = (name, simulation, wait) => ({
      name: name, total: 5.2, initialisation: 0.14, simulation: simulation, wait: wait, io: 0.2, ending: 0.01,
      perEpoch: {t: t, width: duration / 500, simulation: t.map(() => simulation / 500 * (0.8 + 0.4 * draw())),
        wait: t.map(() => wait / 500 * (0.5 + draw())), io: t.map(() => 0.0004)}
    });
    return {unit: 's', run: {start: 0.7, epochs: 5, ending: 0.02, exposed: 0.2},
      modules: [module('spiking', 4.6, 0.3), module('neuralmass', 0.8, 4.1)]};
  }

  function about(regions, duration) {
    const rows = [];
    regions.forEach(each => [['excitatory', 8000, 9.6], ['inhibitory', 2000, 14.1]].forEach(kind =>
      rows.push({name: each + '_' + kind[0], region: each, kind: kind[0], neurons: kind[1], rate: kind[2],
        spikes: kind[1] * kind[2] * duration / 1000})));
    return {name: 'synthetic', experiment: 'mouse-ca1', regime: 'regular-bursting', seed: 12, status: 'complete',
      reason: null, begun: '2026-01-02T03:04:05Z', ended: '2026-01-02T03:04:11Z', simulated: duration,
      realTimeFactor: 0.52, hash: '0123456789abcdef', threads: 2, ranks: 1, versions: [['fimbria', '0.1.0']],
      machine: [['cpu', 'none <made up>']], base: 'mouse-ca1, regime regular-bursting',
      differences: [{key: 'duration', value: '11000', base: '5000', unit: 'ms', meaning: 'simulated time'}],
      populations: rows};
  }

  function flow(regions) {
    const rows = [];
    regions.forEach(each => [['neuralmass', 'rates_to_spikes', 'coupling'], ['rates_to_spikes', 'spiking', 'spike trains'],
      ['spiking', 'spikes_to_rate', 'spikes'], ['spikes_to_rate', 'neuralmass', 'rates']].forEach(link =>
      rows.push({from: link[0], to: link[1], region: each, what: link[2], values: 110000, bytes: 880000,
        perSecond: 10000, bytesPerSecond: 80000})));
    return rows;
  }

  /** A document of one run of `duration` ms whose rasters have `marks` dots for each region. */
  fimbria.synthetic = function (marks, duration) {
    state = 12345;
    const names = ['Right_Field_CA1', 'Left_Field_CA1'];
    return {runs: [{
      about: about(names, duration), window: {from: 0, to: duration},
      regions: names.map(name => region(name, marks, duration)), brain: brain(duration), electrodes: electrodes(),
      flow: flow(names), timers: timers(duration), absent: [{part: 'bold', why: 'record.bold: none'}]
    }]};
  };
}());
