package dms.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.core.batch.BatchKey;
import dms.core.tensor.ComputeDevice;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  private static final BatchKey<String> GIVEN = key("given");

  /** Reads and writes keys by name. */
  private static final class Fake extends NamedComponent {
    Fake(String name, String... reads) {
      super(name, new ParameterTree(ComputeDevice.cpu()));
      Arrays.stream(reads).forEach(read -> reading(key(read)));
    }

    Fake thatWrites(String value) {
      writing(value, String.class);
      return this;
    }
  }

  private static BatchKey<String> key(String name) {
    return new BatchKey<>(name, String.class);
  }

  private static List<String> sorted(List<Fake> components) {
    return KeyOrder.sort(components, Set.of(GIVEN)).stream().map(Component::name).toList();
  }

  @Test
  void everyKeyIsWrittenBeforeItIsReadWhateverTheGivenOrder() {
    List<Fake> components =
        new ArrayList<>(
            List.of(
                new Fake("a", "given").thatWrites("x"),
                new Fake("b", "a.x").thatWrites("x"),
                new Fake("c", "a.x", "b.x").thatWrites("x"),
                new Fake("d", "c.x", "given").thatWrites("x")));
    for (int order = 0; order < 20; order++) {
      Collections.shuffle(components, new Random(order));
      assertThat(sorted(components)).containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void givenOrderIsKeptWhereTheKeysLeaveAChoice() {
    assertThat(sorted(List.of(new Fake("z"), new Fake("m", "given"), new Fake("a"))))
        .containsExactly("z", "m", "a");
  }

  @Test
  void secondWriterIsRefusedAndBothAreNamed() {
    List<Fake> twins = List.of(new Fake("a").thatWrites("x"), new Fake("a").thatWrites("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sorted(twins))
        .withMessage("a and a both write a.x (String); a key has one writer");
    List<Fake> usurper = List.of(new Fake("b").thatWrites("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyOrder.sort(usurper, Set.of(key("b.x"))))
        .withMessage("an encoder and b both write b.x (String); a key has one writer");
  }

  @Test
  void keyWithoutWriterIsRefusedAndThoseThatHaveOneAreListed() {
    List<Fake> components = List.of(new Fake("a").thatWrites("x"), new Fake("b", "a.y"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sorted(components))
        .withMessage(
            "b reads a.y (String), which nothing before it writes; keys that are written:"
                + " [a.x, given]");
  }

  @Test
  void keyOfAnotherTypeIsAnotherKey() {
    Fake reader = new Fake("b");
    reader.reading(new BatchKey<>("a.x", Integer.class));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sorted(List.of(new Fake("a").thatWrites("x"), reader)))
        .withMessageStartingWith("b reads a.x (Integer), which nothing before it writes");
  }

  @Test
  void circleIsRefusedAndToldStepByStep() {
    List<Fake> components =
        List.of(
            new Fake("free").thatWrites("x"),
            new Fake("a", "c.x").thatWrites("x"),
            new Fake("b", "a.x").thatWrites("x"),
            new Fake("c", "b.x", "free.x").thatWrites("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sorted(components))
        .withMessage(
            "components read each other's output in a circle: a waits for c, b waits for a,"
                + " c waits for b");
  }

  @Test
  void componentThatReadsItselfIsACircle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sorted(List.of(new Fake("a", "a.x").thatWrites("x"))))
        .withMessageEndingWith("a waits for a");
  }

  @Test
  void declarationsCannotBeChangedFromOutside() {
    Fake component = new Fake("a", "given").thatWrites("x");
    assertThat(component.reads()).isUnmodifiable();
    assertThat(component.writes().stream().map(BatchKey::name).collect(Collectors.toSet()))
        .containsExactly("a.x");
  }
}
