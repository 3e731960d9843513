-- Scenarios in chunks of a week of data time, like forecasts.
select create_hypertable('forecast_scenario', by_range('issued', interval '7 days'),
  create_default_indexes => false, migrate_data => true);
