-- The last step of each device in an update, its time, and the error of a failed one. update_version: the manifest set that the step is
-- about; 0 before the first step. A step about an older set than the group's target says nothing about the target.
alter table device
    add column update_version bigint not null default 0,
    add column update_step    text   not null default ''
        check (update_step in ('', 'OFFERED', 'INSTALLED', 'ATTESTED', 'FAILED', 'RETURNED')),
    add column update_code    text   not null default '',
    add column update_at      timestamptz;

drop trigger count_changed_devices on device;
update device set
    update_version = greatest(failed_manifest, installed_manifest, attested_manifest),
    update_step = case greatest(failed_manifest, installed_manifest, attested_manifest)
        when attested_manifest then 'ATTESTED' when installed_manifest then 'INSTALLED' else 'FAILED' end,
    update_at = coalesce(last_seen, claimed_at)
where greatest(failed_manifest, installed_manifest, attested_manifest) > 0;

-- R__attestation.sql creates it again.
drop function if exists attestation_subjects(bytea[]);
drop index device_failed;
drop index device_by_group;
alter table device drop column failed_manifest;
create index device_by_group on device (catalog_id, group_id, attested_manifest, update_version, update_step);
create index device_failed on device (catalog_id, device_id) where update_step in ('FAILED', 'RETURNED');

-- ---- counters ----------------------------------------------------------------------------------------------------
alter table device_count drop constraint device_count_measure_check;
alter table device_count add constraint device_count_measure_check check (measure in
    ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN', 'UNREACHABLE', 'INSTALLED', 'ATTESTED', 'FAILED', 'RETURNED'));

drop function device_measures(text, bigint, bigint, bigint);
-- The measures in which one device counts. For each version, the device counts only once: as attested, else by its step.
create function device_measures(trust text, attested bigint, version bigint, step text)
    returns table (measure text, manifest_version bigint)
    language sql immutable parallel safe
    begin atomic
        select trust, 0::bigint
        union all select 'ATTESTED', attested where attested > 0
        union all select step, version where step in ('INSTALLED', 'FAILED', 'RETURNED') and version <> attested;
    end;

create or replace function count_devices() returns trigger language plpgsql as $$
declare
    sign int := case tg_op when 'INSERT' then 1 else -1 end;
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    select d.catalog_id, d.group_id, m.measure, m.manifest_version, sign * count(*)
    from counted d, device_measures(d.trust, d.attested_manifest, d.update_version, d.update_step) m
    group by d.catalog_id, d.group_id, m.measure, m.manifest_version
    union all
    select d.catalog_id, d.group_id, 'UNREACHABLE', 0, sign * count(*) from counted d where d.unreachable
    group by d.catalog_id, d.group_id;
    return null;
end
$$;

create or replace function count_changed_devices() returns trigger language plpgsql as $$
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    with changed as materialized (
        select d.catalog_id, d.group_id, d.trust, d.attested_manifest, d.update_version, d.update_step, d.unreachable,
               sum(d.sign) as devices
        from (
            select catalog_id, group_id, trust, attested_manifest, update_version, update_step, unreachable, 1 as sign
            from new_devices
            union all
            select catalog_id, group_id, trust, attested_manifest, update_version, update_step, unreachable, -1
            from old_devices
        ) d
        group by d.catalog_id, d.group_id, d.trust, d.attested_manifest, d.update_version, d.update_step, d.unreachable
        having sum(d.sign) <> 0
    )
    select c.catalog_id, c.group_id, m.measure, m.manifest_version, sum(c.devices)
    from changed c, device_measures(c.trust, c.attested_manifest, c.update_version, c.update_step) m
    group by c.catalog_id, c.group_id, m.measure, m.manifest_version
    having sum(c.devices) <> 0
    union all
    -- Unreachable devices also count as UNKNOWN.
    select c.catalog_id, c.group_id, 'UNREACHABLE', 0, sum(c.devices)
    from changed c
    where c.unreachable
    group by c.catalog_id, c.group_id
    having sum(c.devices) <> 0;
    return null;
end
$$;
create trigger count_changed_devices after update on device
    referencing old table as old_devices new table as new_devices
    for each statement execute function count_changed_devices();

-- Counts all devices again. The owner may change the counters of all catalogs only meanwhile.
alter table device_count no force row level security;
alter table device_count_change no force row level security;
delete from device_count_change;
delete from device_count;
insert into device_count (catalog_id, group_id, measure, manifest_version, devices)
select d.catalog_id, d.group_id, m.measure, m.manifest_version, count(*)
from device d, device_measures(d.trust, d.attested_manifest, d.update_version, d.update_step) m
group by d.catalog_id, d.group_id, m.measure, m.manifest_version
union all
select d.catalog_id, d.group_id, 'UNREACHABLE', 0, count(*) from device d where d.unreachable
group by d.catalog_id, d.group_id;
alter table device_count force row level security;
alter table device_count_change force row level security;
