/*
 * spiking_crew.c: a cluster that the ranks of a crew share, interval by interval.
 *
 * A step ends, and what arrives is added, when the next one begins. So the steps [from, to) need spikes up to step
 * to - 2 - d, d being the shortest delay, and ranks can run d + 1 steps from one exchange to the next. With half as
 * many, the spikes of an interval travel while the next one runs. All ranks stop after the same interval: each message
 * tells whether its sender has failed.
 */
#include "ranks.h"

/*
 * Shortest delay in steps from which spikes travel while the next interval runs. Below, half intervals are so short
 * that their number of messages costs more than the wait that they save: measured between two processes of a node.
 */
enum { OVERLAP_FROM = 4 };

static bool overlaps(const cluster_t *cluster) {
  return cluster->interval >= OVERLAP_FROM;
}

static void meet(group_t *group) {
  if (group->threads > 1) {
    barrier_wait(&group->barrier);
  }
}

/* All threads: the spikes of the flight in a group of the exchange come in. False if the cluster shall stop. */
static bool arrive(fim_spiking_t *net, group_t *threads, int32_t thread, int32_t group) {
  ranks_t *ranks = net->ranks;
  if (thread == 0) {
    if (ranks->code == FIM_OK && ranks->begin_code == FIM_OK) {
      ranks->begin_code = relay_end(net, &ranks->crew, group);
    }
    ranks->code = ranks->begin_code;
  }
  meet(threads);
  if (ranks->code == FIM_OK) {
    relay_unpack(net, &ranks->crew, thread);
  }
  meet(threads);
  return ranks->code == FIM_OK && !ranks->crew.stop && atomic_load(&ranks->crew.failure) == FIM_OK;
}

/* A thread's partitions; none after a failure in an earlier interval. */
static void run(const fim_spiking_t *net, cluster_t *cluster, range_t owned, flight_t steps,
                const void *const *packets) {
  if (atomic_load(&cluster->stop) <= steps.from) {
    return;
  }
  for (int32_t p = owned.first; p < owned.end; p++) {
    if (partition_run(net, &net->partition[p], steps.from, steps.to, packets) != FIM_OK) {
      cluster_stop_after(cluster, steps.to);
    }
  }
}

void crew_run(fim_spiking_t *net, cluster_t *cluster, int32_t thread, int64_t end, const void *const *packets) {
  ranks_t *ranks = net->ranks;
  group_t *threads = &net->group[cluster->group];
  range_t owned = cluster_owned(net, cluster, thread);
  bool overlap = overlaps(cluster);
  int64_t interval = overlap ? (cluster->interval + 1) / 2 : cluster->interval + 1;
  bool going = true;
  int32_t begun = 0;
  for (int64_t from = net->first_step; from < end && going; from += interval) {
    flight_t steps = {from, from + interval < end ? from + interval : end};
    run(net, cluster, owned, steps, packets);
    meet(threads);
    if (thread == 0 && ranks->begin_code == FIM_OK) {
      bool failed = atomic_load(&cluster->stop) <= steps.to;
      ranks->begin_code = relay_begin(net, &ranks->crew, begun % 2, steps, failed);
    }
    begun++;
    if (!overlap) {
      going = arrive(net, threads, thread, (begun - 1) % 2);
    } else if (begun > 1) {
      going = arrive(net, threads, thread, begun % 2);
    }
  }
  if (overlap) {
    meet(threads); /* all have seen how the last one arrived */
    going = arrive(net, threads, thread, (begun - 1) % 2) && going;
  }
  for (int32_t p = owned.first; p < owned.end && going; p++) {
    partition_finish(net, &net->partition[p], end, packets);
  }
}
