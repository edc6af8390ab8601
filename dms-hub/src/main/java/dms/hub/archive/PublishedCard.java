package dms.hub.archive;

import dms.hub.bundle.BundleDescription;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The card of a published system, in Markdown, from what its bundle says of the training; of what
 * an older bundle does not say there is nothing on it.
 *
 * @param trained what the bundle of the run says
 * @param published what the author says
 * @param rebuild command that trains it anew
 * @param notes Markdown of the author's
 */
record PublishedCard(
    BundleDescription trained,
    BundleDescription published,
    Optional<String> rebuild,
    Optional<String> notes) {
  private static final String SCORE_ROW = "| %s | %s | %s | %s | %s | %s |\n";

  /** The whole card. */
  String text() {
    StringBuilder card = new StringBuilder();
    card.append("# %s %s\n\n".formatted(published.name(), published.version()));
    fact("description").filter(text -> !text.isBlank()).ifPresent(d -> card.append(d + ".\n\n"));
    overview(card);
    notes.ifPresent(text -> card.append("\n").append(text.strip()).append("\n"));
    decoders(card);
    scores(card);
    data(card);
    settings(card);
    rebuilding(card);
    return card.toString();
  }

  private void overview(StringBuilder card) {
    card.append("- language: ").append(published.language()).append('\n');
    card.append("- licence: ").append(published.licence()).append('\n');
    fact("parameters").ifPresent(count -> card.append("- weights: " + grouped(count) + "\n"));
    long bytes =
        trained.files().entrySet().stream()
            .filter(file -> !file.getKey().equals("MODEL_CARD.md"))
            .mapToLong(file -> file.getValue().size())
            .sum();
    card.append("- size: " + grouped(Long.toString(bytes)) + " bytes, unpacked\n");
    card.append("- numbers of the weights: " + trained.precision().label() + "\n");
    Map<?, ?> machine = map("dependsOn");
    if (machine.containsKey("dms")) {
      card.append(
          "- trained with: DMS %s, libtorch %s on %s\n"
              .formatted(machine.get("dms"), machine.get("libtorch"), machine.get("architecture")));
    }
    if (fact("epochs").isPresent() && fact("bestEpoch").isPresent()) {
      card.append(
          "- best of %s epochs: %s, by %s on the dev files\n"
              .formatted(
                  fact("epochs").get(), fact("bestEpoch").get(), fact("metric").orElse("score")));
    }
  }

  private static String grouped(String digits) {
    return String.format(Locale.ROOT, "%,d", Long.parseLong(digits));
  }

  private void decoders(StringBuilder card) {
    card.append("\n## What it predicts\n\n| decoder | column | type |\n|---|---|---|\n");
    trained
        .decoders()
        .forEach(
            (name, settings) -> {
              Map<?, ?> map = (Map<?, ?>) settings;
              Object column = map.containsKey("column") ? map.get("column") : "";
              card.append("| %s | %s | %s |\n".formatted(name, column, map.get("type")));
            });
  }

  private void scores(StringBuilder card) {
    Map<?, ?> scores = map("devScores");
    if (!scores.isEmpty()) {
      card.append("\n## Accuracy on the dev files, in percent\n\n");
      card.append(
          SCORE_ROW.formatted(
              "decoder", "all", "known forms", "unknown forms", "unseen tags", "tokens"));
      card.append("|---|---|---|---|---|---|\n");
      scores.forEach((name, row) -> card.append(scoreRow(name, (Map<?, ?>) row)));
    } else if (!map("devAccuracy").isEmpty()) {
      card.append("\n## Accuracy on the dev files, in percent\n\n| decoder | all |\n|---|---|\n");
      map("devAccuracy")
          .forEach((name, value) -> card.append("| %s | %s |\n".formatted(name, value)));
    }
  }

  private static String scoreRow(Object name, Map<?, ?> row) {
    return SCORE_ROW.formatted(
        name,
        row.get("all"),
        row.get("known"),
        row.get("unknown"),
        row.get("unseenTag"),
        row.get("tokens"));
  }

  private void data(StringBuilder card) {
    Map<?, ?> data = map("data");
    if (!data.isEmpty()) {
      card.append("\n## Data\n\n| setting | file | SHA-256 |\n|---|---|---|\n");
      data.forEach(
          (setting, file) ->
              card.append(
                  "| `%s` | %s | `%s` |\n"
                      .formatted(
                          setting,
                          ((Map<?, ?>) file).get("file"),
                          ((Map<?, ?>) file).get("sha256"))));
    } else if (trained.training().containsKey("train")) {
      card.append("\n## Data\n\n- trained on: " + trained.training().get("train") + "\n");
      card.append("- scored on: " + trained.training().get("dev") + "\n");
    }
  }

  private void settings(StringBuilder card) {
    Map<String, Object> settings = new TreeMap<>();
    map("dependsOn").forEach((name, value) -> settings.put((String) name, value));
    settings.keySet().removeAll(map("data").keySet());
    if (!settings.isEmpty()) {
      card.append("\n## Settings\n\nWhat the bits of the weights depend on besides the data; of");
      card.append(" files that components read, the SHA-256.\n\n```\n");
      settings.forEach((name, value) -> card.append(name + " = " + value + "\n"));
      card.append("```\n");
    }
  }

  private void rebuilding(StringBuilder card) {
    card.append("\n## How to rebuild it\n\n");
    rebuild.ifPresent(command -> card.append("```\n" + command.strip() + "\n```\n\n"));
    card.append(
        """
        Put the data with the sums above in place and train with these settings (`./dms train`). On
        the same kind of machine, with as many threads and the same libraries, on the CPU, the
        weights come out the same to the bit. Every file of this bundle stands with its SHA-256 in
        `bundle.json`.
        """);
  }

  private Optional<String> fact(String name) {
    return Optional.ofNullable(trained.training().get(name)).map(Object::toString);
  }

  private Map<?, ?> map(String name) {
    return trained.training().get(name) instanceof Map<?, ?> map ? map : Map.of();
  }
}
