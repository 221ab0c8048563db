-- Gauges of the installation. Each reads counters, or an index range of the rows in question.

-- Values by gauge, catalog and label. If there are more catalogs than at_most, the values are those of all catalogs together, and the name of
-- the catalog is empty. Ages and times are in seconds.
create or replace function installation_gauges(now_is timestamptz, at_most int)
    returns table (gauge text, catalog text, label text, value double precision)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        with live as (
            select c.catalog_id, case when (select count(*) from catalog a where a.deleted_at is null) > at_most then '' else c.name end as name
            from catalog c where c.deleted_at is null
        ), counted as (
            select n.catalog_id, n.measure, sum(n.devices) as devices
            from (
                select catalog_id, measure, devices from device_count
                union all
                select catalog_id, measure, devices from device_count_change
            ) n
            where n.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN', 'UNREACHABLE')
            group by n.catalog_id, n.measure
        )
        select 'devices', l.name, h.health, coalesce(sum(case when h.health = 'unknown' and c.measure = 'UNREACHABLE' then -c.devices else c.devices end), 0)::double precision
        from live l
        cross join (values ('trusted', array['TRUSTED']), ('outdated', array['OUTDATED']), ('failed', array['UNTRUSTED']),
            ('unknown', array['UNKNOWN', 'UNREACHABLE']), ('unreachable', array['UNREACHABLE'])) h (health, measures)
        left join counted c on c.catalog_id = l.catalog_id and c.measure = any (h.measures)
        group by l.name, h.health
        union all
        select 'blocked', l.name, '', sum(n.devices)::double precision
        from live l cross join lateral (
            select count(*) as devices from (select from device d where d.catalog_id = l.catalog_id and d.blocked_at is not null limit 100000) rows_found) n
        group by l.name
        union all
        select 'expiring', l.name, '', sum(n.devices)::double precision
        from live l cross join lateral (
            select count(*) as devices from (
                select from device d where d.catalog_id = l.catalog_id
                    and d.certificate_expires > now_is and d.certificate_expires <= now_is + interval '1 hour' limit 100000) rows_found) n
        group by l.name
        union all
        select 'authority', l.name, '', min(n.ends)::double precision
        from live l cross join lateral (
            select extract(epoch from max(a.not_after)) as ends from catalog_authority a
            where a.catalog_id = l.catalog_id and a.revoked_at is null) n
        where n.ends is not null
        group by l.name
        union all
        select 'jobs', l.name, '', sum(n.jobs)::double precision
        from live l cross join lateral (
            select count(*) as jobs from device_job j where j.catalog_id = l.catalog_id and j.state = 'RUNNING') n
        group by l.name
        union all
        select 'approvals', l.name, '', sum(n.waiting)::double precision
        from live l cross join lateral (
            select count(*) as waiting from approval a
            where a.catalog_id = l.catalog_id and a.state = 'PENDING' and a.expires_at > now_is) n
        group by l.name
        union all
        -- The installation's log, too. Catalogs whose log is sealed count as 0.
        select 'seal', '', '', coalesce(max(greatest(extract(epoch from now_is - e.at), 0)), 0)::double precision
        from audit_counter c
        left join audit_tree t on t.catalog_id = c.catalog_id
        join audit_entry e on e.catalog_id = c.catalog_id and e.sequence = coalesce(t.size, 0) + 1
        where c.last > coalesce(t.size, 0);
    end;

-- Age of the oldest event that gateways do not get yet, in seconds, because an older transaction is open. 0 for none.
create or replace function event_lag() returns double precision
    language sql volatile security definer set search_path = public, pg_temp
    return (select greatest(coalesce(extract(epoch from clock_timestamp() - min(o.at)), 0), 0)::double precision
        from outbox o
        where o.invalidated_kind is not null and o.transaction_id >= pg_snapshot_xmin(pg_current_snapshot()));

revoke execute on function installation_gauges, event_lag from public;
grant execute on function installation_gauges, event_lag to holdfast_app;
