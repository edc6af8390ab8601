package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of all commands reads as if one person had written it. */
class HelpTest {
  static Stream<CommandLine> commands() {
    return Main.commandLine().getSubcommands().values().stream().flatMap(HelpTest::withOwn);
  }

  private static Stream<CommandLine> withOwn(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::withOwn));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyDescriptionIsASentence(CommandLine command) {
    List<String> descriptions = new ArrayList<>();
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    descriptions.add(String.join(" ", usage.description()));
    for (ArgSpec argument : command.getCommandSpec().args()) {
      descriptions.add(String.join(" ", argument.description()));
    }
    descriptions.addAll(usage.exitCodeList().values());
    assertThat(descriptions).allMatch(text -> text.matches("(?s)\\p{Lu}.*\\."));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAnExampleAndItsExitCodes(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    assertThat(String.join("\n", usage.footer()))
        .containsPattern("Examples?:\n  .*" + command.getCommandSpec().qualifiedName());
    assertThat(usage.exitCodeList()).containsKeys("0", "64", "70");
  }
}
