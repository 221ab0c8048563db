-- A device leaves a catalog neither with its block nor with its certificates: who unclaims or hands over does not unblock, and a
-- certificate from before counts no more, also when the device comes back.

-- Certificates of devices that left end with that.
create policy owner_adds on certificate_revocation for insert to current_user with check (true);

create or replace function depart(from_catalog uuid, wanted bytea[], at timestamptz, how text, by_whom text, why text, transfer uuid)
    returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    gone bytea[];
begin
    -- In one order everywhere, the directory first, so that this, a claim and a batch of attestations cannot wait for each
    -- other.
    perform from device_catalog k
        where k.catalog_id = from_catalog and k.device_id = any (wanted)
        order by k.device_id for update;
    perform from device d
        where d.catalog_id = from_catalog and d.device_id = any (wanted)
        order by d.device_id for update;

    with removed as (
        delete from device d using device_group g, product p
        where d.catalog_id = from_catalog and d.device_id = any (wanted)
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

    insert into certificate_revocation
        (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
    select c.catalog_id, c.serial, c.device_id, c.not_after, at, by_whom, 'CESSATION_OF_OPERATION',
        'The device left the catalog: ' || why
    from issued_certificate c
    where c.catalog_id = from_catalog and c.device_id = any (gone) and c.not_after > at
    order by c.serial
    on conflict (catalog_id, serial) do nothing;

    delete from device_catalog k where k.catalog_id = from_catalog and k.device_id = any (gone);
    return gone;
end
$$;

-- Leaves out those that are blocked, and those that are on offer.
create or replace function unclaim_devices(wanted bytea[], at timestamptz, by_whom text, why text) returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
    perform from device_catalog k
        where k.catalog_id = current_catalog_id() and k.device_id = any (wanted)
        order by k.device_id for update;
    perform from device d
        where d.catalog_id = current_catalog_id() and d.device_id = any (wanted)
        order by d.device_id for update;
    at := after_waiting(at);
    return depart(
        current_catalog_id(),
        array(select w from unnest(wanted) as w where not exists (
            select from device d
            where d.catalog_id = current_catalog_id() and d.device_id = w and d.blocked_at is not null)
          and not exists (
            select from device_transfer_item i join device_transfer t using (transfer_id)
            where i.open and i.device_id = w and t.expires_at > at)),
        at, 'UNCLAIMED', by_whom, why, null);
end
$$;

-- Offers devices of the current catalog to another one; false when one of them is not there any more, or blocked.
create or replace function offer_transfer(transfer uuid, to_whom text, wanted bytea[], why text, at timestamptz, by_whom text,
    until timestamptz, signed text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    own_name text := (select c.name from catalog c where c.catalog_id = current_catalog_id());
    target uuid := (select c.catalog_id from catalog c where lower(c.name) = lower(to_whom));
    there bigint;
begin
    perform from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted))
        order by d.device_id for update;
    select count(*) into there from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted)) and d.blocked_at is null;
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

-- Moves the devices of an open offer into the current catalog, to which it was made; returns them. Null when there is no such
-- offer any more, fewer than offered when some left meanwhile or were blocked: then nothing may stay of it.
create or replace function accept_transfer(transfer uuid, at timestamptz, by_whom text) returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
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
    perform from device_catalog k join device_transfer_item i on i.device_id = k.device_id
        where i.transfer_id = transfer and k.catalog_id = t.from_catalog
        order by k.device_id for update of k;
    perform from device d join device_transfer_item i on i.device_id = d.device_id
        where i.transfer_id = transfer and d.catalog_id = t.from_catalog
        order by d.device_id for update of d;
    at := after_waiting(at);
    moved := depart(t.from_catalog,
        array(select i.device_id from device_transfer_item i
            join device d on d.catalog_id = t.from_catalog and d.device_id = i.device_id
            where i.transfer_id = transfer and d.blocked_at is null),
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

-- Devices that left before this.
insert into certificate_revocation (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
select c.catalog_id, c.serial, c.device_id, c.not_after, now(), 'system', 'CESSATION_OF_OPERATION',
    'The device left the catalog.'
from issued_certificate c
where c.not_after > now()
  and not exists (select from device d where d.catalog_id = c.catalog_id and d.device_id = c.device_id)
on conflict (catalog_id, serial) do nothing;
