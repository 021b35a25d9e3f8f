'use strict';

/** Puts panels into one figure: each gets its rectangle, its letter, and indices of its own. */
var fimbria = fimbria || {};

(function () {
  /** Room around a plot for axes, names and title, in px; a panel overrides parts of it as `pad`. */
  function padding(panel, theme) {
    return Object.assign({
      left: 66, right: 16, top: panel.title || panel.legend ? theme.size + 14 : 8,
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
        textStyle: {color: theme.text, fontSize: theme.size, fontWeight: 600, fontFamily: theme.font}});
    }
    return result;
  }

  /** A legend at the upper right of a panel. */
  function legend(names, rect, pad, frame) {
    return {
      data: names, top: rect.top, right: frame.width - rect.left - rect.width + pad.right, padding: 0, itemGap: 12,
      itemWidth: 14, itemHeight: 8, icon: 'roundRect', selectedMode: frame.theme.screen,
      textStyle: {color: frame.theme.text, fontSize: frame.theme.small, fontFamily: frame.theme.font}
    };
  }

  /** The bar of colours at the right of a map, with its ends written. */
  function colours(map, plot, index, theme) {
    const text = value => (map.power ? fimbria.format.power(Math.pow(10, value)) : fimbria.format.number(value));
    return {
      type: 'continuous', seriesIndex: index, dimension: 2, min: map.min, max: map.max, calculable: false,
      orient: 'vertical', left: plot.left + plot.width + 8, top: plot.top + 4, itemWidth: 9,
      itemHeight: Math.max(30, plot.height - 2 * theme.small - 30), padding: 0, textGap: 5,
      text: [text(map.max) + (map.unit ? ' ' + map.unit : ''), text(map.min)], hoverLink: false,
      inRange: {color: theme.viridis},
      textStyle: {color: theme.text, fontSize: theme.small, fontFamily: theme.font}
    };
  }

  /** Names of axes get a distance that does not depend on the numbers, so that panels line up. */
  function axis(template, index, gap) {
    return Object.assign({}, {nameGap: gap}, template, {gridIndex: index});
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

  /** Zoom by wheel and drag, and a slider below, over all axes of time together. */
  function zooms(option, frame) {
    const together = option.xAxis.map((each, i) => (each.isTime ? i : -1)).filter(i => i >= 0);
    const theme = frame.theme;
    return [
      {type: 'inside', xAxisIndex: together, filterMode: 'none', zoomOnMouseWheel: 'ctrl', throttle: 60},
      {type: 'slider', xAxisIndex: together, filterMode: 'none', showDataShadow: false, bottom: 4, height: 16,
        left: 66, right: 58, labelFormatter: '', brushSelect: true, borderColor: theme.grid,
        fillerColor: 'rgba(128,134,140,0.25)', throttle: 60, textStyle: {color: theme.muted}}
    ];
  }

  /**
   * One option of ECharts from parts [{panel, rect: {left, top, width, height}, letter}] in a frame {width, height,
   * theme, zoom}. The rectangle holds the panel with its axes and title. On paper nothing zooms.
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
      option.xAxis.push(axis(panel.xAxis, index, theme.small + 14));
      option.yAxis.push(axis(panel.yAxis, index, 46));
      option.title = option.title.concat(titles(part, part.rect, plot, theme));
      if (panel.legend) {
        option.legend.push(legend(panel.legend, part.rect, pad, frame));
      }
      if (panel.visualMap) {
        option.visualMap.push(colours(panel.visualMap, plot, option.series.length, theme));
      }
      panel.series.forEach(series => {
        option.series.push(Object.assign({}, series, {xAxisIndex: index, yAxisIndex: index}));
      });
    });
    if (theme.screen) {
      option.tooltip = tooltip(theme);
      if (frame.zoom) {
        option.dataZoom = zooms(option, frame);
      }
    }
    return option;
  };
}());
