'use strict';

/** Puts panels into one figure: each gets its rectangle, its letter, and indices of its own. */
var fimbria = fimbria || {};

(function () {
  /** Room around a plot for axes, names and title, in px; a panel overrides parts of it as `pad`. */
  function padding(panel, theme) {
    return Object.assign({
      left: 66, right: 16,
      top: panel.legendBelow ? 2 * theme.size + 18 : panel.title || panel.legend ? theme.size + 14 : 8,
      bottom: panel.xAxis.name ? theme.size + theme.small + 16 : panel.xAxis.axisLabel.show === false ? 8 : 24
    }, panel.pad);
  }

  /** The plot's own rectangle; where both axes have one unit it shrinks until they have one scale. */
  function inner(panel, rect, pad) {
    const plot = {left: rect.left + pad.left, top: rect.top + pad.top,
      width: rect.width - pad.left - pad.right, height: rect.height - pad.top - pad.bottom};
    if (panel.aspect) {
      const wide = panel.xAxis.max - panel.xAxis.min;
      const high = panel.yAxis.max - panel.yAxis.min;
      const scale = Math.min(plot.width / wide, plot.height / high);
      plot.width = wide * scale;
      plot.height = high * scale;
    }
    return plot;
  }

  /** Title and letter of a panel. */
  function titles(part, rect, plot, theme) {
    const result = [];
    if (part.letter) {
      result.push({text: part.letter, left: rect.left, top: rect.top, padding: 0,
        textStyle: {color: theme.text, fontSize: theme.size + 3, fontWeight: 'bold', fontFamily: theme.font}});
    }
    if (part.panel.title) {
      result.push({text: part.panel.title, left: plot.left, top: rect.top + 2, padding: 0,
        textStyle: {color: theme.text, fontSize: theme.size, fontWeight: 'bold', fontFamily: theme.font}});
    }
    return result;
  }

  /** A legend at the upper right of a panel, or below its title. */
  function legend(panel, rect, pad, frame) {
    const place = panel.legendBelow ? {top: rect.top + frame.theme.size + 7, left: rect.left + pad.left - 2}
      : {top: rect.top + 2, right: frame.width - rect.left - rect.width + pad.right};
    return Object.assign(place, {
      data: panel.legend, padding: 0, itemGap: 12, itemWidth: 14, itemHeight: 8,
      icon: panel.legendSymbols ? undefined : 'roundRect', selectedMode: frame.theme.screen,
      textStyle: {color: frame.theme.text, fontSize: frame.theme.small, fontFamily: frame.theme.font}
    });
  }

  /** The bar of colours at the right of a map, with its ends written. */
  function colours(map, plot, index, theme) {
    const text = value => (map.power ? fimbria.format.power(value) : fimbria.format.number(value));
    return {
      type: 'continuous', seriesIndex: index, dimension: 2, min: map.min, max: map.max, calculable: false,
      orient: 'vertical', left: plot.left + plot.width + 8, top: plot.top + 4, itemWidth: 9,
      itemHeight: Math.max(30, plot.height - 2 * theme.small - 30), padding: 0, textGap: 5,
      text: [text(map.max) + (map.unit ? ' ' + map.unit : ''), text(map.min)], hoverLink: false,
      inRange: {color: theme.viridis},
      textStyle: {color: theme.text, fontSize: theme.small, fontFamily: theme.font}
    };
  }

  /**
   * An axis for its place. Its name has a distance that does not depend on the numbers, so that panels line up; about
   * `ticks` numbers have room.
   */
  function axis(template, index, gap, ticks) {
    const number = Math.max(2, Math.min(6, Math.floor(ticks)));
    return Object.assign({nameGap: gap, splitNumber: number}, template, {gridIndex: index});
  }

  /** What reads values under the mouse: of the lines that ask for it. */
  function tooltip(theme) {
    return {
      trigger: 'axis', confine: true, backgroundColor: theme.background, borderColor: theme.grid,
      textStyle: {color: theme.text, fontSize: theme.small, fontFamily: theme.font},
      axisPointer: {type: 'line', lineStyle: {color: theme.axis}, animation: false},
      valueFormatter: value => fimbria.format.number(value)
    };
  }

  /**
   * What paper can show of a line of [t, y]: of the points within half a pixel the lowest and the highest. A line with
   * gaps stays as it is.
   */
  function thinned(data, axis, pixels) {
    const buckets = 2 * Math.ceil(pixels);
    if (data.length <= 4 * buckets || data.some(point => point[1] === '-')) {
      return data;
    }
    const lowest = [];
    const highest = [];
    data.forEach(point => {
      const bucket = Math.floor((point[0] - axis.min) / (axis.max - axis.min) * buckets);
      if (!lowest[bucket] || point[1] < lowest[bucket][1]) {
        lowest[bucket] = point;
      }
      if (!highest[bucket] || point[1] > highest[bucket][1]) {
        highest[bucket] = point;
      }
    });
    const result = [];
    lowest.forEach((low, bucket) => {
      const high = highest[bucket];
      result.push(low[0] <= high[0] ? low : high);
      if (low !== high) {
        result.push(low[0] <= high[0] ? high : low);
      }
    });
    return result;
  }

  /** A panel's series for its place among the axes. */
  function placed(series, panel, index, plot, theme) {
    const result = Object.assign({}, series, {xAxisIndex: index, yAxisIndex: index});
    if (!theme.screen && series.type === 'line' && panel.xAxis.isTime) {
      result.data = thinned(series.data, panel.xAxis, plot.width);
    }
    return result;
  }

  /**
   * One option of ECharts from parts [{panel, rect: {left, top, width, height}, letter}] in a frame {width, height,
   * theme}. The rectangle holds the panel with its axes and title. Axes of time have isTime.
   */
  fimbria.compose = function (parts, frame) {
    const theme = frame.theme;
    const option = {
      animation: false, backgroundColor: theme.background, textStyle: {fontFamily: theme.font, color: theme.text},
      title: [], grid: [], xAxis: [], yAxis: [], series: [], legend: [], visualMap: []
    };
    parts.forEach((part, index) => {
      const panel = part.panel;
      const pad = padding(panel, theme);
      const plot = inner(panel, part.rect, pad);
      option.grid.push(Object.assign({containLabel: false}, plot));
      option.xAxis.push(axis(panel.xAxis, index, theme.small + 14, plot.width / 70));
      option.yAxis.push(axis(panel.yAxis, index, 46, plot.height / 26));
      option.title = option.title.concat(titles(part, part.rect, plot, theme));
      if (panel.legend) {
        option.legend.push(legend(panel, part.rect, pad, frame));
      }
      if (panel.visualMap) {
        option.visualMap.push(colours(panel.visualMap, plot, option.series.length, theme));
      }
      panel.series.forEach(series => {
        option.series.push(placed(series, panel, index, plot, theme));
      });
    });
    if (theme.screen) {
      option.tooltip = tooltip(theme);
    }
    return option;
  };
}());
