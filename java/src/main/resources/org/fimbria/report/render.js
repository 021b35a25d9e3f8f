'use strict';

/** Draws figures without a browser, as SVG: for files. */
var fimbria = fimbria || {};

/** Without a canvas the library would guess how wide a text is. */
echarts.setPlatformAPI({measureText: (text, font) => ({width: textWidth(text, font)})});

/** One option of ECharts as the text of an SVG, `width` by `height` px. */
fimbria.draw = function (option, width, height) {
  const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
  chart.setOption(option);
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
};

/** Entries of a catalogue as files: [{id, title, caption, width, height, draw() -> SVG}]. */
fimbria.entryFiles = function (entries, theme, width) {
  return entries.map(entry => ({
    id: entry.id, title: entry.title, caption: entry.caption, width: width, height: entry.height,
    draw: () => fimbria.draw(entry.make(theme, width), width, entry.height)
  }));
};

/** The figures of a run as files: first those of the paper, then the catalogue's. */
fimbria.files = function (run, theme, width) {
  const paper = ['2', '3', '4'].map(number => {
    const figure = fimbria.paper['figure' + number](run, theme);
    return figure === null ? null : {
      id: 'figure-' + number, title: figure.title, caption: figure.caption, width: figure.width, height: figure.height,
      draw: () => fimbria.draw(figure.option, figure.width, figure.height)
    };
  });
  return paper.filter(figure => figure !== null).concat(fimbria.entryFiles(fimbria.catalogue(run), theme, width));
};
