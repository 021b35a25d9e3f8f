package org.fimbria.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code provenance.json}: where the results come from and how the run ended. */
final class Provenance {
  private final Map<String, Object> facts = new LinkedHashMap<>();

  Provenance(String experiment, String regime, long seed) {
    facts.put("experiment", experiment);
    facts.put("regime", regime);
    facts.put("seed", seed);
    facts.put("begun", Instant.now().toString());
    facts.put("status", "running");
    facts.putAll(Machine.facts());
  }

  private Provenance(Map<String, Object> facts) {
    this.facts.putAll(facts);
  }

  /** Reads what {@link #text} wrote. */
  static Provenance of(String text) throws JsonProcessingException {
    return new Provenance(new ObjectMapper().readValue(text, new TypeReference<>() {}));
  }

  Provenance with(String key, Object value) {
    facts.put(key, value);
    return this;
  }

  /** Says how the run ended; {@code reason} is empty unless it failed. */
  void end(String status, String reason) {
    facts.put("status", status);
    facts.put("ended", Instant.now().toString());
    if (!reason.isEmpty()) {
      facts.put("reason", reason);
    }
  }

  String text() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(facts)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
