-- How devices leave a catalog: unclaimed by its owner, or handed over to another one, which accepts. What they did there stays
-- readable there. Whatever needs two catalogs at once is a function here; the application may only read.

-- Devices that left, as they were then.
create table departed_device (
    catalog_id   uuid        not null,
    device_id    bytea       not null,
    left_at      timestamptz not null,
    name         text        not null,
    product      text        not null,
    device_group text        not null,
    claimed_at   timestamptz not null,
    ending       text        not null check (ending in ('UNCLAIMED', 'TRANSFERRED')),
    reason       text        not null,
    actor        text        not null,
    transfer_id  uuid,
    primary key (catalog_id, device_id, left_at)
);
create index departed_device_newest on departed_device (catalog_id, left_at desc);

-- Offers. Whom one is for is a name and not an id: that there is no such catalog is nothing an offer may tell.
create table device_transfer (
    transfer_id  uuid primary key,
    from_catalog uuid        not null references catalog,
    from_name    text        not null,
    to_name      text        not null check (to_name ~ '^[A-Za-z0-9_-]{1,50}$'),
    devices      int         not null,
    note         text        not null,
    offered_at   timestamptz not null,
    offered_by   text        not null,
    expires_at   timestamptz not null,
    voucher      text        not null,
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
-- A device is offered to one catalog at a time.
create unique index device_transfer_item_open on device_transfer_item (device_id) where open;

alter table departed_device enable row level security;
alter table departed_device force row level security;
create policy own_catalog on departed_device using (catalog_id = current_catalog_id());
alter table device_transfer enable row level security;
alter table device_transfer force row level security;
create policy both_parties on device_transfer for select using (from_catalog = current_catalog_id()
    or lower(to_name) = (select lower(c.name) from catalog c where c.catalog_id = current_catalog_id()));
alter table device_transfer_item enable row level security;
alter table device_transfer_item force row level security;
create policy both_parties on device_transfer_item for select
    using (exists (select from device_transfer t where t.transfer_id = device_transfer_item.transfer_id));
grant select on departed_device, device_transfer, device_transfer_item to holdfast_app;

-- What the functions need as the owner.
create policy owner_does on device_transfer to current_user using (true) with check (true);
create policy owner_does on device_transfer_item to current_user using (true) with check (true);
create policy owner_adds on departed_device for insert to current_user with check (true);
create policy owner_removes on device for delete to current_user using (true);
create policy owner_sees on product for select to current_user using (true);

-- A device that leaves is counted no longer.
create function count_removed_devices() returns trigger language plpgsql as $$
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    select d.catalog_id, d.group_id, m.measure, m.manifest_version, -count(*)
    from old_devices d,
         device_measures(d.trust, d.installed_manifest, d.attested_manifest, d.failed_manifest) m
    group by d.catalog_id, d.group_id, m.measure, m.manifest_version
    union all
    select d.catalog_id, d.group_id, 'UNREACHABLE', 0, -count(*)
    from old_devices d where d.unreachable
    group by d.catalog_id, d.group_id;
    return null;
end
$$;
create trigger count_removed_devices after delete on device
    referencing old table as old_devices
    for each statement execute function count_removed_devices();

-- ---- inside the functions only --------------------------------------------------------------------------------

-- An event and an audit entry in one catalog; none when there is no such catalog.
create function note_transfer(in_catalog uuid, at timestamptz, actor text, kind text, action text, subject text,
    detail text) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if in_catalog is null then
        return;
    end if;
    insert into outbox (catalog_id, at, kind, subject, payload)
        values (in_catalog, at, kind, subject, jsonb_build_object('detail', detail));
    with number as (
        insert into audit_counter as c (catalog_id, last) values (in_catalog, 1)
        on conflict (catalog_id) do update set last = c.last + 1
        returning c.last
    )
    insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail)
        select in_catalog, n.last, at, actor, action, subject, detail from number n;
end
$$;

create function counted_devices(many bigint) returns text language sql immutable
    return many || case many when 1 then ' device' else ' devices' end;

-- Takes devices out of a catalog: their counters go along (device_past), what they were stays behind (departed_device),
-- gateways forget them. Returns those that were there.
create function depart(from_catalog uuid, wanted bytea[], at timestamptz, how text, by_whom text, why text, transfer uuid)
    returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    gone bytea[];
begin
    -- In one order everywhere, the directory first, so that this, a claim and a batch of attestations cannot wait for each
    -- other.
    perform from device_catalog k
        where k.catalog_id = from_catalog and k.device_id in (select unnest(wanted))
        order by k.device_id for update;
    perform from device d
        where d.catalog_id = from_catalog and d.device_id in (select unnest(wanted))
        order by d.device_id for update;

    with removed as (
        delete from device d using device_group g, product p
        where d.catalog_id = from_catalog and d.device_id in (select unnest(wanted))
          and g.catalog_id = d.catalog_id and g.group_id = d.group_id
          and p.catalog_id = g.catalog_id and p.product_id = g.product_id
        returning d.*, g.name as group_name, p.name as product_name
    ), remembered as (
        insert into device_past as past (device_id, departures, unclaimed_at, boot_count, keystore_version,
            security_versions, manifest_version)
        select r.device_id, 1, case how when 'UNCLAIMED' then at end, r.boot_count, coalesce(a.keystore_version, 0),
            coalesce(a.security_versions, '{}'), greatest(r.installed_manifest, r.attested_manifest, r.failed_manifest)
        from removed r
        left join attested_version a on a.catalog_id = r.catalog_id and a.device_id = r.device_id
        order by r.device_id
        on conflict (device_id) do update set
            departures = past.departures + 1,
            unclaimed_at = coalesce(excluded.unclaimed_at, past.unclaimed_at),
            boot_count = greatest(past.boot_count, excluded.boot_count),
            keystore_version = greatest(past.keystore_version, excluded.keystore_version),
            security_versions = case when excluded.security_versions = '{}' then past.security_versions
                else excluded.security_versions end,
            manifest_version = greatest(past.manifest_version, excluded.manifest_version)
    ), kept as (
        insert into departed_device (catalog_id, device_id, left_at, name, product, device_group, claimed_at, ending,
            reason, actor, transfer_id)
        select r.catalog_id, r.device_id, at, r.name, r.product_name, r.group_name, r.claimed_at, how, why, by_whom,
            transfer
        from removed r
    ), told as (
        insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
        select r.catalog_id, at, case how when 'UNCLAIMED' then 'DeviceUnclaimed' else 'DeviceTransferred' end,
            encode(r.device_id, 'hex'), jsonb_build_object('reason', why), 'DEVICE', encode(r.device_id, 'hex')
        from removed r order by r.device_id
    )
    select coalesce(array_agg(r.device_id order by r.device_id), '{}') into gone from removed r;

    delete from device_catalog k where k.catalog_id = from_catalog and k.device_id in (select unnest(gone));
    return gone;
end
$$;

-- ---- what the application may ask -----------------------------------------------------------------------------

-- Takes devices out of the current catalog, for whoever can claim them next; leaves out those that are on offer.
create function unclaim_devices(wanted bytea[], at timestamptz, by_whom text, why text) returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from device_catalog k
        where k.catalog_id = current_catalog_id() and k.device_id in (select unnest(wanted))
        order by k.device_id for update;
    perform from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted))
        order by d.device_id for update;
    return depart(
        current_catalog_id(),
        array(select w from unnest(wanted) as w where not exists (
            select from device_transfer_item i join device_transfer t using (transfer_id)
            where i.open and i.device_id = w and t.expires_at > at)),
        at, 'UNCLAIMED', by_whom, why, null);
end
$$;

-- Offers devices of the current catalog to another one; false when one of them is not there any more.
create function offer_transfer(transfer uuid, to_whom text, wanted bytea[], why text, at timestamptz, by_whom text,
    until timestamptz, signed text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own_name text := (select c.name from catalog c where c.catalog_id = current_catalog_id());
    target uuid := (select c.catalog_id from catalog c where lower(c.name) = lower(to_whom));
    there bigint;
begin
    perform from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted))
        order by d.device_id for update;
    select count(*) into there from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted));
    if there <> cardinality(wanted) then
        return false;
    end if;
    update device_transfer_item i set open = false
        from device_transfer t
        where i.open and i.device_id in (select unnest(wanted)) and t.transfer_id = i.transfer_id and t.expires_at <= at;
    insert into device_transfer (transfer_id, from_catalog, from_name, to_name, devices, note, offered_at, offered_by,
        expires_at, voucher)
        values (transfer, current_catalog_id(), own_name, to_whom, there, why, at, by_whom, until, signed);
    insert into device_transfer_item (transfer_id, device_id) select transfer, w from unnest(wanted) as w order by w;
    perform note_transfer(current_catalog_id(), at, by_whom, 'TransferOffered', 'OfferTransfer', transfer::text,
        'Offered ' || counted_devices(there) || ' to catalog ' || to_whom || ': ' || why);
    perform note_transfer(target, at, by_whom, 'TransferOffered', 'OfferTransfer', transfer::text,
        'Catalog ' || own_name || ' offered ' || counted_devices(there) || ': ' || why);
    return true;
end
$$;

-- Ends an offer without a change of hands: the current catalog withdraws its own, or declines one that it was made. False when
-- there is no such open offer.
create function end_transfer(transfer uuid, ending text, at timestamptz, by_whom text, why text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    t device_transfer;
    own_name text := (select c.name from catalog c where c.catalog_id = current_catalog_id());
    verb text := case ending when 'WITHDRAWN' then 'withdrew' else 'declined' end;
    act text := case ending when 'WITHDRAWN' then 'WithdrawTransfer' else 'DeclineTransfer' end;
begin
    select * into t from device_transfer o
        where o.transfer_id = transfer and o.state = 'OPEN'
          and case ending when 'WITHDRAWN' then o.from_catalog = current_catalog_id()
              else lower(o.to_name) = lower(own_name) end
        for update;
    if not found then
        return false;
    end if;
    update device_transfer o set state = ending, settled_at = at, settled_by = by_whom where o.transfer_id = transfer;
    update device_transfer_item i set open = false where i.transfer_id = transfer and i.open;
    perform note_transfer(t.from_catalog, at, by_whom, 'TransferEnded', act, transfer::text,
        'Catalog ' || own_name || ' ' || verb || ' the transfer of ' || counted_devices(t.devices) || ' to ' || t.to_name
            || ': ' || why);
    perform note_transfer((select c.catalog_id from catalog c where lower(c.name) = lower(t.to_name)), at, by_whom,
        'TransferEnded', act, transfer::text,
        'Catalog ' || own_name || ' ' || verb || ' the transfer of ' || counted_devices(t.devices) || ' from '
            || t.from_name || ': ' || why);
    return true;
end
$$;

-- Moves the devices of an open offer into the current catalog, to which it was made; returns them. Null when there is no such
-- offer any more, fewer than offered when some left meanwhile: then nothing may stay of it. The maker's word on whom a chip
-- is for has been overtaken, so no list that was signed before counts any more.
create function accept_transfer(transfer uuid, at timestamptz, by_whom text) returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    t device_transfer;
    own_name text := (select c.name from catalog c where c.catalog_id = current_catalog_id());
    moved bytea[];
begin
    select * into t from device_transfer o
        where o.transfer_id = transfer and o.state = 'OPEN' and o.expires_at > at and lower(o.to_name) = lower(own_name)
        for update;
    if not found then
        return null;
    end if;
    moved := depart(t.from_catalog,
        array(select i.device_id from device_transfer_item i where i.transfer_id = transfer),
        at, 'TRANSFERRED', by_whom, 'Transferred to catalog ' || t.to_name || ': ' || t.note, transfer);
    insert into device_catalog (device_id, catalog_id) select m, current_catalog_id() from unnest(moved) as m order by m;
    update endorsement e set catalog_name = null, issued_at = greatest(e.issued_at, at)
        where e.device_id in (select unnest(moved));
    update device_transfer o set state = 'ACCEPTED', settled_at = at, settled_by = by_whom where o.transfer_id = transfer;
    update device_transfer_item i set open = false where i.transfer_id = transfer and i.open;
    perform note_transfer(t.from_catalog, at, by_whom, 'TransferAccepted', 'AcceptTransfer', transfer::text,
        'Catalog ' || own_name || ' accepted ' || counted_devices(cardinality(moved)) || '.');
    return moved;
end
$$;

revoke execute on function note_transfer, counted_devices, depart, unclaim_devices, offer_transfer, end_transfer,
    accept_transfer from public;
grant execute on function unclaim_devices, offer_transfer, end_transfer, accept_transfer to holdfast_app;
