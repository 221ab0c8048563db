-- Kept attestations are small. What a device ran and how that compared is most of an attestation and the same for
-- thousands: it stands once a catalog, and an attestation names it. Its evidence is kept to the last byte, less the
-- run of bytes that all those have in common; kept_attestation puts it together again.

create table attested_state (
    catalog_id    uuid  not null,
    -- SHA-256 of the rest.
    state_id      bytea not null check (length(state_id) = 32),
    -- One entry an image: expected, reported, verdict.
    measurements  jsonb not null,
    evidence_part bytea not null,
    -- The last day on which somebody attested it.
    used_on       date  not null,
    primary key (catalog_id, state_id)
);

alter table attested_state enable row level security;
alter table attested_state force row level security;
create policy own_catalog on attested_state using (catalog_id = current_catalog_id());
grant select, insert on attested_state to holdfast_app;
-- What record_attestations and prune_attestations need as the owner.
create policy owner_looks on attested_state for select to current_user using (true);
create policy owner_adds on attested_state for insert to current_user with check (true);
create policy owner_changes on attested_state for update to current_user using (true);
create policy owner_removes on attested_state for delete to current_user using (catalog_id = current_catalog_id());

-- What was kept so far stays as it is, but for the measurements.
alter table attestation no force row level security;
alter table attested_state no force row level security;
insert into attested_state (catalog_id, state_id, measurements, evidence_part, used_on)
    select catalog_id, sha256(convert_to(measurements::text, 'UTF8')), measurements, '',
           max((at at time zone 'UTC')::date)
    from attestation group by catalog_id, measurements;
alter table attestation alter column measurements type bytea using sha256(convert_to(measurements::text, 'UTF8'));
alter table attestation rename column measurements to state_id;
-- Where the part belongs.
alter table attestation add column evidence_cut int not null default 0;
alter table attestation force row level security;
alter table attested_state force row level security;

-- Removes the current catalog's attestations from before a time, but no device's newest, and what no attestation names
-- any more; returns how many.
create or replace function prune_attestations(before timestamptz, at_most int) returns bigint
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

    -- Whoever names one today has written so into it before.
    delete from attested_state s
    where s.catalog_id = current_catalog_id()
      and s.used_on < (least(before, now() - interval '23 hours') at time zone 'UTC')::date
      and not exists (select from attestation a
          where a.catalog_id = s.catalog_id and a.at < (s.used_on + 1)::timestamp at time zone 'UTC'
            and a.state_id = s.state_id);
    return gone;
end
$$;

-- Most attestations change nothing that is counted; the least that finds this out comes first.
create or replace function count_changed_devices() returns trigger language plpgsql as $$
begin
    if not exists (
        select from old_devices o join new_devices n using (catalog_id, device_id)
        where (o.group_id, o.trust, o.installed_manifest, o.attested_manifest, o.failed_manifest, o.unreachable)
           is distinct from
              (n.group_id, n.trust, n.installed_manifest, n.attested_manifest, n.failed_manifest, n.unreachable)
    ) then
        return null;
    end if;
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
