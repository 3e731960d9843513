-- Scores with whether a trained model, alone or in a blend, was scored on the same range of the same
-- issue.
create or replace view v_forecast_score_paired as
select s.*, exists (
    select from forecast_score m
    where m.kind = s.kind and m.owner = s.owner and m.channel = s.channel
      and m.model in ('blend', 'linear-pinball', 'boosted-pinball', 'onnx')
      and m.issued = s.issued and m.from_hours = s.from_hours
  ) as paired
from forecast_score s;
