package dms.core.corpus;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests of this package read and write. */
final class CorpusSamples {
  private CorpusSamples() {}

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<Sentence> conllu(String text) throws IOException {
    try (SentenceReader reader = new ConlluReader(stream(text), "dev.conllu")) {
      return reader.readAll();
    }
  }

  static List<Sentence> tsv(String text) throws IOException {
    try (SentenceReader reader = new TsvReader(stream(text), "dev.tsv")) {
      return reader.readAll();
    }
  }

  static List<Sentence> text(String text) throws IOException {
    try (SentenceReader reader = new TextReader(stream(text), "dev.txt")) {
      return reader.readAll();
    }
  }

  static String writeConllu(List<Sentence> sentences) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SentenceWriter writer = new ConlluWriter(out)) {
      for (Sentence sentence : sentences) {
        writer.write(sentence);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static String writeTsv(List<Sentence> sentences, String... columns) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SentenceWriter writer = new TsvWriter(out, columns(columns))) {
      for (Sentence sentence : sentences) {
        writer.write(sentence);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static List<Column> columns(String... specs) {
    return List.of(specs).stream().map(Column::parse).toList();
  }

  static List<String> forms(Sentence sentence) {
    return sentence.tokens().stream().map(Token::form).toList();
  }

  /** A row of CoNLL-U with an ID, a form and nothing else. */
  static String row(String id, String form) {
    return id + "\t" + form + "\t_".repeat(8) + "\n";
  }

  /** A file of the shared data; the test that asks is skipped where there is none. */
  static Path sharedData(String name) {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null && Files.exists(Path.of(shared, "data", name))) {
      return Path.of(shared, "data", name);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return abort("no shared/data/" + name + " above the working directory, nor under DMS_SHARED");
  }
}
