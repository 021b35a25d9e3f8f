package org.fimbria.connectome;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * The files of a connectome in a TVB archive (.zip) or a folder, wherever in it they lie.
 *
 * <p>Archives come with a directory around the files and with what operating systems leave behind
 * ({@code __MACOSX}, {@code .DS_Store}, {@code Thumbs.db}); both are looked through. Nothing is
 * unpacked to disk, and sizes are limited while inflating.
 */
final class ConnectomeFiles implements Closeable {
  /** 3,700 regions at 18 characters a number. */
  static final long MAX_FILE_BYTES = 256L << 20;

  static final int MAX_FILES = 1000;
  private static final int MAX_DEPTH = 4;

  private final FileSystem archive;
  private final Path root;
  private final List<Path> files;

  private ConnectomeFiles(FileSystem archive, Path root) throws IOException {
    this.archive = archive;
    this.root = root;
    try (Stream<Path> all = Files.walk(root, MAX_DEPTH)) {
      List<Path> first = all.filter(Files::isRegularFile).limit(MAX_FILES + 1L).toList();
      if (first.size() > MAX_FILES) {
        throw new IOException("more than " + MAX_FILES + " files: not a connectome");
      }
      files = first.stream().filter(file -> !isStray(root.relativize(file))).sorted().toList();
    }
  }

  /** Opens an archive or a folder; close it after reading. */
  static ConnectomeFiles open(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      return new ConnectomeFiles(null, source);
    }
    FileSystem archive;
    try {
      archive = FileSystems.newFileSystem(source);
    } catch (ProviderNotFoundException e) {
      throw new IOException("neither a folder nor a zip archive", e);
    }
    try {
      return new ConnectomeFiles(archive, archive.getPath("/"));
    } catch (IOException e) {
      archive.close();
      throw e;
    }
  }

  /**
   * The one file that has one of these names, as .txt or .txt.bz2.
   *
   * @param names without ending, the usual one first
   * @return empty if there is none, or more than one, which is a problem
   */
  Optional<Path> find(List<String> names, Problems problems) {
    List<Path> found = files.stream().filter(file -> names.contains(stem(file))).toList();
    if (found.size() > 1) {
      List<String> all = found.stream().map(this::name).toList();
      problems.add(names.getFirst() + " is there more than once: " + String.join(", ", all));
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** Like {@link #find}; none is a problem. */
  Optional<Path> require(List<String> names, Problems problems) {
    if (files.stream().noneMatch(file -> names.contains(stem(file)))) {
      List<String> all = files.stream().limit(20).map(this::name).toList();
      problems.add(
          "no %s.txt or .txt.bz2 (also accepted: %s); files found: %s"
              .formatted(
                  names.getFirst(),
                  String.join(", ", names.subList(1, names.size())),
                  all.isEmpty() ? "none" : String.join(", ", all)));
    }
    return find(names, problems);
  }

  /** Name inside the archive or folder. */
  String name(Path file) {
    return root.relativize(file).toString();
  }

  /** Text of a file, inflated. */
  BufferedReader read(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      boolean compressed = file.toString().toLowerCase(Locale.ROOT).endsWith(".bz2");
      InputStream plain = compressed ? new BZip2CompressorInputStream(in, true) : in;
      InputStream limited = new LimitedInputStream(plain, MAX_FILE_BYTES);
      return new BufferedReader(new InputStreamReader(limited, StandardCharsets.UTF_8));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (archive != null) {
      archive.close();
    }
  }

  private static boolean isStray(Path file) {
    List<String> parts = new ArrayList<>();
    file.forEach(part -> parts.add(part.toString()));
    return parts.stream().anyMatch(part -> part.startsWith(".") || part.startsWith("__MACOSX"));
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String text = name.endsWith(".bz2") ? name.substring(0, name.length() - 4) : name;
    return text.endsWith(".txt") ? text.substring(0, text.length() - 4) : "";
  }
}
