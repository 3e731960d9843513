package io.commonwatt.ledger;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import io.commonwatt.contracts.market.Settlement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The end of a book's chain, where the next entry is hung. Mutable, not thread-safe. */
final class Book {

  private static final int HASH_CHARACTERS = 64;

  private long sequence;
  private String hash = CanonicalEntry.NO_HASH;

  /** Makes the next entry of the book. */
  LedgerEntry append(Settlement settlement, Map<String, Long> amounts, Instant at) {
    List<Posting> postings = new ArrayList<>(amounts.size());
    amounts.forEach((account, amount) -> postings.add(new Posting(account, amount)));
    sequence++;
    LedgerEntry entry =
        CanonicalEntry.sealed(
            new LedgerEntry(
                settlement.key(),
                settlement.live(),
                sequence,
                settlement.id(),
                settlement.version(),
                settlement.start(),
                postings,
                hash,
                "",
                at,
                settlement.placement()));
    hash = entry.hash();
    return entry;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(sequence);
    out.writeBytes(hash);
  }

  static Book read(DataInput in) throws IOException {
    Book book = new Book();
    book.sequence = in.readLong();
    byte[] hash = new byte[HASH_CHARACTERS];
    in.readFully(hash);
    book.hash = new String(hash, java.nio.charset.StandardCharsets.ISO_8859_1);
    return book;
  }
}
