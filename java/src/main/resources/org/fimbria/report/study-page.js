'use strict';
var fimbria = fimbria || {};

/** study.html: what a study found, of any keys. */
fimbria.study.page = (() => {
  const make = fimbria.dom.make;
  const format = fimbria.format;

  const plural = (number, word) => format.count(number) + ' ' + word + (number === 1 ? '' : 's');

  /** What was measured, in a sentence. */
  const lead = study => {
    const about = study.study;
    const trials = about.trialsPerPoint
      ? ', ' + (about.trialsPerPoint[0] === about.trialsPerPoint[1] ? '' : about.trialsPerPoint[0] + ' to ') +
        plural(about.trialsPerPoint[1], 'trial') + ' each' : '';
    const lost = ['failed', 'skipped'].filter(each => about[each] > 0).map(each => format.count(about[each]) + ' ' + each);
    return [
      make('p', {class: 'lead'}, plural(about.points, 'point') + trials + ': ' + plural(about.complete, 'complete trial') +
        (lost.length > 0 ? ', ' + lost.join(', ') : '') + '. Every trial is a process of its own; its start is not part of the ' +
        'times unless said.'),
      make('p', {class: 'note'}, 'Everything on this page was computed from results.csv beside it.')
    ];
  };

  const facts = study => fimbria.dom.table([{name: ''}, {name: ''}],
    [['begun', date(study.study.begun)], ['last trial begun', date(study.study.last)]].concat(study.study.machine));

  const date = iso => (iso ? iso.slice(0, 16).replace('T', ' ') + ' UTC' : '–');

  /** A statement, whether it holds here, and the numbers that say so. */
  const statement = each => make('div', {class: 'statement', 'data-answer': each.answer},
    make('h3', {}, each.claim),
    each.answer === 'measured' ? null : make('p', {}, make('b', {}, each.words.charAt(0).toUpperCase() + each.words.slice(1)), '. ',
      each.criterion ? make('span', {class: 'note'}, 'Criterion: ' + each.criterion + '.') : null),
    each.findings.length > 0 ? fimbria.dom.table(
      [{name: ''}, {name: 'means of points', number: true}, {name: 'standard deviation', number: true}, {name: 'trials', number: true}],
      each.findings.map(finding => [finding.what, finding.value, finding.std, finding.trials])) : null);

  /** Every point with its outcomes. */
  const points = study => {
    const table = study.table;
    const shown = table.outcomes.filter(each => ['real_time_factor', 'process_s', 'peak_memory_bytes', 'spikes']
      .includes(each.name));
    const number = (value, scale) => (value
      ? format.number(scale * value[0], 4) + (value[1] > 0 ? ' ± ' + format.number(scale * value[1], 2) : '') : '–');
    return make('details', {id: 'all-points', open: table.rows.length <= 40},
      make('summary', {}, plural(table.rows.length, 'point')),
      fimbria.dom.table(
        [{name: 'sweep'}].concat(table.keys.map(key => ({name: make('span', {title: key.name}, key.name.split('.').pop()),
          number: key.numeric})), [{name: 'trials', number: true}], shown.map(each =>
          ({name: make('span', {title: each.meaning}, fimbria.study.explore.title(each.name)), number: true}))),
        table.rows.map(row => [row.sweep].concat(table.keys.map(key => row.keys[key.name] || ''), [String(row.trials)],
          shown.map(each => number(row.values[each.name], fimbria.study.explore.scale(each.name))))),
        'Means over complete trials ± standard deviation.'));
  };

  /** What was not run to its end, and why: nothing if everything was. */
  const trouble = study => {
    const rows = study.table.rows.filter(row => row.trouble);
    return make('div', {id: 'trouble'}, rows.length === 0 ? null : fimbria.dom.table(
      [{name: 'sweep'}, {name: 'point'}, {name: 'a trial of it'}],
      rows.map(row => [row.sweep, row.point, make('span', {class: 'bad'}, row.trouble)]), 'Not complete.'));
  };

  /** A choice of the outcome that the figures of keys show. */
  const choice = study => {
    const select = make('select', {id: 'outcome', change: () => {
      const next = fimbria.study.explore.entries(study.table, select.value);
      next.forEach(entry => fimbria.page.figures().filter(figure => figure.id === entry.id)
        .forEach(figure => figure.update(entry)));
    }}, study.table.outcomes.map(each => make('option', {value: each.name}, fimbria.study.explore.title(each.name))));
    return make('p', {}, make('label', {}, 'Outcome: ', select));
  };

  const rows = entries => entries.map(entry => [entry]);

  const provide = study => {
    const found = fimbria.study.catalogue(study);
    const explored = study.table.outcomes.length > 0
      ? fimbria.study.explore.entries(study.table, fimbria.study.explore.first(study.table)) : [];
    return {
      title: 'Study ' + study.study.name,
      lead: lead(study),
      sections: [
        {id: 'measured', title: 'Where and when', rows: [[facts(study)]]},
        study.statements.length > 0
          ? {id: 'statements', title: 'What the published study states, and what was measured here', rows: study.statements.map(each => [statement(each)])} : null,
        found.length > 0 ? {id: 'performance', title: 'Where the wall time goes', rows: rows(found)} : null,
        explored.length > 0 ? {id: 'explore', title: 'What the keys do', rows: [[choice(study)]].concat(rows(explored))} : null,
        {id: 'points', title: 'All points', rows: [[trouble(study)], [points(study)]]}
      ].filter(section => section !== null)
    };
  };

  return {provide};
})();

fimbria.provider = study => fimbria.study.page.provide(study);
