-- What a clearing knew of the grid and what the market kept.
alter table market_clearing
  add column network text collate "C" not null default 'copper plate',
  add column surplus_micro_cent bigint not null default 0,
  add column grid_fees_micro_cent bigint not null default 0,
  add column congestion_micro_cent bigint not null default 0;

alter table market_settlement add column market_micro_cent bigint not null default 0;

-- Prices and flows of the grid's nodes, from the top down.
create table market_clearing_node (
  community text collate "C" not null,
  strategy text collate "C" not null,
  start timestamptz not null,
  ordinal integer not null,
  node text collate "C" not null,
  price_milli_cent_per_kwh bigint,
  flow_wh bigint not null,
  limit_wh bigint,
  fee_micro_cent bigint not null,
  congestion_micro_cent bigint not null,
  version bigint not null,
  primary key (community, strategy, start, ordinal)
);
