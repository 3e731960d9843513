-- One table per topic, named like it; columns are the components of the record. Instants are
-- timestamptz, an interval is stored under its start, known_at is when the platform learnt it. The
-- primary key is the identity of the record; of two records with one key the greater version holds.
-- Text sorts by bytes ("C"), so that keys are read in the order of the digest.

-- Who and what exists.

create table registry_usage_point (
  kind text collate "C" not null,
  object_id text collate "C" not null,
  valid_from timestamptz not null,
  content jsonb not null,
  file_hash text collate "C" not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (kind, object_id, valid_from)
);
create table registry_meter_installation (like registry_usage_point including all);
create table registry_member (like registry_usage_point including all);
create table registry_resource (like registry_usage_point including all);
create table registry_tariff (like registry_usage_point including all);

-- Readings.

-- start is part of the key because a hypertable needs its time column there; import_id and sequence
-- alone identify the reading.
create table meter_reading_raw (
  import_id text collate "C" not null,
  sequence bigint not null,
  start timestamptz not null,
  source text collate "C" not null,
  meter text collate "C" not null,
  channel text collate "C" not null,
  length_seconds integer not null,
  mantissa bigint not null,
  power_of_ten integer not null,
  unit text collate "C" not null,
  carry_micro_joule bigint not null,
  sent_quality text collate "C" not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (import_id, sequence, start)
);
create index meter_reading_raw_start on meter_reading_raw using brin (start);

create table meter_event (
  import_id text collate "C" not null,
  sequence bigint not null,
  source text collate "C" not null,
  meter text collate "C" not null,
  type text collate "C" not null,
  at timestamptz not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (import_id, sequence)
);
create index meter_event_at on meter_event (at);

-- What a meter's running totals showed.
create table meter_register_raw (
  import_id text collate "C" not null,
  sequence bigint not null,
  source text collate "C" not null,
  meter text collate "C" not null,
  channel text collate "C" not null,
  register text collate "C" not null,
  at timestamptz not null,
  mantissa bigint not null,
  power_of_ten integer not null,
  sent_quality text collate "C" not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (import_id, sequence)
);
create index meter_register_raw_at on meter_register_raw (meter, channel, at);

-- What a person decided about an interval, and why; energy_wh is null where an edit is withdrawn.
create table meter_reading_edit (
  edit_id text collate "C" not null,
  usage_point text collate "C" not null,
  channel text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  energy_wh bigint,
  rule text collate "C" not null,
  method text collate "C" not null,
  editor text collate "C" not null,
  reason text collate "C" not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (edit_id, usage_point, channel, start, length_seconds)
);
create index meter_reading_edit_start on meter_reading_edit (usage_point, channel, start);

create table meter_reading_validated (
  usage_point text collate "C" not null,
  channel text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  community text collate "C" not null,
  feeder text collate "C" not null,
  energy_wh bigint not null,
  raw_wh bigint,
  origin text collate "C" not null,
  quality text collate "C" not null,
  verdicts text[] collate "C" not null,
  method text collate "C" not null,
  meter text collate "C" not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (usage_point, channel, start, length_seconds)
);
create index meter_reading_validated_start on meter_reading_validated using brin (start);

create table meter_reading_exception (
  usage_point text collate "C" not null,
  channel text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  rule text collate "C" not null,
  raw_id text collate "C" not null,
  known_at timestamptz not null,
  community text collate "C" not null,
  feeder text collate "C" not null,
  meter text collate "C" not null,
  fate text collate "C" not null,
  detail text collate "C" not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (usage_point, channel, start, length_seconds, rule, raw_id, known_at)
);
create index meter_reading_exception_start on meter_reading_exception (start);

-- How complete a local day is, and was at its deadline.
create table meter_completeness (
  level text collate "C" not null,
  subject text collate "C" not null,
  channel text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  community text collate "C" not null,
  feeder text collate "C" not null,
  expected integer not null,
  measured integer not null,
  estimated integer not null,
  power_fail integer not null,
  missing integer not null,
  questionable integer not null,
  edited integer not null,
  measured_at_deadline integer not null,
  points integer not null,
  points_complete integer not null,
  points_complete_at_deadline integer not null,
  deadline timestamptz not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (level, subject, channel, start, length_seconds)
);
create index meter_completeness_start on meter_completeness (start);

create table platform_rejected (
  stage text collate "C" not null,
  source text collate "C" not null,
  rule text collate "C" not null,
  reference text collate "C" not null,
  detail text collate "C" not null,
  reading boolean not null,
  raw bytea not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (stage, source, rule, reference)
);
create index platform_rejected_known_at on platform_rejected (known_at);

-- Imports that were taken in: where a part's row is, its readings are or will be.
create table platform_import (
  source text collate "C" not null,
  import_id text collate "C" not null,
  part integer not null,
  readings bigint not null,
  rejected bigint not null,
  content_hash text collate "C" not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (source, import_id, part)
);
create index platform_import_known_at on platform_import (known_at);

create table device_telemetry (
  resource text collate "C" not null,
  at timestamptz not null,
  power_kw double precision not null,
  state_of_charge_kwh double precision not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (resource, at)
);

-- "group" is a word of SQL: the column is group_id.
create table grid_aggregated_measure (
  level text collate "C" not null,
  group_id text collate "C" not null,
  channel text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  energy_wh bigint not null,
  expected integer not null,
  present integer not null,
  estimated integer not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (level, group_id, channel, start, length_seconds)
);
create index grid_aggregated_measure_start on grid_aggregated_measure (start);

-- Weather and prices.

create table weather_observed (
  place text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  temperature_c double precision not null,
  irradiance_w_per_m2 double precision not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (place, start, length_seconds)
);

create table weather_forecast (
  place text collate "C" not null,
  issued timestamptz not null,
  start timestamptz not null,
  step_seconds integer not null,
  temperature_c double precision[] not null,
  irradiance_w_per_m2 double precision[] not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (place, issued)
);

create table price (
  market text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  currency text collate "C" not null,
  import_milli_cent_per_kwh bigint not null,
  export_milli_cent_per_kwh bigint not null,
  carbon_milligram_per_kwh bigint not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (market, start, length_seconds)
);
create index price_start on price (start);

-- Forecasts.

create table forecast_model (
  segment text collate "C" not null,
  algorithm text collate "C" not null,
  effective_from timestamptz not null,
  window_from timestamptz not null,
  window_to timestamptz not null,
  data_hash text collate "C" not null,
  feature_schema text collate "C" not null,
  hyperparameters text collate "C" not null,
  seed bigint not null,
  rows integer not null,
  payload bytea not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (segment, algorithm, effective_from)
);

-- One row per (series, issue, model); quantiles_wh is step × level, row by row.
create table forecast (
  kind text collate "C" not null,
  owner text collate "C" not null,
  channel text collate "C" not null,
  model text collate "C" not null,
  issued timestamptz not null,
  model_id text collate "C" not null,
  feature_schema text collate "C" not null,
  trained_through timestamptz not null,
  start timestamptz not null,
  step_seconds integer not null,
  levels double precision[] not null,
  quantiles_wh double precision[] not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (kind, owner, channel, model, issued)
);
create index forecast_issued on forecast (issued);

create table forecast_score (
  kind text collate "C" not null,
  owner text collate "C" not null,
  channel text collate "C" not null,
  model text collate "C" not null,
  issued timestamptz not null,
  from_hours integer not null,
  to_hours integer not null,
  steps integer not null,
  absolute_error_wh double precision not null,
  pinball_wh double precision not null,
  covered_steps integer not null,
  scale_wh double precision not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (kind, owner, channel, model, issued, from_hours)
);
create index forecast_score_issued on forecast_score (issued);

-- Dispatch and market.

create table dispatch_schedule (
  community text collate "C" not null,
  strategy text collate "C" not null,
  resource text collate "C" not null,
  issued timestamptz not null,
  usage_point text collate "C" not null,
  status text collate "C" not null,
  why text collate "C" not null,
  start timestamptz not null,
  step_seconds integer not null,
  setpoint_kw double precision[] not null,
  state_of_charge_kwh double precision[] not null,
  objective_milli_cent double precision not null,
  dual_certificate double precision not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (community, strategy, resource, issued)
);
create index dispatch_schedule_issued on dispatch_schedule (issued);

create table market_order (
  community text collate "C" not null,
  strategy text collate "C" not null,
  start timestamptz not null,
  order_id text collate "C" not null,
  owner text collate "C" not null,
  side text collate "C" not null,
  length_seconds integer not null,
  quantity_wh bigint not null,
  price_milli_cent_per_kwh bigint not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (community, strategy, start, order_id)
);

create table market_message (
  community text collate "C" not null,
  strategy text collate "C" not null,
  tick timestamptz not null,
  account text collate "C" not null,
  sequence integer not null,
  sender text collate "C" not null,
  receiver text collate "C" not null,
  kind text collate "C" not null,
  personal boolean not null,
  bytes integer not null,
  sha256 text collate "C" not null,
  body bytea not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (community, strategy, tick, account, sequence)
);

create table market_clearing (
  community text collate "C" not null,
  strategy text collate "C" not null,
  start timestamptz not null,
  mechanism text collate "C" not null,
  length_seconds integer not null,
  status text collate "C" not null,
  price_milli_cent_per_kwh bigint,
  traded_wh bigint not null,
  rationed_wh bigint not null,
  welfare_micro_cent bigint not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (community, strategy, start)
);

create table market_clearing_trade (
  community text collate "C" not null,
  strategy text collate "C" not null,
  start timestamptz not null,
  ordinal integer not null,
  buyer text collate "C" not null,
  seller text collate "C" not null,
  quantity_wh bigint not null,
  price_milli_cent_per_kwh bigint not null,
  version bigint not null,
  primary key (community, strategy, start, ordinal)
);

create table market_settlement (
  community text collate "C" not null,
  strategy text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  live boolean not null,
  complete boolean not null,
  net_wh bigint not null,
  wholesale_import_milli_cent_per_kwh bigint not null,
  wholesale_export_milli_cent_per_kwh bigint not null,
  wear_micro_cent bigint not null,
  carbon_micro_cent bigint not null,
  resource_cost_micro_cent bigint not null,
  known_at timestamptz not null,
  version bigint not null,
  primary key (community, strategy, start, length_seconds)
);
create index market_settlement_start on market_settlement (start);

create table market_settlement_member (
  community text collate "C" not null,
  strategy text collate "C" not null,
  start timestamptz not null,
  length_seconds integer not null,
  ordinal integer not null,
  member text collate "C" not null,
  usage_point text collate "C" not null,
  load_wh bigint not null,
  generation_wh bigint not null,
  storage_wh bigint not null,
  stored_wh bigint not null,
  net_wh bigint not null,
  bought_wh bigint not null,
  import_price_milli_cent_per_kwh bigint not null,
  export_price_milli_cent_per_kwh bigint not null,
  trade_micro_cent bigint not null,
  grid_micro_cent bigint not null,
  fees_micro_cent bigint not null,
  version bigint not null,
  primary key (community, strategy, start, length_seconds, ordinal)
);

-- Ledger.

create table ledger_entry (
  book text collate "C" not null,
  sequence bigint not null,
  live boolean not null,
  settlement_id text collate "C" not null,
  settlement_version bigint not null,
  start timestamptz not null,
  previous_hash text collate "C" not null,
  hash text collate "C" not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (book, sequence)
);
create index ledger_entry_start on ledger_entry (start);

create table ledger_posting (
  book text collate "C" not null,
  sequence bigint not null,
  ordinal integer not null,
  account text collate "C" not null,
  amount_micro_cent bigint not null,
  version bigint not null,
  primary key (book, sequence, ordinal)
);

-- The run: excluded from the digest.

-- Everything known at or before through is stored, for this partition of this topic.
create table run_progress (
  topic text collate "C" not null,
  partition integer not null,
  through timestamptz not null,
  ended boolean not null,
  primary key (topic, partition)
);

-- The furthest word of every writer, from which run_progress is the minimum.
create table run_progress_writer (
  topic text collate "C" not null,
  partition integer not null,
  writer text collate "C" not null,
  writers integer not null,
  through timestamptz not null,
  ended boolean not null,
  primary key (topic, partition, writer)
);

create table run_info (
  key text collate "C" primary key,
  value text collate "C" not null
);
