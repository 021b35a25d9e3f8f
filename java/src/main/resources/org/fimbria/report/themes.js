'use strict';

/** Colours, type and line widths of every figure: light and dark for the screen, print for paper. */
var fimbria = fimbria || {};

(function () {
  /** Ten stops of viridis (N. Smith, S. van der Walt; CC0): even steps of lightness, safe for colour-blind eyes. */
  const viridis = ['#440154', '#482878', '#3e4989', '#31688e', '#26828e',
    '#1f9e89', '#35b779', '#6ece58', '#b5de2b', '#fde725'];

  /** One colour for each phase of a timer, in every figure; after Okabe and Ito, apart in lightness too. */
  const phases = {
    simulation: '#0072b2', wait: '#f2cf63', io: '#d55e00', initialisation: '#8ccbf0', ending: '#8c8c8c'
  };

  /** Without quotes, as it becomes an attribute of SVG. */
  const sans = 'Helvetica, Arial, sans-serif';

  const light = {
    name: 'light', background: '#ffffff', text: '#1c2024', muted: '#5c646c', axis: '#80868c', grid: '#e7e9eb',
    excitatory: '#b5202f', inhibitory: '#1f62b0', toBrain: '#000000', spiking: '#000000',
    regions: ['#7f93a6', '#a9b6c2'], sensor: '#7b3294', viridis: viridis, phases: phases,
    font: sans, size: 12, small: 11, thin: 0.8, thick: 2, screen: true
  };

  const dark = Object.assign({}, light, {
    name: 'dark', background: '#15181c', text: '#e6e8ea', muted: '#a3abb3', axis: '#767d84', grid: '#2a2f35',
    excitatory: '#ff7a6b', inhibitory: '#6fb1ff', toBrain: '#ffffff', spiking: '#ffffff',
    regions: ['#7d97b0', '#566878'], sensor: '#d8a4ea',
    phases: Object.assign({}, phases,
      {simulation: '#2f8fd0', initialisation: '#a9dafa', io: '#f0803c', ending: '#a6a6a6'})
  });

  /** For a column of 180 mm, which is 680 px: no type below 7 pt (9.3 px). */
  const print = Object.assign({}, light, {
    name: 'print', text: '#000000', muted: '#333333', axis: '#444444', size: 10, small: 9.4, thin: 0.5, thick: 1.4,
    screen: false
  });

  fimbria.themes = {light: light, dark: dark, print: print};
}());
