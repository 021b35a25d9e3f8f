'use strict';

/**
 * A run laid out as figures 2, 3 and 4 of Kusch et al. 2024 (doi 10.3389/fninf.2024.1156683), 180 mm wide: data and
 * places, the network of one region, the whole brain. What was not recorded leaves its place empty.
 */
var fimbria = fimbria || {};

(function () {
  const panels = fimbria.panels;
  const layout = fimbria.layout;
  const width = 680;
  const letters = 'ABCDEFGHIJKLM'.split('');

  /** A figure of parts that end at `height`; none without parts. */
  function figure(theme, parts, height, title, caption) {
    return parts.length === 0 ? null : {
      width: width, height: height, title: title, caption: caption,
      option: fimbria.compose(parts, {width: width, height: height, theme: theme})
    };
  }

  /** The panel without its title: a letter stands there, and the caption tells. */
  function titled(panel, title) {
    return Object.assign({}, panel, {title: title, legend: undefined});
  }

  /** V_m, w, field potential, spikes and rates of a region: [[panel, height], ...] above one axis of time. */
  function micro(run, region, theme, scale) {
    const rows = region.membrane ? layout.membranes(region).filter(each => !each.zero)
      .map(each => [panels.membrane(run, region, theme, each), 84]) : [];
    if (region.lfp) {
      rows.push([panels.lfp(run, region, theme), 170]);
    }
    if (region.raster) {
      rows.push([panels.raster(run, region, theme), 140]);
    }
    ['excitatory', 'inhibitory'].forEach(kind => {
      if (region.rates) {
        rows.push([panels.rates(run, region, theme, {kind: kind}), 84]);
      }
    });
    if (rows.length > 0) {
      rows[rows.length - 1][1] += 30;
    }
    return rows.map(row => [Object.assign({}, row[0], {pad: Object.assign({right: 80}, row[0].pad)}),
      Math.round(row[1] * scale)]);
  }

  function heightOf(rows) {
    return rows.reduce((sum, row) => sum + row[1], 0);
  }

  /** Figure 2: places, connectome, and what is recorded on both scales. */
  function figure2(run, theme) {
    const region = (run.regions || [])[0] || {};
    const brain = run.brain || {};
    let parts = layout.places(run, theme, 0, width, 210, letters);
    let top = parts.length > 0 ? 216 : 0;
    if (brain.connectome) {
      parts = parts.concat(layout.grid(['weights', 'lengths'].map(of =>
        panels.connectome(run, null, theme, {of: of})), top, width, 250, letters.slice(parts.length)));
      top += 256;
    }
    const left = [
      region.raster ? [titled(panels.raster(run, region, theme), 'Spikes'), 120] : null,
      region.membrane && region.membrane.V_m && region.membrane.V_m.excitatory ? [titled(panels.membrane(run, region,
        theme, {variable: 'V_m', kind: 'excitatory'}), 'V_m of excitatory neurons'), 100] : null,
      region.membrane && region.membrane.w && region.membrane.w.excitatory ? [titled(panels.membrane(run, region,
        theme, {variable: 'w', kind: 'excitatory'}), 'w of excitatory neurons'), 100] : null,
      region.rates ? [titled(panels.rates(run, region, theme, {kind: 'excitatory'}),
        'Rate of excitatory neurons'), 130] : null
    ].filter(row => row !== null).map(row =>
      [Object.assign({}, row[0], {pad: {right: 16}}), row[1]]);
    const right = [
      region.lfp ? [panels.lfp(run, region, theme), 220] : null,
      brain.ecog && brain.ecog.hemispheres.length > 0 ? [panels.ecog(run, null, theme, {hemisphere: 0}), 230] : null
    ].filter(row => row !== null).map(row =>
      [Object.assign({}, row[0], {pad: Object.assign({}, row[0].pad, {left: 66})}), row[1]]);
    parts = parts.concat(layout.column(layout.sharing(left), 0, top, width / 2, letters.slice(parts.length)));
    parts = parts.concat(layout.column(layout.sharing(right), width / 2, top, width / 2, letters.slice(parts.length)));
    return figure(theme, parts, top + Math.max(heightOf(left), heightOf(right)), 'Places, connectome and recordings',
      'Regions, sensors, electrode and cells; tracts; recordings of the first spiking region and of ECoG.');
  }

  /** Figure 3: the network of the first spiking region. */
  function figure3(run, theme) {
    const region = (run.regions || [])[0];
    if (!region) {
      return null;
    }
    const rows = micro(run, region, theme, 1);
    let parts = layout.column(layout.sharing(rows), 0, 0, width, letters);
    let top = heightOf(rows) + 6;
    const spectra = (region.spectrogram ? [panels.spectrogram(run, region, theme)] : [])
      .concat(region.psd ? [panels.psd(run, region, theme, {of: 'psd', title: 'Power spectrum'})] : []);
    parts = parts.concat(layout.grid(spectra, top, width, 190, letters.slice(parts.length)));
    top += spectra.length > 0 ? 190 : 0;
    return figure(theme, parts, top, 'Network of ' + fimbria.format.name(region.name),
      'Membrane, local field potential, spikes, rates, spectrogram and power spectrum of all spikes.');
  }

  /** Figure 4: rates of the spiking regions, ECoG, rates of all regions. */
  function figure4(run, theme) {
    const brain = run.brain || {};
    const rates = (run.regions || []).filter(region => region.rates).map((region, i, all) =>
      [titled(Object.assign(panels.rates(run, region, theme, {kind: 'excitatory'}), {pad: {right: 80}}),
        fimbria.format.name(region.name)), i === all.length - 1 ? 126 : 96]);
    let parts = layout.column(layout.sharing(rates), 0, 0, width, letters);
    let top = heightOf(rates) + (rates.length > 0 ? 6 : 0);
    if (brain.ecog && brain.ecog.hemispheres.length > 0) {
      const list = brain.ecog.hemispheres.map((unused, i) => panels.ecog(run, null, theme, {hemisphere: i}));
      parts = parts.concat(layout.grid(list, top, width, 220, letters.slice(parts.length)));
      top += 226 * Math.ceil(list.length / 2);
    }
    if (brain.rates) {
      parts = parts.concat(layout.column([[panels.regionalRates(run, null, theme), 440]], 0, top, width,
        letters.slice(parts.length)));
      top += 440;
    }
    return figure(theme, parts, top, 'The whole brain',
      'Excitatory rates of the spiking regions with the mean that was sent to the brain (thick); ECoG; all regions.');
  }

  fimbria.paper = {figure2: figure2, figure3: figure3, figure4: figure4};
}());
