package org.fimbria.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys, types, ranges and words of a tree against the schema: at most one problem for each key. */
final class SchemaCheck {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonSchemaFactory FACTORY = factory();

  private final Node.Mapping tree;
  private final Schema schema;
  private final Map<String, Problem> problems = new LinkedHashMap<>();

  private SchemaCheck(Node.Mapping tree, Schema schema) {
    this.tree = tree;
    this.schema = schema;
  }

  static List<Problem> check(Node.Mapping tree, Schema schema) {
    SchemaCheck check = new SchemaCheck(tree, schema);
    FACTORY.getSchema(schema.root()).validate(json(tree)).forEach(check::report);
    return check.problems.values().stream().filter(check::isOwn).toList();
  }

  /** JSON Schema 2020-12 and the words that our schema describes its rows with. */
  private static JsonSchemaFactory factory() {
    var dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012());
    for (String word :
        List.of("unit", "source", "words", "shorthand", "optional", "all", "infinite")) {
      dialect.keyword(new NonValidationKeyword(word));
    }
    JsonMetaSchema described = dialect.build();
    return JsonSchemaFactory.getInstance(
        VersionFlag.V202012, factory -> factory.metaSchema(described));
  }

  /** One value with its key and what the schema says about it. */
  private record Place(String path, Node node, JsonNode schema) {
    Place inner(Object element) {
      if (element instanceof Integer index) {
        Node item = ((Node.Sequence) node).items().get(index);
        return new Place(path + "[" + index + "]", item, schema.path("items"));
      }
      String key = (String) element;
      Node value = node instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
      return new Place(path.isEmpty() ? key : path + "." + key, value, Schema.child(schema, key));
    }

    /** JSON has no word for it, so that the schema says it with a word of its own. */
    boolean isInfiniteAsAllowed() {
      return schema.path("infinite").asBoolean()
          && node instanceof Node.Scalar(Double number, _, _)
          && number == Double.POSITIVE_INFINITY;
    }
  }

  private Place place(JsonNodePath location) {
    Place place = new Place("", tree, schema.root());
    for (int i = 0; i < location.getNameCount(); i++) {
      place = place.inner(location.getElement(i));
    }
    return place;
  }

  private void report(ValidationMessage message) {
    Place place = place(message.getInstanceLocation());
    Problem problem =
        switch (message.getType()) {
          case "additionalProperties" -> unknown(place, message.getProperty());
          case "required" -> absent(place, message.getProperty());
          default -> wrong(place);
        };
    if (!(place.node() instanceof Node.Broken) && !place.isInfiniteAsAllowed()) {
      problems.putIfAbsent(problem.path(), problem);
    }
  }

  private static Problem unknown(Place map, String key) {
    Place place = map.inner(key);
    List<String> keys = Schema.keys(map.schema());
    String allowed = "unknown key; allowed: " + String.join(", ", keys);
    String nearest = Nearest.of(key, keys);
    return new Problem(place.node().at(), place.path(), place.node().text(), allowed, nearest);
  }

  private static Problem absent(Place map, String key) {
    Place place = map.inner(key);
    String allowed = "allowed: " + Allowed.describe(place.schema());
    return Problem.of(map.node().at(), place.path(), "missing", allowed);
  }

  private static Problem wrong(Place place) {
    Node node = place.node();
    String allowed = "allowed: " + Allowed.describe(place.schema());
    String nearest = Nearest.of(Allowed.word(node), Allowed.words(place.schema()));
    return new Problem(node.at(), place.path(), node.text(), allowed, nearest);
  }

  /** Whether a problem is not just that of a value linked to, which is reported already. */
  private boolean isOwn(Problem problem) {
    Node node = tree.find(problem.path());
    return node == null || node.link() == null || !problems.containsKey(node.link());
  }

  static JsonNode json(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> {
        ObjectNode object = JSON.objectNode();
        mapping.entries().forEach((key, value) -> object.set(key, json(value)));
        yield object;
      }
      case Node.Sequence sequence -> {
        ArrayNode array = JSON.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Node.Scalar scalar -> json(scalar);
      case Node.Broken _ -> JSON.nullNode();
    };
  }

  /** JSON has no infinite numbers: these become null, which the schema allows nowhere. */
  private static JsonNode json(Node.Scalar scalar) {
    return switch (scalar.value()) {
      case Number number when !Double.isFinite(number.doubleValue()) -> JSON.nullNode();
      case BigInteger integer -> JSON.numberNode(integer);
      case Double number -> JSON.numberNode(number);
      case Boolean bool -> JSON.booleanNode(bool);
      case null -> JSON.nullNode();
      case Object text -> JSON.textNode((String) text);
    };
  }
}
