package org.fimbria.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageMemoryTest {
  private static final long LONGEST = 1L << 29;

  @Test
  void shouldSendAnEighthAndSixtyFourBytesMoreThanNeededAtMost() {
    for (long bytes = 0; bytes <= LONGEST; bytes = bytes + bytes / 97 + 1) {
      assertThat(MessageMemory.size(bytes)).isBetween(bytes + 8, bytes + 8 + bytes / 8 + 64);
    }
  }

  @Test
  void shouldNumberEachSizeOnce() {
    Map<Integer, Long> sizes = new HashMap<>();
    for (long bytes = 0; bytes <= LONGEST; bytes = bytes + bytes / 97 + 1) {
      long size = MessageMemory.size(bytes);
      int step = MessageMemory.step(size);
      assertThat(step).isBetween(0, MessageMemory.STEPS - 1);
      assertThat(sizes.putIfAbsent(step, size)).isIn(null, size);
    }
    assertThat(MessageMemory.step(MessageMemory.size(LONGEST))).isLessThan(MessageMemory.STEPS);
  }

  @Test
  void shouldHaveRoomForWhatItHasGrownFor() {
    for (long bytes : new long[] {0, 1, 4001, 1 << 20, LONGEST}) {
      assertThat(MessageMemory.roomySize(bytes)).isGreaterThanOrEqualTo(MessageMemory.size(bytes));
    }
  }

  @Test
  void shouldPutTheLengthInFrontOfAlignedData() {
    try (Arena arena = Arena.ofConfined()) {
      MessageMemory memory = new MessageMemory(arena, MessageMemory.size(100));
      memory.length(100);
      assertThat(memory.data().address() % 64).isZero();
      assertThat(memory.first(64).order(ByteOrder.nativeOrder()).getLong(0)).isEqualTo(100);
      assertThat(memory.data().byteSize()).isGreaterThanOrEqualTo(100);
    }
  }
}
