package io.commonwatt.ledger;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Recomputes a ledger from its entries alone: every hash, the chain and the sequence of each book,
 * and the balance of each entry. Books may be interleaved, the entries of a book stand in order.
 *
 * <p>Whoever changes an entry and nothing else is found at that entry; whoever also makes its hash
 * anew is found at the next one. Cutting off the end of a book, or rewriting it from some entry to
 * its end, leaves a valid chain: that is found by comparing {@link Verification#heads()} with a
 * head noted elsewhere.
 */
public final class LedgerVerifier {

  private final Map<String, Head> heads = new TreeMap<>();
  private long entries;
  private long sumMicroCent;
  private BadEntry firstBad;

  private LedgerVerifier() {}

  /**
   * Result of a verification.
   *
   * @param entries how many entries were read
   * @param verified whether all of them are as they were written
   * @param firstBad the first that is not, in the order read; null when all are
   * @param sumMicroCent sum of all postings read, 0 in a sound ledger, micro-cent
   * @param heads the last sound entry of each book, by book
   */
  public record Verification(
      long entries,
      boolean verified,
      BadEntry firstBad,
      long sumMicroCent,
      Map<String, Head> heads) {}

  /**
   * An entry that is not as it was written.
   *
   * @param book book it says it is in; empty where it cannot be read
   * @param sequence position it says it has; 0 where it cannot be read
   * @param reason what is wrong with it
   */
  public record BadEntry(String book, long sequence, String reason) {}

  /**
   * End of a book's chain.
   *
   * @param sequence position of its last entry
   * @param hash hash of its last entry, which stands for all before it
   */
  public record Head(long sequence, String hash) {}

  /** Verifies entries, those of a book in order. */
  public static Verification verify(Iterator<LedgerEntry> entries) {
    LedgerVerifier verifier = new LedgerVerifier();
    entries.forEachRemaining(verifier::accept);
    return verifier.verification();
  }

  /** Like {@link #verify(Iterator)}. */
  public static Verification verify(Stream<LedgerEntry> entries) {
    return verify(entries.iterator());
  }

  /**
   * Verifies an export written by {@link LedgerExport}. A line that is not exactly what the export
   * of an entry would be is bad, and what follows it is only counted.
   *
   * @throws IOException when the file cannot be read
   */
  public static Verification verify(Path export) throws IOException {
    LedgerVerifier verifier = new LedgerVerifier();
    LedgerExport.read(export, verifier::accept, verifier::reject);
    return verifier.verification();
  }

  private Verification verification() {
    return new Verification(entries, firstBad == null, firstBad, sumMicroCent, Map.copyOf(heads));
  }

  private void reject(String reason) {
    entries++;
    if (firstBad == null) {
      firstBad = new BadEntry("", 0, reason);
    }
  }

  private void accept(LedgerEntry entry) {
    entries++;
    for (Posting posting : entry.postings()) {
      sumMicroCent += posting.amountMicroCent();
    }
    if (firstBad != null) {
      return;
    }
    String reason = findFault(entry);
    if (reason == null) {
      heads.put(entry.book(), new Head(entry.sequence(), entry.hash()));
    } else {
      firstBad = new BadEntry(entry.book(), entry.sequence(), reason);
    }
  }

  /** What is wrong with an entry, its own content first; null when it is sound. */
  private String findFault(LedgerEntry entry) {
    String hash = CanonicalEntry.hash(entry);
    if (!hash.equals(entry.hash())) {
      return "its content hashes to " + hash + ", not to its hash " + entry.hash();
    }
    Head head = heads.getOrDefault(entry.book(), new Head(0, CanonicalEntry.NO_HASH));
    if (entry.sequence() != head.sequence() + 1) {
      return "it follows entry " + head.sequence() + "; one is missing, repeated or out of order";
    }
    if (!entry.previousHash().equals(head.hash())) {
      return "it names "
          + entry.previousHash()
          + " as the hash before it, but entry "
          + head.sequence()
          + " has "
          + head.hash();
    }
    return findImbalance(entry);
  }

  private static String findImbalance(LedgerEntry entry) {
    long balance = 0;
    String last = "";
    try {
      for (Posting posting : entry.postings()) {
        if (posting.amountMicroCent() == 0 || posting.account().compareTo(last) <= 0) {
          return "its posting to '" + posting.account() + "' is zero, repeated or out of order";
        }
        last = posting.account();
        balance = Math.addExact(balance, posting.amountMicroCent());
      }
    } catch (ArithmeticException e) {
      return "its postings leave the range of amounts";
    }
    return balance == 0 ? null : "its postings sum to " + balance + " micro-cent, not to 0";
  }
}
