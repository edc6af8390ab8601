package somewhere.outside;

import dms.components.config.ComponentProvider;
import dms.components.config.ComponentType;
import dms.components.encoder.TokenEncoding;
import dms.core.corpus.Column;
import dms.core.file.FileContent;
import java.util.List;
import java.util.Map;

/** Found by ServiceLoader. */
public final class OutsideComponents implements ComponentProvider {
  private static final String VALUES = "values.json";

  @Override
  public List<ComponentType<?>> types() {
    return List.of(shape(), plain());
  }

  private static ComponentType<ShapeEncoder.Config> shape() {
    return new ComponentType<>(
        "shape",
        ShapeEncoder.class,
        ShapeEncoder.Config.class,
        config -> List.of(),
        (config, corpus) -> Map.of(),
        (config, parts) -> new ShapeEncoder(parts.name(), config, parts.parameters()));
  }

  private static ComponentType<PlainTagger.Config> plain() {
    return new ComponentType<>(
        "plain-tagger",
        PlainTagger.class,
        PlainTagger.Config.class,
        config -> List.of(new ComponentType.Input(config.input(), TokenEncoding.class)),
        (config, corpus) ->
            Map.of(
                VALUES, FileContent.of(corpus.values(Column.parse(config.column()), 1).toJson())),
        (config, parts) ->
            new PlainTagger(
                parts.name(),
                config,
                parts.input(config.input(), TokenEncoding.class),
                parts.vocabulary(VALUES),
                parts.parameters()));
  }
}
