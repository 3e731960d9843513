package io.commonwatt.contracts.ledger;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.List;

/**
 * An entry of a book: balanced postings, chained by hash to the entry before.
 *
 * @param book {@code community|strategy}
 * @param live whether the book is money; the others are shadow accounts
 * @param sequence position in the book, from 1
 * @param settlementId {@link io.commonwatt.contracts.market.Settlement#id()} it books
 * @param settlementVersion version it books; a correction books the difference to the one before
 * @param postings sum to zero
 * @param previousHash hash of the entry before, hex; 64 zeros for the first
 * @param hash SHA-256 over the entry's canonical text, previousHash included, hex
 */
public record LedgerEntry(
    String book,
    boolean live,
    long sequence,
    String settlementId,
    long settlementVersion,
    Instant start,
    List<Posting> postings,
    String previousHash,
    String hash,
    Instant knownAt,
    String placement)
    implements Travelling {
  public LedgerEntry {
    postings = List.copyOf(postings);
  }

  @Override
  public String key() {
    return book;
  }

  @Override
  public String id() {
    return book + '|' + sequence;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
