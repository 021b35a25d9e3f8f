package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema itself: each key is one row of data. */
class SchemaTest {
  private final Schema schema = Schema.of(new TestModels(), "aeif_cond_exp", "mean_field_adex", 2);

  @Test
  void shouldBeJsonSchemaOfItsDialect() throws Exception {
    JsonNode resource;
    try (var in = Schema.class.getResourceAsStream("experiment.schema.json")) {
      resource = new ObjectMapper().readTree(in);
    }
    var dialect =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(dialect.validate(resource)).isEmpty();
    assertThat(dialect.validate(schema.root())).isEmpty();
  }

  @Test
  void shouldGiveEachKeyItsMeaningAndEachNumberItsUnitAndRange() {
    List<String> incomplete = new ArrayList<>();
    collect(schema.root(), "", incomplete);
    assertThat(incomplete).isEmpty();
  }

  private static void collect(JsonNode node, String path, List<String> incomplete) {
    for (String key : Schema.keys(node)) {
      JsonNode row = Schema.child(node, key);
      String type = row.path("type").toString();
      boolean physical = type.contains("number") && !row.has("enum");
      if (row.path("title").asText().isEmpty() || (physical && !row.has("unit"))) {
        incomplete.add(path + key);
      }
      collect(row, path + key + ".", incomplete);
    }
  }
}
