package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fimbria.natives.Hdf5File.Type;
import org.junit.jupiter.api.Test;

class RecordHashTest {
  private static String hash(String first, String second, Type type, long width, int calls) {
    RecordHash hash = new RecordHash();
    RecordHash.Dataset a = hash.dataset(first, type, width);
    RecordHash.Dataset b = hash.dataset(second, Type.F64);
    for (int i = 0; i < calls; i++) {
      a.add(4 / calls, Arena.ofAuto().allocate(4 / calls * width * type.bytes()));
    }
    b.add(1, doubles(1));
    return hash.hex();
  }

  private static MemorySegment doubles(double... values) {
    return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_DOUBLE, values);
  }

  @Test
  void shouldDependOnNameTypeAndShapeButNotOnCallsOrOrder() {
    String reference = hash("a", "b", Type.F64, 2, 1);
    assertThat(hash("a", "b", Type.F64, 2, 4)).isEqualTo(reference);
    assertThat(hash("a", "c", Type.F64, 2, 1)).isNotEqualTo(reference);
    assertThat(hash("b", "a", Type.F64, 2, 1)).isNotEqualTo(reference);
    assertThat(hash("a", "b", Type.I64, 2, 1)).isNotEqualTo(reference);
    assertThat(hash("a", "b", Type.F32, 4, 1)).isNotEqualTo(reference);
  }

  @Test
  void shouldNotDependOnTheOrderOfRegistration() {
    RecordHash forward = new RecordHash();
    forward.dataset("a", Type.F64);
    forward.dataset("b", Type.I64);
    RecordHash backward = new RecordHash();
    backward.dataset("b", Type.I64);
    backward.dataset("a", Type.F64);
    assertThat(backward.hex()).isEqualTo(forward.hex());
  }

  @Test
  void shouldTakeOnlyTheRowsNamed() {
    RecordHash whole = new RecordHash();
    RecordHash part = new RecordHash();
    whole.dataset("a", Type.F64).add(1, doubles(1));
    part.dataset("a", Type.F64).add(1, doubles(1, 2));
    assertThat(part.hex()).isEqualTo(whole.hex());
  }

  @Test
  void shouldBeMadeOfThePartsOfSeveralProcesses() {
    RecordHash whole = new RecordHash();
    RecordHash network = new RecordHash();
    RecordHash brain = new RecordHash();
    for (RecordHash hash : List.of(whole, brain)) {
      hash.dataset("rates.h5/E", Type.F64, 3).add(1, doubles(1, 2, 3));
    }
    for (RecordHash hash : List.of(whole, network)) {
      hash.dataset("spikes.h5/timestamps", Type.F64).add(2, doubles(4, 5));
      hash.dataset("spikes.h5/node_ids", Type.I64);
    }
    SortedMap<String, RecordHash.Part> parts = new TreeMap<>(network.parts());
    parts.putAll(brain.parts());
    assertThat(RecordHash.hex(parts)).isEqualTo(whole.hex());
    assertThat(RecordHash.hex(network.parts())).isNotEqualTo(whole.hex());
  }

  @Test
  void shouldRefuseADatasetTwice() {
    RecordHash hash = new RecordHash();
    hash.dataset("rates.h5/E", Type.F64);
    assertThatThrownBy(() -> hash.dataset("rates.h5/E", Type.F64))
        .hasMessage("rates.h5/E is recorded twice");
  }
}
