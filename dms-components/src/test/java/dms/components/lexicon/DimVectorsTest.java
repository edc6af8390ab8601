package dms.components.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors of forms. */
class DimVectorsTest {
  private static final String[] LINES = {
    "á;1;kvk;alm;á;NFET",
    "eiga;2;so;alm;á;GM-FH-NT-1P-ET",
    "á;3;fs;alm;á;OBEYGJANLEGT",
    "annar hver;4;fn;alm;annar hver;KK-NFET",
    "hestur;5;kk;alm;hestur;NFET",
    "hestur;5;kk;alm;hesturinn;NFXX"
  };

  @TempDir private Path folder;

  private static DimVectors vectors() throws IOException {
    return DimVectors.read(DimFiles.reader(LINES), line -> {});
  }

  private static String numbers(String between, DimFeature... ones) {
    List<DimFeature> set = List.of(ones);
    return Arrays.stream(DimFeature.values())
        .map(feature -> set.contains(feature) ? "1" : "0")
        .collect(Collectors.joining(between));
  }

  @Test
  void aFormHasWhatAnyOfItsEntriesSays() throws IOException {
    Path file = folder.resolve("dim.vec");
    assertThat(vectors().write(file)).as("forms with a blank").isEqualTo(1);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "2 " + DimFeature.values().length,
            "hestur "
                + numbers(
                    " ",
                    DimFeature.NOUN,
                    DimFeature.MASCULINE,
                    DimFeature.SINGULAR,
                    DimFeature.NOMINATIVE),
            "á "
                + numbers(
                    " ",
                    DimFeature.NOUN,
                    DimFeature.FEMININE,
                    DimFeature.SINGULAR,
                    DimFeature.NOMINATIVE,
                    DimFeature.VERB,
                    DimFeature.ACTIVE,
                    DimFeature.INDICATIVE,
                    DimFeature.PRESENT,
                    DimFeature.FIRST_PERSON,
                    DimFeature.PREPOSITION,
                    DimFeature.UNINFLECTED));
  }

  @Test
  void theNHotFormatHasAPlaceForBlanks() throws IOException {
    Path file = folder.resolve("dim.nhot");
    assertThat(vectors().write(file)).isZero();
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .first()
        .isEqualTo(
            "annar hver;["
                + numbers(
                    ",",
                    DimFeature.PRONOUN,
                    DimFeature.MASCULINE,
                    DimFeature.SINGULAR,
                    DimFeature.NOMINATIVE)
                + "]");
  }

  @Test
  void aPackedFileHoldsTheSameAndTheSameBytesEachTime() throws IOException {
    vectors().write(folder.resolve("dim.vec"));
    vectors().write(folder.resolve("one.vec.gz"));
    vectors().write(folder.resolve("two.vec.gz"));
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve("one.vec.gz")))) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(folder.resolve("dim.vec")));
    }
    assertThat(folder.resolve("one.vec.gz")).hasSameBinaryContentAs(folder.resolve("two.vec.gz"));
  }

  @Test
  void anUnknownMarkIsCountedAndToldWithItsLine() throws IOException {
    LeftOut leftOut = vectors().leftOut();
    assertThat(leftOut.count()).isEqualTo(1);
    assertThat(leftOut.lines())
        .containsExactly(
            "1 left out: unknown word class or mark (first: line 6: kk;hesturinn;NFXX)");
  }

  @Test
  void anotherNameIsRefused() {
    assertThatThrownBy(() -> DimVectors.Format.ofFile(Path.of("dim.txt.gz")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dim.txt.gz: expected a file named .vec, .vec.gz, .nhot or .nhot.gz");
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentationListsEveryDimension(DimFeature feature) throws IOException {
    Path documentation = Path.of("../docs/dim.md");
    assertThat(Files.readAllLines(documentation))
        .contains(
            "| %d | %s | %s |"
                .formatted(feature.ordinal(), feature.category().label(), feature.label()));
  }
}
