'use strict';

/** The figures of a study of performance: those of the published one, in its order, then what else was asked. */
var fimbria = fimbria || {};
fimbria.study = fimbria.study || {};

(function () {
  const panels = fimbria.study.panels;
  const format = fimbria.format;
  const LEGEND = 26; // px

  /** Panels in a grid of two columns below a legend over all of them, which may have several rows. */
  function grid(list, height, width, theme, names, rows) {
    const top = names.length > 0 ? LEGEND * (rows || 1) : 0;
    const half = width / 2;
    const parts = list.map((panel, i) => ({
      panel: panel, letter: list.length > 1 ? String.fromCharCode(65 + i) : undefined,
      rect: {left: i % 2 * half, top: top + Math.floor(i / 2) * height, width: list.length > 1 ? half : width, height: height}
    }));
    const option = fimbria.compose(parts, {width: width, height: top + Math.ceil(list.length / 2) * height, theme: theme});
    if (names.length > 0) {
      option.legend.push(legend(names, theme, {top: 2, left: 'center', width: width - 20}));
    }
    parts.filter(part => part.panel.lines).forEach(part => option.legend.push(
      legend(part.panel.lines, theme, {top: part.rect.top + 2, right: width - part.rect.left - part.rect.width + 16})));
    return option;
  }

  /** A legend that shows lines as they are drawn. */
  function legend(names, theme, place) {
    return Object.assign({
      data: names, padding: 0, itemGap: 12, itemWidth: 22, itemHeight: 9, selectedMode: false,
      textStyle: {color: theme.text, fontSize: theme.small, fontFamily: theme.font}
    }, place);
  }

  /** Rows that a legend of curves needs. */
  function rowsOf(names) {
    return Math.max(1, Math.ceil(names.reduce((sum, name) => sum + 6 * name.length + 40, 0) / 640));
  }

  /** An entry of the page: width of half a figure where there is one panel. */
  function entry(id, title, caption, count, height, names, make, rows) {
    return {
      id: id, title: title, caption: caption,
      height: Math.ceil(count / 2) * height + (names.length > 0 ? LEGEND * (rows || 1) : 0),
      make: (theme, width) => grid(make(theme), height, width, theme, names, rows)
    };
  }

  fimbria.study.grid = grid;
  fimbria.study.rowsOf = rowsOf;

  const DASHES = 'path://M0,0L9,0L9,3L0,3ZM13,0L22,0L22,3L13,3Z';
  const shares = fimbria.study.phases.map(name => ({name: name, icon: 'roundRect'}));
  const areas = shares.concat([{name: fimbria.study.ideal, icon: DASHES}]);

  /** Two numbers as a range in words: 1 to 2 threads. */
  function range(low, high, word) {
    return (low === high ? '' : format.count(low) + ' to ') + format.count(high) + ' ' + word + (high === 1 ? '' : 's');
  }

  function pointsOf(sweep) {
    return sweep.curves.reduce((all, curve) => all.concat(curve.points), []);
  }

  /** Trials of the points of a sweep, in words. */
  function trials(sweep) {
    const numbers = pointsOf(sweep).map(point => point.trials);
    const high = Math.max.apply(null, numbers);
    return high === 1 ? 'one trial' : 'mean of ' + range(Math.min.apply(null, numbers), high, 'trial');
  }

  /** Threads of the network, where they are no part of what the figure compares. */
  function threads(sweep) {
    const points = pointsOf(sweep);
    const numbers = points.map(point => point.threads);
    const low = Math.min.apply(null, numbers);
    const high = Math.max.apply(null, numbers);
    if (sweep.axis === 'threads' || sweep.curves.length > 1) {
      return '';
    }
    const larger = points.filter(point => point.threads > low).map(point => point.x);
    return range(low, high, 'thread') + ' of the network' + (larger.length > 0 && sweep.axis === 'neurons'
      ? ' (more than ' + low + ' from ' + format.count(Math.min.apply(null, larger)) + ' neurons on)' : '') + ', ';
  }

  function measured(sweep) {
    return sweep.setting + ', ' + threads(sweep) + (sweep.measured[0] === sweep.measured[1] ? ''
      : format.count(sweep.measured[0]) + ' to ') + format.count(sweep.measured[1]) +
      ' ms simulated behind the warm-up, ' + trials(sweep);
  }

  /** A sweep's wall time in stacked areas and as lines, and its shares; two figures. */
  function division(sweep, id, title) {
    const curve = sweep.curves[0];
    const which = sweep.curves.length > 1 ? ', ' + curve.name : '';
    return [
      entry(id, title + which,
        'Wall time of both simulators by phase (A, B; ' + measured(sweep) + '; whiskers: range of the sum; initialisation and ' +
        'ending as they were, once). C: the same without initialisation and ending, lines with the range of trials; network ' +
        'solid, brain dashed, the run black. D: the slowest simulation alone, in percent of the wall time.',
        4, 260, areas, theme => ['spiking', 'neuralmass'].map(each =>
          panels.stack(sweep, theme, {curve: curve, simulator: each, high: panels.highest(curve)}))
          .concat([panels.parts(sweep, theme, {curve: curve}), panels.efficiency(sweep, theme, {curve: curve})])),
      entry(id + '-percent', title + which + ': shares',
        'The same in percent of each simulator’s time; ' + measured(sweep) + '.',
        2, 260, shares, theme => ['spiking', 'neuralmass'].map(each =>
          panels.stack(sweep, theme, {curve: curve, simulator: each, percent: true})))
    ];
  }

  /** Wall time over the number of threads, a curve for each number of processes or each placement; two figures. */
  function settings(sweep, id, title) {
    const names = sweep.curves.map(curve => curve.name);
    const cores = sweep.cores > 0 ? [[{xAxis: sweep.cores}, sweep.cores + ' cores']] : [];
    const points = [];
    const known = {};
    sweep.curves.forEach(curve => curve.points.forEach(point => {
      const name = sweep.placements ? curve.name + point.threads : point.ranks + ' × ' + point.threads;
      if (!known[name]) {
        known[name] = true;
        points.push([point.ranks + ' × ' + point.threads, point]);
      }
    }));
    points.sort((a, b) => a[1].ranks - b[1].ranks || a[1].threads - b[1].threads);
    return [
      entry(id, title, 'A: wall time of ' + measured(sweep) + '. B: of the whole program, with the start of its processes. ' +
        'Whiskers: range of trials.',
        2, 250, names, theme => [
          panels.compare(sweep, theme, {measure: 'wall', title: 'Run', yTitle: 'Wall time (s)', levels: cores}),
          panels.compare(sweep, theme, {measure: 'program', title: 'Whole program', yTitle: 'Wall time (s)', levels: cores})
        ], rowsOf(names)),
      entry(id + '-percent', title + ': shares', 'Phases of both simulators in percent of each one’s time; of several ' +
        'processes of the network, the one that leads. ' + measured(sweep) + '.',
        2, 250, shares, theme => ['spiking', 'neuralmass'].map(each =>
          panels.bars(sweep, theme, {simulator: each, settings: points})))
    ];
  }

  /** Speed and memory over the size of the network. */
  function size(sweep) {
    const names = sweep.curves.length > 1 ? sweep.curves.map(curve => curve.name) : [];
    return [
      entry('real-time-factor', 'Real-time factor', 'Wall time per simulated time; ' + measured(sweep) + '; light: their range.',
        1, 260, names, theme => [panels.compare(sweep, theme, {
          measure: 'factor', yTitle: 'Wall s per simulated s', log: true, levels: [[{yAxis: 1}, 'real time']]
        })]),
      entry('memory', 'Memory', 'Most resident memory of all processes (A), per synapse (B, black), and what it is more than that ' +
        'of the smallest network, per synapse (B, blue; both where they are below 10 kB); ' + trials(sweep) + '; light: their range.',
        2, 250, names, theme => [
          panels.compare(sweep, theme, {measure: 'memory', title: 'Peak memory', yTitle: 'Memory (MB)', scale: 1e-6, log: true}),
          panels.perSynapse(sweep, theme)
        ])
    ];
  }

  const titles = {
    neurons: ['figure-5b', 'Wall time against the size of the network'],
    epoch: ['figure-5c', 'Wall time against the epoch'],
    threads: ['figure-5d', 'Wall time against threads and processes'],
    placement: ['placement', 'Modules as threads and as processes']
  };

  /** The figures of one sweep, named after its axis; `others`: sweeps over the same before it and in all. */
  function ofSweep(sweep, others) {
    const title = titles[kind(sweep)];
    const apart = sweep.axis === 'neurons' ? 'sweep ' + format.name(sweep.name) : sweep.setting;
    const id = others.before > 0 ? title[0] + '-' + format.slug(apart.replace(/,(?=\d)/g, '')) : title[0];
    const name = others.all > 1 ? title[1] + ', ' + apart : title[1];
    return sweep.axis === 'threads' ? settings(sweep, id, name) : division(sweep, id, name);
  }

  function kind(sweep) {
    return sweep.placements ? 'placement' : sweep.axis;
  }

  /** The figures of a study document: [{id, title, caption, height, make(theme, width) -> option of ECharts}]. */
  fimbria.study.catalogue = function (study) {
    const sizes = study.sizes ? study.sweeps.filter(sweep => sweep.axis === 'neurons') : [];
    const largest = sizes.length > 0 ? Math.max.apply(null, sizes[0].curves[0].points.map(point => point.x)) : 0;
    const sweeps = study.sweeps.filter(sweep => sweep.axis !== 'neurons' || sweep === sizes[0] ||
      sweep.curves[0].points[0].x <= largest);
    const alike = (list, sweep) => list.filter(other => kind(other) === kind(sweep)).length;
    const entries = sweeps.reduce((all, sweep, at) =>
      all.concat(ofSweep(sweep, {before: alike(sweeps.slice(0, at), sweep), all: alike(sweeps, sweep)})), []);
    return entries.concat(study.sizes ? size(study.sizes) : []);
  };
}());
