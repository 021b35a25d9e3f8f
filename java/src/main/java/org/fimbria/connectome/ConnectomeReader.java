package org.fimbria.connectome;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of a connectome and refuses what cannot be one.
 *
 * <p>Needed: {@code weights}, {@code tract_lengths}, {@code centres}; used if there: {@code
 * region_labels}, {@code cortical}, {@code hemispheres}, {@code volumes}. All other files are left
 * alone.
 */
final class ConnectomeReader {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectomeReader.class);

  private static final List<String> WEIGHTS = List.of("weights");
  private static final List<String> LENGTHS =
      List.of("tract_lengths", "tract", "tracts", "lengths");
  private static final List<String> CENTRES = List.of("centres", "centers");
  private static final List<String> LABELS = List.of("region_labels", "labels");
  private static final List<String> CORTICAL = List.of("cortical");
  private static final List<String> HEMISPHERES = List.of("hemispheres", "hemisphere");
  private static final List<String> VOLUMES = List.of("volumes", "region_volumes", "region_volume");

  private final ConnectomeFiles files;
  private final Problems problems;

  ConnectomeReader(ConnectomeFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** Everything read and checked; {@link ConnectomeException} with all problems. */
  RawConnectome read() {
    Optional<TextTable> weights = require(WEIGHTS, TextTable::read);
    Optional<TextTable> lengths = require(LENGTHS, TextTable::read);
    Optional<RegionLabels> centres = require(CENTRES, RegionLabels::readCentres);
    Optional<RegionLabels> labels = find(LABELS, RegionLabels::readLabels).or(() -> centres);
    Optional<TextTable> cortical = find(CORTICAL, TextTable::read);
    Optional<TextTable> hemispheres = find(HEMISPHERES, TextTable::read);
    Optional<TextTable> volumes = find(VOLUMES, TextTable::read);

    lengths.ifPresent(table -> TableChecks.matrix(table, problems));
    lengths.ifPresent(table -> TableChecks.symmetric(table, problems));
    weights.ifPresent(table -> {
      TableChecks.matrix(table, problems);
      lengths.ifPresent(other -> TableChecks.size(other, table, problems));
      int regions = table.size();
      centres.ifPresent(other -> checkCentres(other, regions));
      labels.ifPresent(other -> other.check(regions, problems));
      cortical.ifPresent(other -> TableChecks.flags(other, regions, problems));
      hemispheres.ifPresent(other -> TableChecks.flags(other, regions, problems));
      volumes.ifPresent(other -> TableChecks.volumes(other, regions, problems));
    });
    problems.throwIfAny();

    List<String> names = labels.orElseThrow().labels();
    return new RawConnectome(
        names,
        withoutDiagonal(weights.orElseThrow()),
        withoutDiagonal(lengths.orElseThrow()),
        centres.orElseThrow().centres(),
        cortical.map(ConnectomeReader::flags).orElseGet(() -> allCortical(names.size())),
        hemispheres.map(ConnectomeReader::flags).orElseGet(() -> rightByName(names)),
        volumes.map(TextTable::flat).orElseGet(() -> unitVolumes(names.size())));
  }

  private void checkCentres(RegionLabels centres, int regions) {
    if (centres.centres().length != regions) {
      problems.add(
          centres.name(),
          "",
          "%d centres for %d regions".formatted(centres.centres().length, regions));
    }
  }

  private double[][] withoutDiagonal(TextTable table) {
    int dropped = 0;
    double largest = 0;
    for (int region = 0; region < table.size(); region++) {
      double value = table.rows()[region][region];
      dropped += value == 0 ? 0 : 1;
      largest = Math.max(largest, value);
      table.rows()[region][region] = 0;
    }
    if (dropped > 0) {
      LOG.info(
          "{}: {} numbers on the diagonal, up to {}, are left out: a region's connections to itself"
              + " belong to its own model",
          table.name(),
          dropped,
          largest);
    }
    return table.rows();
  }

  private static boolean[] flags(TextTable table) {
    double[] numbers = table.flat();
    boolean[] flags = new boolean[numbers.length];
    for (int region = 0; region < flags.length; region++) {
      flags[region] = numbers[region] != 0;
    }
    return flags;
  }

  private static boolean[] allCortical(int regions) {
    LOG.info("no {}.txt: every region counts as cortical", CORTICAL.getFirst());
    boolean[] flags = new boolean[regions];
    Arrays.fill(flags, true);
    return flags;
  }

  private static boolean[] rightByName(List<String> labels) {
    LOG.info("no {}.txt: regions named R... count as right", HEMISPHERES.getFirst());
    boolean[] right = new boolean[labels.size()];
    for (int region = 0; region < right.length; region++) {
      right[region] = labels.get(region).toLowerCase(Locale.ROOT).startsWith("r");
    }
    return right;
  }

  private static double[] unitVolumes(int regions) {
    LOG.info("no {}.txt: every region counts as one voxel", VOLUMES.getFirst());
    double[] volumes = new double[regions];
    Arrays.fill(volumes, 1);
    return volumes;
  }

  /** How the text of one file is read. */
  private interface Parser<T> {
    T parse(String name, BufferedReader text, Problems problems) throws IOException;
  }

  private <T> Optional<T> require(List<String> names, Parser<T> parser) {
    return files.require(names, problems).flatMap(file -> parse(file, parser));
  }

  private <T> Optional<T> find(List<String> names, Parser<T> parser) {
    return files.find(names, problems).flatMap(file -> parse(file, parser));
  }

  private <T> Optional<T> parse(Path file, Parser<T> parser) {
    String name = files.name(file);
    try (BufferedReader text = files.read(file)) {
      return Optional.of(parser.parse(name, text, problems));
    } catch (IOException e) {
      problems.add(name, "", "cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }
}
