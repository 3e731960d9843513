-- Quantiles in single precision, half the bytes to write: what is scored of a forecast is kept so, too.
-- Views show them as double precision, as before.
drop view v_forecast_latest;
drop view forecast_quantile;

-- The nearest numbers; a cast refuses what is nearest to zero.
create function nearest_singles(wh double precision[]) returns real[] language sql immutable as $$
  select coalesce(array_agg(case when abs(u.wh) <= 2 ^ -150 then 0 else u.wh::real end
    order by u.position), '{}')
  from unnest(wh) with ordinality u (wh, position)
$$;
alter table forecast alter column quantiles_wh type real[] using nearest_singles(quantiles_wh);
alter table forecast alter column quantiles_wh set storage external;
drop function nearest_singles;

-- A forecast as one row per step.
create view forecast_quantile as
select f.kind, f.owner, f.channel, f.model, f.issued,
  f.start + q.step * make_interval(secs => f.step_seconds) as start,
  f.step_seconds, f.known_at,
  q.q05, q.q10, q.q30, q.q50, q.q70, q.q90, q.q95
from forecast f
cross join lateral (
  select (u.position - 1) / cardinality(f.levels) as step,
    max(u.wh::double precision) filter (where l.level = 0.05) as q05,
    max(u.wh::double precision) filter (where l.level = 0.1) as q10,
    max(u.wh::double precision) filter (where l.level = 0.3) as q30,
    max(u.wh::double precision) filter (where l.level = 0.5) as q50,
    max(u.wh::double precision) filter (where l.level = 0.7) as q70,
    max(u.wh::double precision) filter (where l.level = 0.9) as q90,
    max(u.wh::double precision) filter (where l.level = 0.95) as q95
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
    max(u.wh::double precision) filter (where l.level = 0.05) as q05,
    max(u.wh::double precision) filter (where l.level = 0.1) as q10,
    max(u.wh::double precision) filter (where l.level = 0.3) as q30,
    max(u.wh::double precision) filter (where l.level = 0.5) as q50,
    max(u.wh::double precision) filter (where l.level = 0.7) as q70,
    max(u.wh::double precision) filter (where l.level = 0.9) as q90,
    max(u.wh::double precision) filter (where l.level = 0.95) as q95
  from unnest(case when f.next_start is null then f.quantiles_wh
      else f.quantiles_wh[1:cardinality(f.levels) * greatest(0, ceil(
        extract(epoch from f.next_start - f.start) / f.step_seconds))::integer] end)
    with ordinality u (wh, position)
  join unnest(f.levels) with ordinality l (level, index)
    on l.index = (u.position - 1) % cardinality(f.levels) + 1
  group by 1
) q;
