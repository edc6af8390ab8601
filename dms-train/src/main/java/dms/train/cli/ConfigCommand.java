package dms.train.cli;

import dms.components.config.Blueprint;
import dms.components.config.RecordBinder;
import dms.core.file.DurableFile;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.RunConfig;
import dms.train.reference.ConfigurationReference;
import dms.train.reference.MarkdownPage;
import dms.train.reference.TerminalPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dms config}: prints a configuration as a run would see it, or what a configuration can
 * say.
 */
@Command(
    name = "config",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT,
      ExitCodes.CONFIGURATION_TEXT
    },
    description = {
      "Checks a configuration and prints it resolved: includes, overrides and defaults.",
      "With --describe, tells what can be configured."
    },
    footer = {
      "",
      "Examples:",
      "  dms config examples/demo.conf training.epochs=3",
      "  dms config --describe",
      "  dms config --describe lemmatizer"
    })
public final class ConfigCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "Configuration file (HOCON).")
  private Optional<Path> file = Optional.empty();

  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = ConfigFile.OVERRIDES)
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--describe",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "NAME",
      description =
          "Describe the settings of a component type or of a section such as training; without a"
              + " name, list them all.")
  private Optional<String> described = Optional.empty();

  @Option(
      names = "--write-reference",
      paramLabel = "FILE",
      description = "Write the settings of everything as a page in Markdown.")
  private Optional<Path> page = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (Stream.of(file, described, page).filter(Optional::isPresent).count() != 1) {
      throw new ParameterException(
          spec.commandLine(), "expected one of CONFIG, --describe and --write-reference");
    }
    if (page.isPresent()) {
      DurableFile.writeString(page.get(), MarkdownPage.of(ConfigurationReference.load()));
    }
    PrintWriter out = spec.commandLine().getOut();
    described.map(ConfigCommand::describe).ifPresent(out::print);
    file.map(this::resolved).ifPresent(out::print);
    out.flush();
    return 0;
  }

  private String resolved(Path path) {
    RunConfig config = ConfigFile.load(path, overrides);
    Blueprint blueprint = config.blueprint();
    return RecordBinder.toHocon(config.withComponents(blueprint.encoders(), blueprint.decoders()));
  }

  private static String describe(String name) {
    ConfigurationReference reference = ConfigurationReference.load();
    if (name.isEmpty()) {
      return TerminalPage.names(reference);
    }
    return reference.named(name).stream().map(TerminalPage::of).collect(Collectors.joining("\n"));
  }
}
