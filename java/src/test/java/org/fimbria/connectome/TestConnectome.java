package org.fimbria.connectome;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.fimbria.experiment.Experiment.ConnectomeSpec;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;

/** A connectome of three regions whose files can be spoiled one by one. */
final class TestConnectome {
  final Map<String, String> files = new LinkedHashMap<>();

  TestConnectome() {
    files.put("weights.txt", "0 1 2\n3 0 4\n5 6 0\n");
    files.put("tract_lengths.txt", "0 3 4\n3 0 5\n4 5 0\n");
    files.put("centres.txt", "R_a 0 0 0\nR_b 3 0 0\nL_c 0 4 0\n");
  }

  TestConnectome with(String name, String text) {
    files.put(name, text);
    return this;
  }

  TestConnectome without(String name) {
    files.remove(name);
    return this;
  }

  Path folder(Path directory) throws IOException {
    for (var file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, bytes(file.getKey(), file.getValue()));
    }
    return directory;
  }

  Path archive(Path directory) throws IOException {
    Path path = directory.resolve("brain.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(bytes(file.getKey(), file.getValue()));
      }
    }
    return path;
  }

  static Connectome load(Path source, Rows rows, Normalise normalise) {
    return new ConnectomeLoader().load(new ConnectomeSpec(source.toString(), rows, normalise, 3.0));
  }

  private static byte[] bytes(String name, String text) throws IOException {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    if (!name.endsWith(".bz2")) {
      return plain;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream bzip2 = new BZip2CompressorOutputStream(out)) {
      bzip2.write(plain);
    }
    return out.toByteArray();
  }
}
