-- Counters instead of scans: how many devices of a group have which trust, and how many have installed, attested or
-- failed which manifest version. A trigger appends what a statement changed, so that writers never wait for each
-- other on a counter's row; fold_device_counts sums the changes up now and then. A reader takes both.

create table device_count (
    catalog_id       uuid   not null,
    group_id         uuid   not null,
    measure          text   not null check (measure in
        ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN', 'INSTALLED', 'ATTESTED', 'FAILED')),
    manifest_version bigint not null,
    devices          bigint not null,
    primary key (catalog_id, group_id, measure, manifest_version)
);

create table device_count_change (
    catalog_id       uuid   not null,
    change_id        bigint generated always as identity,
    group_id         uuid   not null,
    measure          text   not null,
    manifest_version bigint not null,
    devices          bigint not null,
    primary key (catalog_id, change_id)
);

-- What one device counts as. Proof outranks word, and word outranks failure: of one version it counts once.
create function device_measures(trust text, installed bigint, attested bigint, failed bigint)
    returns table (measure text, manifest_version bigint)
    language sql immutable parallel safe
    begin atomic
        select trust, 0::bigint
        union all select 'ATTESTED', attested where attested > 0
        union all select 'INSTALLED', installed where installed > 0 and installed <> attested
        union all select 'FAILED', failed where failed > 0 and failed <> installed and failed <> attested;
    end;

create function count_new_devices() returns trigger language plpgsql as $$
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    select d.catalog_id, d.group_id, m.measure, m.manifest_version, count(*)
    from new_devices d,
         device_measures(d.trust, d.installed_manifest, d.attested_manifest, d.failed_manifest) m
    group by d.catalog_id, d.group_id, m.measure, m.manifest_version;
    return null;
end
$$;

create function count_changed_devices() returns trigger language plpgsql as $$
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    select c.catalog_id, c.group_id, m.measure, m.manifest_version, sum(c.sign)
    from (
        select o.catalog_id, 1 as sign, n.group_id, n.trust, n.installed_manifest, n.attested_manifest, n.failed_manifest
        from old_devices o join new_devices n using (catalog_id, device_id)
        where (o.group_id, o.trust, o.installed_manifest, o.attested_manifest, o.failed_manifest)
           is distinct from (n.group_id, n.trust, n.installed_manifest, n.attested_manifest, n.failed_manifest)
        union all
        select o.catalog_id, -1, o.group_id, o.trust, o.installed_manifest, o.attested_manifest, o.failed_manifest
        from old_devices o join new_devices n using (catalog_id, device_id)
        where (o.group_id, o.trust, o.installed_manifest, o.attested_manifest, o.failed_manifest)
           is distinct from (n.group_id, n.trust, n.installed_manifest, n.attested_manifest, n.failed_manifest)
    ) c, device_measures(c.trust, c.installed_manifest, c.attested_manifest, c.failed_manifest) m
    group by c.catalog_id, c.group_id, m.measure, m.manifest_version
    having sum(c.sign) <> 0;
    return null;
end
$$;

create trigger count_new_devices after insert on device
    referencing new table as new_devices
    for each statement execute function count_new_devices();
create trigger count_changed_devices after update on device
    referencing old table as old_devices new table as new_devices
    for each statement execute function count_changed_devices();

-- Sums the changes of the current catalog up; returns how many it took. Leaves when someone else is at it.
create function fold_device_counts() returns bigint language plpgsql as $$
declare
    taken bigint;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('fold_device_counts ' || current_catalog_id(), 0)) then
        return 0;
    end if;
    with gone as (
        delete from device_count_change where catalog_id = current_catalog_id() returning *
    ), folded as (
        insert into device_count as c (catalog_id, group_id, measure, manifest_version, devices)
        select catalog_id, group_id, measure, manifest_version, sum(devices) from gone
        group by catalog_id, group_id, measure, manifest_version
        on conflict (catalog_id, group_id, measure, manifest_version)
            do update set devices = c.devices + excluded.devices
    )
    select count(*) into taken from gone;
    return taken;
end
$$;

create view current_device_count with (security_invoker = true) as
    select catalog_id, group_id, measure, manifest_version, sum(devices)::bigint as devices
    from (
        select catalog_id, group_id, measure, manifest_version, devices from device_count
        union all
        select catalog_id, group_id, measure, manifest_version, devices from device_count_change
    ) all_counts
    group by catalog_id, group_id, measure, manifest_version;

do $$
declare
    walled text;
begin
    foreach walled in array array['device_count', 'device_count_change']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('grant select, insert, update, delete on %I to holdfast_app', walled);
    end loop;
end
$$;
grant select on current_device_count to holdfast_app;
