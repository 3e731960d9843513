-- What the data quality panels read: small rows of a day, and loose scans of keys, so that a year of a
-- thousand meters is read in a moment.

-- Usage points without a feeder are a group of their own.
create index meter_completeness_no_feeder on meter_completeness (start)
  where level = 'USAGE_POINT' and feeder = '';

-- Local days of feeders. Open is what is estimated, missing or questionable and nobody has decided.
create view v_data_quality_daily as
select case feeder when '' then 'no feeder' else feeder end as feeder, community, channel,
  start, length_seconds,
  start + make_interval(secs => length_seconds / 2.0) as noon,
  expected, measured, measured_at_deadline, estimated, power_fail, missing, questionable, edited,
  greatest(0, estimated + missing + questionable - edited) as open,
  points, points_complete, points_complete_at_deadline, deadline, known_at
from meter_completeness
where level = 'FEEDER' or (level = 'USAGE_POINT' and feeder = '');

-- The same of usage points.
create view v_usage_point_quality_daily as
select subject as usage_point, case feeder when '' then 'no feeder' else feeder end as feeder,
  community, channel, start, length_seconds,
  expected, measured, measured_at_deadline, estimated, power_fail, missing, questionable, edited,
  greatest(0, estimated + missing + questionable - edited) as open, deadline, known_at
from meter_completeness
where level = 'USAGE_POINT';

-- Channels of usage points whose days have been counted, each found by one step through the key.
create view v_metered_channel as
with recursive found as (
  (select subject, channel, feeder, community from meter_completeness
    where level = 'USAGE_POINT' order by level, subject, channel limit 1)
  union all
  select n.subject, n.channel, n.feeder, n.community
  from found f
  cross join lateral (
    select subject, channel, feeder, community from meter_completeness
    where level = 'USAGE_POINT' and (subject, channel) > (f.subject, f.channel)
    order by level, subject, channel limit 1
  ) n
)
select subject as usage_point, channel, case feeder when '' then 'no feeder' else feeder end as feeder,
  community
from found;

-- How long after its end the value that holds of a measured interval was learnt.
create view v_reading_lateness as
select usage_point, channel, start, length_seconds,
  date_part('epoch', known_at - start) - length_seconds as late_seconds
from meter_reading_validated
where origin = 'MEASURED';
