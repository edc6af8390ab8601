package dms.hub.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: a script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that lets a shell complete commands and options.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.SOFTWARE_TEXT},
    footer = {
      "",
      "Examples:",
      "  source <(dms completion bash)                 # this shell",
      "  dms completion bash >> ~/.bash_completion     # every bash from now on",
      "  source <(dms completion zsh)                  # as a line of ~/.zshrc: every zsh"
    })
public final class CompletionCommand implements Callable<Integer> {
  private static final String ZSH =
      """
      autoload -U +X compinit && compinit
      autoload -U +X bashcompinit && bashcompinit
      """;

  /** Shells that are known. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "The shell: bash or zsh.")
  private Shell shell;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public CompletionCommand() {}

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(shell == Shell.zsh ? ZSH : "");
    out.print(AutoComplete.bash(spec.root().name(), root));
    out.println();
    out.flush();
    return ExitCodes.OK;
  }
}
