package org.fimbria.report;

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

  /**
   * Reads the library and the figures' scripts, about a second.
   *
   * @param more resources of this package, read after those of {@link FigureScripts#names}
   */
  public FigureRenderer(String... more) {
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
            (cx, in, self, of) -> TextWidth.px(Context.toString(of[0]), Context.toString(of[1]))));
    for (String name : FigureScripts.names()) {
      run(FigureScripts.read(name), name);
    }
    run(FigureScripts.read("render.js"), "render.js");
    for (String name : more) {
      run(FigureScripts.read(name), name);
    }
  }

  /** A figure as text of an SVG. */
  public record Figure(
      String id, String title, String caption, int width, int height, String svg) {}

  /** Makes a document, JSON, the current one: {@code shown} in scripts. */
  public void read(String document) {
    ScriptableObject.putProperty(scope, "text", document);
    run("var shown = JSON.parse(text); text = null;", "document");
  }

  /** Runs another script, such as one that makes a document or defines further figures. */
  public Object run(String script, String name) {
    return context.evaluateString(scope, script, name, 1, null);
  }

  /**
   * Draws figures one after the other.
   *
   * @param files an expression for a list as {@code fimbria.files} of render.js gives it
   */
  public void draw(String files, Consumer<Figure> to) {
    for (Object each : (NativeArray) run(files, "files")) {
      to.accept(figure((Scriptable) each));
    }
  }

  /** All figures of one run of the current document, for paper. */
  public void drawRun(int run, Consumer<Figure> to) {
    draw("fimbria.files(shown.runs[%d], fimbria.themes.print, %d)".formatted(run, WIDTH), to);
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
        Svg.forPrint(
            svg,
            text(file, "title") + ". " + text(file, "caption"),
            number(file.get("width", file)),
            number(file.get("height", file))));
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
