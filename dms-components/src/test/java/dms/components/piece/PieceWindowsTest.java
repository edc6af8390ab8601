package dms.components.piece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceWindowsTest {
  @Test
  void sentenceThatFitsHasOneWindow() {
    assertThat(PieceWindows.of(new int[] {3, 1, 4}, 10))
        .containsExactly(new PieceWindow(0, 3, 0, 3));
  }

  @Test
  void sentenceOfOnePieceMoreHasTwo() {
    assertThat(PieceWindows.of(new int[] {3, 1, 4, 1}, 10))
        .containsExactly(new PieceWindow(0, 3, 0, 3), new PieceWindow(3, 4, 3, 4));
  }

  @Test
  void neighboursShareAQuarterAndHalveWhatTheyShare() {
    int[] pieces = new int[20];
    Arrays.fill(pieces, 1);
    assertThat(PieceWindows.of(pieces, 10))
        .containsExactly(
            new PieceWindow(0, 8, 0, 7),
            new PieceWindow(6, 14, 7, 13),
            new PieceWindow(12, 20, 13, 20));
  }

  @Test
  void tokenLongerThanTheLimitHasAWindowOfItsOwn() {
    assertThat(PieceWindows.of(new int[] {1, 50, 1}, 10))
        .containsExactly(
            new PieceWindow(0, 1, 0, 1), new PieceWindow(1, 2, 1, 2), new PieceWindow(2, 3, 2, 3));
  }

  @Test
  void sentenceWithoutTokensHasNoWindow() {
    assertThat(PieceWindows.of(new int[0], 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void limitWithoutRoomIsRefused(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PieceWindows.of(new int[] {1}, limit))
        .withMessage("expected a limit of at least 3 positions, got " + limit);
  }

  @Test
  void tokenWithoutPieceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PieceWindows.of(new int[] {1, 0}, 10))
        .withMessageContaining("at least one piece for each token, got [1, 0]");
  }

  @Test
  void planningTakesLinearTime() {
    int[] pieces = new int[2_000_000];
    Arrays.setAll(pieces, i -> 1 + i % 3);
    List<PieceWindow> windows = PieceWindows.of(pieces, 128);
    assertThat(windows.get(windows.size() - 1).endKept()).isEqualTo(pieces.length);
    assertThat(windows.size()).isBetween(4_000_000 / 126, 4_000_000 / 85);
  }

  @Test
  void lawsHoldForAllSentences() {
    Random random = new Random(17);
    for (int i = 0; i < 3000; i++) {
      int longest = 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 6);
      int[] pieces = random.ints(random.nextInt(120), 1, longest + 1).toArray();
      int limit = 3 + random.nextInt(60);
      assertLaws(pieces, limit, PieceWindows.of(pieces, limit));
    }
  }

  private static void assertLaws(int[] pieces, int limit, List<PieceWindow> windows) {
    String what = Arrays.toString(pieces) + " in " + limit + ": " + windows;
    int[] cut = IntStream.of(pieces).map(count -> Math.min(count, limit - 2)).toArray();
    int kept = 0;
    for (PieceWindow window : windows) {
      assertThat(sum(cut, window.firstToken(), window.endToken())).as(what).isLessThan(limit - 1);
      assertThat(window.firstKept()).as(what).isEqualTo(kept).isLessThan(window.endKept());
      assertThat(window.firstToken()).as(what).isLessThanOrEqualTo(window.firstKept());
      assertThat(window.endToken()).as(what).isGreaterThanOrEqualTo(window.endKept());
      for (int token = window.firstKept(); token < window.endKept(); token++) {
        assertMostCentral(cut, token, window, windows, what);
      }
      kept = window.endKept();
    }
    assertThat(kept).as(what).isEqualTo(pieces.length);
    if (pieces.length > 0 && sum(pieces, 0, pieces.length) <= limit - 2) {
      assertThat(windows).as(what).hasSize(1);
    }
    for (int i = 1; i < windows.size(); i++) {
      assertThat(sum(cut, windows.get(i).firstToken(), windows.get(i - 1).endToken()))
          .as(what)
          .isLessThanOrEqualTo((limit - 2) / 4);
    }
  }

  private static void assertMostCentral(
      int[] pieces, int token, PieceWindow keeper, List<PieceWindow> windows, String what) {
    for (PieceWindow other : windows) {
      if (other.firstToken() <= token && token < other.endToken()) {
        assertThat(margin(pieces, token, keeper))
            .as("token %d of %s", token, what)
            .isGreaterThanOrEqualTo(margin(pieces, token, other));
      }
    }
  }

  private static int margin(int[] pieces, int token, PieceWindow window) {
    return Math.min(
        sum(pieces, window.firstToken(), token), sum(pieces, token + 1, window.endToken()));
  }

  private static int sum(int[] pieces, int from, int to) {
    return from < to ? Arrays.stream(pieces, from, to).sum() : 0;
  }
}
