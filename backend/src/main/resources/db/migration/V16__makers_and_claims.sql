-- Whom the installation believes, and what a claim takes beside a maker's word. Like endorsement and device_catalog, these
-- tables are of the installation; the application reads them and changes them through the functions below alone.

-- When a list was signed: of two lists that name a chip, the newer one says whom it is for.
alter table endorsement add column issued_at timestamptz not null default '-infinity';
grant update (catalog_name, issued_at) on endorsement to holdfast_app;
create index endorsement_by_maker on endorsement (maker);

-- Makers and chips that are believed no longer. The keys of makers are files and not here.
create table maker_revocation (
    maker      text primary key,
    revoked_at timestamptz not null,
    revoked_by text        not null,
    reason     text        not null
);
create table chip_revocation (
    device_id  bytea primary key references endorsement,
    revoked_at timestamptz not null,
    revoked_by text        not null,
    reason     text        not null
);

-- The endorsements that count. A view of its owner's: whoever asks this asks the same everywhere.
create view valid_endorsement as
    select e.* from endorsement e
    where not exists (select from maker_revocation m where m.maker = e.maker)
      and not exists (select from chip_revocation c where c.device_id = e.device_id);

-- What a device takes along when it leaves a catalog, so that going back is noticed in the next one as well. A proof of
-- possession is good for one number of departures: leaving makes every older proof worthless.
create table device_past (
    device_id         bytea primary key references endorsement,
    departures        int         not null,
    -- When it was last left to whoever can prove to have it; null when it only ever went from hand to hand.
    unclaimed_at      timestamptz,
    boot_count        bigint      not null,
    keystore_version  bigint      not null,
    security_versions jsonb       not null,
    manifest_version  bigint      not null
);

grant select on maker_revocation, chip_revocation, valid_endorsement, device_past to holdfast_app;

-- ---- what ends with an endorsement ----------------------------------------------------------------------------

-- How many claimed devices of which catalogs a maker's or some chips' endorsements carry.
create function endorsement_impact(of_maker text, of_chips bytea[])
    returns table (name text, display_name text, devices bigint, trusted bigint, certified bigint,
        certified_until timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.name, c.display_name, count(*), count(*) filter (where d.trust = 'TRUSTED'),
               count(*) filter (where d.certificate_expires > now()),
               max(d.certificate_expires) filter (where d.certificate_expires > now())
        from endorsement e
        join device_catalog k on k.device_id = e.device_id
        join device d on d.catalog_id = k.catalog_id and d.device_id = k.device_id
        join catalog c on c.catalog_id = k.catalog_id
        where e.maker = of_maker or e.device_id = any (of_chips)
        group by c.catalog_id, c.name, c.display_name
        order by lower(c.name);
    end;

-- Per maker: chips that it endorses, devices that catalogs have of them, and how many catalogs.
create function maker_usage() returns table (maker text, chips bigint, devices bigint, catalogs bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select e.maker, count(*), count(k.device_id), count(distinct k.catalog_id)
        from endorsement e left join device_catalog k on k.device_id = e.device_id
        group by e.maker;
    end;

-- Tells each catalog concerned, in its devices, its outbox and its audit log, that endorsements ended or came back.
create function tell_endorsements_changed(of_maker text, of_chips bytea[], at timestamptz, actor text, ended boolean,
    why text) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    told bigint;
begin
    -- In one order everywhere, so that this and a batch of attestations cannot wait for each other.
    perform from device d
        join device_catalog k on k.catalog_id = d.catalog_id and k.device_id = d.device_id
        join endorsement e on e.device_id = d.device_id
        where e.maker = of_maker or e.device_id = any (of_chips)
        order by d.catalog_id, d.device_id
        for no key update of d;

    with changed as (
        update device d set
            trust = case when ended then 'UNTRUSTED' else 'UNKNOWN' end,
            trust_since = at,
            reason_code = case when ended then 'endorsement-revoked' else 'endorsement-restored' end,
            reason = case when ended then 'The endorsement of its chip was revoked: ' || why
                else 'The endorsement of its chip was restored; it has not attested since.' end
        from device_catalog k
        join endorsement e on e.device_id = k.device_id
        where d.catalog_id = k.catalog_id and d.device_id = k.device_id
          and (e.maker = of_maker or e.device_id = any (of_chips))
          and (d.reason_code = 'endorsement-revoked') <> ended
          and exists (select from valid_endorsement v where v.device_id = e.device_id) <> ended
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

-- Each returns how many devices lost or regained their standing; null when there was nothing to do.
create function revoke_maker(name text, at timestamptz, actor text, why text) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into maker_revocation values (name, at, actor, why) on conflict (maker) do nothing;
    return case when found then tell_endorsements_changed(name, '{}', at, actor, true, why) end;
end
$$;

create function restore_maker(name text, at timestamptz, actor text, why text) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from maker_revocation m where m.maker = name;
    return case when found then tell_endorsements_changed(name, '{}', at, actor, false, why) end;
end
$$;

create function revoke_chips(chips bytea[], at timestamptz, actor text, why text) returns table (revoked bigint, devices bigint)
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into chip_revocation
        select e.device_id, at, actor, why from endorsement e where e.device_id in (select unnest(chips)) order by e.device_id
        on conflict (device_id) do nothing;
    get diagnostics revoked = row_count;
    devices := tell_endorsements_changed(null, chips, at, actor, true, why);
    return next;
end
$$;

create function restore_chips(chips bytea[], at timestamptz, actor text, why text) returns table (restored bigint, devices bigint)
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from chip_revocation c where c.device_id in (select unnest(chips));
    get diagnostics restored = row_count;
    devices := tell_endorsements_changed(null, chips, at, actor, false, why);
    return next;
end
$$;

-- ---- whose a device is ----------------------------------------------------------------------------------------

-- Returns those of the devices that the current catalog has, and lets none of them leave it before the transaction ends.
-- Everyone locks the directory before devices, so that a claim and a departure cannot wait for each other.
create function hold_devices(wanted bytea[]) returns setof bytea
    language sql volatile security definer set search_path = public, pg_temp
    begin atomic
        select k.device_id from device_catalog k
        where k.catalog_id = current_catalog_id() and k.device_id in (select unnest(wanted))
        order by k.device_id for share;
    end;

-- ---- what a device brings along -------------------------------------------------------------------------------

create policy owner_changes on catalog for update to current_user using (true);

-- Thousands of devices are handed over at once, so all of this joins with unnest: with = any (…) a plan that is kept looks
-- through the whole array for each row.

-- Gives devices that came into the current catalog the counters of their past, and raises the catalog's manifest
-- version above every one that they have seen: a device refuses a set that is older than what it has.
create function recall_past(arrived bytea[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into attested_version as a (catalog_id, device_id, keystore_version, security_versions)
        select d.catalog_id, d.device_id, p.keystore_version, p.security_versions
        from device d join device_past p on p.device_id = d.device_id
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(arrived))
        order by d.device_id
        on conflict (catalog_id, device_id) do update
            set keystore_version = excluded.keystore_version, security_versions = excluded.security_versions;
    update catalog c set manifest_version = greatest(c.manifest_version, p.newest)
        from (select max(manifest_version) as newest from device_past where device_id in (select unnest(arrived))) p
        where c.catalog_id = current_catalog_id() and p.newest > c.manifest_version;
    update device_group g set renewal_due = true
        from (
            select d.group_id, max(p.manifest_version) as newest
            from unnest(arrived) as a(device_id)
            join device_past p on p.device_id = a.device_id
            join device d on d.catalog_id = current_catalog_id() and d.device_id = a.device_id
            group by d.group_id
        ) seen
        where g.catalog_id = current_catalog_id() and g.group_id = seen.group_id
          and g.target_manifest > 0 and seen.newest >= g.target_manifest;
end
$$;

revoke execute on function endorsement_impact(text, bytea[]), maker_usage(),
    tell_endorsements_changed(text, bytea[], timestamptz, text, boolean, text),
    revoke_maker(text, timestamptz, text, text), restore_maker(text, timestamptz, text, text),
    revoke_chips(bytea[], timestamptz, text, text), restore_chips(bytea[], timestamptz, text, text),
    hold_devices(bytea[]), recall_past(bytea[]) from public;
grant execute on function endorsement_impact(text, bytea[]), maker_usage(),
    revoke_maker(text, timestamptz, text, text), restore_maker(text, timestamptz, text, text),
    revoke_chips(bytea[], timestamptz, text, text), restore_chips(bytea[], timestamptz, text, text),
    hold_devices(bytea[]), recall_past(bytea[]) to holdfast_app;
