package org.fimbria.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * Draws the figures of a document without a browser: Mozilla Rhino runs the scripts of the page,
 * ECharts writes SVG. One thread, one object; a document that holds several runs is drawn run by
 * run.
 */
public final class FigureRenderer implements AutoCloseable {
  /** Width of a figure over both columns of a journal's page, 180 mm at 96 px per inch. */
  public static final int WIDTH = 680;

  /**
   * What a browser has and Rhino has not; nothing of it is needed for a picture that stands still.
   */
  private static final String STUBS =
      "var window; var setTimeout = function () {}; var clearTimeout = setTimeout;"
          + "var console = {log: setTimeout, warn: setTimeout, error: setTimeout};";

  private final Context context;
  private final Scriptable scope;

  /** Reads the library and the figures' scripts, about a second. */
  public FigureRenderer() {
    context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    scope = context.initStandardObjects();
    run(STUBS, "stubs");
    run(FigureScripts.library(), "echarts.min.js");
    ScriptableObject.putProperty(
        scope,
        "textWidth",
        new LambdaFunction(
            scope,
            "textWidth",
            2,
            (cx, in, self, args) -> TextWidth.px(string(args[0]), string(args[1]))));
    for (String name : FigureScripts.names()) {
      run(FigureScripts.read(name), name);
    }
    run(FigureScripts.read("render.js"), "render.js");
  }

  /** A figure as text of an SVG. */
  public record Figure(
      String id, String title, String caption, int width, int height, String svg) {}

  /** Number of runs in a document, which becomes the current one. */
  public int read(String document) {
    ScriptableObject.putProperty(scope, "text", document);
    run("var runs = JSON.parse(text).runs; text = null;", "document");
    return number(run("runs.length", "document"));
  }

  /** Runs another script, such as one that makes a document or defines further figures. */
  public Object run(String script, String name) {
    return context.evaluateString(scope, script, name, 1, null);
  }

  /**
   * Draws all figures of one run of the current document, one after the other, in the theme given.
   */
  public void draw(int run, String theme, Consumer<Figure> to) {
    Object files =
        run(
            "fimbria.files(runs[" + run + "], fimbria.themes." + theme + ", " + WIDTH + ")",
            "files");
    for (Object each : (NativeArray) files) {
      to.accept(figure((Scriptable) each));
    }
  }

  /** The same as a list. */
  public List<Figure> draw(int run, String theme) {
    List<Figure> figures = new ArrayList<>();
    draw(run, theme, figures::add);
    return figures;
  }

  private Figure figure(Scriptable file) {
    Function draw = (Function) file.get("draw", file);
    String svg = Context.toString(draw.call(context, scope, file, new Object[0]));
    return new Figure(
        text(file, "id"),
        text(file, "title"),
        text(file, "caption"),
        number(file.get("width", file)),
        number(file.get("height", file)),
        Svg.forPrint(svg, number(file.get("width", file)), number(file.get("height", file))));
  }

  private static String string(Object value) {
    return Context.toString(value);
  }

  private static String text(Scriptable object, String name) {
    return Context.toString(object.get(name, object));
  }

  private static int number(Object value) {
    return (int) Math.round(Context.toNumber(value));
  }

  @Override
  public void close() {
    Context.exit();
  }
}
