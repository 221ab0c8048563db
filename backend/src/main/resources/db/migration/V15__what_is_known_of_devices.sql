-- Reference values with a life, health, and what does not fit together in what devices attested.

-- ---- reference values -------------------------------------------------------------------------------------------

alter table reference_value
    add column if not exists origin text not null default 'UPLOAD' check (origin in ('UPLOAD', 'FEED', 'IMPORT')),
    add column if not exists added_by text not null default '',
    -- Counts only for devices whose group's current deployment has the image.
    add column if not exists tentative boolean not null default false,
    add column if not exists retired_by text not null default '',
    add column if not exists retired_reason text not null default '';

-- ---- health -----------------------------------------------------------------------------------------------------

-- Nobody can trust it any more, and it has not been in contact for a day in which Holdfast could have been contacted.
alter table device add column unreachable boolean not null default false;
create index device_unreachable on device (catalog_id, device_id) where unreachable;

-- When there was a backend: a row lasts as long as heartbeats follow each other. What lies between two rows was an
-- outage of Holdfast itself. Of the installation, not of a catalog.
create table verifier_uptime (
    started_at timestamptz primary key,
    last_beat  timestamptz not null check (last_beat >= started_at)
);
create index verifier_uptime_newest on verifier_uptime (last_beat desc);
grant select, insert, update on verifier_uptime to holdfast_app;

-- Intervals without a backend since a time, the oldest first; the last one may go on.
create function verifier_outages(since timestamptz, now timestamptz, tolerance interval)
    returns table (began_at timestamptz, ended_at timestamptz)
    language sql stable
    begin atomic
        select u.last_beat, coalesce(u.next, now)
        from (select last_beat, lead(started_at) over (order by started_at) as next from verifier_uptime
              where last_beat >= coalesce((select max(last_beat) from verifier_uptime where last_beat <= since), since)) u
        where coalesce(u.next, now) > since and coalesce(u.next, now) - u.last_beat > tolerance
        order by u.last_beat;
    end;

-- How long Holdfast could be contacted between two times.
create function verifier_was_up(since timestamptz, until timestamptz, tolerance interval) returns interval
    language sql stable
    begin atomic
        select (until - since) - coalesce(sum(least(o.ended_at, until) - greatest(o.began_at, since)), interval '0')
        from verifier_outages(since, until, tolerance) o
        where least(o.ended_at, until) > greatest(o.began_at, since);
    end;

-- The counters tell unreachable devices from others of whom nothing is known.
alter table device_count drop constraint device_count_measure_check;
alter table device_count add constraint device_count_measure_check check (measure in
    ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN', 'UNREACHABLE', 'INSTALLED', 'ATTESTED', 'FAILED'));


create or replace function count_changed_devices() returns trigger language plpgsql as $$
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    select c.catalog_id, c.group_id, m.measure, m.manifest_version, sum(c.sign)
    from (
        select o.catalog_id, 1 as sign, n.group_id, n.trust, n.installed_manifest, n.attested_manifest,
               n.failed_manifest
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
    having sum(c.sign) <> 0
    union all
    -- Unreachable is a part of unknown, not a fifth trust.
    select c.catalog_id, c.group_id, 'UNREACHABLE', 0, sum(c.sign)
    from (
        select n.catalog_id, n.group_id, 1 as sign
        from old_devices o join new_devices n using (catalog_id, device_id)
        where n.unreachable and (o.unreachable, o.group_id) is distinct from (n.unreachable, n.group_id)
        union all
        select o.catalog_id, o.group_id, -1
        from old_devices o join new_devices n using (catalog_id, device_id)
        where o.unreachable and (o.unreachable, o.group_id) is distinct from (n.unreachable, n.group_id)
    ) c
    group by c.catalog_id, c.group_id
    having sum(c.sign) <> 0;
    return null;
end
$$;

-- Who may have become unreachable. Its key is when the device attested, not when it was seen: that changes with every
-- contact, and an index over it would make each of those more expensive.
create index device_unheard on device (catalog_id, last_attestation)
    where trust = 'UNKNOWN' and not unreachable and last_attestation is not null;

-- ---- what does not fit together -----------------------------------------------------------------------------------

-- What to hold a device's next attestation against, beside the counters: see Trace.
alter table attested_version add column trace jsonb not null default '{}';

-- One row a device and kind, however often it happens: nobody can fill the database by being suspicious.
create table suspicion (
    catalog_id       uuid        not null,
    device_id        bytea       not null,
    kind             text        not null,
    first_seen       timestamptz not null,
    last_seen        timestamptz not null,
    count            bigint      not null check (count > 0),
    detail           text        not null,
    remote_address   text        not null,
    -- Someone looked into it; it opens again when it happens again.
    dismissed_at     timestamptz,
    dismissed_by     text        not null default '',
    dismissed_reason text        not null default '',
    primary key (catalog_id, device_id, kind)
);
create index suspicion_newest on suspicion (catalog_id, last_seen desc);

-- ---- retention ----------------------------------------------------------------------------------------------------

create table attestation_retention (
    catalog_id uuid        primary key,
    -- A spent nonce must be remembered for a minute; a day is the least.
    days       int         not null check (days between 1 and 3650),
    changed_at timestamptz not null,
    changed_by text        not null
);
create index attestation_by_time on attestation (catalog_id, at);

-- Removes the current catalog's attestations from before a time, but no device's newest; returns how many.
create function prune_attestations(before timestamptz, at_most int) returns bigint
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    gone bigint;
begin
    delete from attestation a
    using (
        select o.device_id, o.attestation_id from attestation o
        where o.catalog_id = current_catalog_id() and o.at < before
          and exists (select from attestation n where n.catalog_id = o.catalog_id and n.device_id = o.device_id
              and n.attestation_id > o.attestation_id)
        order by o.at
        limit at_most
        for update skip locked
    ) old
    where a.catalog_id = current_catalog_id() and a.device_id = old.device_id and a.attestation_id = old.attestation_id
      -- Whatever the caller says.
      and a.at < now() - interval '23 hours';
    get diagnostics gone = row_count;
    return gone;
end
$$;
revoke execute on function prune_attestations(timestamptz, int) from public;
grant execute on function prune_attestations(timestamptz, int) to holdfast_app;

do $$
declare
    walled text;
begin
    foreach walled in array array['suspicion', 'attestation_retention']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('grant select, insert, update on %I to holdfast_app', walled);
    end loop;
    -- What record_suspicions and prune_attestations need as the owner.
    create policy owner_looks on suspicion for select to current_user using (true);
    create policy owner_adds on suspicion for insert to current_user with check (true);
    create policy owner_changes on suspicion for update to current_user using (true);
    create policy owner_removes on attestation for delete to current_user using (catalog_id = current_catalog_id());
    create policy owner_locks on attestation for update to current_user using (catalog_id = current_catalog_id());
end
$$;
