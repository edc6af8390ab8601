package dms.bench.run;

import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What JMH tells goes to a log; which benchmark has begun is told besides. */
final class ProgressFormat {
  private ProgressFormat() {}

  /**
   * A format.
   *
   * @param log gets everything
   * @param begun gets a line for each benchmark that begins
   */
  static OutputFormat of(PrintStream log, Consumer<String> begun) {
    OutputFormat all = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("startBenchmark")) {
            begun.accept(name((BenchmarkParams) arguments[0]));
          }
          try {
            return method.invoke(all, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (OutputFormat)
        Proxy.newProxyInstance(
            OutputFormat.class.getClassLoader(), new Class<?>[] {OutputFormat.class}, handler);
  }

  private static String name(BenchmarkParams benchmark) {
    StringBuilder name =
        new StringBuilder(benchmark.getBenchmark().replaceFirst("^dms\\.bench\\.", ""));
    benchmark
        .getParamsKeys()
        .forEach(key -> name.append(' ').append(key).append('=').append(benchmark.getParam(key)));
    return name.toString();
  }
}
