'use strict';

/** Panels of wall time: what each module did, over the run and in all. */
var fimbria = fimbria || {};
fimbria.panels = fimbria.panels || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;

  fimbria.phases = ['initialisation', 'simulation', 'wait', 'io', 'ending'];

  /** The height of the axis: what all but one bar of fifty need; the start of a run would flatten the rest. */
  function height(sums) {
    const sorted = sums.slice().sort((a, b) => a - b);
    return format.nice(1.15 * sorted[Math.floor(0.98 * (sorted.length - 1))]);
  }

  /** Wall time of a module's phases in each stretch of simulated time, as bars over it. options.module: name. */
  fimbria.panels.timersOverTime = function (run, region, theme, options) {
    const module = run.timers.modules.filter(each => each.name === options.module)[0];
    const per = module.perEpoch;
    const width = per.width;
    let below = per.t.map(() => 0);
    const series = ['simulation', 'io', 'wait'].filter(phase => per[phase]).map(phase => {
      const low = below;
      below = low.map((sum, i) => sum + 1000 * per[phase][i]);
      return fimbria.marks.bars(phase, per.t, width, low, below, theme.phases[phase]);
    });
    const top = height(below);
    const highest = Math.max.apply(null, below);
    return {
      title: module.name + ': each ' + format.number(width) + ' ms simulated' +
        (highest > top ? ' (cut; the highest bar is ' + format.number(highest, 2) + ' ms)' : ''),
      xAxis: axes.time(theme, run, {min: per.t[0], max: per.t[per.t.length - 1] + width}),
      yAxis: axes.value(theme, 'Wall time (ms)', {min: 0, max: top, scale: false}),
      series: series
    };
  };

  /** Wall time of the phases of all modules in total, one bar each. */
  fimbria.panels.timersInTotal = function (run, region, theme) {
    const modules = run.timers.modules.slice().reverse();
    const axis = axes.value(theme, '', {
      type: 'category', scale: undefined, data: modules.map(module => module.name),
      axisTick: {show: false}
    });
    axis.axisLabel.formatter = undefined;
    axis.axisLabel.color = theme.text;
    return {
      title: 'Phases of each module, in all',
      xAxis: axes.value(theme, 'Wall time (' + run.timers.unit + ')', {min: 0, scale: false}),
      yAxis: axis,
      legend: fimbria.phases,
      pad: {left: 92, right: 24},
      series: fimbria.phases.map(phase => ({
        type: 'bar', stack: 'all', name: phase, barMaxWidth: 26, animation: false, silent: true,
        emphasis: {disabled: true}, itemStyle: {color: theme.phases[phase]},
        tooltip: {show: true, valueFormatter: time => format.number(time) + ' ' + run.timers.unit},
        data: modules.map(module => module[phase] || 0)
      }))
    };
  };
}());
