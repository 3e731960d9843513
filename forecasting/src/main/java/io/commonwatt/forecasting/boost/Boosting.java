package io.commonwatt.forecasting.boost;

import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;

/** Whether boosters can be trained here. Thread-safe. */
public final class Boosting {

  /** Asked once: what does not load at first does not load later. */
  private static final class Loaded {
    static final String REASON = load();
  }

  private Boosting() {}

  /** Why boosters cannot be trained here, with the remedy; empty when they can. */
  public static Optional<String> unavailable() {
    return Optional.ofNullable(Loaded.REASON);
  }

  /**
   * Checks that boosters can be trained here.
   *
   * @throws BoostingUnavailableException when they cannot
   */
  public static void require() {
    if (Loaded.REASON != null) {
      throw new BoostingUnavailableException(Loaded.REASON);
    }
  }

  private static String load() {
    try {
      Class.forName(Booster.class.getName(), true, Boosting.class.getClassLoader());
      Class.forName("ml.dmlc.xgboost4j.java.XGBoostJNI", true, Boosting.class.getClassLoader());
      return null;
    } catch (ClassNotFoundException | LinkageError e) {
      return reason(e);
    }
  }

  /** What to tell about a library that did not load. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String cause = String.valueOf(root.getMessage());
    String remedy =
        cause.contains("libgomp")
            ? "install the package libgomp1"
            : "check that this platform has XGBoost binaries and the package libgomp1, and that the"
                + " folder for temporary files can be written";
    return "XGBoost's native library does not load (" + cause + "): " + remedy;
  }
}
