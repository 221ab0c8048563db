-- Counters, lists and views of devices, departed devices and transfers.

-- ---- counters ----------------------------------------------------------------------------------------------------
-- Number of devices of a group by trust, and by the manifest version that is installed, attested or failed. Triggers append changes to
-- device_count_change, so that writers never wait for a counter's row. compact_device_counts adds these changes to device_count from
-- time to time. Readers sum both tables.
create table device_count (
    catalog_id       uuid   not null,
    group_id         uuid   not null,
    measure          text   not null check (measure in
        ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN', 'UNREACHABLE', 'INSTALLED', 'ATTESTED', 'FAILED')),
    manifest_version bigint not null,
    devices          bigint not null,
    primary key (catalog_id, group_id, measure, manifest_version)
);
call isolate_catalog('device_count', 'select, insert, update, delete');
call open_to_owner('device_count', 'select');

create table device_count_change (
    catalog_id       uuid   not null,
    change_id        bigint generated always as identity,
    group_id         uuid   not null,
    measure          text   not null,
    manifest_version bigint not null,
    devices          bigint not null,
    primary key (catalog_id, change_id)
);
call isolate_catalog('device_count_change', 'select, insert, update, delete');
call open_to_owner('device_count_change', 'select', 'insert');

create view current_device_count with (security_invoker = true) as
    select catalog_id, group_id, measure, manifest_version, sum(devices)::bigint as devices
    from (
        select catalog_id, group_id, measure, manifest_version, devices from device_count
        union all
        select catalog_id, group_id, measure, manifest_version, devices from device_count_change
    ) all_counts
    group by catalog_id, group_id, measure, manifest_version;
grant select on current_device_count to holdfast_app;

-- The measures in which one device counts. For each version, the device counts only once: as attested, else as installed, else as failed.
create function device_measures(trust text, installed bigint, attested bigint, failed bigint)
    returns table (measure text, manifest_version bigint)
    language sql immutable parallel safe
    begin atomic
        select trust, 0::bigint
        union all select 'ATTESTED', attested where attested > 0
        union all select 'INSTALLED', installed where installed > 0 and installed <> attested
        union all select 'FAILED', failed where failed > 0 and failed <> installed and failed <> attested;
    end;

create function count_devices() returns trigger language plpgsql as $$
declare
    sign int := case tg_op when 'INSERT' then 1 else -1 end;
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    select d.catalog_id, d.group_id, m.measure, m.manifest_version, sign * count(*)
    from counted d, device_measures(d.trust, d.installed_manifest, d.attested_manifest, d.failed_manifest) m
    group by d.catalog_id, d.group_id, m.measure, m.manifest_version
    union all
    select d.catalog_id, d.group_id, 'UNREACHABLE', 0, sign * count(*) from counted d where d.unreachable
    group by d.catalog_id, d.group_id;
    return null;
end
$$;
create trigger count_new_devices after insert on device
    referencing new table as counted for each statement execute function count_devices();
create trigger count_removed_devices after delete on device
    referencing old table as counted for each statement execute function count_devices();

-- Adds new rows and subtracts old rows, so that unchanged rows cancel out. A join of both would take minutes for 20,000 devices.
create function count_changed_devices() returns trigger language plpgsql as $$
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    with changed as materialized (
        select d.catalog_id, d.group_id, d.trust, d.installed_manifest, d.attested_manifest, d.failed_manifest,
               d.unreachable, sum(d.sign) as devices
        from (
            select catalog_id, group_id, trust, installed_manifest, attested_manifest, failed_manifest, unreachable,
                   1 as sign
            from new_devices
            union all
            select catalog_id, group_id, trust, installed_manifest, attested_manifest, failed_manifest, unreachable, -1
            from old_devices
        ) d
        group by d.catalog_id, d.group_id, d.trust, d.installed_manifest, d.attested_manifest, d.failed_manifest,
                 d.unreachable
        having sum(d.sign) <> 0
    )
    select c.catalog_id, c.group_id, m.measure, m.manifest_version, sum(c.devices)
    from changed c, device_measures(c.trust, c.installed_manifest, c.attested_manifest, c.failed_manifest) m
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

-- ---- lists -------------------------------------------------------------------------------------------------------
-- Times that device lists sort by (ADR 0029). A separate table, because attestations rewrite a device's row and its indexes.
create table device_milestone (
    device_id   bytea       not null,
    catalog_id  uuid        not null,
    claimed_at  timestamptz not null,
    trust_since timestamptz,
    primary key (device_id, catalog_id)
);
create index device_milestone_claimed on device_milestone (catalog_id, claimed_at);
create index device_milestone_trusted on device_milestone (catalog_id, trust_since);
call isolate_catalog('device_milestone', 'select, insert, update, delete');
call open_to_owner('device_milestone');

create function record_milestones_of_new_devices() returns trigger language plpgsql as $$
begin
    insert into device_milestone (catalog_id, device_id, claimed_at, trust_since)
    select n.catalog_id, n.device_id, n.claimed_at, n.trust_since from new_devices n
    order by n.catalog_id, n.device_id;
    return null;
end
$$;
create trigger record_milestones_of_new_devices after insert on device
    referencing new table as new_devices
    for each statement execute function record_milestones_of_new_devices();

-- IS NOT DISTINCT FROM keeps PostgreSQL from using an index that begins with the catalog. If statistics expect one row in the catalog,
-- PostgreSQL would read all of the catalog's rows in that index for each device (ADR 0023).
create function record_milestones_of_device() returns trigger language plpgsql
    security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    update device_milestone m set claimed_at = new.claimed_at, trust_since = new.trust_since
    where m.device_id = new.device_id and m.catalog_id is not distinct from new.catalog_id;
    return null;
end
$$;
create trigger record_milestones_of_device after update of claimed_at, trust_since on device
    for each row when (old.claimed_at <> new.claimed_at or old.trust_since is distinct from new.trust_since)
    execute function record_milestones_of_device();

create function delete_milestones_of_device() returns trigger language plpgsql
    security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    delete from device_milestone m where m.device_id = old.device_id and m.catalog_id is not distinct from old.catalog_id;
    return null;
end
$$;
create trigger delete_milestones_of_device after delete on device
    for each row execute function delete_milestones_of_device();

-- Saved device lists: filter, order and columns.
create table device_view (
    catalog_id uuid        not null,
    view_id    uuid        not null,
    name       text        not null check (length(name) between 1 and 60),
    filter     text        not null check (length(filter) <= 2000),
    sort       text        not null,
    columns    text[]      not null,
    -- Owner of a private view; null for a shared view.
    issuer     text,
    subject    text,
    changed_by text        not null,
    changed_at timestamptz not null,
    version    bigint      not null default 1,
    primary key (catalog_id, view_id),
    check ((issuer is null) = (subject is null))
);
create unique index device_view_name on device_view (catalog_id, issuer, subject, lower(name)) nulls not distinct;
call isolate_catalog('device_view', 'select, insert, update, delete');

-- ---- departures and transfers ------------------------------------------------------------------------------------
-- Devices that left a catalog, with their last values.
create table departed_device (
    catalog_id   uuid        not null,
    device_id    bytea       not null,
    left_at      timestamptz not null,
    name         text        not null,
    product      text        not null,
    device_group text        not null,
    group_id     uuid        not null,
    claimed_at   timestamptz not null,
    departure    text        not null check (departure in ('UNCLAIMED', 'TRANSFERRED')),
    reason       text        not null,
    actor        text        not null,
    transfer_id  uuid,
    primary key (catalog_id, device_id, left_at)
);
create index departed_device_newest on departed_device (catalog_id, left_at desc);
call isolate_catalog('departed_device', 'select');
call open_to_owner('departed_device', 'insert');

-- Offers of devices to another catalog. The offer stores the catalog's name, so as not to disclose whether the catalog exists.
create table device_transfer (
    transfer_id  uuid        primary key,
    from_catalog uuid        not null references catalog,
    from_name    text        not null,
    to_name      text        not null check (to_name ~ '^[A-Za-z0-9_-]{1,50}$'),
    devices      int         not null,
    note         text        not null,
    offered_at   timestamptz not null,
    offered_by   text        not null,
    expires_at   timestamptz not null,
    voucher      text        not null,
    -- An expired offer stays OPEN, but can no longer be accepted.
    state        text        not null default 'OPEN'
        check (state in ('OPEN', 'ACCEPTED', 'WITHDRAWN', 'DECLINED')),
    settled_at   timestamptz,
    settled_by   text
);
create index device_transfer_from on device_transfer (from_catalog, offered_at desc);
create index device_transfer_to on device_transfer (lower(to_name), offered_at desc);

create table device_transfer_item (
    transfer_id uuid    not null references device_transfer,
    device_id   bytea   not null references endorsement,
    open        boolean not null default true,
    primary key (transfer_id, device_id)
);
-- A device can be in one open offer.
create unique index device_transfer_item_open on device_transfer_item (device_id) where open;

alter table device_transfer enable row level security;
alter table device_transfer force row level security;
create policy both_parties on device_transfer for select using (from_catalog = current_catalog_id()
    or lower(to_name) = (select lower(c.name) from catalog c where c.catalog_id = current_catalog_id()));
call open_to_owner('device_transfer');
alter table device_transfer_item enable row level security;
alter table device_transfer_item force row level security;
create policy both_parties on device_transfer_item for select
    using (exists (select from device_transfer t where t.transfer_id = device_transfer_item.transfer_id));
call open_to_owner('device_transfer_item');
grant select on device_transfer, device_transfer_item to holdfast_app;
