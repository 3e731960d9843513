package io.commonwatt.market.clearing.property;

/**
 * A row of the property matrix: counts of books, and sums over them.
 *
 * @param mechanism its name
 * @param family kind of books
 * @param books drawn
 * @param traded books in which something was traded
 * @param losses books in which an owner trades at a loss
 * @param balanced books in which buyers pay what sellers are paid
 * @param surpluses books in which buyers pay more
 * @param deficits books in which sellers are paid more
 * @param surplusMicroCent what buyers pay less what sellers are paid, over all books
 * @param efficient books of the greatest welfare
 * @param welfareMicroCent reached, over all books
 * @param optimalMicroCent the greatest, over all books
 * @param priceLies books in which a drawn trader gains by another price
 * @param greatestPriceGainMicroCent the most a trader gained so
 * @param withholdings books in which it gains by holding energy back; 0, unasked, where the family
 *     does not {@link BookFamily#variesQuantity}
 * @param overstatements books in which it gains by overstating energy; the same
 * @param unconserved books in which energy bought is not energy sold
 * @param orderDependent books whose result changes with the order of the list
 */
public record MechanismProperties(
    String mechanism,
    BookFamily family,
    int books,
    int traded,
    int losses,
    int balanced,
    int surpluses,
    int deficits,
    long surplusMicroCent,
    int efficient,
    long welfareMicroCent,
    long optimalMicroCent,
    int priceLies,
    long greatestPriceGainMicroCent,
    int withholdings,
    int overstatements,
    int unconserved,
    int orderDependent) {

  /** Welfare reached over the greatest; 1 when there is none to reach. */
  public double efficiency() {
    return optimalMicroCent == 0 ? 1 : (double) welfareMicroCent / optimalMicroCent;
  }

  /** Share of the books, percent. */
  public double percent(int count) {
    return 100.0 * count / books;
  }
}
