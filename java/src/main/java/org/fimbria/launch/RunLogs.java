package org.fimbria.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The log files of a run, one per module: {@code log/<module>.log}. */
final class RunLogs implements AutoCloseable {
  /** Loggers of modules are named {@code module.<name>}. */
  private static final String PREFIX = "module.";

  private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %level %msg%n";

  private final List<Runnable> undo = new ArrayList<>();

  RunLogs(RunDirectory directory, List<String> modules) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    for (String module : modules) {
      FileAppender<ILoggingEvent> appender = new FileAppender<>();
      appender.setContext(context);
      appender.setName(module);
      appender.setFile(directory.log(module).toString());
      appender.setEncoder(ConsoleLog.encoder(context, PATTERN));
      appender.start();
      Logger logger = context.getLogger(PREFIX + module);
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
      logger.addAppender(appender);
      undo.add(() -> {
        logger.detachAppender(appender);
        appender.stop();
      });
    }
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
  }
}
