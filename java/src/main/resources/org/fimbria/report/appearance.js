'use strict';
var fimbria = fimbria || {};

/** Light or dark: the system's choice until the reader chooses; print is always on white. */
fimbria.appearance = (() => {
  const KEY = 'fimbria-theme';
  const CHOICES = ['auto', 'light', 'dark'];
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const listeners = [];
  let choice = 'auto';
  let printing = false;

  /** Name of the theme in use: light, dark, or print. */
  const current = () => {
    if (printing) {
      return 'print';
    }
    return choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice;
  };

  const apply = () => {
    document.documentElement.setAttribute('data-theme', current());
    listeners.forEach(listener => listener(current()));
  };

  const choose = name => {
    choice = CHOICES.includes(name) ? name : 'auto';
    try {
      window.localStorage.setItem(KEY, choice);
    } catch (refused) { // a page from a file may keep nothing
    }
    apply();
  };

  /** Calls back with the theme's name whenever it changes. */
  const onChange = listener => listeners.push(listener);

  /** A button that goes through the choices. */
  const button = () => {
    const label = () => 'Appearance: ' + choice;
    const element = fimbria.dom.make('button', {type: 'button', click: () => {
      choose(CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length]);
    }}, label());
    onChange(() => { element.textContent = label(); });
    return element;
  };

  const start = () => {
    try {
      const kept = window.localStorage.getItem(KEY);
      choice = CHOICES.includes(kept) ? kept : 'auto';
    } catch (refused) {
      choice = 'auto';
    }
    dark.addEventListener('change', apply);
    window.addEventListener('beforeprint', () => { printing = true; apply(); });
    window.addEventListener('afterprint', () => { printing = false; apply(); });
    apply();
  };

  return {start, current, choose, button, onChange};
})();
