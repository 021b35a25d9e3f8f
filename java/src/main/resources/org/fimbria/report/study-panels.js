'use strict';

/** Panels of a study of performance: where the wall time goes, and what it depends on. */
var fimbria = fimbria || {};
fimbria.study = fimbria.study || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;
  const marks = fimbria.study.marks;

  /** Phases in the order in which they are stacked, and their names. */
  const phases = ['simulation', 'io', 'wait', 'initialisation', 'ending'];
  const words = {simulation: 'simulation', io: 'IO', wait: 'wait', initialisation: 'initialisation', ending: 'ending'};
  const simulators = {spiking: 'network', neuralmass: 'brain'};
  const ideal = 'ideal: slowest simulation alone';

  /** Colours and marks of curves; after Okabe and Ito. */
  const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c6d31', '#56b4e9'];
  const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];

  /** Points of a curve from which on its marks are small. */
  const MANY = 15;

  /** Colour of a phase as a line: on white, that of waiting is too light for one. */
  function lineColor(theme, phase) {
    return phase === 'wait' && theme.name !== 'dark' ? '#a87d00' : theme.phases[phase];
  }

  /** Name of a phase of a simulator in the document. */
  function key(simulator, phase) {
    return simulator + phase.charAt(0).toUpperCase() + phase.slice(1);
  }

  function means(curve, name) {
    return curve.points.map(point => (marks.value(point, name) || {mean: 0}).mean);
  }

  /** Sums of the phases up to each: [phase][point]; in percent of all phases where asked for. */
  function cumulative(curve, simulator, percent) {
    const rows = [];
    phases.forEach((phase, i) => {
      const own = means(curve, key(simulator, phase));
      rows.push(own.map((each, at) => each + (i > 0 ? rows[i - 1][at] : 0)));
    });
    const all = rows[rows.length - 1];
    return percent ? rows.map(row => row.map((each, at) => 100 * each / all[at])) : rows;
  }

  /** What a mouse over an area reads: the phase alone, not the sum up to it. */
  function read(rows, i, unit) {
    return {show: true, valueFormatter: (sum, at) =>
      format.number(rows[i][at] - (i > 0 ? rows[i - 1][at] : 0), 3) + unit};
  }

  /** Areas of the phases, the highest sum first, each painted over by the lower ones. */
  function areas(curve, simulator, theme, percent) {
    const rows = cumulative(curve, simulator, percent);
    return phases.map((phase, i) => axes.line(words[phase], curve.points.map((point, at) => [point.x, rows[i][at]]),
      theme.background, 0.7, {
        areaStyle: {color: theme.phases[phase], opacity: 1, origin: 'start'}, itemStyle: {color: theme.phases[phase]},
        tooltip: read(rows, i, percent ? ' %' : ' s'), z: 2
      })).reverse();
  }

  /**
   * Wall time of a simulator's phases as stacked areas, means over trials (s); whiskers: range of the sum; dashed: the
   * slowest simulation alone. options: {curve, simulator: spiking|neuralmass, percent: shares instead (%), high}.
   */
  function stack(sweep, theme, options) {
    const curve = options.curve;
    const sum = key(options.simulator, 'sum');
    const ranges = curve.points.filter(point => marks.value(point, sum)).map(point => {
      const found = marks.value(point, sum);
      return [point.x, found.min, found.max];
    });
    const line = axes.line(ideal, curve.points.map((point, at) => [point.x, means(curve, 'ideal')[at]]), theme.text, theme.thick,
      {z: 5, symbol: 'none', tooltip: {show: true, valueFormatter: each => format.number(each, 3) + ' s'}});
    line.lineStyle.type = 'dashed';
    return {
      title: (options.simulator === 'spiking' ? 'Network' : 'Brain') + (options.percent ? ', shares' : ''),
      xAxis: marks.xAxis(theme, sweep),
      yAxis: options.percent
        ? axes.value(theme, 'Share of wall time (%)', {min: 0, max: 100, scale: false})
        : marks.fromZero(theme, 'Wall time (s)', options.high),
      series: areas(curve, options.simulator, theme, options.percent)
        .concat(options.percent ? [] : [line, marks.whiskers('range', ranges, theme.text)])
    };
  }

  /** Largest sum of phases of a curve, both simulators, the longest trial. */
  function highest(curve) {
    return Math.max.apply(null, curve.points.map(point => Math.max.apply(null,
      Object.keys(simulators).map(each => (marks.value(point, key(each, 'sum')) || {max: 0}).max))));
  }

  /**
   * A line of means with its range over trials. how: {measure, color, spread: marks.band or marks.whiskers, scale}; `more`
   * overrides the line.
   */
  function curveOf(name, points, how, more) {
    const known = points.filter(point => marks.value(point, how.measure));
    const found = known.map(point => marks.value(point, how.measure, how.scale));
    const line = axes.line(name, known.map((point, i) => [point.x, found[i].mean]), how.color, 1.6, Object.assign({
      showSymbol: true, symbol: 'circle', symbolSize: 5, z: 4,
      tooltip: {show: true, valueFormatter: (mean, at) => about(found[at])}
    }, more));
    line.symbolSize = known.length > MANY ? line.symbolSize * 0.6 : line.symbolSize;
    line.lineStyle = Object.assign({color: how.color, width: 1.6}, more && more.lineStyle);
    return [line, how.spread(name, known.map((point, i) => [point.x, found[i].min, found[i].max]), how.color)];
  }

  /**
   * A curve of any measure: options {measure, scale, index of its colour, -1 for a single one, points: marks only, no line}.
   */
  function curve(name, points, theme, options) {
    const color = options.index < 0 ? theme.text : colors[options.index % colors.length];
    return curveOf(name, points, {measure: options.measure, color: color, spread: marks.whiskers, scale: options.scale}, {
      symbol: symbols[Math.max(0, options.index) % symbols.length], symbolSize: 6,
      lineStyle: options.points ? {width: 0} : {}
    });
  }

  /** A value with its deviation and range, in words. */
  function about(found) {
    const short = each => format.number(each, 3);
    return short(found.mean) + ' ± ' + short(found.std) + ' (' + short(found.min) + ' to ' + short(found.max) + ')';
  }

  /** Ends of the ranges of measures at all points, to find the bounds of an axis. */
  function values(points, measures, scale) {
    return measures.reduce((all, measure) => points.map(point => marks.value(point, measure, scale)).filter(found => found)
      .reduce((list, found) => list.concat([found.min, found.max]), all), []);
  }

  /** Wall time of simulation, IO and waiting of both simulators, and of the run, behind the warm-up (s, logarithmic). */
  function parts(sweep, theme, options) {
    const points = options.curve.points;
    const measures = ['wall'];
    let series = curveOf('run', points, {measure: 'wall', color: theme.text, spread: marks.band}, {lineStyle: {width: 2.2}, symbol: 'rect'});
    ['simulation', 'io', 'wait'].forEach(phase => Object.keys(simulators).forEach(simulator => {
      measures.push(key(simulator, phase));
      const brain = simulator === 'neuralmass';
      series = series.concat(curveOf(simulators[simulator] + ': ' + words[phase], points,
        {measure: key(simulator, phase), color: lineColor(theme, phase), spread: marks.band}, {
          lineStyle: {type: brain ? [5, 3] : 'solid'}, symbol: brain ? 'emptyDiamond' : 'circle', symbolSize: brain ? 7 : 5
        }));
    }));
    return {
      title: 'Parts', lines: ['run', 'network', 'brain'], xAxis: marks.xAxis(theme, sweep),
      yAxis: marks.powers(theme, 'Wall time (s)', values(points, measures)),
      series: series.concat(Object.keys(simulators).map(each => axes.line(simulators[each], [], theme.muted, 1.6, {
        symbol: each === 'neuralmass' ? 'emptyDiamond' : 'circle', showSymbol: true,
        lineStyle: {color: theme.muted, width: 1.6, type: each === 'neuralmass' ? [5, 3] : 'solid'}
      })))
    };
  }

  /** The slowest simulation alone in percent of the run's wall time behind the warm-up. */
  function efficiency(sweep, theme, options) {
    return {
      title: 'Efficiency', xAxis: marks.xAxis(theme, sweep),
      yAxis: axes.value(theme, 'Efficiency (%)', {min: 0, max: 100, scale: false}),
      series: curveOf('efficiency', options.curve.points, {measure: 'efficiency', color: theme.text, spread: marks.band})
    };
  }

  /** One measure over a sweep, all its curves. options: {measure, title, yTitle, scale, log, levels: [[at, text], ...]} */
  function compare(sweep, theme, options) {
    const all = sweep.curves.reduce((points, curve) => points.concat(curve.points), []);
    const single = sweep.curves.length === 1;
    const found = values(all, [options.measure], options.scale);
    const series = sweep.curves.map((curve, i) => curveOf(curve.name, curve.points, {
      measure: options.measure, color: single ? theme.text : colors[i % colors.length],
      spread: single ? marks.band : marks.whiskers, scale: options.scale
    }, {symbol: symbols[i % symbols.length], symbolSize: 6}));
    return {
      title: options.title, xAxis: marks.xAxis(theme, sweep),
      yAxis: options.log ? marks.powers(theme, options.yTitle, found)
        : marks.fromZero(theme, options.yTitle, Math.max.apply(null, found)),
      series: series.reduce((list, each) => list.concat(each), [])
        .concat((options.levels || []).map(each => marks.level(theme, each[0], each[1])))
    };
  }

  /** Peak memory per synapse (bytes), all of it and what it is more than that of the smallest network; up to 10 kB. */
  function perSynapse(sweep, theme) {
    const points = sweep.curves[0].points.filter(point => (marks.value(point, 'memoryPerSynapse') || {max: Infinity}).max <= 10000);
    return {
      title: 'Memory per synapse', xAxis: marks.xAxis(theme, sweep), lines: ['all', 'growth'],
      yAxis: marks.powers(theme, 'Memory per synapse (bytes)', values(points, ['memoryPerSynapse', 'growthPerSynapse'])),
      series: curveOf('all', points, {measure: 'memoryPerSynapse', color: theme.text, spread: marks.band})
        .concat(curveOf('growth', points, {measure: 'growthPerSynapse', color: colors[0], spread: marks.band}, {symbol: 'rect'}))
    };
  }

  /** Shares of the phases for every setting of a sweep, a bar each. options: {simulator, settings: [[name, point], ...]} */
  function bars(sweep, theme, options) {
    const points = options.settings.map(each => each[1]);
    const rows = cumulative({points: points}, options.simulator, true);
    const axis = axes.value(theme, 'Processes × threads each', {type: 'category', scale: undefined, data: options.settings.map(each => each[0])});
    axis.axisLabel.formatter = undefined;
    return {
      title: options.simulator === 'spiking' ? 'Network, shares' : 'Brain, shares', xAxis: axis,
      yAxis: axes.value(theme, 'Share of wall time (%)', {min: 0, max: 100, scale: false}),
      series: phases.map((phase, i) => ({
        type: 'bar', stack: options.simulator, name: words[phase], barMaxWidth: 36, silent: true, animation: false,
        emphasis: {disabled: true}, itemStyle: {color: theme.phases[phase], borderColor: theme.background, borderWidth: 0.5},
        tooltip: {show: true, valueFormatter: each => format.number(each, 3) + ' %'},
        data: rows[i].map((each, at) => each - (i > 0 ? rows[i - 1][at] : 0))
      }))
    };
  }

  fimbria.study.phases = phases.map(phase => words[phase]);
  fimbria.study.ideal = ideal;
  fimbria.study.panels = {
    stack: stack, highest: highest, parts: parts, efficiency: efficiency, curve: curve, compare: compare, perSynapse: perSynapse,
    bars: bars
  };
}());
