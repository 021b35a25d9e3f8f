package org.fimbria.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProviders;

/** Everybody meets everybody, in every way that is not a link. */
final class MeetingRanks {
  private final Ranks ranks;

  private MeetingRanks(Ranks ranks) {
    this.ranks = ranks;
  }

  /** Its argument: how many there are. */
  public static void main(String[] arguments) throws InterruptedException {
    try (Ranks ranks = RanksProviders.find().connect(Duration.ofSeconds(20))) {
      assertThat(ranks.count()).isEqualTo(Integer.parseInt(arguments[0]));
      assertThat(ranks.library()).startsWith("Open MPI v");
      MeetingRanks meeting = new MeetingRanks(ranks);
      meeting.places();
      meeting.gather();
      meeting.talk();
      meeting.communicators();
      System.out.println("rank " + ranks.rank() + " has met everybody");
    }
  }

  private void places() {
    assertThat(ranks.places()).hasSize(ranks.count());
    assertThat(ranks.places()).extracting(Ranks.Place::node).containsOnly(0);
    assertThat(ranks.places().get(ranks.rank()).pid()).isEqualTo(ProcessHandle.current().pid());
  }

  private void gather() {
    List<byte[]> all = ranks.allGather("x".repeat(ranks.rank()).getBytes(StandardCharsets.UTF_8));
    assertThat(all)
        .extracting(bytes -> bytes.length)
        .containsExactlyElementsOf(IntStream.range(0, ranks.count()).boxed().toList());
  }

  /** Everybody sends everybody, itself too, three messages, one of them too long to be buffered. */
  private void talk() throws InterruptedException {
    for (int target = 0; target < ranks.count(); target++) {
      for (int length : new int[] {0, 5, 1_000_000}) {
        ranks.send(target, new byte[length]);
      }
    }
    List<List<Integer>> lengths = new ArrayList<>();
    IntStream.range(0, ranks.count()).forEach(source -> lengths.add(new ArrayList<>()));
    int left = 3 * ranks.count();
    while (left > 0) {
      Optional<Ranks.Message> message = ranks.receive();
      if (message.isPresent()) {
        lengths.get(message.get().source()).add(message.get().content().length);
        left--;
      } else {
        Thread.sleep(1);
      }
    }
    assertThat(lengths).allSatisfy(of -> assertThat(of).containsExactly(0, 5, 1_000_000));
  }

  private void communicators() {
    int last = ranks.count() - 1;
    long handle = ranks.communicator(List.of(last));
    assertThat(handle != 0).isEqualTo(ranks.rank() == last);
    long all = ranks.communicator(IntStream.range(0, ranks.count()).boxed().toList());
    assertThat(sizeInC(all)).isEqualTo(ranks.count());
  }

  /** The handle is what C knows a communicator by. */
  private static int sizeInC(long communicator) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_INT);
      int code =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      SymbolLookup.libraryLookup("libmpi.so.40", arena)
                          .findOrThrow("MPI_Comm_size"),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS))
                  .invokeExact(communicator, size);
      assertThat(code).isZero();
      return size.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
