package org.fimbria.record;

import org.fimbria.natives.SpikePacket;

/**
 * Spikes of one step in the order of their times, equal times in that of the packet. Its arrays
 * grow to the largest step and stay, which no sort of the library does for indices.
 */
final class TimeOrder {
  private int[] order = {};
  private int[] merged = {};
  private double[] offsets = {};
  private int begin;

  /** Sorts the spikes at the positions [begin, end) of a packet: those with the most time left. */
  void sort(SpikePacket packet, int begin, int end) {
    this.begin = begin;
    int n = end - begin;
    if (order.length < n) {
      order = new int[2 * n];
      merged = new int[2 * n];
      offsets = new double[2 * n];
    }
    for (int i = 0; i < n; i++) {
      order[i] = i;
      offsets[i] = packet.offset(begin + i);
    }
    for (int run = 1; run < n; run *= 2) {
      for (int from = 0; from < n; from += 2 * run) {
        merge(from, Math.min(from + run, n), Math.min(from + 2 * run, n));
      }
      int[] sorted = merged;
      merged = order;
      order = sorted;
    }
  }

  /** Position in the packet of the spike that comes as number {@code place}, from 0. */
  int position(int place) {
    return begin + order[place];
  }

  private void merge(int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft =
          right >= to || (left < middle && offsets[order[left]] >= offsets[order[right]]);
      merged[i] = takeLeft ? order[left++] : order[right++];
    }
  }
}
