package dms.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The chart as a drawing: well-formed, complete, nothing on top of another thing. */
class ResultChartTest {
  /** Wider than the letters of the style sheet's fonts are on average. */
  private static final double LETTER = 8;

  @TempDir Path folder;

  private record Box(String text, double left, double right, double baseline) {
    boolean overlaps(Box other) {
      return left < other.right && other.left < right && Math.abs(baseline - other.baseline) < 11;
    }
  }

  @Test
  void itShowsStepsAndComponentsWithTheirNumbers() throws Exception {
    assertThat(texts().stream().map(Box::text))
        .contains(
            "modern in-loop",
            "200 ms, of which 2.00 % to prepare",
            "196 ms, of which 0.02 % to prepare",
            "modern.chars",
            "0.150",
            "1.80",
            "5.00",
            "preprocess",
            "forward and backward");
  }

  @Test
  void noTextIsOnAnotherOneOrOutsideOfTheDrawing() throws Exception {
    List<Box> texts = texts();
    for (int i = 0; i < texts.size(); i++) {
      Box text = texts.get(i);
      assertThat(text.left()).as(text.text()).isNotNegative();
      assertThat(text.right()).as(text.text()).isLessThanOrEqualTo(860);
      assertThat(texts.subList(i + 1, texts.size())).noneMatch(text::overlaps);
    }
  }

  @Test
  void theBarsOfAStepAreInProportion() throws Exception {
    List<Double> widths = new ArrayList<>();
    NodeList bars = drawing().getElementsByTagName("rect");
    for (int i = 0; i < bars.getLength(); i++) {
      Element bar = (Element) bars.item(i);
      if (bar.getAttribute("height").equals("18")) {
        widths.add(Double.valueOf(bar.getAttribute("width")));
      }
    }
    assertThat(widths).containsExactly(7.4, 362.6, 0.07, 362.53);
  }

  @Test
  void itsColoursFollowTheSurroundings() throws IOException {
    assertThat(svg()).contains("@media (prefers-color-scheme: dark)", "class=\"back\"");
  }

  @Test
  void withoutResultsItIsEmpty() {
    assertThat(new ResultChart(List.of()).toSvg()).startsWith("<svg").doesNotContain("<text");
  }

  private List<Box> texts() throws Exception {
    List<Box> boxes = new ArrayList<>();
    NodeList texts = drawing().getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      double width =
          text.getTextContent().length()
              * LETTER
              * (text.getAttribute("class").equals("small") ? 0.85 : 1);
      double x = Double.parseDouble(text.getAttribute("x"));
      double left = text.getAttribute("text-anchor").equals("end") ? x - width : x;
      boxes.add(
          new Box(
              text.getTextContent(),
              left,
              left + width,
              Double.parseDouble(text.getAttribute("y"))));
    }
    return boxes;
  }

  private Document drawing() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg().getBytes(StandardCharsets.UTF_8)));
  }

  private String svg() throws IOException {
    Path file = folder.resolve("recorded.json");
    Files.deleteIfExists(file);
    return new ResultChart(Recorded.report(folder).measurements()).toSvg();
  }
}
