'use strict';
var fimbria = fimbria || {};

/**
 * The report of one run, or of several side by side: Document -> what fimbria.page shows.
 * Document = {runs: [Run]}; the parts of a Run are described where they are drawn.
 */
fimbria.report = (() => {
  const make = fimbria.dom.make;

  /** Cells side by side; each under its run's name if there are several runs. */
  const row = (runs, of) => runs.map((run, at) => {
    const cell = of(run, at) || make('div', {});
    return runs.length > 1 && !cell.make
      ? make('div', {}, make('p', {class: 'run-name'}, fimbria.facts.label(run)), cell)
      : cell;
  });

  const empty = cells => cells.every(cell => cell === null);

  const what = runs => {
    const rows = [];
    rows.push([make('div', {}, runs.length > 1 ? fimbria.facts.course(runs) : null)]);
    rows.push(row(runs, fimbria.facts.populations));
    rows.push(row(runs, fimbria.facts.differences));
    if (!empty(runs.map(fimbria.facts.absent))) {
      rows.push(row(runs, fimbria.facts.absent));
    }
    return {id: 'what', title: 'What was run', rows};
  };

  const coupling = runs => ({id: 'coupling', title: 'Coupling', rows: [row(runs, fimbria.coupling.figure)]});

  /** Where a figure belongs: to a spiking region, to the wall times, or to the brain. */
  const sectionOf = entry =>
    (entry.region ? fimbria.format.name(entry.region) : entry.id === 'timers' ? 'Where the time went' : 'Brain');

  /** The catalogue's entries of all runs, in sections, one row for each figure. */
  const figures = runs => {
    const catalogues = runs.map(run => fimbria.catalogue(run));
    const all = [];
    catalogues.forEach(entries => entries.forEach(entry =>
      all.some(known => known.id === entry.id) || all.push(entry)));
    const sections = [];
    all.forEach(({id, region}) => {
      const cells = runs.map((run, at) => {
        const entry = catalogues[at].find(other => other.id === id);
        return entry ? Object.assign({}, entry, {id: at === 0 ? id : id + '-' + (at + 1),
          caption: (runs.length > 1 ? fimbria.facts.label(run) + '. ' : '') + entry.caption}) : null;
      });
      const title = sectionOf({id, region});
      let section = sections.find(known => known.title === title);
      if (!section) {
        section = {id: fimbria.format.slug(title), title, rows: []};
        sections.push(section);
      }
      section.rows.push(cells.map((cell, at) => cell ||
        make('p', {class: 'note'}, fimbria.facts.label(runs[at]) + ': not recorded.')));
    });
    return sections;
  };

  /** Tables beside each other for one run, below each other for several. */
  const origin = runs => {
    const facts = fimbria.facts;
    const tables = [facts.pairs(runs, run => run.about.versions), facts.pairs(runs, run => run.about.machine)];
    return {id: 'origin', title: 'Versions and machine', rows:
      (runs.length > 1 ? tables.map(table => [table]) : [[facts.course(runs)].concat(tables)]).concat([[facts.hash(runs)]])};
  };

  const page = doc => {
    const runs = doc.runs;
    if (runs.length === 0) {
      return {title: document.title, lead: [make('p', {class: 'note'}, 'Nothing to show yet.')], sections: []};
    }
    const one = runs.length === 1;
    return {
      title: one ? fimbria.facts.label(runs[0]) : runs.length + ' runs side by side',
      lead: one ? fimbria.facts.lead(runs[0]) : [make('p', {class: 'lead'}, runs.map(fimbria.facts.label).join(', ')),
        make('p', {class: 'note screen'}, fimbria.facts.howToZoom())],
      wide: !one,
      span: [Math.min(...runs.map(run => run.window.from)), Math.max(...runs.map(run => run.window.to))],
      sections: [what(runs), coupling(runs)].concat(figures(runs), [origin(runs)])
    };
  };

  return {page};
})();

fimbria.provider = doc => fimbria.report.page(doc);
