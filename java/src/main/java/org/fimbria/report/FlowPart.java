package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What went over each coupling link, in all and per simulated second. */
public final class FlowPart {
  private FlowPart() {}

  /**
   * Adds the rates to what {@code timers.json} has.
   *
   * @param flow its rows: from, to, region, what, values, bytes
   */
  public static ArrayNode of(JsonNode flow, double simulatedMs) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    double seconds = simulatedMs * 1e-3;
    for (JsonNode row : flow) {
      ObjectNode link = rows.addObject();
      link.put("from", row.path("from").asText())
          .put("to", row.path("to").asText())
          .put("region", row.path("region").asText())
          .put("what", row.path("what").asText())
          .put("values", row.path("values").asLong())
          .put("bytes", row.path("bytes").asLong());
      link.set("perSecond", Numbers.number(row.path("values").asLong() / seconds));
      link.set("bytesPerSecond", Numbers.number(row.path("bytes").asLong() / seconds));
    }
    return rows;
  }
}
