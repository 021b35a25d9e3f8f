'use strict';
var fimbria = fimbria || {};

/** What was run, in words and tables: from `about` of the runs, side by side where there are several. */
fimbria.facts = (() => {
  const make = fimbria.dom.make;
  const number = fimbria.format.number;
  const count = fimbria.format.count;

  const STATUS = {complete: 'complete', stopped: 'stopped before its end', failed: 'failed', running: 'running'};

  const ALWAYS = ['begun', 'ended', 'real-time factor']; // what differs between any two runs

  /** A date of ISO 8601 for reading, in UTC. */
  const date = iso => (iso ? String(iso).slice(0, 16).replace('T', ' ') + ' UTC' : '–');

  /** How a run is called: as its directory. */
  const label = run => run.about.name;

  /** The first sentences of the page: what was run, how long, how it ended. */
  const lead = run => {
    const about = run.about;
    const failed = about.status === 'failed';
    const speed = about.realTimeFactor ? ', real-time factor ' + number(about.realTimeFactor, 3) : '';
    const processes = about.ranks > 1 ? ' in ' + about.ranks + ' processes' : '';
    return [
      make('p', {class: 'lead'}, 'Experiment ', make('b', {}, about.experiment), ', regime ',
        make('b', {}, about.regime || 'none'), ', seed ' + text(about.seed) + ': ' +
        fimbria.dom.duration(about.simulated || 0) + ' simulated' + processes + speed + '. The run is ',
        make('span', {class: failed ? 'bad' : null}, STATUS[about.status] || about.status), ', begun ' + date(about.begun) + '.'),
      about.reason ? make('p', {class: 'bad'}, about.reason) : null,
      make('p', {class: 'note'}, shown(run), make('span', {class: 'screen'}, howToZoom()))
    ].filter(Boolean);
  };

  /** Which part of the run the figures show. */
  const shown = run => {
    const all = run.window.from <= 0 && run.window.to >= (run.about.simulated || 0) - 1e-6;
    return all ? 'The figures show all of it. '
      : 'The figures show ' + number(run.window.from, 6) + ' to ' + number(run.window.to, 6) + ' ms of it. ';
  };

  /** What mouse and keys do. */
  const howToZoom = () => ['Drag over a panel with a time axis to zoom all of them; double-click to see all again. On a ' +
    'focused figure the keys ', make('span', {class: 'keys'}, ['+', '−', '←', '→', '0'].map(key => make('kbd', {}, key))),
  ' do the same.'];

  /** One row per fact, one column per run; where runs differ, the row is bold. */
  const compare = (runs, rows) => fimbria.dom.table(
    [{name: ''}].concat(runs.map(run => ({name: runs.length > 1 ? label(run) : ''}))),
    rows.map(([what, value]) => [what].concat(runs.map(value))).filter(row => row.slice(1).some(cell => cell !== undefined))
      .map(row => row.map((cell, at) => (at > 0 && differs(row) && !ALWAYS.includes(row[0]) ? make('b', {}, cell === undefined ? '–' : cell) : cell))));

  const differs = row => row.length > 2 && row.slice(2).some(cell => String(cell) !== String(row[1]));

  /** How the runs went. */
  const course = runs => compare(runs, [
    ['experiment', run => run.about.experiment],
    ['regime', run => run.about.regime],
    ['seed', run => text(run.about.seed)],
    ['status', run => (STATUS[run.about.status] || run.about.status) + (run.about.reason ? ': ' + run.about.reason : '')],
    ['begun', run => date(run.about.begun)],
    ['ended', run => date(run.about.ended)],
    ['simulated', run => fimbria.dom.duration(run.about.simulated || 0)],
    ['shown', run => number(run.window.from, 6) + ' to ' + number(run.window.to, 6) + ' ms'],
    ['neurons', run => (known(run.about.neurons) ? count(run.about.neurons) : undefined)],
    ['synapses', run => (known(run.about.synapses) ? count(run.about.synapses) : undefined)],
    ['peak memory', run => (known(run.about.peakMemory) ? number(run.about.peakMemory / 1e9, 3) + ' GB' : undefined)],
    ['real-time factor', run => number(run.about.realTimeFactor, 3)],
    ['threads', run => (known(run.about.threads) ? String(run.about.threads) : undefined)],
    ['processes', run => (run.about.ranks > 1 ? String(run.about.ranks) : '1')]
  ]);

  /** Rates of the populations of one run. */
  const populations = run => fimbria.dom.table(
    [{name: 'population'}, {name: 'neurons', number: true}, {name: 'spikes', number: true}, {name: 'mean rate (Hz)', number: true}],
    (run.about.populations || []).map(each => [fimbria.format.name(each.region) + ', ' + each.kind, count(each.neurons),
      each.spikes === undefined ? '–' : count(each.spikes), number(each.rate, 3)]));

  /** Parameters that are not those of the built-in experiment; nothing where they could not be compared. */
  const differences = run => {
    if (!run.about.base) {
      return null;
    }
    const rows = run.about.differences || [];
    return make('div', {}, rows.length === 0
      ? make('p', {}, 'Every parameter is that of ' + run.about.base + '.')
      : [make('p', {}, 'Parameters that are not those of ' + run.about.base + ':'),
        fimbria.dom.table([{name: 'parameter'}, {name: 'here'}, {name: 'there'}, {name: 'unit'}, {name: 'meaning'}],
          rows.map(row => [make('code', {}, row.key), text(row.value), text(row.base), row.unit || '', row.meaning || '']))]);
  };

  const known = value => value !== null && value !== undefined;

  const text = value => (!known(value) ? '–'
    : typeof value === 'object' ? JSON.stringify(value) : String(value));

  /** Pairs [what, value] of all runs, such as versions or the machine. */
  const pairs = (runs, of) => {
    const names = [];
    runs.forEach(run => (of(run) || []).forEach(pair => names.includes(pair[0]) || names.push(pair[0])));
    const find = (run, name) => (of(run) || []).filter(pair => pair[0] === name).map(pair => text(pair[1]))[0];
    return compare(runs, names.map(name => [name, run => find(run, name)]));
  };

  /** What the page cannot show of a run, and why. */
  const absent = run => ((run.absent || []).length === 0 ? null : make('div', {},
    make('p', {class: 'note'}, 'Not shown: ' +
      run.absent.map(each => each.part + ' (' + each.why + ')').join('; ') + '.')));

  /** The hash of all that was recorded. */
  const hash = runs => make('div', {}, runs.filter(run => run.about.hash).map(run =>
    make('p', {class: 'note'}, 'SHA-256 of the recorded data' + (runs.length > 1 ? ' of ' + label(run) : '') + ': ',
      make('span', {class: 'hash'}, run.about.hash))));

  return {label, lead, howToZoom, course, populations, differences, pairs, absent, hash};
})();
