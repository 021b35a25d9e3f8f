package org.fimbria.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fimbria.cosim.CoSimulation;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.RunClock;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Sinks;
import org.fimbria.cosim.Sinks.Monitored;
import org.fimbria.cosim.TimersJson;
import org.fimbria.natives.NeuralMassEngine.Monitor;
import org.fimbria.recording.SinkChain;

/**
 * What this process sees of a run that goes on: of the network where its lead is, of the brain
 * where the brain is.
 */
public final class RunWatch {
  /** Of the timers, at most. */
  private static final int BARS = 200;

  private final CoSimulationPlan plan;
  private volatile Optional<SpikeWindow> spikes = Optional.empty();
  private volatile Optional<BrainWindow> brain = Optional.empty();
  private volatile Optional<CoSimulation> running = Optional.empty();
  private volatile boolean finished;

  /** Sees nothing yet. */
  public RunWatch(CoSimulationPlan plan) {
    this.plan = plan;
  }

  /** The same sinks, which are looked into from now on. */
  public Sinks into(Sinks sinks) {
    Optional<Sink> withWindow =
        sinks.spikes().filter(_ -> !plan.network().regions().isEmpty()).map(this::intoSpikes);
    List<Monitored> monitored = new ArrayList<>(sinks.brain());
    for (int i = 0; i < monitored.size() && brain.isEmpty(); i++) {
      Monitor monitor = monitored.get(i).monitor();
      if (!monitor.mean() && !monitor.couplingOnly()) {
        BrainWindow window = new BrainWindow(plan, monitor.intervalMs());
        Sink both = SinkChain.of(List.of(monitored.get(i).sink(), window));
        monitored.set(i, new Monitored(monitor, both));
        brain = Optional.of(window);
      }
    }
    return new Sinks(
        sinks.inputs(), withWindow.or(sinks::spikes), sinks.membrane(), List.copyOf(monitored));
  }

  private Sink intoSpikes(Sink sink) {
    SpikeWindow window = new SpikeWindow(plan);
    spikes = Optional.of(window);
    return SinkChain.of(List.of(sink, window));
  }

  /** The run whose sinks these are has been made. */
  public void begin(CoSimulation made) {
    running = Optional.of(made);
  }

  /** How long the epochs have lasted; 0 before. */
  long epochsNanos() {
    if (running.isEmpty()) {
      return 0;
    }
    RunClock clock = running.get().control().clock();
    OptionalLong first = clock.firstNanos();
    OptionalLong last = finished ? clock.lastNanos() : OptionalLong.of(System.nanoTime());
    return first.isEmpty() ? 0 : last.getAsLong() - first.getAsLong();
  }

  /** The run has ended. */
  void end() {
    finished = true;
  }

  /** What is seen now: parts of a report's run. Any thread may ask. */
  public ObjectNode part() {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    spikes
        .map(SpikeWindow::copy)
        .ifPresent(window -> {
          ArrayNode regions = part.putArray("regions");
          for (int region = 0; region < plan.network().regions().size(); region++) {
            regions.add(window.region(region));
          }
          part.put("seen_ms", window.endMs());
          window.describe(plan.network().populations(), part.putArray("populations"));
        });
    brain.ifPresent(window -> part.set("rates", window.regions()));
    running.ifPresent(simulation -> {
      List<ModuleTimes> times = simulation.timesSoFar();
      part.set(
          "modules", TimersJson.modules(times.stream().map(each -> each.joined(BARS)).toList()));
      part.set("flow", TimersJson.flow(simulation.flows()));
      part.put("epoch", simulation.epoch());
    });
    return part;
  }
}
