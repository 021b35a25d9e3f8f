'use strict';
var fimbria = fimbria || {};

/**
 * One figure of the page: caption, and a chart that is drawn when asked to. An entry is what fimbria.catalogue gives:
 * {id, title, caption, height, make(theme, width) -> ECharts option}. X axes with isTime follow the page's window of time.
 */
fimbria.figure = (entry, label) => {
  const PAPER = 680; // px, a column of 180 mm
  const DOTS = 3; // of the printer per px
  const make = fimbria.dom.make;
  let shown = entry;
  let chart = null;
  let option = null;

  const area = make('div', {class: 'chart', role: 'img'});
  const caption = make('figcaption', {});
  const element = make('figure', {id: entry.id, 'data-drawn': 'no'}, area, caption);

  const describe = () => {
    area.style.height = shown.height + 'px';
    area.setAttribute('aria-label', shown.title + '. ' + shown.caption);
    const button = make('button', {type: 'button', click: save, title: 'Save this figure as it is shown'}, 'PNG');
    caption.replaceChildren(make('span', {class: 'actions'}, button),
      make('b', {}, (label ? label + '. ' : '') + shown.title + '.'), shown.caption);
  };

  const save = () => {
    const background = fimbria.themes[fimbria.appearance.current()].background;
    const address = chart.getDataURL({type: 'png', pixelRatio: 3, backgroundColor: background});
    make('a', {href: address, download: shown.id + '.png'}).click();
  };

  /** Indices of the x axes that are times. */
  const timeAxes = () => {
    const axes = [].concat(option.xAxis || []);
    return axes.map((axis, at) => at).filter(at => axes[at].isTime);
  };

  /** The window shown, for ECharts. */
  const bounds = () => {
    const range = fimbria.zoom.range();
    return range === null ? {start: 0, end: 100} : {startValue: range[0], endValue: range[1]};
  };

  const columns = () => element.parentElement.children.length;

  const density = () => (fimbria.appearance.current() === 'print' ? DOTS : window.devicePixelRatio);

  const open = () => echarts.init(area, null, {renderer: 'canvas', devicePixelRatio: density()});

  /** Puts the option into the chart; at once, so that it is there when a page is printed. */
  const put = () => {
    const name = fimbria.appearance.current();
    const width = name === 'print' ? PAPER / columns() : area.clientWidth;
    chart.resize({width: width, height: shown.height});
    option = shown.make(fimbria.themes[name], width);
    const axes = timeAxes();
    option.dataZoom = axes.length === 0 ? []
      : [Object.assign({type: 'inside', xAxisIndex: axes, filterMode: 'none', disabled: true}, bounds())];
    chart.setOption(option, {notMerge: true});
    chart.getZr().flush();
    element.setAttribute('data-drawn', 'yes');
  };

  /** Mouse and keys, for figures that have a time axis. */
  const react = () => {
    area.classList.add('zooms');
    element.setAttribute('tabindex', 0);
    element.addEventListener('keydown', fimbria.zoom.key);
    fimbria.selection(area, () => ({chart, option, axes: timeAxes()}));
    fimbria.zoom.join(follow);
  };

  const follow = () => {
    if (chart !== null && option.dataZoom.length > 0) {
      chart.dispatchAction(Object.assign({type: 'dataZoom', dataZoomIndex: 0}, bounds()));
    }
  };

  /** Draws the chart if it is not there. */
  const draw = () => {
    if (chart === null && area.clientWidth > 0) {
      chart = open();
      put();
      if (timeAxes().length > 0) {
        react();
      }
    }
  };

  /** Draws what is drawn again: in another theme, at another width, with other data. */
  const redraw = () => {
    if (chart !== null) {
      if (chart.getDevicePixelRatio() !== density()) {
        chart.dispose();
        chart = open();
      }
      put();
    }
  };

  const remove = () => {
    fimbria.zoom.leave(follow);
    if (chart !== null) {
      chart.dispose();
      chart = null;
    }
  };

  /** Shows other data under the same name. */
  const update = next => {
    shown = next;
    describe();
    redraw();
  };

  describe();
  return {id: entry.id, element, draw, redraw, remove, update, chart: () => chart};
};
