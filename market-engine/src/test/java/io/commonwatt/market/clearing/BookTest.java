package io.commonwatt.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.market.Side;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BookTest {

  @Test
  void shouldReadABook() throws IOException {
    Book book =
        read(
            """
            side,id,quantityWh,priceMilliCentPerKwh
            bid,b1,10000,30000
            ask,a1,6000,-10000

            """);

    assertThat(book.orders())
        .containsExactly(
            new Order("b1", "b1", Side.BID, 10_000, 30_000),
            new Order("a1", "a1", Side.ASK, 6_000, -10_000));
  }

  @Test
  void shouldReadABookWithTimes() throws IOException {
    assertThat(read("side,id,quantityWh,priceMilliCentPerKwh,time\nask,a,1,2,3\n").orders())
        .hasSize(1);
  }

  @Test
  void shouldReadABookInAGrid() throws IOException {
    Book book = read("side,id,quantityWh,priceMilliCentPerKwh,owner,node\nask,a,1,2,home,north\n");
    assertThat(book.nodeOf()).containsExactly(Map.entry("a", "north"));
    assertThat(book.orders()).extracting(Order::owner).containsExactly("home");
  }

  @Test
  void shouldReadBlocks() throws IOException {
    Book book = read("side,id,quantityWh,priceMilliCentPerKwh,block\nask,a,1,2,true\nask,b,1,2,\n");
    assertThat(book.blocks()).containsExactly("a");
  }

  @Test
  void shouldReadWhatASpreadsheetWrites() throws IOException {
    String text =
        "\uFEFFside, id ,quantityWh,priceMilliCentPerKwh\r\nbid , b1, 10 ,50\r\n\r\nask,a1,7, 20";
    assertThat(read(text).orders())
        .isEqualTo(
            read("side,id,quantityWh,priceMilliCentPerKwh\nbid,b1,10,50\nask,a1,7,20\n").orders());
  }

  @Test
  void shouldSetOrdersOfNothingApart() throws IOException {
    Book book = read("side,id,quantityWh,priceMilliCentPerKwh,block\nask,a,0,2,true\nbid,b,1,2,\n");
    assertThat(book.orders()).extracting(Order::id).containsExactly("b");
    assertThat(book.ofNothing()).containsExactly("a");
    assertThat(book.blocks()).isEmpty();
  }

  @Test
  void shouldNameTheLineAndTheRemedy() {
    String header = "side,id,quantityWh,priceMilliCentPerKwh\n";
    assertFails("id,side\n", 1, "write 'side,id,quantityWh,priceMilliCentPerKwh[,time]'");
    assertFails("", 1, "the header is ''");
    assertFails(header + "bid,b1,1,1\nbuy,b2,1,1\n", 3, "side 'buy'; write 'bid' or 'ask'");
    assertFails(header + "bid,b1,1.5,1\n", 2, "quantityWh '1.5'; write a whole number");
    assertFails(header + "bid,b1,-1,1\n", 2, "it must not be negative");
    assertFails(header + "bid,b,0,1\nask,b,1,1\n", 3, "the id 'b' was used before");
    assertFails(header + "bid,b1,1\n", 2, "3 columns where the header has 4");
    assertFails(header + "bid,,1,1\n", 2, "the id is empty");
    assertFails(header + "bid,b,1,1\nask,b,1,1\n", 3, "the id 'b' was used before");
  }

  private static void assertFails(String text, int line, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BookFormatException.class)
        .hasMessageStartingWith("book.csv:" + line + ": ")
        .hasMessageContaining(message);
  }

  private static Book read(String text) throws IOException {
    return Book.read(new StringReader(text), "book.csv");
  }
}
