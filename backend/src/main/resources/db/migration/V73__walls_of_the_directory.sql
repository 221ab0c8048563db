-- The directory gets its walls. Whose a device is, what makers say of chips, what is revoked of that, and what chips showed before belong to
-- the installation. A catalog sees of them what concerns its own devices; everything else is asked of, and changed by, functions that each do
-- one thing. They run as the owner, who sees all of it.

do $$
declare
    walled text;
begin
    foreach walled in array array['device_catalog', 'endorsement', 'chip_revocation', 'device_past']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy owner_does on %I to current_user using (true)', walled);
    end loop;
end
$$;

create policy own_catalog on device_catalog for select to holdfast_app using (catalog_id = current_catalog_id());
-- Not with exists: that may be planned as a look through all devices of the catalog for the sake of one.
create policy own_devices on endorsement for select to holdfast_app using (
    (select k.catalog_id from device_catalog k where k.device_id = endorsement.device_id) = current_catalog_id());

revoke insert on device_catalog from holdfast_app;
revoke insert, update on endorsement from holdfast_app;
-- The view is its owner's, who sees all.
revoke select on chip_revocation, device_past, valid_endorsement from holdfast_app;

-- ---- whose a device is, of those who speak for devices ---------------------------------------------------------

create function catalogs_of_devices(wanted bytea[]) returns table (device_id bytea, catalog_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select k.device_id, k.catalog_id from device_catalog k where k.device_id = any (wanted); end;

-- Null when nobody claimed it, or its chip is endorsed no longer.
create function catalog_of_device(wanted bytea) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select k.catalog_id from device_catalog k join valid_endorsement e on e.device_id = k.device_id
        where k.device_id = wanted;
    end;

-- ---- claims ----------------------------------------------------------------------------------------------------

-- What is planned for as many devices as there are is executed as text: a function keeps one plan for few and for thousands (ADR 0028).

-- How often each of some devices has left a catalog: what a proof of possession is good for. No row: never.
create function departures_of(wanted bytea[]) returns table (device_id bytea, departures int)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select p.device_id, p.departures from device_past p where p.device_id = any (wanted); end;

-- Enters the devices that the current catalog may have; proven has the departures that a device's proof is good for, or null. Whoever
-- enters a device first has it. What its newest list says counts, unless the catalog that it was for has left it since; a proof is worth
-- what it was when it was made. In the order of the keys, so that two claims cannot wait for each other.
create function enter_devices(wanted bytea[], proven bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Joined before it is filtered: PostgreSQL takes the filter to leave next to nothing, and would then join by trying each with each.
    execute $entering$
    insert into device_catalog (device_id, catalog_id)
    with endorsed as materialized (
        select e.device_id, e.catalog_name, e.issued_at, w.proven, p.unclaimed_at, coalesce(p.departures, 0) as departures
        from unnest($2, $3) as w(device_id, proven)
        join valid_endorsement e using (device_id)
        left join device_past p using (device_id)
    )
    select e.device_id, $1
    from endorsed e
    where lower(e.catalog_name) = (select lower(c.name) from catalog c where c.catalog_id = $1)
        or (e.proven = e.departures and (e.catalog_name is null or e.unclaimed_at > e.issued_at))
    order by e.device_id
    on conflict (device_id) do nothing
    $entering$ using current_catalog_id(), wanted, proven;
end
$$;

-- Why the current catalog does not get each of some devices. Of one that another catalog has, or is meant to have, nothing is told.
create function refusals_of(refused bytea[]) returns table (device_id bytea, code text)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query execute $asking$
    select w.device_id,
        case when e.device_id is null or k.device_id is not null
                or (lower(e.catalog_name) <> (select lower(c.name) from catalog c where c.catalog_id = $1)
                    and coalesce(p.unclaimed_at, '-infinity') <= e.issued_at)
            then 'NOT_FOUND'
            when v.device_id is null then 'ENDORSEMENT_REVOKED'
            else 'PROOF_NEEDED' end
    from unnest($2) as w(device_id)
    left join endorsement e using (device_id)
    left join valid_endorsement v using (device_id)
    left join device_catalog k using (device_id)
    left join device_past p using (device_id)
    $asking$ using current_catalog_id(), refused;
end
$$;

-- How often those of some devices that the current catalog has had booted when they left the one before; no row of one that left none.
create function boots_before(arrived bytea[]) returns table (device_id bytea, boot_count bigint)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query execute $asking$
    select p.device_id, p.boot_count from device_past p join device_catalog k using (device_id)
    where p.device_id = any ($2) and k.device_id = any ($2) and k.catalog_id = $1
    $asking$ using current_catalog_id(), arrived;
end
$$;

-- Notes the parts of devices that came into groups of the current catalog.
create function note_parts(placed bytea[], groups uuid[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    execute $noting$
    insert into group_part (catalog_id, group_id, part)
    select distinct k.catalog_id, w.group_id, e.sku
    from unnest($2, $3) as w(device_id, group_id)
    join device_catalog k using (device_id)
    join endorsement e using (device_id)
    where k.catalog_id = $1 and e.sku <> ''
    order by 1, 2, 3
    on conflict do nothing
    $noting$ using current_catalog_id(), placed, groups;
end
$$;

-- ---- what makers say -------------------------------------------------------------------------------------------

-- Adds the chips of a list that are not known; returns how many. In the order of the keys, so that two imports of overlapping lists cannot
-- wait for each other.
create function add_endorsements(chips bytea[], general_keys bytea[], skus text[], of_maker text, at timestamptz, for_catalog text,
    issued timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    added bigint;
begin
    insert into endorsement (device_id, general_key, sku, maker, imported_at, catalog_name, issued_at)
        select l.device_id, l.general_key, l.sku, of_maker, at, for_catalog, issued
        from unnest(chips, general_keys, skus) as l(device_id, general_key, sku)
        order by l.device_id
        on conflict (device_id) do nothing;
    get diagnostics added = row_count;
    return added;
end
$$;

-- Chips of a list that another maker endorsed before, or the same one with another key; no more of them than are told.
create function contradicted_endorsements(chips bytea[], general_keys bytea[], of_maker text, most int)
    returns table (device_id bytea, maker text)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query execute $asking$
    select e.device_id, e.maker from endorsement e
    join unnest($1, $2) as l(device_id, general_key) using (device_id)
    where e.maker <> $3 or e.general_key <> l.general_key
    limit $4
    $asking$ using chips, general_keys, of_maker, most;
end
$$;

-- Lets a newer list say whom its chips are for; returns how many are for somebody else now.
create function readdress_endorsements(chips bytea[], for_catalog text, issued timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    readdressed bigint;
begin
    execute $readdressing$
    with changed as (
        update endorsement e set catalog_name = $2, issued_at = $3
        from (select device_id from endorsement
              where device_id = any ($1) and issued_at < $3
              order by device_id for no key update) older
        where e.device_id = older.device_id
        returning old.catalog_name is distinct from new.catalog_name as readdressed
    )
    select count(*) from changed c where c.readdressed
    $readdressing$ into readdressed using chips, for_catalog, issued;
    return readdressed;
end
$$;

-- How many of some chips are endorsed, and by nobody who was revoked.
create function good_chips(chips bytea[]) returns bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select count(*) from valid_endorsement v where v.device_id = any (chips); end;

revoke execute on function catalogs_of_devices, catalog_of_device, departures_of, enter_devices, refusals_of, boots_before, note_parts,
    add_endorsements, contradicted_endorsements, readdress_endorsements, good_chips from public;
grant execute on function catalogs_of_devices, catalog_of_device, departures_of, enter_devices, refusals_of, boots_before, note_parts,
    add_endorsements, contradicted_endorsements, readdress_endorsements, good_chips to holdfast_app;
