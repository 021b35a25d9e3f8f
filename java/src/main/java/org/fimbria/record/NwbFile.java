package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Columns;
import org.fimbria.natives.Hdf5File.Type;

/**
 * Local field potentials as Neurodata Without Borders has them (NWB core 2.7.0,
 * nwb-schema.readthedocs.io): one {@code ElectricalSeries} per region in {@code
 * /processing/ecephys/LFP}, [time][channel], stored in mV with a {@code conversion} to volts.
 *
 * <p>The values are those of {@code lfp.h5}, bit for bit, so the {@link RecordHash} leaves this
 * file out. Sample k is at {@code starting_time + k / rate}, the middle of its interval, in seconds
 * of simulated time.
 */
public final class NwbFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "lfp.nwb";

  /** Version of NWB's core schema that the file follows. */
  public static final String VERSION = "2.7.0";

  private static final String SERIES = "/processing/ecephys/LFP/";
  private static final double VOLTS_PER_MILLIVOLT = 1e-3;

  private final Hdf5File file;
  private final NwbObjects objects;
  private final Sampling sampling;
  private final Columns[] data;
  private final MemorySegment[] columns = new MemorySegment[1];

  /**
   * Makes the file.
   *
   * @param regions in the order of {@link #append}'s index
   * @param level deflate level, 0: none
   */
  public NwbFile(
      Path path, NwbSession session, List<LfpRegion> regions, Sampling sampling, int level) {
    this.file = Hdf5File.create(path);
    this.objects = new NwbObjects(file, session.identifier());
    this.sampling = sampling;
    this.data = new Columns[regions.size()];
    Opening.orClose(
        file,
        () -> {
          writeSession(session);
          NwbElectrodes electrodes =
              new NwbElectrodes(file, objects, regions, sampling.intervalMs());
          objects.group(
              "/processing/ecephys", "ProcessingModule", "extracellular potentials of the model");
          objects.group("/processing/ecephys/LFP", "LFP");
          for (int i = 0; i < data.length; i++) {
            data[i] = makeSeries(regions.get(i), level);
            electrodes.writeRegion(SERIES + regions.get(i).link() + "/electrodes", i);
          }
        });
  }

  /**
   * Appends samples of one region.
   *
   * @param samples [rows][sites] doubles, mV
   */
  public void append(int region, long rows, MemorySegment samples) {
    columns[0] = samples;
    data[region].append(rows, columns);
  }

  /** Makes everything appended so far readable by others. */
  public void flush() {
    file.flush();
  }

  /** Flushes and closes. */
  @Override
  public void close() {
    file.close();
  }

  private void writeSession(NwbSession session) {
    objects.mark("/", "core", "NWBFile");
    file.attribute("/", "nwb_version", VERSION);
    file.writeString("/session_description", session.description());
    file.writeString("/identifier", session.identifier());
    file.writeString("/session_start_time", time(session.start()));
    file.writeString("/timestamps_reference_time", time(session.start()));
    file.writeStrings("/file_create_date", List.of(time(session.created())));
    for (String group :
        List.of("/acquisition", "/analysis", "/stimulus/presentation", "/stimulus/templates")) {
      file.group(group);
    }
    file.writeString("/general/experiment_description", session.description());
    file.writeString("/general/data_collection", "simulated by " + session.software());
    file.writeStrings(
        "/general/keywords", List.of("simulation", "local field potential", "spiking network"));
    file.writeString("/general/source_script", session.experiment());
    file.attribute("/general/source_script", "file_name", "experiment.yaml");
  }

  private Columns makeSeries(LfpRegion region, int level) {
    String group = SERIES + region.link();
    int sites = region.sites().size();
    objects.group(
        group,
        "ElectricalSeries",
        "local field potential in %s by the %s method".formatted(region.name(), region.method()));
    file.attribute(group, "comments", "mean over the interval around each sample's time");
    file.attribute(group, "filtering", NwbElectrodes.filtering(sampling.intervalMs()));
    long chunkRows = Table.chunkRows((long) sites * Type.F64.bytes());
    int dataset = file.openRows(group + "/data", Type.F64, new long[] {sites}, chunkRows, level);
    file.attribute(group + "/data", "unit", "volts");
    file.attribute(group + "/data", "conversion", VOLTS_PER_MILLIVOLT);
    file.attribute(group + "/data", "offset", 0.0);
    file.attribute(group + "/data", "resolution", -1.0);
    file.attribute(group + "/data", "continuity", "continuous");
    file.write(group + "/starting_time", new double[] {sampling.firstMs() / 1000.0});
    file.attribute(group + "/starting_time", "rate", 1000.0 / sampling.intervalMs());
    file.attribute(group + "/starting_time", "unit", "seconds");
    return file.columns(dataset);
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
