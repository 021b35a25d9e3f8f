'use strict';

/** What a swept key does to an outcome, for studies of any keys. */
var fimbria = fimbria || {};
fimbria.study = fimbria.study || {};

(function () {
  const axes = fimbria.axes;
  const format = fimbria.format;
  const marks = fimbria.study.marks;
  const CURVES = 6;

  /** Names of outcomes that their columns' names do not tell well. */
  const names = {
    real_time_factor: 'Real-time factor', measured_s: 'Wall time (s)', process_s: 'Wall time of the process (s)',
    epochs_s: 'Wall time with warm-up (s)', peak_memory_bytes: 'Peak memory (MB)', exposed_s: 'Exposed exchange (s)'
  };

  /** What an outcome is multiplied by to be shown. */
  function scale(outcome) {
    return outcome === 'peak_memory_bytes' ? 1e-6 : 1;
  }

  /** Name of an outcome with its unit, which its column's name ends with. */
  function title(outcome) {
    if (names[outcome]) {
      return names[outcome];
    }
    const unit = /_(s|ms|bytes|hz)$/.exec(outcome);
    const words = (unit ? outcome.slice(0, unit.index) : outcome).replace(/_/g, ' ');
    const text = words.charAt(0).toUpperCase() + words.slice(1);
    return unit ? text + ' (' + (unit[1] === 'hz' ? 'Hz' : unit[1]) + ')' : text;
  }

  function unique(list) {
    return list.filter((each, i) => list.indexOf(each) === i);
  }

  /** Rows that no figure of performance shows. */
  function rows(table) {
    return table.rows.filter(row => !row.performance && row.trials > 0);
  }

  /** Keys that have several values, all of them numbers, in rows that have them. */
  function keys(table) {
    return table.keys.filter(key => key.numeric &&
      unique(rows(table).map(row => row.keys[key.name]).filter(text => text !== undefined)).length > 1).map(key => key.name);
  }

  /** What the other keys of a row are, in words; of keys that are the same in all rows nothing. */
  function others(table, row, key, all) {
    return (unique(all.map(each => each.sweep)).length > 1 ? [row.sweep] : []).concat(table.keys
      .filter(each => each.name !== key && unique(all.map(other => other.keys[each.name])).length > 1)
      .map(each => each.name.split('.').pop() + ' ' + (row.keys[each.name] === undefined ? 'as it is' : row.keys[each.name])))
      .join(', ');
  }

  /** Groups of rows with the same other keys: [[name, rows by the key], ...]; few enough to tell apart, or all in one. */
  function groups(table, key, all) {
    const names = unique(all.map(row => others(table, row, key, all)));
    const sorted = list => list.slice().sort((a, b) => Number(a.keys[key]) - Number(b.keys[key]));
    return names.length > CURVES ? [[undefined, sorted(all)]]
      : names.map(name => [name, sorted(all.filter(row => others(table, row, key, all) === name))]);
  }

  /** An axis for numbers: logarithmic where they are above 0 and far apart. */
  function axisFor(theme, name, list, fromZero) {
    const low = Math.min.apply(null, list);
    const high = Math.max.apply(null, list);
    if (low > 0 && high / low >= 50) {
      return fromZero ? marks.powers(theme, name, list) : marks.logarithmic(theme, name, low / 1.15, high * 1.15);
    }
    if (fromZero && low >= 0 && high > 0) {
      return marks.fromZero(theme, name, high);
    }
    const room = 0.04 * (high - low || Math.abs(high) || 1);
    const axis = axes.value(theme, name, {min: low - room, max: high + room});
    axis.axisLabel.showMinLabel = false;
    axis.axisLabel.showMaxLabel = false;
    return axis;
  }

  /** An outcome over a key, with the range of trials; a curve for each combination of the other keys if these are few. */
  function panel(table, key, outcome, theme) {
    const all = rows(table).filter(row => row.keys[key] !== undefined && row.values[outcome]);
    const found = groups(table, key, all);
    const point = row => ({x: Number(row.keys[key]), values: row.values});
    return {
      names: found.length > 1 ? found.map(group => group[0]) : [],
      xAxis: axisFor(theme, key, all.map(row => Number(row.keys[key])), false),
      yAxis: axisFor(theme, title(outcome), all.reduce((list, row) =>
        list.concat([scale(outcome) * row.values[outcome][2], scale(outcome) * row.values[outcome][3]]), []), true),
      series: found.reduce((list, group, i) => list.concat(
        fimbria.study.panels.curve(group[0] || 'points', group[1].map(point), theme,
          {measure: outcome, scale: scale(outcome), index: found.length > 1 ? i : -1, points: group[0] === undefined})), [])
    };
  }

  /** Entries of figures, one for each key that was swept. */
  function entries(table, outcome) {
    const about = table.outcomes.filter(each => each.name === outcome)[0];
    return keys(table).map(key => {
      const many = groups(table, key, rows(table).filter(row => row.keys[key] !== undefined && row.values[outcome]));
      return {
        id: 'key-' + format.slug(key), title: title(outcome) + ' against ' + key, height: 300,
        caption: title(outcome) + ': ' + about.meaning + '. Means of the trials and their range' +
          (many.length === 1 && many[0][0] === undefined ? '; each mark is a setting of the other keys' : '') + '.',
        make: (theme, width) => {
          const made = panel(table, key, outcome, theme);
          return fimbria.study.grid([made], 300 - (made.names.length > 0 ? 26 * fimbria.study.rowsOf(made.names) : 0), width, theme, made.names,
            fimbria.study.rowsOf(made.names));
        }
      };
    });
  }

  /** The outcome that is shown first: what the network did, if that was counted. */
  function first(table) {
    const names = table.outcomes.map(each => each.name);
    return names.indexOf('spikes') >= 0 ? 'spikes' : names[0];
  }

  /** All figures of a study, for files: of performance, and of each key. */
  fimbria.study.all = study => fimbria.study.catalogue(study)
    .concat(study.table.outcomes.length > 0 ? entries(study.table, first(study.table)) : []);

  fimbria.study.explore = {first: first, title: title, scale: scale, entries: entries};
}());
