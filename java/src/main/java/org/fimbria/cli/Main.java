package org.fimbria.cli;

import java.io.IOException;
import java.util.Map;
import org.fimbria.check.CheckException;
import org.fimbria.connectome.ConnectomeException;
import org.fimbria.experiment.ExperimentException;
import org.fimbria.launch.Crew;
import org.fimbria.launch.Machine;
import org.fimbria.natives.NativeException;
import org.fimbria.probe.ProbeException;
import org.fimbria.ranks.RankException;
import org.fimbria.recording.RunDirectoryException;
import org.fimbria.study.StudyDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The command {@code fimbria}. */
@Command(
    name = "fimbria",
    description = "Co-simulates spiking networks inside a whole brain of neural masses.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the run failed; the reason is printed and kept in provenance.json",
      "2:bad input; nothing was created",
      "130:stopped by Ctrl-C (143: by SIGTERM); what was recorded is kept"
    },
    subcommands = {
      RunCommand.class,
      LfpCommand.class,
      ReportCommand.class,
      DryRunCommand.class,
      ValidateCommand.class,
      ShowCommand.class,
      InfoCommand.class,
      MorphologyCommand.class,
      CheckCommand.class,
      StudyCommand.class,
      TestCommand.class
    })
public final class Main {
  /** The run failed. */
  static final int FAILED = 1;

  /** Bad input. */
  static final int BAD_INPUT = 2;

  /** Stopped by Ctrl-C. */
  static final int STOPPED = 130;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command and returns its exit code. */
  static int execute(String... args) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::badUsage)
        .setExecutionExceptionHandler((e, command, _) -> failed(e, command))
        .execute(args);
  }

  private static int badUsage(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(command.getCommandName() + ": " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().printf("See '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return BAD_INPUT;
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof Crew.Disagreement && e.getMessage().isEmpty()) {
      return code(e); // rank 0 tells it
    }
    boolean bad = code(e) == BAD_INPUT;
    boolean known =
        e instanceof NativeException
            || e instanceof RankException
            || e instanceof Crew.Disagreement
            || e instanceof IOException;
    String reason = known ? e.getMessage() : e.toString();
    command.getErr().println(bad ? e.getMessage() : "fimbria: " + reason);
    return code(e);
  }

  /** Exit code of what a command throws. */
  static int code(Exception e) {
    return switch (e) {
      case ExperimentException _ -> BAD_INPUT;
      case ConnectomeException _ -> BAD_INPUT;
      case CheckException _ -> BAD_INPUT;
      case ProbeException _ -> BAD_INPUT;
      case RunDirectoryException _ -> BAD_INPUT;
      case StudyDirectory.Refused _ -> BAD_INPUT;
      case BadInput _ -> BAD_INPUT;
      case Crew.Disagreement disagreement -> disagreement.code();
      default -> FAILED;
    };
  }

  /** Bad input that is neither of the experiment nor of the connectome; one line. */
  static final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInput(String line) {
      super(line);
    }
  }

  /** Version and commit. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Map<String, String> build = Machine.build();
      return new String[] {
        "fimbria %s (commit %s)".formatted(build.get("version"), build.get("commit"))
      };
    }
  }
}
