'use strict';
var fimbria = fimbria || {};

/**
 * The page of a run that goes on: what fimbria.page shows of a document with `live` beside `runs`, and asking for the
 * next one. live = {status, simulated, duration (ms), directory, report, raster: {from, to} (ms)}.
 */
fimbria.live = (() => {
  const EVERY = 1000; // ms
  const PATIENCE = 3; // questions without an answer
  const RARELY = 10000; // ms, once there was none
  const make = fimbria.dom.make;
  let unanswered = 0;
  let latest = null;

  const seconds = ms => fimbria.format.number(ms / 1000, 3);

  /** How far the run is, or how it ended and where its report is. */
  const state = (live, about) => {
    const words = {complete: 'The run is complete.', stopped: 'The run was stopped.', failed: 'The run has failed.'};
    const bar = make('progress', {max: live.duration, value: live.simulated, 'aria-label': 'simulated time'});
    const speed = about.realTimeFactor ? ', real-time factor ' + fimbria.format.number(about.realTimeFactor, 3) : '';
    const far = seconds(live.simulated) + ' of ' + seconds(live.duration) + ' s simulated' + speed + '.';
    return [
      make('p', {class: 'lead', id: 'state', 'data-status': live.status}, words[live.status] || 'The run goes on.', ' ',
        far, ' ', bar),
      about.reason ? make('p', {class: 'bad'}, about.reason) : null,
      live.status === 'running' ? null : make('p', {}, live.report ? 'Its report: ' : 'Its files: ',
        make('code', {}, live.report || live.directory)),
      make('p', {class: 'note', id: 'silence', role: 'status'})
    ].filter(Boolean);
  };

  /** Spikes of the last second, of one region; its axis is not the one of the lines, and does not follow their zoom. */
  const raster = (run, region, window) => ({
    id: 'raster-' + fimbria.format.slug(region.name),
    title: 'Spikes of ' + fimbria.format.name(region.name),
    caption: 'The last second' + (region.raster.every > 1 ? ', of one neuron in ' + region.raster.every + '.' : '.'),
    height: 260,
    make: (theme, width) => {
      const panel = fimbria.panels.raster(Object.assign({}, run, {window}), region, theme);
      panel.xAxis.isTime = false;
      return fimbria.compose([{panel, rect: {left: 0, top: 0, width, height: 260}}], {width, height: 260, theme});
    }
  });

  /** The report's figures of what there is while a run goes on, all but the rasters. */
  const others = run => {
    const plain = region => Object.assign({}, region, {raster: undefined});
    const captions = {
      activity: 'The last ten seconds. Spikes of each bin of ' + (run.regions[0] && run.regions[0].rates
        ? run.regions[0].rates.bin : 5) + ' ms per neuron and time; thick: the rate that the brain takes for the region.'
    };
    return fimbria.catalogue(Object.assign({}, run, {regions: run.regions.map(plain)})).map(entry =>
      (entry.id.indexOf('activity') === 0 ? Object.assign({}, entry, {caption: captions.activity}) : entry));
  };

  const page = doc => {
    const run = doc.runs[0];
    const begun = run.about.simulated > 0;
    const figures = begun ? others(run) : [];
    const rasters = begun ? run.regions.filter(region => region.raster).map(region => raster(run, region, doc.live.raster)) : [];
    const diagram = fimbria.coupling.figure(run);
    const rows = list => list.map(entry => [entry]);
    const isRate = entry => entry.id.indexOf('activity') === 0;
    return {
      title: run.about.name,
      lead: state(doc.live, run.about),
      span: [run.window.from, run.window.to],
      sections: [
        {id: 'spikes', title: 'Spikes and rates', rows: rows(rasters).concat(rows(figures.filter(isRate)))},
        {id: 'coupling', title: 'Coupling', rows: diagram === null ? [] : [[diagram]]},
        {id: 'brain', title: 'Brain and timers', rows: rows(figures.filter(entry => !isRate(entry)))},
        {id: 'what', title: 'What is run', rows: [[fimbria.facts.populations(run)], [fimbria.facts.absent(run) || make('div', {})]]}
      ].filter(section => section.rows.length > 0)
    };
  };

  const show = () => {
    if (latest !== null && !document.hidden) {
      fimbria.page.update(latest);
      latest = null;
    }
  };

  /** An answer came. */
  const take = doc => {
    unanswered = 0;
    if (doc.live.status === 'running') {
      window.setTimeout(ask, EVERY);
    }
    latest = doc;
    show();
  };

  /** No answer came: the process has ended, or the way to it is cut off, which may pass. */
  const miss = () => {
    unanswered += 1;
    if (unanswered === PATIENCE) {
      document.getElementById('silence').textContent =
        'The run does not answer: its process has ended, or cannot be reached.';
    }
    window.setTimeout(ask, unanswered < PATIENCE ? EVERY : RARELY);
  };

  const ask = () => fetch('document', {cache: 'no-store'})
    .then(answer => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then(take, miss);

  document.addEventListener('visibilitychange', show);
  window.setTimeout(ask, EVERY);
  return {page};
})();

fimbria.provider = doc => fimbria.live.page(doc);
