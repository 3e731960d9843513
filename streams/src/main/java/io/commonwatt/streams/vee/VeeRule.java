package io.commonwatt.streams.vee;

/**
 * A rule of validation. Stateless: what it looks at is the {@link Examination}, of which the fields
 * of its kind are filled. Thread-safe.
 */
public interface VeeRule {
  /** What follows when a rule speaks. */
  enum Kind {
    /** The reading cannot be attributed or placed: it is rejected. The first to speak decides. */
    REJECTS,
    /** Decides between a reading and the one that holds its interval. */
    FILES,
    /** The reading stays, flagged, with an estimate beside it. All that speak are named. */
    FLAGS,
    /** A day, or a register, stands out: the work list says so, nothing changes. */
    WARNS,
    /** Tells how an interval without a reading is filled. The first to speak decides. */
    FILLS
  }

  /** Stable code: in verdicts, exceptions and rejections. */
  String name();

  Kind kind();

  /** Whether the rule has something to say. */
  boolean speaks(Examination examination);

  /** What a person needs to judge it, with the object and the remedy. Called when it spoke. */
  String detail(Examination examination);
}
