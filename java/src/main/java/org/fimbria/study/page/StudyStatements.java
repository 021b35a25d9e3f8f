package org.fimbria.study.page;

import java.util.ArrayList;
import java.util.List;
import org.fimbria.study.Trial;

/**
 * What the published study of performance states (Kusch et al. 2024, doi
 * 10.3389/fninf.2024.1156683, figure 5 and its text), answered by what another one measured.
 */
final class StudyStatements {
  private StudyStatements() {}

  /** The statements, in the order of the figure; none for a study that has none of its sweeps. */
  static List<Statement> of(List<Trial> trials) {
    List<Sweep> sweeps = Sweep.of(trials);
    if (sweeps.isEmpty()) {
      return List.of();
    }
    List<Statement> statements = new ArrayList<>();
    Sweep.over(Axis.NEURONS, sweeps)
        .ifPresent(first -> {
          statements.addAll(new SizeStatements(first, Sweep.sizes(sweeps).orElse(first)).all());
          over(Axis.NEURONS, sweeps, false).stream()
              .filter(sweep -> !sweep.equals(first) && !first.isContinuedBy(sweep))
              .forEach(sweep -> statements.addAll(new SizeStatements(sweep, sweep).ofRanges()));
        });
    statements.add(SettingStatements.aggregation(over(Axis.EPOCH, sweeps, false)));
    List<Sweep> threads = over(Axis.THREADS, sweeps, false);
    statements.add(SettingStatements.threads(threads));
    statements.add(SettingStatements.ranks(threads));
    statements.add(SettingStatements.placement(over(Axis.THREADS, sweeps, true)));
    return List.copyOf(statements);
  }

  private static List<Sweep> over(Axis axis, List<Sweep> sweeps, boolean placements) {
    return sweeps.stream()
        .filter(sweep -> sweep.axis() == axis)
        .filter(sweep -> sweep.comparesPlacements() == placements)
        .toList();
  }
}
