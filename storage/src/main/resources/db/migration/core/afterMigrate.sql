-- Readers, where the deployment has the role. Runs after every migration.
do $$
begin
  if exists (select from pg_roles where rolname = 'commonwatt_read') then
    grant usage on schema public to commonwatt_read;
    grant select on all tables in schema public to commonwatt_read;
    alter default privileges in schema public grant select on tables to commonwatt_read;
  end if;
end
$$;
