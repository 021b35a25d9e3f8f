package org.fimbria.report;

import java.util.List;
import java.util.Map;

/** How many pixels of each figure are not background, with its series and without them. */
public final class FigureInk {
  private static final String COUNT =
      """
      const ink = chart => {
        const canvas = chart.getRenderedCanvas({pixelRatio: 1, backgroundColor: '#ffffff'});
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let count = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i] < 250 || data[i + 1] < 250 || data[i + 2] < 250) {
            count += 1;
          }
        }
        return count;
      };
      return fimbria.page.figures().map(figure => {
        const withSeries = ink(figure.chart());
        const box = document.createElement('div');
        box.style.cssText = 'width:' + figure.chart().getWidth() + 'px;height:' + figure.chart().getHeight() + 'px';
        document.body.append(box);
        const bare = echarts.init(box);
        const option = figure.chart().getOption();
        option.series = [];
        bare.setOption(option);
        const without = ink(bare);
        bare.dispose();
        box.remove();
        return {id: figure.id, withSeries, without};
      });
      """;

  private FigureInk() {}

  /** Of the figures of a page, all of which must be drawn: id, withSeries, without. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> of(Browser browser) {
    return (List<Map<String, Object>>) browser.run(COUNT);
  }
}
