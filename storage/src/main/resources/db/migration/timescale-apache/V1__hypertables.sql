-- TimescaleDB, Apache edition: the great tables in chunks of a week of data time. Their primary keys
-- hold the time column, and the panels' own indexes serve, so that none are added.
select create_hypertable(t.name, by_range(t.time_column, interval '7 days'),
  create_default_indexes => false, migrate_data => true)
from (values
  ('meter_reading_raw', 'start'),
  ('meter_reading_validated', 'start'),
  ('grid_aggregated_measure', 'start'),
  ('device_telemetry', 'at'),
  ('forecast', 'issued'),
  ('forecast_score', 'issued'),
  ('dispatch_schedule', 'issued'),
  ('market_order', 'start'),
  ('market_message', 'tick'),
  ('market_settlement', 'start'),
  ('market_settlement_member', 'start')
) t (name, time_column);
