-- Policies act on the wall clock: on in live, off in a replay. Live: ${live}
select remove_compression_policy(t.name, if_exists => true)
from (values ('meter_reading_raw'), ('meter_reading_validated')) t (name);
select remove_continuous_aggregate_policy('v_data_quality_hourly', if_exists => true);

select add_compression_policy(t.name, interval '60 days')
from (values ('meter_reading_raw'), ('meter_reading_validated')) t (name)
where ${live};
select add_continuous_aggregate_policy('v_data_quality_hourly',
  start_offset => interval '60 days', end_offset => interval '1 hour',
  schedule_interval => interval '1 hour')
where ${live};
