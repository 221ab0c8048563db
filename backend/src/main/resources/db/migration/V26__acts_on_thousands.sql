-- Acts on thousands of devices at once take time in proportion to them. A plan that PostgreSQL keeps is one for the few devices
-- of its first call, and a trigger's statements, which have no parameters, never get another one: what joins such sets by
-- walking through one of them for each row of the other takes minutes for 20,000.

-- No join at all: what is the same before and after cancels itself.
create or replace function count_changed_devices() returns trigger language plpgsql as $$
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
    -- Unreachable is a part of unknown, not a fifth trust.
    select c.catalog_id, c.group_id, 'UNREACHABLE', 0, sum(c.devices)
    from changed c
    where c.unreachable
    group by c.catalog_id, c.group_id
    having sum(c.devices) <> 0;
    return null;
end
$$;

-- Chips are looked up, not looked for: "maker or any of an array" reads every endorsement, and the whole array for each.
create or replace function endorsement_impact(of_maker text, of_chips bytea[])
    returns table (name text, display_name text, devices bigint, trusted bigint, certified bigint,
        certified_until timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.name, c.display_name, count(*), count(*) filter (where d.trust = 'TRUSTED'),
               count(*) filter (where d.certificate_expires > now()),
               max(d.certificate_expires) filter (where d.certificate_expires > now())
        from (
            select e.device_id from endorsement e where e.maker = of_maker
            union
            select chip from unnest(of_chips) as chip
        ) e
        join device_catalog k on k.device_id = e.device_id
        join device d on d.catalog_id = k.catalog_id and d.device_id = k.device_id
        join catalog c on c.catalog_id = k.catalog_id
        group by c.catalog_id, c.name, c.display_name
        order by lower(c.name);
    end;

create or replace function tell_endorsements_changed(of_maker text, of_chips bytea[], at timestamptz, actor text,
    ended boolean, why text) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    concerned bytea[];
    told bigint;
begin
    -- In one order everywhere, so that this and a batch of attestations cannot wait for each other.
    select array_agg(l.device_id) into concerned from (
        select d.device_id from device d
        join device_catalog k on k.catalog_id = d.catalog_id and k.device_id = d.device_id
        join (
            select e.device_id from endorsement e where e.maker = of_maker
            union
            select chip from unnest(of_chips) as chip
        ) e on e.device_id = k.device_id
        where (d.reason_code = 'endorsement-revoked') <> ended
        order by d.catalog_id, d.device_id
        for no key update of d
    ) l;
    -- A chip that its maker's revocation, or its own, still ends stays as it is.
    if not ended then
        select array_agg(v.device_id) into concerned
            from unnest(concerned) as c join valid_endorsement v on v.device_id = c;
    end if;

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
    ), announced as (
        insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
        select c.catalog_id, at, case when ended then 'EndorsementRevoked' else 'EndorsementRestored' end,
            encode(c.device_id, 'hex'), jsonb_build_object('reason', why), 'DEVICE', encode(c.device_id, 'hex')
        from changed c order by c.catalog_id, c.device_id
    ), counted as (
        select c.catalog_id, count(*) as devices from changed c group by c.catalog_id
    ), numbered as (
        insert into audit_counter as a (catalog_id, last)
        select n.catalog_id, 1 from counted n order by n.catalog_id
        on conflict (catalog_id) do update set last = a.last + 1
        returning a.catalog_id, a.last
    ), audited as (
        insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail)
        select n.catalog_id, n.last, at, actor,
            case when ended then 'RevokeEndorsements' else 'RestoreEndorsements' end,
            coalesce(of_maker, 'chips'),
            case when ended then 'The endorsements of ' else 'Restored the endorsements of ' end || c.devices
                || case c.devices when 1 then ' device' else ' devices' end
                || case when ended then ' were revoked for the whole installation: ' else ': ' end || why
        from numbered n join counted c on c.catalog_id = n.catalog_id
    )
    select count(*) into told from changed;
    return told;
end
$$;

-- Planned anew for the tables as they are: one that was as good as empty at the first call is looked through otherwise. Only a
-- statement that is executed as text is, in a function without parameters.
create or replace function note_parts_of_new_devices() returns trigger language plpgsql as $$
begin
    execute $new$
        insert into group_part (catalog_id, group_id, part)
        select distinct d.catalog_id, d.group_id, e.sku
        from new_devices d join endorsement e using (device_id)
        where e.sku <> ''
        order by 1, 2, 3
        on conflict do nothing
    $new$;
    return null;
end
$$;

-- Planned anew for as many devices as there are.
do $$
declare
    act regprocedure;
begin
    foreach act in array array[
        'hold_devices(bytea[])', 'recall_past(bytea[])', 'endorsement_impact(text, bytea[])',
        'tell_endorsements_changed(text, bytea[], timestamptz, text, boolean, text)',
        'revoke_chips(bytea[], timestamptz, text, text)', 'restore_chips(bytea[], timestamptz, text, text)',
        'depart(uuid, bytea[], timestamptz, text, text, text, uuid)',
        'unclaim_devices(bytea[], timestamptz, text, text)',
        'offer_transfer(uuid, text, bytea[], text, timestamptz, text, timestamptz, text)',
        'accept_transfer(uuid, timestamptz, text)']::regprocedure[]
    loop
        execute format('alter function %s set plan_cache_mode = force_custom_plan', act);
    end loop;
end
$$;
