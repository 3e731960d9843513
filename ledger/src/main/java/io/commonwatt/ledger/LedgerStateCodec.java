package io.commonwatt.ledger;

import io.commonwatt.contracts.step.StateCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link LedgerState}: format version, counters, books, account names, then the days as
 * they are packed. Equal states give equal bytes. Thread-safe.
 */
final class LedgerStateCodec implements StateCodec<LedgerState> {

  private static final int FORMAT = 1;

  @Override
  public void write(LedgerState state, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(state.superseded);
    out.writeLong(state.forgotten);
    state.bookNames.write(out);
    for (Book book : state.books) {
      book.write(out);
    }
    state.accounts.write(out);
    state.days.write(out);
  }

  @Override
  public LedgerState read(DataInput in) throws IOException {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException(
          "State of the ledger has format "
              + format
              + ", this release reads "
              + FORMAT
              + "; resume it with the release that wrote it");
    }
    long superseded = in.readLong();
    long forgotten = in.readLong();
    Names bookNames = Names.read(in);
    List<Book> books = new ArrayList<>(bookNames.size());
    while (books.size() < bookNames.size()) {
      books.add(Book.read(in));
    }
    LedgerState state = new LedgerState(bookNames, books, Names.read(in), BookedDays.read(in));
    state.superseded = superseded;
    state.forgotten = forgotten;
    return state;
  }
}
