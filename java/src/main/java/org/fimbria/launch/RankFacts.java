package org.fimbria.launch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fimbria.cosim.Placement;
import org.fimbria.ranks.Ranks;

/** The processes of a run, for its provenance: by node, and each part with its ranks. */
final class RankFacts {
  /** A node and its ranks. */
  private record Node(String host, List<Integer> ranks) {}

  private RankFacts() {}

  static Map<String, Object> of(Ranks ranks, Placement placement) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ranks", ranks.count());
    facts.put("between_ranks", ranks.library());
    facts.put("placement", placed(placement));
    facts.put("nodes", nodes(ranks));
    return facts;
  }

  private static Map<String, Object> placed(Placement placement) {
    Map<String, Object> placed = new LinkedHashMap<>();
    placed.put("neuralmass", placement.neuralmass());
    placed.put("rates_to_spikes", placement.ratesToSpikes());
    placed.put("spikes_to_rate", placement.spikesToRate());
    placed.put("spiking", placement.spiking());
    return placed;
  }

  private static List<Node> nodes(Ranks ranks) {
    List<Ranks.Place> places = ranks.places();
    return IntStream.range(0, ranks.count())
        .boxed()
        .collect(groupingBy(rank -> places.get(rank).node(), TreeMap::new, toList()))
        .values()
        .stream()
        .map(here -> new Node(places.get(here.getFirst()).host(), here))
        .toList();
  }
}
