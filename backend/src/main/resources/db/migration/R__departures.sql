-- Functions for devices that leave a catalog: unclaimed, or transferred to another. Their history stays readable in the old catalog.

-- Adds the time that the statement has waited for locks to the time of its request, so that no device leaves before it was claimed.
create or replace function after_waiting(asked timestamptz) returns timestamptz language sql volatile
    return asked + (clock_timestamp() - statement_timestamp());

-- Takes devices out of a catalog; returns those that were in it. Revokes their certificates, even those that are issued concurrently (see
-- fence_enrolments). how: UNCLAIMED or TRANSFERRED. transfer: the accepted offer; null for UNCLAIMED. Runs dynamic SQL, which is planned for
-- the number of devices. force_custom_plan would do so too, but would also plan the checks of foreign keys once for each device (ADR 0023).
create or replace function depart(from_catalog uuid, wanted bytea[], at timestamptz, how text, by_whom text, why text, transfer uuid)
    returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = auto as $$
declare
    attested bytea[];
    gone bytea[];
begin
    -- All functions lock in the same order, rows of device_catalog first, so that departures, claims and batches of attestations cannot deadlock.
    execute 'select from device_catalog k where k.catalog_id = $1 and k.device_id = any ($2) order by k.device_id for update'
        using from_catalog, wanted;
    execute 'select from device d where d.catalog_id = $1 and d.device_id = any ($2) order by d.device_id for update'
        using from_catalog, wanted;
    -- fence_enrolments is a statement of its own, so that the next one sees certificates issued meanwhile. Later enrolments are refused.
    execute 'select array(select d.device_id from device d
            where d.catalog_id = $1 and d.device_id = any ($2) and d.last_attestation is not null)'
        into attested using from_catalog, wanted;
    perform fence_enrolments(from_catalog, attested, at);

    execute $departing$
    with removed as (
        delete from device d using device_group g, product p
        where d.catalog_id = $1 and d.device_id = any ($2)
          and g.catalog_id = d.catalog_id and g.group_id = d.group_id
          and p.catalog_id = g.catalog_id and p.product_id = g.product_id
        returning d.*, g.name as group_name, p.name as product_name
    ), remembered as (
        insert into departed_device_state as past (device_id, departures, unclaimed_at, boot_count, keystore_version,
            security_versions)
        select r.device_id, 1, case $4 when 'UNCLAIMED' then $3 end, r.boot_count, coalesce(a.keystore_version, 0),
            coalesce(a.security_versions, '{}')
        from removed r
        left join attested_version a on a.catalog_id = r.catalog_id and a.device_id = r.device_id
        order by r.device_id
        on conflict (device_id) do update set
            departures = past.departures + 1,
            unclaimed_at = coalesce(excluded.unclaimed_at, past.unclaimed_at),
            boot_count = greatest(past.boot_count, excluded.boot_count),
            keystore_version = greatest(past.keystore_version, excluded.keystore_version),
            security_versions = case when excluded.security_versions = '{}' then past.security_versions
                else excluded.security_versions end
    ), kept as (
        insert into departed_device (catalog_id, device_id, left_at, name, product, device_group, group_id, claimed_at,
            departure, reason, actor, transfer_id)
        select r.catalog_id, r.device_id, $3, r.name, r.product_name, r.group_name, r.group_id, r.claimed_at, $4, $6, $5, $7
        from removed r
    )
    select coalesce(array_agg(r.device_id order by r.device_id), '{}') from removed r
    $departing$ into gone using from_catalog, wanted, at, how, by_whom, why, transfer;

    execute $revoking$
    insert into certificate_revocation
        (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
    select c.catalog_id, c.serial, c.device_id, c.not_after, $3, $4, 'CESSATION_OF_OPERATION',
        'The device left the catalog: ' || $5
    from issued_certificate c
    -- IN, because with outdated statistics "= any" scans the array for each certificate.
    where c.catalog_id = $1 and c.device_id in (select unnest($2)) and c.not_after > $3
    order by c.serial
    on conflict (catalog_id, serial) do nothing
    $revoking$ using from_catalog, gone, at, by_whom, why;

    execute 'delete from device_catalog k where k.catalog_id = $1 and k.device_id = any ($2)' using from_catalog, gone;
    return gone;
end
$$;

-- Unclaims devices of the current catalog. Skips blocked and offered devices.
create or replace function unclaim_devices(wanted bytea[], at timestamptz, by_whom text, why text) returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
    perform keep_rollouts(current_catalog_id());
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

-- Offers devices of the current catalog to another one. Returns a row with the id of that catalog, or with null if there is no catalog
-- of this name. No row if one of the devices is missing or blocked. Fails if one of them is in another offer that is open and not expired.
create or replace function offer_transfer(transfer uuid, to_whom text, wanted bytea[], why text, at timestamptz, by_whom text,
    until timestamptz, signed text) returns table (target uuid)
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    there bigint;
begin
    perform from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted))
        order by d.device_id for update;
    select count(*) into there from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted)) and d.blocked_at is null;
    if there <> cardinality(wanted) then
        return;
    end if;
    update device_transfer_item i set open = false
        from device_transfer t
        where i.open and i.device_id in (select unnest(wanted)) and t.transfer_id = i.transfer_id and t.expires_at <= at;
    insert into device_transfer (transfer_id, from_catalog, from_name, to_name, devices, note, offered_at, offered_by,
        expires_at, voucher)
        select transfer, c.catalog_id, c.name, to_whom, there, why, at, by_whom, until, signed
        from catalog c where c.catalog_id = current_catalog_id();
    insert into device_transfer_item (transfer_id, device_id) select transfer, w from unnest(wanted) as w order by w;
    target := (select c.catalog_id from catalog c where lower(c.name) = lower(to_whom));
    return next;
end
$$;

-- Withdraws an offer of the current catalog, or declines an offer to it. Returns both catalogs; target is null if no catalog has the
-- offer's name. No row if there is no such open offer.
create or replace function end_transfer(transfer uuid, ending text, at timestamptz, by_whom text)
    returns table (own_name text, source uuid, target uuid)
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    own_name := (select c.name from catalog c where c.catalog_id = current_catalog_id());
    update device_transfer o set state = ending, settled_at = at, settled_by = by_whom
        where o.transfer_id = transfer and o.state = 'OPEN' and o.expires_at > at
          and case ending when 'WITHDRAWN' then o.from_catalog = current_catalog_id()
              else lower(o.to_name) = lower(own_name) end
        returning o.from_catalog, (select c.catalog_id from catalog c where lower(c.name) = lower(o.to_name))
        into source, target;
    if found then
        update device_transfer_item i set open = false where i.transfer_id = transfer and i.open;
        return next;
    end if;
end
$$;

-- Moves the devices of an offer into the current catalog; returns them and their old catalog. No row if the offer is no longer open.
-- Returns fewer devices than offered if some left or were blocked: then the caller must roll back. Endorsement lists signed before the
-- transfer no longer decide who may claim the devices.
create or replace function accept_transfer(transfer uuid, at timestamptz, by_whom text)
    returns table (own_name text, source uuid, moved bytea[])
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    t device_transfer;
begin
    own_name := (select c.name from catalog c where c.catalog_id = current_catalog_id());
    select * into t from device_transfer o
        where o.transfer_id = transfer and o.state = 'OPEN' and o.expires_at > at and lower(o.to_name) = lower(own_name)
        for update;
    if not found then
        return;
    end if;
    perform keep_rollouts(t.from_catalog);
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
    source := t.from_catalog;
    return next;
end
$$;

revoke execute on function after_waiting, depart, unclaim_devices, offer_transfer, end_transfer, accept_transfer from public;
grant execute on function unclaim_devices, offer_transfer, end_transfer, accept_transfer to holdfast_app;
