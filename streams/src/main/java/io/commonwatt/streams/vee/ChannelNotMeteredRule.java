package io.commonwatt.streams.vee;

/**
 * The usage point has no such channel. Source: number of channels (Ontario IMO; number of dials in
 * California DASMMD).
 */
final class ChannelNotMeteredRule implements VeeRule {
  @Override
  public String name() {
    return "channel-not-metered";
  }

  @Override
  public Kind kind() {
    return Kind.REJECTS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return !examination.usagePoint().channels().contains(examination.channel);
  }

  @Override
  public String detail(Examination examination) {
    return "Usage point '"
        + examination.usagePoint().id()
        + "' has no channel "
        + examination.channel.code()
        + "; add the channel to the community file if meter '"
        + examination.reading.meter()
        + "' measures it";
  }
}
