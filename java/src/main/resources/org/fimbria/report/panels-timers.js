'use strict';

/** Panels of wall time: what each module did, over the run and in all. */
var fimbria = fimbria || {};
fimbria.panels = fimbria.panels || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;

  fimbria.phases = ['initialisation', 'simulation', 'wait', 'io', 'ending'];

  /** Wall time of a module's phases in each stretch of simulated time, as bars over it. options.module: name. */
  fimbria.panels.timersOverTime = function (run, region, theme, options) {
    const module = run.timers.modules.filter(each => each.name === options.module)[0];
    const per = module.perEpoch;
    const step = per.t.length > 1 ? per.t[1] - per.t[0] : 1;
    const phases = ['simulation', 'io', 'wait'].filter(phase => per[phase]);
    return {
      title: module.name + ' over the run, wall time of each ' + format.number(step) + ' ms simulated',
      xAxis: axes.time(theme, run, {min: per.t[0], max: per.t[per.t.length - 1] + step}),
      yAxis: axes.value(theme, 'Wall time (ms)', {min: 0, scale: false}),
      legend: options.legend ? phases : undefined,
      series: phases.map(phase => ({
        type: 'line', step: 'end', stack: module.name, name: phase, showSymbol: false, silent: true, animation: false,
        lineStyle: {width: 0}, itemStyle: {color: theme.phases[phase]}, emphasis: {disabled: true},
        areaStyle: {color: theme.phases[phase], opacity: 1}, tooltip: {show: true}, valueUnit: 'ms',
        data: per.t.map((t, i) => [t, 1000 * per[phase][i]])
      }))
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
        emphasis: {disabled: true}, itemStyle: {color: theme.phases[phase]}, tooltip: {show: true},
        valueUnit: run.timers.unit, data: modules.map(module => module[phase] || 0)
      }))
    };
  };
}());
