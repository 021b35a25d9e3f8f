'use strict';
var fimbria = fimbria || {};

/** The table of contents, which follows the reader. */
fimbria.contents = (() => {
  let watch = null;

  /** Fills the table with sections [{id, title}] and their figures [{id, title}]. */
  const fill = sections => {
    const make = fimbria.dom.make;
    const link = (id, title, deep) => make('a', {href: '#' + id, class: deep ? 'deep' : null}, title);
    // What the section's title says already is not said again.
    const links = sections.reduce((all, section) => all.concat([link(section.id, section.title, false)],
      section.figures.map(figure => link(figure.id, figure.title.replace(' of ' + section.title, ''), true))), []);
    const details = make('details', {}, make('summary', {}, 'Contents'), links,
      make('div', {class: 'switch'}, fimbria.appearance.button()));
    // Always open where there is room beside the text.
    const wide = window.matchMedia('(min-width: 75rem)');
    const open = () => { details.open = wide.matches; };
    wide.addEventListener('change', open);
    open();
    document.getElementById('contents').replaceChildren(details);
    follow(links);
  };

  /** Marks the link to what is being read: the last target above the upper third of the window. */
  const follow = links => {
    const targets = links.map(link => document.getElementById(link.getAttribute('href').slice(1)));
    const mark = () => {
      const above = targets.filter(target => target && target.getBoundingClientRect().top < window.innerHeight / 3);
      const read = above.length > 0 ? above[above.length - 1] : targets[0];
      links.forEach((link, at) => {
        if (targets[at] === read) {
          link.setAttribute('aria-current', 'true');
        } else {
          link.removeAttribute('aria-current');
        }
      });
    };
    let waiting = false;
    if (watch !== null) {
      window.removeEventListener('scroll', watch);
    }
    watch = () => {
      if (!waiting) {
        waiting = true;
        window.requestAnimationFrame(() => { waiting = false; mark(); });
      }
    };
    window.addEventListener('scroll', watch, {passive: true});
    mark();
  };

  return {fill};
})();
