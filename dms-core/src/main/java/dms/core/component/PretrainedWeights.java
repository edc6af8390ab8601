package dms.core.component;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Implemented by components whose weights come from elsewhere. A fresh training loads them once
 * before its first step; a resumed one and a bundle have their own and do not.
 */
public interface PretrainedWeights {
  /**
   * Copies the weights into the component's parameters.
   *
   * @throws IOException when they cannot be read or are not those of this component
   */
  void loadPretrained() throws IOException;

  /** The files that they are read from, on which the bits of a training depend. */
  List<Path> pretrainedFiles();
}
