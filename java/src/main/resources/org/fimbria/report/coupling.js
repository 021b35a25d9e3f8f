'use strict';
var fimbria = fimbria || {};

/**
 * The coupling diagram: both simulators, the transfer modules of each spiking region between them, and on each arrow what
 * went over it, per second of simulated time. From `flow` of a run, counted by the transfer modules where they hand over.
 */
fimbria.coupling = (() => {
  const make = fimbria.dom.make;
  const WIDTH = 940;
  const BOX = 176; // width of a simulator
  const TRANSFER = 190; // width of a transfer module
  const LANE = 112; // height of one region's two directions, and of its heading
  const TOP = 46;
  const UNIT = {spikes: 'spikes/s', rates: 'rates/s', coupling: 'rates/s', 'spike trains': 'spikes/s'};
  const MEANING = {spikes: 'spikes', rates: 'mean rate', coupling: 'coupling', 'spike trains': 'spike trains'};

  let diagrams = 0;

  const label = (x, y, text, more) => make('text', Object.assign({x, y, fill: 'var(--ink)', 'font-size': 13,
    'text-anchor': 'middle'}, more), text);

  /** A box with lines of text, the first of them bold. */
  const box = (x, y, width, height, kind, lines) => make('g', {},
    make('rect', {x, y, width, height, rx: 5, fill: 'var(--' + kind + '-fill)', stroke: 'var(--' + kind + ')', 'stroke-width': 1.4}),
    lines.map((line, at) => label(x + width / 2, y + height / 2 + 5 + (at - (lines.length - 1) / 2) * 18, line,
      at === 0 ? {'font-weight': 600, 'font-size': 14} : {fill: 'var(--soft)'})));

  /** An arrow from x0 to x1 with what flows over it: values above, bytes below. */
  const arrow = (x0, x1, y, flow, marker) => {
    const middle = (x0 + x1) / 2;
    return make('g', {},
      make('path', {d: 'M' + x0 + ' ' + y + 'H' + x1, stroke: 'var(--soft)', 'stroke-width': 1.4, fill: 'none',
        'marker-end': 'url(#' + marker + ')'}),
      flow ? [
        label(middle, y - 21, MEANING[flow.what] || flow.what, {'font-size': 12, fill: 'var(--soft)'}),
        label(middle, y - 6, fimbria.dom.flow(flow.perSecond, UNIT[flow.what] || '1/s'), {'font-weight': 600}),
        label(middle, y + 16, fimbria.dom.bytes(flow.bytesPerSecond), {'font-size': 12, fill: 'var(--soft)'})
      ] : []);
  };

  /** Both directions of one region: brain to network above, network to brain below. */
  const lane = (region, y, find, marker) => {
    const left = 10 + BOX;
    const right = WIDTH - 10 - BOX;
    const x = (WIDTH - TRANSFER) / 2;
    const rows = [['rates_to_spikes', 'neuralmass', 'spiking', true], ['spikes_to_rate', 'spiking', 'neuralmass', false]];
    return make('g', {},
      label(WIDTH / 2, y - 4, fimbria.format.name(region), {'font-weight': 600}),
      rows.map(([module, from, to, rightwards], at) => {
        const middle = y + 32 + at * 62;
        const into = find(from, module, region);
        const out = find(module, to, region);
        return make('g', {},
          box(x, middle - 19, TRANSFER, 38, 'transfer', [module.replace(/_/g, ' ')]),
          rightwards ? arrow(left + 4, x - 6, middle, into, marker) : arrow(right - 4, x + TRANSFER + 6, middle, into, marker),
          rightwards ? arrow(x + TRANSFER + 4, right - 6, middle, out, marker) : arrow(x - 4, left + 6, middle, out, marker));
      }));
  };

  /** The diagram of a run, or null if it has no spiking region. */
  const diagram = run => {
    const regions = (run.regions || []).map(region => region.name);
    if (regions.length === 0) {
      return null;
    }
    diagrams += 1;
    const marker = 'arrow-' + diagrams;
    const find = (from, to, region) => (run.flow || []).find(flow =>
      flow.from === from && flow.to === to && flow.region === region);
    const step = LANE + 50;
    const height = TOP + regions.length * step;
    const neurons = (run.about.populations || []).reduce((sum, each) => sum + each.neurons, 0);
    const brain = run.brain && run.brain.rates ? run.brain.rates.length : 0;
    const title = 'Coupling of brain and network, with what flows between them per second of simulated time';
    return make('svg', {class: 'diagram', viewBox: '0 0 ' + WIDTH + ' ' + height, role: 'img', 'aria-label': title + '. ' + spoken(run)},
      make('defs', {}, make('marker', {id: marker, viewBox: '0 0 10 10', refX: 8, refY: 5, markerWidth: 7, markerHeight: 7,
        orient: 'auto'}, make('path', {d: 'M0 0L10 5L0 10z', fill: 'var(--soft)'}))),
      box(10, 12, BOX, height - 24, 'mass', ['neuralmass', brain ? brain + ' regions,' : 'the whole brain,', 'of which ' + regions.length, 'from the network']),
      box(WIDTH - 10 - BOX, 12, BOX, height - 24, 'spiking',
        ['spiking', fimbria.format.count(neurons) + ' neurons', 'in ' + regions.length + (regions.length > 1 ? ' regions' : ' region')]),
      regions.map((region, at) => lane(region, TOP - 8 + at * step, find, marker)));
  };

  /** The arrows in words, for who does not see them. */
  const spoken = run => (run.flow || []).map(flow => flow.from + ' to ' + flow.to + ', ' + fimbria.format.name(flow.region) + ': ' +
    fimbria.dom.flow(flow.perSecond, UNIT[flow.what] || 'values/s') + ', ' + fimbria.dom.bytes(flow.bytesPerSecond)).join('; ');

  const CAPTION = 'Who sends what to whom. Each epoch, the brain sends the coupling that it has on each spiking region (one ' +
    'rate per step), which becomes a spike train for every neuron; the network sends its excitatory spikes, which become the ' +
    'sliding mean of the rate that the brain takes for the region. On the arrows: values and bytes per second of simulated ' +
    'time, counted where modules hand over. Spike trains go as recipes, from which the engine draws the spikes: the bytes ' +
    'are those of the recipes, the spikes those that are expected of them.';

  /** A figure without number: diagram and caption. */
  const figure = run => {
    const drawn = diagram(run);
    return drawn === null ? null : make('figure', {}, make('div', {class: 'scroll'}, drawn),
      make('figcaption', {}, make('b', {}, 'Coupling.'), CAPTION + (run.flow ? '' : ' This run did not count what flowed.')));
  };

  return {figure};
})();
