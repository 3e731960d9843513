package io.commonwatt.ledger;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ways to change one field of an entry and nothing else. */
enum Tampering {
  BOOK,
  LIVE,
  SEQUENCE,
  SETTLEMENT_ID,
  SETTLEMENT_VERSION,
  START,
  POSTING_AMOUNT,
  POSTING_ACCOUNT,
  POSTING_ADDED,
  POSTING_REMOVED,
  POSTINGS_SWAPPED,
  PREVIOUS_HASH,
  HASH,
  KNOWN_AT,
  PLACEMENT;

  LedgerEntry apply(LedgerEntry e) {
    String book = e.book();
    boolean live = e.live();
    long sequence = e.sequence();
    String settlementId = e.settlementId();
    long settlementVersion = e.settlementVersion();
    Instant start = e.start();
    List<Posting> postings = new ArrayList<>(e.postings());
    String previousHash = e.previousHash();
    String hash = e.hash();
    Instant knownAt = e.knownAt();
    String placement = e.placement();
    switch (this) {
      case BOOK -> book = "c1|tariff".equals(book) ? "c1|direct" : "c1|tariff";
      case LIVE -> live = !live;
      case SEQUENCE -> sequence++;
      case SETTLEMENT_ID -> settlementId += "0";
      case SETTLEMENT_VERSION -> settlementVersion++;
      case START -> start = start.plusMillis(1);
      case POSTING_AMOUNT -> {
        if (postings.size() < 2) {
          postings.add(new Posting("z", 1));
        } else {
          // Still balanced.
          Posting first = postings.get(0);
          Posting last = postings.get(postings.size() - 1);
          postings.set(0, new Posting(first.account(), first.amountMicroCent() + 1));
          postings.set(
              postings.size() - 1, new Posting(last.account(), last.amountMicroCent() - 1));
        }
      }
      case POSTING_ACCOUNT -> {
        if (postings.isEmpty()) {
          postings.add(new Posting("z", 1));
        } else {
          postings.set(0, new Posting("member:other", postings.get(0).amountMicroCent()));
        }
      }
      case POSTING_ADDED -> {
        postings.add(new Posting("y", 5));
        postings.add(new Posting("z", -5));
      }
      case POSTING_REMOVED -> {
        if (postings.isEmpty()) {
          postings.add(new Posting("z", 1));
        } else {
          postings.remove(0);
        }
      }
      case POSTINGS_SWAPPED -> {
        if (postings.size() < 2) {
          postings.add(new Posting("z", 1));
        } else {
          java.util.Collections.swap(postings, 0, 1);
        }
      }
      case PREVIOUS_HASH -> previousHash = flipped(previousHash);
      case HASH -> hash = flipped(hash);
      case KNOWN_AT -> knownAt = knownAt.minusMillis(1);
      case PLACEMENT -> placement += "x";
    }
    return new LedgerEntry(
        book,
        live,
        sequence,
        settlementId,
        settlementVersion,
        start,
        postings,
        previousHash,
        hash,
        knownAt,
        placement);
  }

  private static String flipped(String hash) {
    return (hash.charAt(0) == '0' ? '1' : '0') + hash.substring(1);
  }
}
