-- What panels and reports read. Money in milli-cent per kWh and micro-cent like the tables (1 cent =
-- 1 000 milli-cent = 1 000 000 micro-cent), and in currency units where the name says so.

-- A forecast as one row per step.
create view forecast_quantile as
select f.kind, f.owner, f.channel, f.model, f.issued,
  f.start + q.step * make_interval(secs => f.step_seconds) as start,
  f.step_seconds, f.known_at,
  q.q05, q.q10, q.q30, q.q50, q.q70, q.q90, q.q95
from forecast f
cross join lateral (
  select (u.position - 1) / cardinality(f.levels) as step,
    max(u.wh) filter (where l.level = 0.05) as q05,
    max(u.wh) filter (where l.level = 0.1) as q10,
    max(u.wh) filter (where l.level = 0.3) as q30,
    max(u.wh) filter (where l.level = 0.5) as q50,
    max(u.wh) filter (where l.level = 0.7) as q70,
    max(u.wh) filter (where l.level = 0.9) as q90,
    max(u.wh) filter (where l.level = 0.95) as q95
  from unnest(f.quantiles_wh) with ordinality u (wh, position)
  join unnest(f.levels) with ordinality l (level, index)
    on l.index = (u.position - 1) % cardinality(f.levels) + 1
  group by 1
) q;

-- Of every interval the forecast issued last before it.
create view v_forecast_latest as
select f.kind, f.owner, f.channel, f.model, f.issued,
  f.start + q.step * make_interval(secs => f.step_seconds) as start,
  f.step_seconds,
  q.q05, q.q10, q.q30, q.q50, q.q70, q.q90, q.q95
from (
  select i.*, lead(i.start) over (partition by i.kind, i.owner, i.channel, i.model
    order by i.issued) as next_start
  from forecast i
) f
cross join lateral (
  select (u.position - 1) / cardinality(f.levels) as step,
    max(u.wh) filter (where l.level = 0.05) as q05,
    max(u.wh) filter (where l.level = 0.1) as q10,
    max(u.wh) filter (where l.level = 0.3) as q30,
    max(u.wh) filter (where l.level = 0.5) as q50,
    max(u.wh) filter (where l.level = 0.7) as q70,
    max(u.wh) filter (where l.level = 0.9) as q90,
    max(u.wh) filter (where l.level = 0.95) as q95
  from unnest(case when f.next_start is null then f.quantiles_wh
      else f.quantiles_wh[1:cardinality(f.levels) * greatest(0, ceil(
        extract(epoch from f.next_start - f.start) / f.step_seconds))::integer] end)
    with ordinality u (wh, position)
  join unnest(f.levels) with ordinality l (level, index)
    on l.index = (u.position - 1) % cardinality(f.levels) + 1
  group by 1
) q;

-- Measured energy of a community, and of its feeders, channels side by side; net is before batteries.
create view v_community_load as
select group_id as community, start, length_seconds,
  (sum(energy_wh) filter (where channel = 'consumption'))::bigint as load_wh,
  (sum(energy_wh) filter (where channel = 'generation'))::bigint as generation_wh,
  (sum(energy_wh) filter (where channel = 'import'))::bigint as import_wh,
  (sum(energy_wh) filter (where channel = 'export'))::bigint as export_wh,
  (coalesce(sum(energy_wh) filter (where channel = 'consumption'), 0)
    - coalesce(sum(energy_wh) filter (where channel = 'generation'), 0))::bigint as net_wh,
  bool_and(present + estimated = expected) as complete
from grid_aggregated_measure
where level = 'COMMUNITY'
group by group_id, start, length_seconds;

create view v_feeder_load as
select group_id as feeder, placement as community, start, length_seconds,
  (sum(energy_wh) filter (where channel = 'consumption'))::bigint as load_wh,
  (sum(energy_wh) filter (where channel = 'generation'))::bigint as generation_wh,
  (sum(energy_wh) filter (where channel = 'import'))::bigint as import_wh,
  (sum(energy_wh) filter (where channel = 'export'))::bigint as export_wh,
  (coalesce(sum(energy_wh) filter (where channel = 'consumption'), 0)
    - coalesce(sum(energy_wh) filter (where channel = 'generation'), 0))::bigint as net_wh,
  bool_and(present + estimated = expected) as complete
from grid_aggregated_measure
where level = 'FEEDER'
group by group_id, placement, start, length_seconds;

create view v_price as
select market, start, length_seconds, currency,
  import_milli_cent_per_kwh / 100000.0 as import_per_kwh,
  export_milli_cent_per_kwh / 100000.0 as export_per_kwh,
  carbon_milligram_per_kwh / 1000.0 as carbon_gram_per_kwh
from price;

-- Energy in the stores of a community at the end of each interval.
create view v_battery_state as
select community, strategy, start, length_seconds,
  start + make_interval(secs => length_seconds) as at,
  sum(stored_wh)::bigint as stored_wh,
  sum(storage_wh)::bigint as storage_wh
from market_settlement_member
group by community, strategy, start, length_seconds;

-- Cost of each interval, and what has added up since the beginning.
create view v_cost as
select s.community, s.strategy, s.live, s.start, s.length_seconds, s.net_wh,
  s.resource_cost_micro_cent, m.bill_micro_cent,
  m.bill_micro_cent - s.resource_cost_micro_cent as transfer_micro_cent
from market_settlement s
cross join lateral (
  select coalesce(sum(trade_micro_cent + grid_micro_cent + fees_micro_cent), 0)::bigint
    as bill_micro_cent
  from market_settlement_member m
  where m.community = s.community and m.strategy = s.strategy and m.start = s.start
    and m.length_seconds = s.length_seconds
) m;

create view v_cost_cumulative as
select community, strategy, live, start, length_seconds,
  resource_cost_micro_cent, bill_micro_cent,
  (sum(resource_cost_micro_cent) over so_far)::bigint as cumulative_resource_cost_micro_cent,
  (sum(bill_micro_cent) over so_far)::bigint as cumulative_bill_micro_cent,
  (sum(resource_cost_micro_cent) over so_far) / 100000000.0 as cumulative_resource_cost,
  (sum(bill_micro_cent) over so_far) / 100000000.0 as cumulative_bill
from v_cost
window so_far as (partition by community, strategy order by start
  rows between unbounded preceding and current row);

-- Readings by hour and quality.
create view v_data_quality_hourly as
select date_trunc('hour', start, 'UTC') as hour, community, quality,
  count(*) as readings, sum(energy_wh)::bigint as energy_wh
from meter_reading_validated
group by 1, 2, 3;

-- Share of expected usage points whose value is measured, or stands at all.
create view v_completeness_hourly as
select date_trunc('hour', start, 'UTC') as hour, group_id as community,
  sum(expected) as expected, sum(present) as present, sum(estimated) as estimated,
  sum(present)::double precision / nullif(sum(expected), 0) as measured_share,
  sum(present + estimated)::double precision / nullif(sum(expected), 0) as complete_share
from grid_aggregated_measure
where level = 'COMMUNITY'
group by 1, 2;

-- Scores over all issues. MASE is per series, then the mean over series.
create view v_score_by_horizon as
select kind, channel, model, from_hours, to_hours,
  count(*) as series, sum(steps)::bigint as steps,
  sum(pinball_wh) / nullif(sum(steps), 0) as pinball_wh,
  avg(mae_wh / nullif(scale_wh, 0)) as mase,
  sum(covered_steps)::double precision / nullif(sum(steps), 0) as coverage
from (
  select kind, owner, channel, model, from_hours, to_hours,
    sum(steps) as steps, sum(pinball_wh) as pinball_wh, sum(covered_steps) as covered_steps,
    sum(absolute_error_wh) / nullif(sum(steps), 0) as mae_wh,
    sum(scale_wh * steps) / nullif(sum(steps), 0) as scale_wh
  from forecast_score
  group by kind, owner, channel, model, from_hours, to_hours
) series
group by kind, channel, model, from_hours, to_hours;

-- What each account of a book owes (positive) or is owed.
create view v_account_balance as
select p.book, e.live, p.account,
  sum(p.amount_micro_cent)::bigint as balance_micro_cent,
  sum(p.amount_micro_cent) / 100000000.0 as balance
from ledger_posting p
join ledger_entry e on e.book = p.book and e.sequence = p.sequence
group by p.book, e.live, p.account;

-- The partition furthest behind, topic by topic.
create view v_run_progress as
select topic, min(through) as through, bool_and(ended) as ended, count(*) as partitions
from run_progress
group by topic;
