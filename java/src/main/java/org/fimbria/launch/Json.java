package org.fimbria.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.fimbria.ranks.Ranks;

/** Records as messages between the processes of a run. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T read(byte[] message, Class<T> type) {
    try {
      return MAPPER.readValue(message, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What every rank gives, by rank; collective. */
  static <T> List<T> share(Ranks ranks, T mine, Class<T> type) {
    return ranks.allGather(write(mine)).stream().map(each -> read(each, type)).toList();
  }
}
