-- What members sold to the grid operator.
alter table market_settlement add column upstream_wh bigint not null default 0;
