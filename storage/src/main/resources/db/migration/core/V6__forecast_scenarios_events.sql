-- How the series of a placement go together: ranks is scenario × step, one byte each.
create table forecast_scenario (
  kind text collate "C" not null,
  owner text collate "C" not null,
  channel text collate "C" not null,
  model text collate "C" not null,
  issued timestamptz not null,
  start timestamptz not null,
  step_seconds integer not null,
  scenarios integer not null,
  ranks bytea not null,
  greatest_wh double precision not null,
  seed bigint not null,
  known_at timestamptz not null,
  placement text collate "C" not null,
  version bigint not null,
  primary key (kind, owner, channel, model, issued)
);
create index forecast_scenario_issued on forecast_scenario (issued);

-- What happened to forecasting, with what was done instead.
create table forecast_event (
  placement text collate "C" not null,
  kind text collate "C" not null,
  subject text collate "C" not null,
  segment text collate "C" not null,
  known_at timestamptz not null,
  value double precision not null,
  threshold double precision not null,
  remark text collate "C" not null,
  version bigint not null,
  primary key (placement, kind, subject, segment, known_at)
);
create index forecast_event_known_at on forecast_event (known_at);

-- What forecasts are held against: measured values of usage points, sums of feeders and communities.
create view v_forecast_truth as
select 'USAGE_POINT' as kind, usage_point as owner, channel, start, length_seconds, energy_wh
from meter_reading_validated
where origin = 'MEASURED' and quality <> 'QUESTIONABLE'
union all
select level, group_id, channel, start, length_seconds, energy_wh
from grid_aggregated_measure;

-- Scores with whether the model was scored on the same range of the same issue.
create view v_forecast_score_paired as
select s.*, exists (
    select from forecast_score m
    where m.kind = s.kind and m.owner = s.owner and m.channel = s.channel
      and m.model = 'linear-pinball' and m.issued = s.issued and m.from_hours = s.from_hours
  ) as paired
from forecast_score s;
