package dms.hub.text;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a splitter when a text is split for the first time, and keeps it. */
final class LateSplitter implements TextSplitter {
  private final Supplier<TextSplitter> maker;
  private volatile Optional<TextSplitter> made = Optional.empty();

  LateSplitter(Supplier<TextSplitter> maker) {
    this.maker = maker;
  }

  @Override
  public List<TextSentence> split(String text) {
    Objects.requireNonNull(text, "text");
    return made.orElseGet(this::make).split(text);
  }

  private synchronized TextSplitter make() {
    if (made.isEmpty()) {
      made = Optional.of(maker.get());
    }
    return made.get();
  }
}
