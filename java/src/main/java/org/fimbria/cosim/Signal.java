package org.fimbria.cosim;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.fimbria.ranks.RankException;

/**
 * What the processes of a run tell each other beside the modules' data: always to or from rank 0.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
sealed interface Signal {
  /** To rank 0: all modules here are ready. */
  record Ready() implements Signal {}

  /** From rank 0: all modules everywhere are ready. */
  record Begin() implements Signal {}

  /** To rank 0: somebody asked to stop. */
  record StopAsked() implements Signal {}

  /** From rank 0: no module enters a new epoch until the end is agreed on. */
  record Freeze() implements Signal {}

  /** To rank 0: nothing beyond this epoch has been entered, nor will be. */
  record Entered(long epoch) implements Signal {}

  /** From rank 0: the run ends before this epoch. */
  record End(long epoch) implements Signal {}

  /** To and from rank 0: the run failed. */
  record Failed(int rank, String module, long epoch, String reason, boolean consequence)
      implements Signal {
    static Failed of(Failure failure) {
      return new Failed(
          failure.rank(),
          failure.module(),
          failure.epoch(),
          failure.reason(),
          failure.isConsequence());
    }

    Failure failure() {
      return new Failure(rank, module, epoch, reason, consequence, new RankException(reason));
    }
  }

  /** To rank 0: the run failed because a rank does not answer any more. */
  record Lost(Failed failure) implements Signal {}

  /** To rank 0: all modules here have ended; what is to be known of them. */
  record Outcome(byte[] content) implements Signal {}

  /** From rank 0: somebody looks at the run while it goes on. */
  record Look() implements Signal {}

  /** To rank 0: what is seen of the run here. */
  record Seen(byte[] content) implements Signal {}

  /** From rank 0: how the run ended; empty unless it failed. */
  record Verdict(String failure) implements Signal {}

  /** As a message. */
  default byte[] message() {
    try {
      return Mapper.INSTANCE.writerFor(Signal.class).writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a message. */
  static Signal of(byte[] message) {
    try {
      return Mapper.INSTANCE.readValue(message, Signal.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made when the first message is. */
  final class Mapper {
    private static final ObjectMapper INSTANCE = new ObjectMapper();

    private Mapper() {}
  }
}
