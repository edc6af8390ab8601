package dms.components.setting;

import java.util.List;

/**
 * Settings of a component that may run code out of a file that it keeps, such as TorchScript. What
 * is got from others and has such files is not loaded unless the user trusts them by their SHA-256.
 */
public interface CarriesCode {
  /** Names of the kept files that are run, with these settings; empty where none is. */
  List<String> codeFiles();
}
