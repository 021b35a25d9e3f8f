package org.fimbria.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.record.InputsFile;
import org.fimbria.record.RecordedInputs;
import org.fimbria.record.RecordedSpikes;
import org.fimbria.record.SpikeFile;
import org.fimbria.spiking.SpikingNetwork;

/** What the network of a run sent to its recorder, read from the run directory. */
final class RecordedRun implements AutoCloseable {
  private final Path directory;
  private final JsonNode provenance;
  private final double dtMs;
  private final RecordedSpikes spikes;
  private final List<RecordedInputs> inputs;
  private final MemorySegment[] packets;

  /**
   * Opens the files.
   *
   * @throws RunDirectoryException if one is missing or not readable
   */
  RecordedRun(Path directory, CoSimulationPlan plan) throws IOException {
    this.directory = directory;
    require("provenance.json", "allowed: the directory of a run");
    provenance = new ObjectMapper().readTree(directory.resolve("provenance.json").toFile());
    dtMs = plan.experiment().dtMs();
    boolean longRange =
        plan.experiment().record().lfp().inputs().contains(LfpSpec.Input.LONG_RANGE);
    require(SpikeFile.NAME, "allowed: a run with record.spikes: true");
    if (longRange) {
      require(
          InputsFile.NAME,
          "allowed: a run with record.inputs: true, or --set record.lfp.inputs=[recurrent, poisson]");
    }
    List<String> regions =
        plan.network().regions().stream().map(SpikingNetwork.Region::label).toList();
    inputs =
        longRange
            ? read(InputsFile.NAME, () -> regions.stream().map(this::inputs).toList())
            : List.of();
    packets = new MemorySegment[inputs.size()];
    List<String> populations =
        plan.network().populations().stream().map(SpikingNetwork.NamedPopulation::name).toList();
    spikes =
        read(
            SpikeFile.NAME,
            () -> new RecordedSpikes(directory.resolve(SpikeFile.NAME), populations, dtMs));
  }

  private RecordedInputs inputs(String region) {
    return new RecordedInputs(directory.resolve(InputsFile.NAME), region);
  }

  private void require(String name, String allowed) {
    if (!Files.isReadable(directory.resolve(name))) {
      throw new RunDirectoryException(directory.resolve(name) + ": missing; " + allowed);
    }
  }

  private <T> T read(String name, Supplier<T> read) {
    try {
      return read.get();
    } catch (HdfException e) {
      throw new RunDirectoryException(directory.resolve(name) + ": " + e.getMessage());
    }
  }

  /** When the run began, as far as it says so. */
  Instant begun() {
    JsonNode begun = provenance.path("begun");
    return begun.isTextual() ? Instant.parse(begun.textValue()) : Instant.EPOCH;
  }

  /** Steps that are recorded: those of the run, unless it was cut off before it could say. */
  long steps() {
    JsonNode simulatedMs = provenance.path("simulated_ms");
    long told =
        simulatedMs.isNumber() ? Math.round(simulatedMs.doubleValue() / dtMs) : Long.MAX_VALUE;
    long received = inputs.stream().mapToLong(RecordedInputs::steps).min().orElse(told);
    long steps = Math.min(told, received);
    return steps == Long.MAX_VALUE ? spikes.steps() : steps;
  }

  /** Spikes of all populations; of steps that follow on those of the last call. */
  MemorySegment spikes(long firstStep, int steps) {
    return spikes.packet(firstStep, steps);
  }

  /** What came into each region; none where it is not wanted. */
  MemorySegment[] inputs(long firstStep, int steps) {
    for (int region = 0; region < packets.length; region++) {
      packets[region] = inputs.get(region).packet(firstStep, steps);
    }
    return packets;
  }

  @Override
  public void close() {
    spikes.close();
  }
}
