package dms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.ComponentException;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who shares a batch with whom, and who is told of a failure. */
@Timeout(60)
class SharedModelTest {
  private final Echo echo = new Echo();
  private final List<Thread> callers = new ArrayList<>();
  private SharedModel model;

  /** Gives each form in upper case, waits at the form "wait" and fails at "fail". */
  private static final class Echo implements Decoder {
    private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public void forward(Batch batch) {
      List<String> forms = batch.sentences().stream().flatMap(s -> forms(s).stream()).toList();
      batches.add(forms);
      if (forms.contains("wait")) {
        reached.countDown();
        await(go);
      }
      if (forms.contains("fail")) {
        throw new IllegalStateException("no such luck");
      }
      if (forms.contains("overflow")) {
        throw new StackOverflowError("too deep");
      }
    }

    private static List<String> forms(Sentence sentence) {
      return sentence.tokens().stream().map(Token::form).toList();
    }

    @Override
    public List<List<String>> postprocess(Batch batch) {
      return batch.sentences().stream()
          .map(s -> forms(s).stream().map(form -> form + "!").toList())
          .toList();
    }

    @Override
    public void addTargets(Batch batch) {}

    @Override
    public Optional<Loss> loss(Batch batch) {
      return Optional.empty();
    }

    @Override
    public double weight() {
      return 1;
    }

    @Override
    public int outputDim() {
      return 1;
    }

    @Override
    public Column column() {
      return Column.XPOS;
    }

    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Set<BatchKey<?>> reads() {
      return Set.of();
    }

    @Override
    public Set<BatchKey<?>> writes() {
      return Set.of();
    }

    @Override
    public ParameterTree parameters() {
      throw new IllegalStateException("has none");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    model = shared(PipelineOptions.defaults().withBatchTokens(5).withThreads(1));
  }

  private SharedModel shared(PipelineOptions options) {
    NativeScope memory = NativeScope.open();
    ParameterTree parameters = new ParameterTree(ComputeDevice.cpu());
    memory.leave();
    EncodersDecoders model =
        new EncodersDecoders(List.of(), List.of(echo), parameters, ComputeDevice.cpu(), memory);
    return new SharedModel("echo", model, options, 10);
  }

  @AfterEach
  void close() {
    echo.go.countDown();
    model.close();
  }

  /** Calls from a thread of its own, once it waits for its answer. */
  private CompletableFuture<String> call(String form) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                answer.complete(ask(form));
              } catch (Throwable e) {
                answer.completeExceptionally(e);
              }
            });
    callers.add(caller);
    caller.start();
    while (caller.isAlive() && caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return answer;
  }

  private String ask(String form) {
    return ask(List.of(form)).get(0);
  }

  /** A call of several batches, a form each. */
  private List<String> ask(List<String> forms) {
    List<List<Sentence>> batches =
        forms.stream().map(form -> List.of(Sentence.ofForms(List.of(form)))).toList();
    return model.await(model.call(batches, true)).stream()
        .map(batch -> batch.get(0).get("echo").get(0).value())
        .toList();
  }

  private void occupy() {
    call("wait");
    await(echo.reached);
  }

  @Test
  void callsThatWaitShareABatchUpToItsTokensInTheOrderInWhichTheyCame() throws Exception {
    occupy();
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 7).mapToObj(i -> call("f" + i)).toList();
    echo.go.countDown();
    for (int i = 0; i < 7; i++) {
      assertThat(answers.get(i).get()).isEqualTo("f" + i + "!");
    }
    assertThat(echo.batches)
        .containsExactly(
            List.of("wait"), List.of("f0", "f1", "f2", "f3", "f4"), List.of("f5", "f6"));
  }

  @Test
  void withoutSharingEachCallIsABatch() throws Exception {
    model.close();
    model = shared(PipelineOptions.defaults().withoutSharing().withThreads(1));
    occupy();
    List<CompletableFuture<String>> answers = List.of(call("a"), call("b"));
    echo.go.countDown();
    assertThat(answers.get(1).get()).isEqualTo("b!");
    assertThat(echo.batches).containsExactly(List.of("wait"), List.of("a"), List.of("b"));
  }

  @Test
  void failureIsThatOfTheCallWhichCausedItAndTheModelGoesOn() throws Exception {
    occupy();
    CompletableFuture<String> before = call("a");
    CompletableFuture<String> failing = call("fail");
    CompletableFuture<String> fatal = call("overflow");
    CompletableFuture<String> after = call("b");
    echo.go.countDown();
    assertThat(before.get()).isEqualTo("a!");
    assertThat(after.get()).isEqualTo("b!");
    assertThatThrownBy(failing::get)
        .hasCauseInstanceOf(ComponentException.class)
        .hasMessageContaining("echo: forward of Batch(1 sentences")
        .hasMessageContaining("no such luck");
    assertThatThrownBy(fatal::get).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(ask("c")).isEqualTo("c!");
  }

  @Test
  void closingLetsTheBatchUnderWayFinishAndRefusesTheRest() throws Exception {
    CompletableFuture<String> underWay = call("wait");
    await(echo.reached);
    CompletableFuture<String> waiting = call("a");
    Thread closer = new Thread(model::close);
    closer.start();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(waiting::get)
        .withCauseInstanceOf(IllegalStateException.class)
        .withMessageContaining("closed already");
    assertThat(closer.isAlive()).isTrue();
    echo.go.countDown();
    closer.join();
    assertThat(underWay.get()).isEqualTo("wait!");
    assertThatIllegalStateException().isThrownBy(() -> ask("b"));
    assertThatIllegalStateException().isThrownBy(model::requireOpen);
  }

  @Test
  void interruptedCallIsWithdrawnAndOnlyThat() throws Exception {
    occupy();
    CompletableFuture<String> interrupted = call("a");
    Thread caller = callers.get(callers.size() - 1);
    CompletableFuture<String> other = call("b");
    caller.interrupt();
    assertThatThrownBy(interrupted::join).isInstanceOf(CancellationException.class);
    echo.go.countDown();
    assertThat(other.get()).isEqualTo("b!");
    assertThat(echo.batches).containsExactly(List.of("wait"), List.of("b"));
  }

  @Test
  void shortCallGetsItsTurnBetweenTheBatchesOfALongOneWhichIsAnsweredInItsOrder() throws Exception {
    model.close();
    model = shared(PipelineOptions.defaults().withBatchTokens(1).withThreads(1));
    occupy();
    List<List<Sentence>> batches =
        Stream.of("a", "b", "c").map(form -> List.of(Sentence.ofForms(List.of(form)))).toList();
    ModelCall longCall = model.call(batches, false);
    CompletableFuture<String> shortCall = call("x");
    echo.go.countDown();
    assertThat(shortCall.get()).isEqualTo("x!");
    assertThat(model.await(longCall))
        .extracting(batch -> batch.get(0).get("echo").get(0).value())
        .containsExactly("a!", "b!", "c!");
    assertThat(echo.batches)
        .containsExactly(List.of("wait"), List.of("a"), List.of("x"), List.of("b"), List.of("c"));
  }

  @Test
  void failureInOneBatchEndsItsCallAndNoFurtherBatchOfItIsComputed() {
    model.close();
    model = shared(PipelineOptions.defaults().withBatchTokens(1).withThreads(1));
    assertThatThrownBy(() -> ask(List.of("a", "fail", "b"))).isInstanceOf(ComponentException.class);
    assertThat(ask("c")).isEqualTo("c!");
    assertThat(echo.batches).containsExactly(List.of("a"), List.of("fail"), List.of("c"));
  }

  @Test
  void batchesOfOneCallAreNotTakenTogether() {
    model.close();
    model = shared(PipelineOptions.defaults().withThreads(1));
    assertThat(ask(List.of("a", "b"))).containsExactly("a!", "b!");
    assertThat(echo.batches).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void withTwoThreadsTwoBatchesAreComputedAtATimeAndTheModelIsFreedAfterBoth() throws Exception {
    model.close();
    model = shared(PipelineOptions.defaults().withThreads(2));
    assertThat(model.workers()).isEqualTo(2);
    occupy();
    assertThat(ask("a")).isEqualTo("a!");
    echo.go.countDown();
    model.close();
    assertThatIllegalStateException().isThrownBy(() -> ask("b"));
  }

  @Test
  void threadsOfTheCallerStayAsTheyWere() {
    NativeRuntime runtime = NativeRuntime.load();
    int before = runtime.threads();
    model.close();
    model = shared(PipelineOptions.defaults());
    assertThat(runtime.threads()).isEqualTo(before);
  }

  @Test
  void modelsThatAreStartedAtOnceAllGetTheirThreads() throws Exception {
    model.close();
    model = shared(PipelineOptions.defaults());
    for (int round = 0; round < 20; round++) {
      List<CompletableFuture<SharedModel>> started =
          IntStream.range(0, 4)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> shared(PipelineOptions.defaults())))
              .toList();
      for (CompletableFuture<SharedModel> each : started) {
        try (SharedModel one = each.get(30, TimeUnit.SECONDS)) {
          assertThat(one.workers()).isEqualTo(model.workers());
        }
      }
    }
  }
}
