package dms.train.cli;

import dms.components.config.Blueprint;
import dms.components.config.RecordBinder;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.RunConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dms config}: prints a configuration as a run would see it. */
@Command(
    name = "config",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.CONFIGURATION_TEXT
    },
    description =
        "Checks a configuration and prints it resolved: includes, overrides and defaults.",
    footer = {"", "Example:", "  dms config examples/demo.conf training.epochs=3"})
public final class ConfigCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Mixin private ConfigFile configuration;

  @Override
  public Integer call() {
    RunConfig config = configuration.load();
    Blueprint blueprint = config.blueprint();
    RunConfig resolved = config.withComponents(blueprint.encoders(), blueprint.decoders());
    spec.commandLine().getOut().print(RecordBinder.toHocon(resolved));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
