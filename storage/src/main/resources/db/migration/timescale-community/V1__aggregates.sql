-- TimescaleDB, community edition: the view of counts becomes a continuous aggregate of the same name
-- and columns. What is not materialised yet is added when it is read, so that it is never behind.
drop view v_data_quality_hourly;
create materialized view v_data_quality_hourly
with (timescaledb.continuous, timescaledb.materialized_only = false) as
select time_bucket('1 hour', start) as hour, community, quality,
  count(*) as readings, sum(energy_wh)::bigint as energy_wh
from meter_reading_validated
group by 1, 2, 3
with no data;

-- Compression can be switched on chunk by chunk; nothing is compressed by itself unless live.
alter table meter_reading_raw set (timescaledb.compress,
  timescaledb.compress_segmentby = 'meter', timescaledb.compress_orderby = 'start, import_id, sequence');
alter table meter_reading_validated set (timescaledb.compress,
  timescaledb.compress_segmentby = 'usage_point, channel',
  timescaledb.compress_orderby = 'start, length_seconds');
