package org.fimbria.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the launcher has each rank run: the same command, without the options for itself. */
final class RankCommand {
  /** Set by the start script: where it is. mpirun changes the arguments of a program named java. */
  static final String SCRIPT = "fimbria.script";

  private RankCommand() {}

  /**
   * Start script and arguments.
   *
   * @param arguments of this command
   * @param out run directory, the same for all
   */
  static List<String> of(List<String> arguments, Path out) {
    String script = System.getProperty(SCRIPT);
    if (script == null) {
      throw new Main.BadInput("--ranks: needs the start script, ./fimbria");
    }
    List<String> command = new ArrayList<>(List.of(script));
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--ranks") || argument.equals("--out")) {
        i++;
      } else if (!argument.startsWith("--ranks=") && !argument.startsWith("--out=")) {
        command.add(argument);
      }
    }
    command.addAll(List.of("--out", out.toString()));
    return command;
  }
}
