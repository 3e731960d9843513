package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.contracts.market.Trade;
import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.bidding.BiddingStrategy;
import io.commonwatt.market.bidding.MarketSignal;
import io.commonwatt.market.bilateral.Contract;
import io.commonwatt.market.bilateral.FederatedPlant;
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

  /** The same with a plant that homes form to sell to the grid operator. */
  public static final String FEDERATED = "contracts/federated";

  /** Buys upstream of the community at the wholesale price of energy fed in. */
  static final String OPERATOR = "grid-operator";

  /** Units the grid operator takes in an hour at least, and at most. */
  static final int LEAST_UPSTREAM_UNITS = 4;

  private static final int MOST_UPSTREAM_UNITS = 40;

  private static final long UNIT_WH = 250;
  private static final long STEP_MILLI_CENT_PER_KWH = 1000;
  private static final int NEIGHBOURS_EACH_WAY = 2;
  private static final String SUPPLY = "supply";
  private static final String OFFER = "offer";
  private static final String REFUSAL = "refusal";
  private static final String CONFIRMATION = "confirmation";
  private static final String WITHDRAWN = "withdrawn";
  private static final String PAID = "paid";

  private final Dispatcher dispatcher;
  private final BiddingStrategy bidding;
  private final boolean federates;

  /** The reference strategy: homes offer and ask at what energy is worth to them. */
  public ContractStrategy(Dispatcher dispatcher) {
    this(dispatcher, BiddingStrategies.named(BiddingStrategies.TRUTHFUL));
  }

  /**
   * Contracts.
   *
   * @param bidding what homes say energy is worth to them; they know of no market price
   */
  ContractStrategy(Dispatcher dispatcher, BiddingStrategy bidding) {
    this(NAME, dispatcher, bidding, false);
  }

  private ContractStrategy(
      String name, Dispatcher dispatcher, BiddingStrategy bidding, boolean federates) {
    super(name, Cell.BILATERAL_COMPETITION, Published.TARIFF);
    this.dispatcher = dispatcher;
    this.bidding = bidding;
    this.federates = federates;
  }

  /**
   * Contracts with neighbours and, where enough sell to it together, with the grid operator: a
   * federated power plant.
   */
  static ContractStrategy federated(Dispatcher dispatcher, BiddingStrategy bidding) {
    return new ContractStrategy(FEDERATED, dispatcher, bidding, true);
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    TariffBoard board = TariffBoard.receive(channel);
    long hour = Hours.of(situation.at());
    List<TradingHome> homes = new ArrayList<>();
    List<List<Order>> orders = new ArrayList<>();
    for (HomeView view : situation.homes()) {
      TradingHome home = new TradingHome(situation, view, board.pricesOf(view), dispatcher);
      homes.add(home);
      orders.add(home.told(bidding, MarketSignal.NONE, hour));
    }
    Network network = new Network(homes, orders, channel);
    if (federates) {
      network = federate(network, situation, channel, decision);
    } else {
      network.negotiate(List.of());
    }
    network.sign(decision);
    decision.clearings().add(network.clearing(situation, name()));
    for (int i = 0; i < homes.size(); i++) {
      homes.get(i).follow(name(), network.boughtUnits(i) * UNIT_WH, decision);
    }
  }

  /**
   * The grid operator asks along with the homes. Where fewer units are signed for it than it takes
   * at least, it says so to all, and all negotiate again without it.
   */
  private static Network federate(
      Network network, Situation situation, Channel channel, Decision decision) {
    long price = situation.wholesale().get(0).exportMilliCentPerKwh();
    Buyer operator = new Buyer(OPERATOR, worth(price), 0, channel);
    network.negotiate(List.of(operator));
    Map<Contract, Long> signed = network.signed(operator);
    if (operator.prices.isEmpty()) {
      return network; // Nobody has anything to sell.
    }
    if (signed.size() < LEAST_UPSTREAM_UNITS) {
      channel.send(
          new Message(
              Account.OPERATION, OPERATOR, Channel.ALL, WITHDRAWN, false, Body.of(out -> {})));
      Network without = new Network(network.homes, network.orders, channel);
      without.negotiate(List.of());
      return without;
    }
    Map<String, Integer> units = new TreeMap<>();
    Map<String, Long> paid = new TreeMap<>();
    signed.forEach(
        (contract, unitPrice) -> {
          units.merge(contract.seller(), 1, Integer::sum);
          paid.merge(contract.seller(), unitPrice * UNIT_WH, Long::sum);
        });
    FederatedPlant.shareRest(price * UNIT_WH, units, paid);
    paid.forEach(
        (home, microCent) -> {
          decision.sellUpstream(home, units.get(home) * UNIT_WH, microCent);
          send(channel, OPERATOR, home, PAID, out -> out.writeLong(microCent));
        });
    return network;
  }

  private static List<Long> worth(long priceMilliCentPerKwh) {
    return Collections.nCopies(MOST_UPSTREAM_UNITS, priceMilliCentPerKwh);
  }

  /** The homes of a community as buyers and sellers. Not thread-safe. */
  private static final class Network {

    private final List<TradingHome> homes;
    private final List<List<Order>> orders;
    private final List<Buyer> buyers = new ArrayList<>();
    private final List<Seller> sellers = new ArrayList<>();
    private List<Buyer> all = List.of();

    Network(List<TradingHome> homes, List<List<Order>> orders, Channel channel) {
      this.homes = homes;
      this.orders = orders;
      for (int i = 0; i < homes.size(); i++) {
        String home = homes.get(i).usagePoint();
        long floor = homes.get(i).limits().floor();
        buyers.add(new Buyer(home, units(orders.get(i), Side.BID), floor, channel));
        sellers.add(new Seller(home, orders.get(i), channel));
      }
    }

    /** Lets homes and others who buy from any of them adjust prices until no offer is refused. */
    void negotiate(List<Buyer> others) {
      for (int i = 0; i < homes.size(); i++) {
        for (int neighbour : neighbours(i, homes.size())) {
          sellers.get(i).announce(homes.get(neighbour).usagePoint());
        }
        for (Buyer other : others) {
          sellers.get(i).announce(other.name);
        }
      }
      all = new ArrayList<>(buyers);
      all.addAll(others);
      all.forEach(Buyer::hearSupply);
      ContractStrategy.negotiate(all, sellers);
      sellers.forEach(Seller::confirm);
      all.forEach(Buyer::hearConfirmations);
    }

    /**
     * What a buyer and the sellers hold at the same price; where a message was lost they may
     * differ.
     */
    Map<Contract, Long> signed(Buyer buyer) {
      Map<Contract, Long> sold = new HashMap<>();
      sellers.forEach(seller -> sold.putAll(seller.sold));
      Map<Contract, Long> signed = new LinkedHashMap<>();
      for (Contract contract : buyer.asked) {
        Long price = buyer.prices.get(contract);
        if (price.equals(sold.get(contract))) {
          signed.put(contract, price);
        }
      }
      return signed;
    }

    void sign(Decision decision) {
      for (Buyer buyer : buyers) {
        signed(buyer)
            .forEach(
                (contract, price) -> {
                  Decision.Contract bought = new Decision.Contract(UNIT_WH, price * UNIT_WH);
                  Decision.Contract given = new Decision.Contract(-UNIT_WH, -price * UNIT_WH);
                  decision.contracts().merge(contract.buyer(), bought, Decision.Contract::plus);
                  decision.contracts().merge(contract.seller(), given, Decision.Contract::plus);
                });
      }
    }

    /** What was signed for the hour, so that who controls devices can keep it. */
    Clearing clearing(Situation situation, String strategy) {
      List<Trade> trades = new ArrayList<>();
      Map<String, Integer> soldUnits = new TreeMap<>();
      long welfare = 0;
      for (Buyer buyer : all) {
        int units = 0;
        for (Map.Entry<Contract, Long> one : signed(buyer).entrySet()) {
          Contract contract = one.getKey();
          trades.add(new Trade(contract.buyer(), contract.seller(), UNIT_WH, one.getValue()));
          welfare += UNIT_WH * buyer.trader.unitMilliCent().get(units++);
          soldUnits.merge(contract.seller(), 1, Integer::sum);
        }
      }
      for (Seller seller : sellers) {
        for (int unit = 0; unit < soldUnits.getOrDefault(seller.name, 0); unit++) {
          welfare -= UNIT_WH * seller.trader.unitMilliCent().get(unit);
        }
      }
      return new Clearing(
          situation.community(),
          strategy,
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

    /** Units a home holds that it bought, less those it sold. */
    long boughtUnits(int home) {
      return buyers.get(home).confirmed - (long) sellers.get(home).sold.size();
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

    /** Units it asks for that it heard it has; what it did not hear of it does not count on. */
    private int confirmed;

    Buyer(String name, List<Long> worth, long startPrice, Channel channel) {
      this.name = name;
      this.channel = channel;
      this.startPrice = startPrice;
      this.trader = new Trader(name, true, worth);
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

    void hearConfirmations() {
      for (Message message : channel.take(name, CONFIRMATION)) {
        confirmed +=
            Body.read(
                message.body(),
                in -> {
                  int heard = 0;
                  for (int size = in.readInt(); size > 0; size--) {
                    Contract sold = contract(message.sender(), name, in.readInt());
                    boolean same = Long.valueOf(in.readLong()).equals(prices.get(sold));
                    heard += same && asked.contains(sold) ? 1 : 0;
                  }
                  return heard;
                });
      }
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

    /** Tells each buyer in the end what it holds of it. */
    void confirm() {
      Map<String, Map<Contract, Long>> byBuyer = new TreeMap<>();
      sold.forEach(
          (contract, price) ->
              byBuyer
                  .computeIfAbsent(contract.buyer(), buyer -> new LinkedHashMap<>())
                  .put(contract, price));
      byBuyer.forEach(
          (buyer, contracts) ->
              send(channel, name, buyer, CONFIRMATION, out -> writeConfirmation(out, contracts)));
    }

    private static void writeConfirmation(DataOutputStream out, Map<Contract, Long> contracts)
        throws IOException {
      out.writeInt(contracts.size());
      for (Map.Entry<Contract, Long> contract : contracts.entrySet()) {
        out.writeInt(unitOf(contract.getKey()));
        out.writeLong(contract.getValue());
      }
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
