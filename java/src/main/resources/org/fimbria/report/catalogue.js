'use strict';

/** The figures of a run in the order in which the page shows them; parts that were not recorded have none. */
var fimbria = fimbria || {};

(function () {
  const panels = fimbria.panels;
  const format = fimbria.format;
  const layout = fimbria.layout;

  /** What the raster leaves out, in words. */
  function shown(raster) {
    const part = kind => (raster.shown[kind] < raster.of[kind]
      ? format.count(raster.shown[kind]) + ' of ' + format.count(raster.of[kind])
      : 'all ' + format.count(raster.of[kind])) + ' ' + kind;
    return 'Spikes of ' + part('excitatory') + ' and ' + part('inhibitory') + ' neurons. ';
  }

  /** Raster and rates of a region over one axis of time. */
  function activity(run, region) {
    const rows = theme => (region.raster ? [[panels.raster(run, region, theme), 250]] : []).concat([
      [panels.rates(run, region, theme, {kind: 'excitatory'}), 130],
      [panels.rates(run, region, theme, {kind: 'inhibitory'}), 166]
    ]);
    return layout.stacked('activity-' + format.slug(region.name), 'Activity of ' + format.name(region.name),
      (region.raster ? shown(region.raster) : '') + 'Rates: spikes of each ' + format.number(region.rates.bin) +
      ' ms per neuron and time' + (region.toBrain ? '; thick: the sliding mean that was sent to the brain.' : '.'),
      (region.raster ? 250 : 0) + 296, rows);
  }

  /** Membrane variables of a region below each other, without those that are zero throughout unless all are. */
  function membrane(run, region) {
    const list = layout.membranes(region);
    const some = list.filter(each => !each.zero);
    const drawn = some.length > 0 ? some : list;
    const silent = list.filter(each => drawn.indexOf(each) < 0)
      .map(each => each.variable + ' of ' + each.kind + ' neurons');
    return layout.stacked('membrane-' + format.slug(region.name), 'Membrane of ' + format.name(region.name),
      'Recorded neurons, as many of them thin as the titles say; the mean of all thick, their smallest and largest ' +
      'value dashed.' +
      (silent.length > 0 ? ' Zero throughout: ' + silent.join(', ') + '.' : ''),
      drawn.length * 140 + 36,
      theme => drawn.map((each, i) =>
        [panels.membrane(run, region, theme, each), i === drawn.length - 1 ? 176 : 140]));
  }

  /** Field potential of a region. */
  function lfp(run, region) {
    const shown = region.lfp.sites.length;
    const all = run.electrodes && run.electrodes.sites ? run.electrodes.sites.length : shown;
    return layout.stacked('lfp-' + format.slug(region.name), 'Local field potential of ' + format.name(region.name),
      'Each line is one site of the electrode' + (shown < all ? ' (' + shown + ' of ' + all + ')' : '') +
      ', minus its mean; z along the electrode from the middle of the region.',
      380, theme => [[panels.lfp(run, region, theme), 380]]);
  }

  /** Spectrogram of a region, and below it the power spectra side by side. */
  function spectra(run, region) {
    const above = region.spectrogram ? 220 : 0;
    const below = region.psd || region.lfpPsd ? 250 : 0;
    const titles = {psd: 'Power spectrum, all spikes', lfpPsd: 'Power spectrum, local field potential'};
    const list = theme => ['psd', 'lfpPsd'].filter(of => region[of]).map(of =>
      panels.psd(run, region, theme, {of: of, title: titles[of]}));
    return {
      id: 'spectra-' + format.slug(region.name), title: 'Spectra of ' + format.name(region.name),
      caption: about(run, region), height: above + below,
      make: (theme, width) => fimbria.compose(
        (above > 0 ? layout.column([[panels.spectrogram(run, region, theme), above]], 0, 0, width, []) : [])
          .concat(layout.grid(list(theme), above, width, 250, [])),
        {width: width, height: above + below, theme: theme})
    };
  }

  function segments(psd) {
    const length = format.number(1 / (psd.f[1] - psd.f[0]), 2) + ' s';
    return psd.segments === 1 ? 'one segment of ' + length : psd.segments + ' segments of ' + length + ' that overlap by half';
  }

  /** What the spectra are of, how they were made, and what was found. */
  function about(run, region) {
    const psd = region.psd || region.lfpPsd;
    const peaks = part => part.peaks.map(peak => format.number(peak.f, 3)).sort((a, b) => a - b).join(', ');
    return (region.psd ? 'Of ' + region.psd.quantity + '. ' : '') +
      (psd ? 'Welch’s method, Hann window, ' + segments(psd) : '') +
      (psd && psd.from > run.window.from ? ', without the first ' + format.number(psd.from / 1000) +
        ' s of the run' : '') + (psd ? '. ' : '') +
      (region.spectrogram ? 'Spectrogram: the same segments, dB relative to 1/Hz. ' : '') +
      (region.psd ? (region.psd.peaks.length > 0 ? 'Peaks at ' + peaks(region.psd) + ' Hz.'
        : 'No peak of the spikes stands out of the noise.') : '') +
      (region.lfpPsd && region.lfpPsd.peaks.length > 0
        ? ' Of the potential at ' + peaks(region.lfpPsd) + ' Hz.' : '');
  }

  /** The figures of one region. */
  function ofRegion(run, region) {
    return [
      region.rates ? activity(run, region) : null,
      region.membrane && layout.membranes(region).length > 0 ? membrane(run, region) : null,
      region.lfp ? lfp(run, region) : null,
      region.spectrogram || region.psd || region.lfpPsd ? spectra(run, region) : null
    ].map(entry => entry && Object.assign(entry, {region: region.name}));
  }

  /** The figures of the brain. */
  function ofBrain(run) {
    const brain = run.brain || {};
    const ecog = brain.ecog ? brain.ecog.hemispheres : [];
    return [
      brain.rates ? layout.stacked('regional-rates', 'Rates of all regions',
        'Mean excitatory rate of each region, minus its mean over time; spiking regions in the strongest line.',
        640, theme => [[panels.regionalRates(run, null, theme), 640]]) : null,
      ecog.length > 0 ? layout.paired('ecog', 'Electrocorticogram', 'Each line is one sensor, minus its mean.',
        ecog.length, 330, theme => ecog.map((unused, i) => panels.ecog(run, null, theme, {hemisphere: i}))) : null,
      brain.connectome ? layout.paired('connectome', 'Connectome',
        'Regions are numbered as in the connectome. Pairs without a tract are blank.' + (brain.connectome.block > 1
          ? ' Each cell is the mean over ' + brain.connectome.block + ' by ' + brain.connectome.block + ' regions.' : ''),
        2, 370,
        theme => ['weights', 'lengths'].map(of => panels.connectome(run, null, theme, {of: of}))) : null
    ];
  }

  /** Where electrodes, sensors and regions are. */
  function places(run) {
    const has = layout.hasPlaces(run);
    return !has.regions && !has.sites ? null : {
      id: 'electrodes', title: 'Places', height: 300,
      caption: (has.regions ? 'Centres of the regions and sensors of ECoG, in the units of the connectome’s centres ' +
        '(0.1 mm for the built-in mouse). ' : '') +
        (has.sites ? 'Sites of the electrode (squares) and the cells around it, in its plane.' : ''),
      make: (theme, width) => fimbria.compose(layout.places(run, theme, 0, width, 300, []),
        {width: width, height: 300, theme: theme})
    };
  }

  /** Wall time of the modules. */
  function timers(run) {
    const over = run.timers.modules.filter(module => module.perEpoch && module.perEpoch.t.length > 0);
    const total = 84 + 30 * run.timers.modules.length;
    return layout.stacked('timers', 'Wall time',
      'Above, each module in all; below, what it did for each stretch of simulated time from the start of the run on.',
      total + over.length * 140 + 26,
      theme => [[panels.timersInTotal(run, null, theme), total]].concat(over.map((module, i) =>
        [panels.timersOverTime(run, null, theme, {module: module.name}), i === over.length - 1 ? 166 : 140])));
  }

  /** The figures of a run: [{id, title, caption, height in px, region where it is of one, make(theme, width) -> option of
   * ECharts}]. */
  fimbria.catalogue = function (run) {
    let entries = [];
    (run.regions || []).forEach(region => {
      entries = entries.concat(ofRegion(run, region));
    });
    entries = entries.concat(ofBrain(run), [places(run), run.timers ? timers(run) : null]);
    return entries.filter(each => each !== null);
  };
}());
