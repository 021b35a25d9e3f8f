'use strict';

/** The figures of a run in the order in which the page shows them; parts that were not recorded have none. */
var fimbria = fimbria || {};

(function () {
  const panels = fimbria.panels;
  const format = fimbria.format;

  /** Panels below each other over the whole width. rows: [[panel, height], ...]; the sum of heights is the figure's. */
  function column(rows, width, theme, zoom) {
    let top = 0;
    const parts = rows.map(row => {
      const part = {panel: row[0], rect: {left: 0, top: top, width: width, height: row[1]}};
      top += row[1];
      return part;
    });
    return fimbria.compose(parts, {width: width, height: top + (zoom ? 26 : 0), theme: theme, zoom: zoom});
  }

  /** Panels in a grid of two columns, each `height` high. */
  function pairs(list, height, width, theme, zoom) {
    const half = width / 2;
    const parts = list.map((panel, i) => ({
      panel: panel, rect: {left: i % 2 * half, top: Math.floor(i / 2) * height, width: half, height: height}
    }));
    return fimbria.compose(parts, {width: width, height: Math.ceil(list.length / 2) * height, theme: theme, zoom: zoom});
  }

  /** An entry that zooms has room for the slider below. */
  function entry(id, title, caption, height, zoom, make) {
    return {id: id, title: title, caption: caption, height: height + (zoom ? 26 : 0), zoom: zoom, make: make};
  }

  /** The panel without names and labels of its axis of time: one below has them. */
  function above(panel) {
    return Object.assign({}, panel, {xAxis: fimbria.axes.bare(panel.xAxis)});
  }

  /** What the raster leaves out, in words. */
  function shown(raster) {
    const part = kind => (raster.shown[kind] < raster.of[kind]
      ? format.count(raster.shown[kind]) + ' of ' + format.count(raster.of[kind])
      : 'all ' + format.count(raster.of[kind])) + ' ' + kind;
    return 'Spikes of ' + part('excitatory') + ' and ' + part('inhibitory') + ' neurons.';
  }

  /** Raster and rates of a region over one axis of time. */
  function activity(run, region) {
    return entry('activity-' + format.slug(region.name), 'Activity of ' + format.name(region.name),
      (region.raster ? shown(region.raster) + ' ' : '') +
      'Rates: spikes of each bin of 0.1 ms per neuron and time; thick: the sliding mean that was sent to the brain.',
      (region.raster ? 240 : 0) + 140 + 160, true,
      (theme, width) => column((region.raster ? [[above(panels.raster(run, region, theme)), 240]] : []).concat([
        [above(panels.rates(run, region, theme, {kind: 'excitatory'})), 140],
        [panels.rates(run, region, theme, {kind: 'inhibitory'}), 160]
      ]), width, theme, true));
  }

  /** Membrane variables of a region: a row for each variable, a column for each kind of neurons. */
  function membrane(run, region) {
    const list = [];
    ['V_m', 'w'].forEach(variable => ['excitatory', 'inhibitory'].forEach(kind => {
      if (region.membrane[variable] && region.membrane[variable][kind]) {
        list.push({variable: variable, kind: kind});
      }
    }));
    const height = 210;
    return entry('membrane-' + format.slug(region.name), 'Membrane of ' + format.name(region.name),
      'Recorded neurons: each thin, their mean thick, minimum and maximum dashed.',
      Math.ceil(list.length / 2) * height, true,
      (theme, width) => pairs(list.map(each => panels.membrane(run, region, theme, each)), height, width, theme, true));
  }

  /** Field potential of a region. */
  function lfp(run, region) {
    return entry('lfp-' + format.slug(region.name), 'Local field potential of ' + format.name(region.name),
      'Each line is one site of the electrode, minus its mean; z along the electrode from the middle of the region.',
      360, true, (theme, width) => column([[panels.lfp(run, region, theme), 360]], width, theme, true));
  }

  /** Spectrogram and power spectra of a region side by side. */
  function spectra(run, region) {
    const list = theme => [
      region.spectrogram ? panels.spectrogram(run, region, theme) : null,
      region.psd ? panels.psd(run, region, theme, {of: 'psd', title: 'Power spectrum of all spikes'}) : null,
      region.lfpPsd ? panels.psd(run, region, theme,
        {of: 'lfpPsd', title: 'Power spectrum of the local field potential'}) : null
    ].filter(panel => panel !== null);
    const number = [region.spectrogram, region.psd, region.lfpPsd].filter(part => part).length;
    return entry('spectra-' + format.slug(region.name), 'Spectra of ' + format.name(region.name), about(region),
      Math.ceil(number / 2) * 250, false,
      (theme, width) => pairs(list(theme), 250, width, theme, false));
  }

  /** How the spectra were made, in words. */
  function about(region) {
    const psd = region.psd || region.lfpPsd;
    const found = region.psd ? region.psd.peaks.map(peak => format.number(peak.f, 3) + ' Hz') : [];
    return (psd ? 'Welch’s method, Hann window, mean of ' + psd.segments + ' segments that overlap by half. ' : '') +
      (region.psd ? (found.length > 0 ? 'Peaks: ' + found.join(', ') + '.' : 'No peak stands out of the noise.') : '');
  }

  /** The figures of one region. */
  function ofRegion(run, region) {
    return [
      region.rates ? activity(run, region) : null,
      region.membrane ? membrane(run, region) : null,
      region.lfp ? lfp(run, region) : null,
      region.spectrogram || region.psd || region.lfpPsd ? spectra(run, region) : null
    ];
  }

  /** The figures of the brain. */
  function ofBrain(run) {
    const brain = run.brain || {};
    const ecog = brain.ecog ? brain.ecog.hemispheres : [];
    const connectome = theme => ['weights', 'lengths'].map(of => panels.connectome(run, null, theme, {of: of}));
    return [
      brain.rates ? entry('regional-rates', 'Rates of all regions',
        'Mean excitatory rate of each region, minus its mean over time; the spiking regions in the strongest line.',
        620, true, (theme, width) => column([[panels.regionalRates(run, null, theme), 620]], width, theme, true)) : null,
      ecog.length > 0 ? entry('ecog', 'Electrocorticogram', 'Each line is one sensor, minus its mean; one scale for all.',
        Math.ceil(ecog.length / 2) * 330, true, (theme, width) => pairs(
          ecog.map((unused, i) => panels.ecog(run, null, theme, {hemisphere: i})), 330, width, theme, true)) : null,
      brain.connectome ? entry('connectome', 'Connectome', 'Pairs of regions without a tract are blank.',
        400, false, (theme, width) => pairs(connectome(theme), 400, width, theme, false)) : null
    ];
  }

  /** Where electrodes, sensors and regions are. */
  function places(run) {
    return run.electrodes ? entry('electrodes', 'Places', 'Centres of regions and sensors; sites of the electrode.',
      330, false, (theme, width) => pairs([panels.positions(run, null, theme, {axes: ['x', 'y']})].concat(
        run.electrodes.sites ? [panels.cells(run, null, theme)] : []), 330, width, theme, false)) : null;
  }

  /** Wall time of the modules. */
  function timers(run) {
    const over = run.timers.modules.filter(module => module.perEpoch && module.perEpoch.t.length > 0);
    return entry('timers', 'Wall time', 'Five timers of each module: what it did while the run lasted.',
      90 + 32 * run.timers.modules.length + over.length * 150, false,
      (theme, width) => column([[panels.timersInTotal(run, null, theme), 90 + 32 * run.timers.modules.length]]
        .concat(over.map(module =>
          [panels.timersOverTime(run, null, theme, {module: module.name, legend: false}), 150])), width, theme, false));
  }

  /** The figures of a run: [{id, title, caption, height in px, zoom, make(theme, width) -> option of ECharts}]. */
  fimbria.catalogue = function (run) {
    let entries = [];
    (run.regions || []).forEach(region => {
      entries = entries.concat(ofRegion(run, region));
    });
    entries = entries.concat(ofBrain(run), [places(run), run.timers ? timers(run) : null]);
    return entries.filter(each => each !== null);
  };
}());
