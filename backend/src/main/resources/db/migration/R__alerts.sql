-- Functions for alerts of all catalogs.

-- Alerts whose state ends by time: the suppression of some, and all others without a new event for the time that their rule names.
create or replace function alerts_due(now timestamptz) returns table (catalog_id uuid, alert_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select a.catalog_id, a.alert_id from alert a where a.suppressed_until <= now
        union
        select a.catalog_id, a.alert_id from alert a
        where a.resolve_after is not null and a.state not in ('PENDING', 'RESOLVED') and a.last_seen <= now - a.resolve_after
        limit 1000;
    end;

-- Deletes alerts that nobody needs to handle, without an event since a time; returns their number. Keeps those of the last day in any case.
create or replace function delete_alerts(before timestamptz, at_most int) returns bigint
    language sql security definer set search_path = public, pg_temp
    begin atomic
        with deleted as (
            delete from alert where (catalog_id, alert_id) in (
                select a.catalog_id, a.alert_id from alert a
                where a.state in ('RESOLVED', 'PENDING') and a.last_seen < least(before, now() - interval '1 day')
                -- Each can have the rows of 100,000 devices.
                limit least(at_most, 20))
            returning alert_id
        )
        select count(*) from deleted;
    end;

revoke execute on function alerts_due, delete_alerts from public;
grant execute on function alerts_due, delete_alerts to holdfast_app;
