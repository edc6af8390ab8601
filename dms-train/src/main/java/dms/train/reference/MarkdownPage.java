package dms.train.reference;

import java.util.Locale;

/** The reference as {@code docs/configuration.md}. */
public final class MarkdownPage {
  /** The command that writes the page anew. */
  public static final String COMMAND = "./dms config --write-reference docs/configuration.md";

  private static final String BEGIN =
      """
      # Configuration

      Every setting of a run and of every component type. Written by `%s`
      from the records that configurations are bound to; a test fails when it is stale. `./dms config --describe NAME`
      prints one section of it, `./dms config FILE` a whole configuration with all defaults filled in.

      A configuration is a HOCON file. The keys of [run](#run) stand at its root; a component stands under a name of your
      choice in `encoders` or `decoders`, with its `type` and the settings below. On the command line, `key=value` overrides
      any of them: `training.epochs=3 decoders.lemma.weight=0.3`. A *list* takes a single text as a list of one; *by name*
      is an object whose keys are names.
      """
          .formatted(COMMAND);

  private MarkdownPage() {}

  /** The whole page, with a line break at its end. */
  public static String of(ConfigurationReference reference) {
    StringBuilder page = new StringBuilder(BEGIN);
    for (Section.Kind kind : Section.Kind.values()) {
      page.append("\n## ").append(kind.heading()).append('\n');
      reference.sections().stream()
          .filter(section -> section.kind() == kind)
          .forEach(section -> append(section, page));
    }
    return page.toString();
  }

  private static void append(Section section, StringBuilder page) {
    page.append("\n### ").append(section.name()).append("\n\n");
    page.append(sentence(section.purpose())).append("\n\n");
    if (section.settings().isEmpty()) {
      page.append("It has no settings.\n");
      return;
    }
    page.append("| key | type | default | unit | meaning |\n|---|---|---|---|---|\n");
    section.settings().forEach(entry -> append(entry, page));
  }

  private static void append(Section.Entry entry, StringBuilder page) {
    String value = escaped(entry.orElse());
    page.append("| `").append(entry.setting().key()).append("` | ");
    page.append(escaped(entry.setting().type()));
    entry.section().ifPresent(name -> page.append(" [%s](#%s)".formatted(name, anchor(name))));
    page.append(" | ").append(entry.hasValue() ? "`" + value + "`" : value);
    page.append(" | ").append((escaped(entry.setting().unit()) + " ").stripLeading());
    page.append("| ").append(escaped(entry.setting().doc())).append(" |\n");
  }

  private static String sentence(String purpose) {
    int first = purpose.offsetByCodePoints(0, 1);
    return purpose.substring(0, first).toUpperCase(Locale.ROOT)
        + escaped(purpose.substring(first))
        + ".";
  }

  /** As GitHub makes it from the heading. */
  private static String anchor(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}_-]", "");
  }

  /** Text that neither ends a cell nor begins a tag or emphasis. */
  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("\n", " ");
  }
}
