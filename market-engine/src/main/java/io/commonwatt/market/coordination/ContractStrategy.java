package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.contracts.market.Trade;
import io.commonwatt.market.bilateral.Contract;
import io.commonwatt.market.bilateral.Trader;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.observation.Hours;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Bilateral competition: homes sign contracts for the hour to come with their nearest neighbours, a
 * unit at a time and without a hub. Sellers tell neighbours how much they have; buyers ask for the
 * units they want most; a seller takes the best offers, and the price of what it refuses rises by a
 * step. It ends when nobody has anything to say. Near is by place in the list of the community.
 */
public final class ContractStrategy extends StrategyFrame {

  public static final String NAME = "contracts";

  private static final long UNIT_WH = 250;
  private static final long STEP_MILLI_CENT_PER_KWH = 1000;
  private static final int NEIGHBOURS_EACH_WAY = 2;
  private static final String SUPPLY = "supply";
  private static final String OFFER = "offer";
  private static final String REFUSAL = "refusal";

  private final Dispatcher dispatcher;

  public ContractStrategy(Dispatcher dispatcher) {
    super(NAME, Cell.BILATERAL_COMPETITION, Published.TARIFF);
    this.dispatcher = dispatcher;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    TariffBoard board = TariffBoard.receive(channel);
    List<TradingHome> homes = new ArrayList<>();
    List<Buyer> buyers = new ArrayList<>();
    List<Seller> sellers = new ArrayList<>();
    for (HomeView view : situation.homes()) {
      TradingHome home = new TradingHome(situation, view, board.pricesOf(view), dispatcher);
      List<Order> orders = home.orders();
      homes.add(home);
      buyers.add(new Buyer(view.usagePoint(), orders, home.limits().floor(), channel));
      sellers.add(new Seller(view.usagePoint(), orders, channel));
    }
    for (int i = 0; i < homes.size(); i++) {
      for (int neighbour : neighbours(i, homes.size())) {
        sellers.get(i).announce(homes.get(neighbour).usagePoint());
      }
    }
    buyers.forEach(Buyer::hearSupply);
    negotiate(buyers, sellers);
    sign(situation, buyers, sellers, decision);
    for (int i = 0; i < homes.size(); i++) {
      long units = buyers.get(i).asked.size() - (long) sellers.get(i).sold.size();
      homes.get(i).follow(NAME, units * UNIT_WH, decision);
    }
  }

  private static void negotiate(List<Buyer> buyers, List<Seller> sellers) {
    boolean said = true;
    while (said) {
      said = false;
      for (Buyer buyer : buyers) {
        said |= buyer.ask();
      }
      sellers.forEach(Seller::answer);
      buyers.forEach(Buyer::hearRefusals);
    }
  }

  private static TreeSet<Integer> neighbours(int home, int homes) {
    TreeSet<Integer> neighbours = new TreeSet<>();
    for (int away = 1; away <= NEIGHBOURS_EACH_WAY; away++) {
      neighbours.add(Math.floorMod(home + away, homes));
      neighbours.add(Math.floorMod(home - away, homes));
    }
    neighbours.remove(home);
    return neighbours;
  }

  /** What both sides hold at the same price is signed; where a message was lost they may differ. */
  private static void sign(
      Situation situation, List<Buyer> buyers, List<Seller> sellers, Decision decision) {
    Map<Contract, Long> sold = new HashMap<>();
    sellers.forEach(seller -> sold.putAll(seller.sold));
    List<Trade> trades = new ArrayList<>();
    Map<String, Integer> soldUnits = new TreeMap<>();
    long welfare = 0;
    for (Buyer buyer : buyers) {
      int units = 0;
      for (Contract contract : buyer.asked) {
        long price = buyer.prices.get(contract);
        if (Long.valueOf(price).equals(sold.get(contract))) {
          Decision.Contract bought = new Decision.Contract(UNIT_WH, price * UNIT_WH);
          Decision.Contract given = new Decision.Contract(-UNIT_WH, -price * UNIT_WH);
          decision.contracts().merge(contract.buyer(), bought, Decision.Contract::plus);
          decision.contracts().merge(contract.seller(), given, Decision.Contract::plus);
          trades.add(new Trade(contract.buyer(), contract.seller(), UNIT_WH, price));
          welfare += UNIT_WH * buyer.trader.unitMilliCent().get(units++);
          soldUnits.merge(contract.seller(), 1, Integer::sum);
        }
      }
    }
    for (Seller seller : sellers) {
      for (int unit = 0; unit < soldUnits.getOrDefault(seller.name, 0); unit++) {
        welfare -= UNIT_WH * seller.trader.unitMilliCent().get(unit);
      }
    }
    decision.clearings().add(signed(situation, trades, welfare));
  }

  /** What was signed for the hour, so that who controls devices can keep it. */
  private static Clearing signed(Situation situation, List<Trade> trades, long welfare) {
    return new Clearing(
        situation.community(),
        NAME,
        NAME,
        situation.at(),
        Hours.SECONDS,
        trades.isEmpty() ? ClearingResult.NO_TRADE : ClearingResult.TRADED,
        null,
        trades.size() * UNIT_WH,
        0,
        welfare,
        trades,
        situation.at());
  }

  /** Values or costs of whole units, per kWh. */
  private static List<Long> units(List<Order> orders, Side side) {
    List<Long> units = new ArrayList<>();
    for (Order order : orders) {
      for (long wh = UNIT_WH; order.side() == side && wh <= order.quantityWh(); wh += UNIT_WH) {
        units.add(order.priceMilliCentPerKwh());
      }
    }
    units.sort(null);
    if (side == Side.BID) {
      Collections.reverse(units);
    }
    return units;
  }

  /** The contract for a unit of a seller with a buyer. */
  private static Contract contract(String seller, String buyer, int unit) {
    return new Contract(String.format("%s>%s#%05d", seller, buyer, unit), buyer, seller, 0);
  }

  private static int unitOf(Contract contract) {
    return Integer.parseInt(contract.id().substring(contract.id().lastIndexOf('#') + 1));
  }

  private static void send(
      Channel channel, String sender, String receiver, String kind, Body.Writer body) {
    channel.send(new Message(Account.OPERATION, sender, receiver, kind, true, Body.of(body)));
  }

  /** A home as a buyer. */
  private static final class Buyer {

    private final String name;
    private final Channel channel;
    private final Trader trader;
    private final long startPrice;
    private final Map<Contract, Long> prices = new LinkedHashMap<>();
    private final TreeSet<String> refusedBy = new TreeSet<>();
    private List<Contract> asked = List.of();

    Buyer(String name, List<Order> orders, long startPrice, Channel channel) {
      this.name = name;
      this.channel = channel;
      this.startPrice = startPrice;
      this.trader = new Trader(name, true, units(orders, Side.BID));
    }

    void hearSupply() {
      for (Message message : channel.take(name, SUPPLY)) {
        int units = Body.read(message.body(), in -> in.readInt());
        for (int unit = 0; unit < Math.min(units, trader.unitMilliCent().size()); unit++) {
          prices.put(contract(message.sender(), name, unit), startPrice);
        }
      }
    }

    /** Asks for what it wants most, where that or a price changed; whether it said anything. */
    boolean ask() {
      Map<String, List<Contract>> before = bySeller(asked);
      asked = trader.choose(List.copyOf(prices.keySet()), prices::get);
      Map<String, List<Contract>> now = bySeller(asked);
      TreeSet<String> sellers = new TreeSet<>(before.keySet());
      sellers.addAll(now.keySet());
      boolean said = false;
      for (String seller : sellers) {
        List<Contract> wanted = now.getOrDefault(seller, List.of());
        if (refusedBy.contains(seller) || !wanted.equals(before.get(seller))) {
          send(channel, name, seller, OFFER, out -> writeOffer(out, wanted));
          said = true;
        }
      }
      refusedBy.clear();
      return said;
    }

    private void writeOffer(DataOutputStream out, List<Contract> wanted) throws IOException {
      out.writeInt(wanted.size());
      for (Contract contract : wanted) {
        out.writeInt(unitOf(contract));
        out.writeLong(prices.get(contract));
      }
    }

    private static Map<String, List<Contract>> bySeller(List<Contract> contracts) {
      Map<String, List<Contract>> bySeller = new TreeMap<>();
      for (Contract contract : contracts) {
        bySeller.computeIfAbsent(contract.seller(), key -> new ArrayList<>()).add(contract);
      }
      return bySeller;
    }

    void hearRefusals() {
      for (Message message : channel.take(name, REFUSAL)) {
        refusedBy.add(message.sender());
        Body.read(
            message.body(),
            in -> {
              for (int size = in.readInt(); size > 0; size--) {
                Contract refused = contract(message.sender(), name, in.readInt());
                prices.merge(refused, STEP_MILLI_CENT_PER_KWH, Math::addExact);
              }
              return prices;
            });
      }
    }
  }

  /** A home as a seller. */
  private static final class Seller {

    private final String name;
    private final Channel channel;
    private final Trader trader;

    /** What each neighbour asks for now, with its prices. */
    private final Map<String, Map<Contract, Long>> offers = new TreeMap<>();

    private final Map<Contract, Long> sold = new LinkedHashMap<>();

    Seller(String name, List<Order> orders, Channel channel) {
      this.name = name;
      this.channel = channel;
      this.trader = new Trader(name, false, units(orders, Side.ASK));
    }

    void announce(String neighbour) {
      int units = trader.unitMilliCent().size();
      if (units > 0) {
        send(channel, name, neighbour, SUPPLY, out -> out.writeInt(units));
      }
    }

    /** Takes the best of what it is asked for and refuses the rest, when anybody asked anew. */
    void answer() {
      List<Message> heard = channel.take(name, OFFER);
      for (Message message : heard) {
        Map<Contract, Long> asks = new LinkedHashMap<>();
        Body.read(
            message.body(),
            in -> {
              for (int size = in.readInt(); size > 0; size--) {
                asks.put(contract(name, message.sender(), in.readInt()), in.readLong());
              }
              return asks;
            });
        offers.put(message.sender(), asks);
      }
      if (!heard.isEmpty()) {
        choose();
      }
    }

    private void choose() {
      Map<Contract, Long> all = new LinkedHashMap<>();
      offers.values().forEach(all::putAll);
      sold.clear();
      for (Contract contract : trader.choose(List.copyOf(all.keySet()), all::get)) {
        sold.put(contract, all.get(contract));
      }
      offers.forEach(
          (neighbour, asks) -> {
            List<Contract> refused = new ArrayList<>(asks.keySet());
            refused.removeAll(sold.keySet());
            if (!refused.isEmpty()) {
              send(channel, name, neighbour, REFUSAL, out -> writeRefusal(out, refused));
              refused.forEach(asks::remove);
            }
          });
    }

    private static void writeRefusal(DataOutputStream out, List<Contract> refused)
        throws IOException {
      out.writeInt(refused.size());
      for (Contract contract : refused) {
        out.writeInt(unitOf(contract));
      }
    }
  }
}
