package dms.train.parallel;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.global.torch_gloo;

/**
 * Several processes: numbers and texts go over Gloo, gradients too or, on CUDA cards, over NCCL.
 * Calls of one kind are answered in the order in which they are made.
 */
public final class ProcessRanks implements Ranks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RankPlace place;
  private final Rendezvous rendezvous;
  private final NativeScope memory;
  private final Pulse pulse;
  private final GlooReduction numbers;
  private int groups;
  private boolean failed;

  private ProcessRanks(Rendezvous rendezvous) {
    this.rendezvous = rendezvous;
    this.place = rendezvous.place();
    this.pulse = new Pulse(rendezvous);
    this.memory = NativeScope.open();
    try {
      Loader.load(torch_gloo.class);
      this.numbers =
          new GlooReduction(new PrefixStore("numbers", rendezvous.store()), place, pulse);
    } finally {
      memory.leave();
    }
  }

  /**
   * Waits for the other processes and connects with them.
   *
   * @param trouble why one cannot come any more, if that is known
   * @throws RendezvousException naming those who did not come in time
   */
  public static ProcessRanks join(Rendezvous rendezvous, Supplier<Optional<String>> trouble)
      throws RendezvousException {
    rendezvous.awaitAll(trouble);
    return new ProcessRanks(rendezvous);
  }

  @Override
  public RankPlace place() {
    return place;
  }

  @Override
  public boolean any(boolean here) {
    return sum(here ? 1 : 0).await()[0] > 0;
  }

  @Override
  public Sum sum(double... added) {
    NativeScope scope = NativeScope.open();
    try {
      Tensor tensor =
          torch.zeros(new long[] {added.length}, ComputeDevice.cpu().options(ScalarType.Double));
      new DoublePointer(tensor.data_ptr()).put(added);
      Work work = numbers.start(tensor);
      return () -> {
        try {
          numbers.await(work);
          double[] sums = new double[added.length];
          new DoublePointer(tensor.data_ptr()).get(sums);
          return sums;
        } finally {
          scope.close();
        }
      };
    } finally {
      scope.leave();
    }
  }

  @Override
  @SuppressWarnings("try")
  public String fromFirst(Told work) throws IOException {
    byte[] told = first() ? work.tell().getBytes(StandardCharsets.UTF_8) : new byte[0];
    try (NativeScope scope = NativeScope.open()) {
      Tensor length = Tensors.of(new int[] {told.length}, ComputeDevice.cpu());
      numbers.copyFirst(length);
      int[] text = new int[Math.toIntExact(Tensors.toLongs(length)[0])];
      for (int i = 0; i < told.length; i++) {
        text[i] = told[i];
      }
      Tensor bytes = Tensors.of(text, ComputeDevice.cpu());
      numbers.copyFirst(bytes);
      long[] received = Tensors.toLongs(bytes);
      byte[] all = new byte[received.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = (byte) received[i];
      }
      return new String(all, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void copyFirst(ParameterTree model, FlatParameters parameters, Optimizer optimizer)
      throws IOException {
    model.tensors().values().forEach(this::copyFirst);
    // Learnt loss weights are there only.
    copyFirst(parameters.values());
    Map<String, Tensor> state = optimizer.state();
    state.values().forEach(this::copyFirst);
    optimizer.load(state, "rank 0");
  }

  private void copyFirst(Tensor tensor) {
    NativeScope.within(
        () ->
            Gradients.without(
                () -> {
                  if (tensor.numel() > 0) {
                    Tensor copy = tensor.detach().cpu().contiguous();
                    numbers.copyFirst(copy);
                    tensor.copy_(copy);
                  }
                }));
  }

  @Override
  public void requireSame(String subject, Map<String, String> facts) throws IOException {
    String first = fromFirst(() -> JSON.writeValueAsString(facts));
    Map<String, String> expected =
        JSON.readValue(first, new TypeReference<TreeMap<String, String>>() {});
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(expected.keySet());
    names.removeIf(name -> facts.getOrDefault(name, "").equals(expected.getOrDefault(name, "")));
    if (!names.isEmpty()) {
      throw new IllegalStateException(difference(subject, names, expected, facts));
    }
  }

  private String difference(
      String subject,
      TreeSet<String> names,
      Map<String, String> expected,
      Map<String, String> facts) {
    StringBuilder text = new StringBuilder();
    text.append("the processes differ in ").append(subject).append(':');
    for (String name : names) {
      text.append(
          " %s: rank 0 has %s, rank %d has %s;"
              .formatted(
                  name,
                  expected.getOrDefault(name, "nothing"),
                  place.rank(),
                  facts.getOrDefault(name, "nothing")));
    }
    return text.append(" give all of them the same configuration, data and version").toString();
  }

  @Override
  public GradientSum gradients(FlatParameters parameters) {
    return new OverlappedGradientSum(parameters, reduction(parameters));
  }

  private Reduction reduction(FlatParameters parameters) {
    if (ComputeDevice.of(parameters.gradients()).kind() == ComputeDevice.Kind.CPU) {
      return numbers;
    }
    groups++;
    return new NcclReduction(
        new PrefixStore("gradients/" + groups, rendezvous.store()), place, pulse);
  }

  @Override
  public void fail(String message) {
    failed = true;
    pulse.fail(message);
  }

  /** After a failure the groups are left as they are: freeing them would wait for the others. */
  @Override
  public void close() {
    if (!failed) {
      any(false);
      pulse.close();
      memory.close();
    }
  }
}
