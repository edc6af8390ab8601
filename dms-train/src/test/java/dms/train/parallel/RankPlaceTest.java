package dms.train.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankPlaceTest {
  private static RankPlace local(int rank, int size) {
    return new RankPlace(rank, size, rank, size, "127.0.0.1", 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"2, 8, 4", "3, 8, 2", "4, 2, 1"})
  void theCoresAreSharedOut(int ranks, int processors, int threads) {
    assertThat(local(0, ranks).threads(processors)).isEqualTo(threads);
  }

  @ParameterizedTest
  @CsvSource({"0, cuda, cuda:0", "1, cuda, cuda:1", "1, cuda:2, cuda:3", "1, cpu, cpu"})
  void eachProcessOfAMachineHasACardOfItsOwn(int rank, String configured, String device) {
    assertThat(local(rank, 2).device(configured)).isEqualTo(device);
  }

  @Test
  void aProcessAloneOnItsMachineHasTheCardThatIsConfigured() {
    RankPlace place = new RankPlace(1, 2, 0, 1, "there", 29500, 1);
    assertThat(place.device("cuda:3")).isEqualTo("cuda:3");
  }

  @ParameterizedTest
  @CsvSource({"2, 2, rank", "-1, 2, rank", "0, 0, world-size"})
  void numbersThatDoNotFitAreRefused(int rank, int size, String named) {
    assertThatThrownBy(() -> new RankPlace(rank, size, 0, 1, "there", 29500, 1))
        .hasMessageContaining(named + ": expected");
  }
}
