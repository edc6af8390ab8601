package dms.hub.cli;

import dms.core.file.FaultyFileException;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.ModelName;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.InstalledModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub verify}: sums the files of the models that are here again. */
@Command(
    name = "verify",
    description = "Checks size and SHA-256 of every file of models that are here.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.FAILED_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT
    },
    footer = {"", "Examples:", "  dms hub verify", "  dms hub verify is-small@1.0.0"})
public final class HubVerifyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "NAME or NAME@VERSION (default: all that are installed or on the class path).")
  private List<String> models = List.of();

  @Mixin private HubOptions hub;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public HubVerifyCommand() {
    this(new HubOptions());
  }

  HubVerifyCommand(HubOptions hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws IOException {
    Hub open = hub.open();
    List<Check> checks = new ArrayList<>();
    for (String model : models) {
      checks.addAll(checksOf(ModelName.parse(model), open));
    }
    if (models.isEmpty()) {
      open.home().installed().forEach(model -> checks.add(check(model)));
      for (String name : open.finder().namesOnClassPath()) {
        checks.add(checkOnClassPath(ModelName.parse(name), open));
      }
    }
    boolean sound = true;
    for (Check check : checks) {
      sound &= verify(check);
    }
    spec.commandLine().getOut().flush();
    return sound ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /**
   * Something to be read with all its sums.
   *
   * @param name as the user knows it
   * @param remedy what to do where it is damaged
   */
  private record Check(String name, Reading reading, String remedy) {}

  /** Reads a bundle and checks every file of it; empty where there is none. */
  private interface Reading {
    Optional<Bundle> read() throws IOException;
  }

  private static Check check(InstalledModel model) {
    return new Check(
        model.modelName().toString(),
        () -> Optional.of(Bundle.read(model.folder())),
        "dms hub remove %1$s; dms hub download %1$s".formatted(model.modelName()));
  }

  private static Check checkOnClassPath(ModelName name, Hub open) {
    return new Check(
        name + " on the class path", () -> open.finder().onClassPath(name), "get its jar anew");
  }

  /** As models are found: a version that is installed need not be on the class path too. */
  private static List<Check> checksOf(ModelName name, Hub open) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (InstalledModel model : open.home().installed()) {
      if (name.matches(model.name(), model.version())) {
        checks.add(check(model));
      }
    }
    boolean onClassPath = open.finder().namesOnClassPath().contains(name.name());
    if (onClassPath && (checks.isEmpty() || name.version().isEmpty())) {
      checks.add(checkOnClassPath(name, open));
    }
    if (checks.isEmpty()) {
      throw open.finder().notInstalled(name.toString());
    }
    return checks;
  }

  private boolean verify(Check check) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Optional<Bundle> bundle = check.reading().read();
      if (bundle.isEmpty()) {
        throw new NoSuchFileException(check.name(), null, "no model of this version is there");
      }
      int files = bundle.get().description().files().size();
      out.println("%s: sound, %d files".formatted(check.name(), files));
      return true;
    } catch (FaultyFileException e) {
      out.println("%s: damaged: %s (%s)".formatted(check.name(), e.getMessage(), check.remedy()));
      return false;
    }
  }
}
