package org.fimbria.launch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run leaves behind. It has a temporary name, {@code <name>.partial}, until the run has
 * ended: then {@code <name>} when it is complete or was stopped in order, {@code <name>.failed}
 * when it failed.
 */
public final class RunDirectory {
  private static final String PARTIAL = ".partial";
  private static final String FAILED = ".failed";
  private static final String RESERVE = ".reserve";
  private static final int RESERVE_BYTES = 256 * 1024;

  private final Path target;
  private Path current;

  private RunDirectory(Path target, Path current) {
    this.target = target;
    this.current = current;
  }

  /**
   * Creates the directory under its temporary name.
   *
   * @throws FileAlreadyExistsException if a run of this name is there already
   */
  public static RunDirectory create(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Optional<Path> taken = taken(target);
    if (taken.isPresent()) {
      throw new FileAlreadyExistsException(taken.get().toString());
    }
    Path partial = sibling(absolute, PARTIAL);
    Files.createDirectories(absolute.getParent());
    Files.createDirectory(partial);
    Files.createDirectory(partial.resolve("log"));
    RunDirectory directory = new RunDirectory(absolute, partial);
    Files.write(directory.file(RESERVE), new byte[RESERVE_BYTES]);
    return directory;
  }

  /** The directory that another process of the run has created, under its temporary name. */
  static RunDirectory join(Path target) {
    return new RunDirectory(target, sibling(target, PARTIAL));
  }

  /** The name that it has when the run is complete. */
  Path target() {
    return target;
  }

  /**
   * {@code wanted}, or the first of {@code wanted-2}, {@code wanted-3}, ... that no run has taken.
   */
  public static Path firstFree(Path wanted) {
    Path free = wanted;
    for (int number = 2; taken(free).isPresent(); number++) {
      free = sibling(wanted, "-" + number);
    }
    return free;
  }

  /** The directory of a run that was killed before it ended, if it had begun. */
  static Optional<RunDirectory> unfinished(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    Path partial = sibling(absolute, PARTIAL);
    return Files.exists(partial)
        ? Optional.of(new RunDirectory(absolute, partial))
        : Optional.empty();
  }

  /** Where the directory of a run is that has ended, if there is one. */
  static Optional<Path> ended(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    return Stream.of(absolute, sibling(absolute, FAILED)).filter(Files::exists).findFirst();
  }

  /** Where the directory is now. */
  public Path path() {
    return current;
  }

  /** A file of the run. */
  public Path file(String name) {
    return current.resolve(name);
  }

  /** Log file of a module. */
  public Path log(String module) {
    return current.resolve("log").resolve(module + ".log");
  }

  /** Writes a text file so that it is whole or not there. */
  public void write(String name, String text) throws IOException {
    Path temporary = file(name + ".new");
    Files.writeString(temporary, text);
    Files.move(temporary, file(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Frees the space that was kept for the last files, so that they find room on a full disk. */
  public void freeReserve() throws IOException {
    Files.deleteIfExists(file(RESERVE));
  }

  /** Gives the directory its final name. */
  public Path finish(boolean failed) throws IOException {
    Path last = failed ? sibling(target, FAILED) : target;
    Files.move(current, last, StandardCopyOption.ATOMIC_MOVE);
    current = last;
    return last;
  }

  /** What stands in the way of a run of this name. */
  public static Optional<Path> taken(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    return Stream.of(absolute, sibling(absolute, PARTIAL), sibling(absolute, FAILED))
        .filter(Files::exists)
        .findFirst();
  }

  private static Path sibling(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
