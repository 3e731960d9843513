-- Control actions in chunks of a week of data time, like schedules.
select create_hypertable('dispatch_control', by_range('start', interval '7 days'),
  create_default_indexes => false, migrate_data => true);
