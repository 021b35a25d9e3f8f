package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "<script type=\"application/json\" id=\"document\">(.*?)</script>", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void shouldKeepTheDocumentWholeWhateverItsTextsAre() throws Exception {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("text", "</script><!-- {{title}} \u2028 \u00b5V");
    String page = written(document);
    Matcher found = DOCUMENT.matcher(page);
    assertThat(found.find()).isTrue();
    assertThat(found.group(1)).doesNotContain("<");
    assertThat(new ObjectMapper().readTree(found.group(1))).isEqualTo(document);
  }

  @Test
  void shouldNameNothingOutsideOfItself() throws Exception {
    String page = written(JsonNodeFactory.instance.objectNode());
    assertThat(page).doesNotContainPattern("(src|href)=\"?(http|//|[\\w./]+\\.(js|css))");
    assertThat(page).contains("default-src 'none'").contains("Apache License, Version 2.0");
    // Each script ends where the page says so, not within a text of its own.
    assertThat(page.split("</script>", -1)).hasSize(5);
  }

  @Test
  void shouldEscapeTheTitle() throws Exception {
    Path file = folder.resolve("page.html");
    new Page("a <b> & c", List.of()).write(file, JsonNodeFactory.instance.objectNode());
    assertThat(Files.readString(file)).contains("<title>a &lt;b> &amp; c</title>");
  }

  @Test
  void shouldMakeTheDirectoriesOfItsFile() throws Exception {
    Path file = folder.resolve("not/yet/there/page.html");
    ReportPage.page("made").write(file, JsonNodeFactory.instance.objectNode());
    assertThat(file).content().contains("<title>made</title>");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void shouldLeaveWhatWasThereIfItCannotBeWritten() throws Exception {
    Path file = folder.resolve("page.html");
    Files.writeString(file, "before");
    Page broken = new Page("page", List.of("missing.js"));
    JsonNode document = JsonNodeFactory.instance.objectNode();
    assertThatThrownBy(() -> broken.write(file, document)).hasMessageContaining("missing.js");
    assertThat(file).hasContent("before");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  private String written(JsonNode document) throws IOException {
    Path file = folder.resolve("page.html");
    ReportPage.page("page").write(file, document);
    return Files.readString(file);
  }
}
