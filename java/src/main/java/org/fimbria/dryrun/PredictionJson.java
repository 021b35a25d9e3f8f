package org.fimbria.dryrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A prediction as JSON for scripts: bytes, and wall seconds per simulated second. */
public record PredictionJson(Prediction prediction) {
  /** One line. */
  public String text() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.valueToTree(prediction);
    root.put("real_time_factor", prediction.realTimeFactor());
    root.put("node_bytes", prediction.nodeBytes());
    for (int i = 0; i < prediction.roles().size(); i++) {
      Role role = prediction.roles().get(i);
      ObjectNode node = (ObjectNode) root.get("roles").get(i);
      ((ObjectNode) node.get("memory")).put("total", role.memory().total());
      ((ObjectNode) node.get("time")).put("total", role.time().total());
    }
    try {
      return mapper.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
