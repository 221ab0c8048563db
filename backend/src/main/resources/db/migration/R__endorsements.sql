-- Functions for endorsements of chips and their revocation. They run as the owner, because endorsements belong to the installation.

-- ---- import --------------------------------------------------------------------------------------------------------
-- Adds the unknown chips of a list; returns their number. In key order, so that imports of overlapping lists cannot deadlock.
create or replace function add_endorsements(chips bytea[], general_keys bytea[], skus text[], of_manufacturer text, at timestamptz, for_catalog text,
    issued timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    added bigint;
begin
    insert into endorsement (device_id, general_key, sku, manufacturer, imported_at, catalog_name, issued_at)
        select l.device_id, l.general_key, l.sku, of_manufacturer, at, for_catalog, issued
        from unnest(chips, general_keys, skus) as l(device_id, general_key, sku)
        order by l.device_id
        on conflict (device_id) do nothing;
    get diagnostics added = row_count;
    return added;
end
$$;

-- Returns chips of a list that were endorsed by another manufacturer or with another key; at most "most" chips.
create or replace function contradicted_endorsements(chips bytea[], general_keys bytea[], of_manufacturer text, most int)
    returns table (device_id bytea, manufacturer text)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query execute $asking$
    select e.device_id, e.manufacturer from endorsement e
    join unnest($1, $2) as l(device_id, general_key) using (device_id)
    where e.manufacturer <> $3 or e.general_key <> l.general_key
    limit $4
    $asking$ using chips, general_keys, of_manufacturer, most;
end
$$;

-- Sets the catalog that may claim the chips of a list (null for any), if the list is newer. Returns how many chips got another catalog.
create or replace function reassign_endorsements(chips bytea[], for_catalog text, issued timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    reassigned bigint;
begin
    execute $reassigning$
    with changed as (
        update endorsement e set catalog_name = $2, issued_at = $3
        from (select device_id from endorsement
              where device_id = any ($1) and issued_at < $3
              order by device_id for no key update) older
        where e.device_id = older.device_id
        returning old.catalog_name is distinct from new.catalog_name as reassigned
    )
    select count(*) from changed c where c.reassigned
    $reassigning$ into reassigned using chips, for_catalog, issued;
    return reassigned;
end
$$;

-- Counts the chips that have a valid endorsement.
create or replace function count_endorsed_chips(chips bytea[]) returns bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select count(*) from valid_endorsement v where v.device_id = any (chips); end;

-- Refreshes statistics after an import. With old ones, plans read all endorsements for each claimed chip. Only the owner may analyze.
create or replace function analyze_endorsements() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    analyze endorsement;
end
$$;

-- ---- revocation ----------------------------------------------------------------------------------------------------
-- Counts claimed devices by catalog: those of a manufacturer, and those with the given chips. A union, because OR reads all endorsements.
create or replace function endorsement_impact(of_manufacturer text, of_chips bytea[])
    returns table (name text, display_name text, devices bigint, trusted bigint, certified bigint,
        certified_until timestamptz)
    language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    begin atomic
        select c.name, c.display_name, count(*), count(*) filter (where d.trust = 'TRUSTED'),
               count(*) filter (where d.certificate_expires > now()),
               max(d.certificate_expires) filter (where d.certificate_expires > now())
        from (
            select e.device_id from endorsement e where e.manufacturer = of_manufacturer
            union
            select chip from unnest(of_chips) as chip
        ) e
        join device_catalog k on k.device_id = e.device_id
        join device d on d.catalog_id = k.catalog_id and d.device_id = k.device_id
        join catalog c on c.catalog_id = k.catalog_id
        group by c.catalog_id, c.name, c.display_name
        order by lower(c.name);
    end;

-- Counts endorsed chips, claimed devices and their catalogs by manufacturer, and lists the parts of the chips.
drop function if exists manufacturer_usage();
create or replace function manufacturer_usage()
    returns table (manufacturer text, chips bigint, devices bigint, catalogs bigint, parts text[])
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select e.manufacturer, count(*), count(k.device_id), count(distinct k.catalog_id),
               coalesce(array_agg(distinct e.sku) filter (where e.sku <> ''), '{}')
        from endorsement e left join device_catalog k on k.device_id = e.device_id
        group by e.manufacturer;
    end;

-- Revokes or restores a manufacturer; false if nothing changed.
create or replace function set_manufacturer_revoked(name text, revoked boolean, at timestamptz, actor text, why text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if revoked then
        insert into manufacturer_revocation values (name, at, actor, why) on conflict (manufacturer) do nothing;
    else
        delete from manufacturer_revocation m where m.manufacturer = name;
    end if;
    return found;
end
$$;

-- Revokes or restores endorsements of chips; returns the number of changes.
create or replace function set_chips_revoked(chips bytea[], revoked boolean, at timestamptz, actor text, why text) returns bigint
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    changed bigint;
begin
    if revoked then
        insert into chip_revocation
            select e.device_id, at, actor, why from endorsement e where e.device_id in (select unnest(chips)) order by e.device_id
            on conflict (device_id) do nothing;
    else
        delete from chip_revocation c where c.device_id in (select unnest(chips));
    end if;
    get diagnostics changed = row_count;
    return changed;
end
$$;

-- Updates the trust of claimed devices whose endorsements were revoked (ended) or restored: those of a manufacturer and those with the given
-- chips. Skips devices that already have the new state. Returns the changed devices by catalog.
create or replace function change_endorsed_devices(of_manufacturer text, of_chips bytea[], at timestamptz, ended boolean, why text)
    returns table (catalog_id uuid, device_ids bytea[])
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    concerned bytea[];
begin
    -- All functions lock devices in the order of their keys, so that this one and a batch of attestations cannot deadlock.
    select array_agg(l.device_id) into concerned from (
        select d.device_id from device d
        join device_catalog k on k.catalog_id = d.catalog_id and k.device_id = d.device_id
        join (
            select e.device_id from endorsement e where e.manufacturer = of_manufacturer
            union
            select chip from unnest(of_chips) as chip
        ) e on e.device_id = k.device_id
        where (d.reason_code = 'endorsement-revoked') <> ended
        order by d.catalog_id, d.device_id
        for no key update of d
    ) l;
    -- Excludes chips that another revocation still covers.
    if not ended then
        select array_agg(v.device_id) into concerned
            from unnest(concerned) as c join valid_endorsement v on v.device_id = c;
    end if;

    return query
    with changed as (
        update device d set
            trust = case when ended then 'UNTRUSTED' else 'UNKNOWN' end,
            trust_since = at,
            reason_code = case when ended then 'endorsement-revoked' else 'endorsement-restored' end,
            reason = case when ended then 'The endorsement of its chip was revoked: ' || why
                else 'The endorsement of its chip was restored; it has not attested since.' end
        from unnest(concerned) as c(device_id)
        join device_catalog k on k.device_id = c.device_id
        where d.catalog_id = k.catalog_id and d.device_id = k.device_id
        returning d.catalog_id, d.device_id
    )
    select c.catalog_id, array_agg(c.device_id order by c.device_id) from changed c group by c.catalog_id order by c.catalog_id;
end
$$;

revoke execute on function add_endorsements, contradicted_endorsements, reassign_endorsements, count_endorsed_chips, analyze_endorsements,
    endorsement_impact, manufacturer_usage, set_manufacturer_revoked, set_chips_revoked, change_endorsed_devices from public;
grant execute on function add_endorsements, contradicted_endorsements, reassign_endorsements, count_endorsed_chips, analyze_endorsements,
    endorsement_impact, manufacturer_usage, set_manufacturer_revoked, set_chips_revoked, change_endorsed_devices to holdfast_app;
