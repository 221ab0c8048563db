-- Lists of very many devices in any order, and by what few of them meet (ADR 0036). Attestations pay for none of it: what is new stands apart,
-- holds only devices that are not trusted, or takes the place of an index that there was.

-- What of a device seldom changes and lists are ordered by. A device's own row is written anew with each attestation, and every index over it with
-- that; this one is not.
create table device_milestone (
    device_id   bytea       not null,
    catalog_id  uuid        not null,
    claimed_at  timestamptz not null,
    trust_since timestamptz,
    primary key (device_id, catalog_id)
);
alter table device_milestone enable row level security;
alter table device_milestone force row level security;
create policy own_catalog on device_milestone using (catalog_id = current_catalog_id());
-- Devices also come, change and go by functions of the owner.
create policy owner_keeps on device_milestone to current_user using (true) with check (true);
grant select, insert, update, delete on device_milestone to holdfast_app;

create function keep_milestones_of_new_devices() returns trigger language plpgsql as $$
begin
    insert into device_milestone (catalog_id, device_id, claimed_at, trust_since)
    select n.catalog_id, n.device_id, n.claimed_at, n.trust_since from new_devices n
    order by n.catalog_id, n.device_id;
    return null;
end
$$;
create trigger keep_milestones_of_new_devices after insert on device
    referencing new table as new_devices
    for each statement execute function keep_milestones_of_new_devices();

-- One by one, because a device's trust seldom changes, and without looking at those of which it does not. As the owner, and in
-- words by which no index that begins with the catalog is looked at: where statistics expect one row of it, those are as good as the key, and would be
-- read whole for each device (ADR 0028).
create function keep_milestones_of_device() returns trigger language plpgsql
    security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    update device_milestone m set claimed_at = new.claimed_at, trust_since = new.trust_since
    where m.device_id = new.device_id and m.catalog_id is not distinct from new.catalog_id;
    return null;
end
$$;
create trigger keep_milestones_of_device after update of claimed_at, trust_since on device
    for each row when (old.claimed_at <> new.claimed_at or old.trust_since is distinct from new.trust_since)
    execute function keep_milestones_of_device();

-- Planned once, and not for each of thousands that leave.
create function forget_milestones_of_device() returns trigger language plpgsql
    security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    delete from device_milestone m where m.device_id = old.device_id and m.catalog_id is not distinct from old.catalog_id;
    return null;
end
$$;
create trigger forget_milestones_of_device after delete on device
    for each row execute function forget_milestones_of_device();

insert into device_milestone (catalog_id, device_id, claimed_at, trust_since)
    select catalog_id, device_id, claimed_at, trust_since from device order by catalog_id, device_id;
create index device_milestone_claimed on device_milestone (catalog_id, claimed_at);
-- New devices have none.
create index device_milestone_trusted on device_milestone (catalog_id, trust_since) where trust_since is not null;

-- In place of the one over last attestations alone: those that are trusted, or outdated, in the order of their attestations.
drop index device_overdue;
create index device_overdue on device (catalog_id, trust, last_attestation) where trust in ('TRUSTED', 'OUTDATED');
-- The others.
create index device_doubtful on device (catalog_id, trust, last_attestation)
    where trust in ('UNTRUSTED', 'UNKNOWN') and last_attestation is not null;
-- The certificate of a trusted device came with its last attestation; of these it did not.
create index device_expiry on device (catalog_id, certificate_expires)
    where trust <> 'TRUSTED' and certificate_expires is not null;
create index device_uncertified on device (catalog_id, device_id) where certificate_expires is null;

-- In place of the one over groups alone: which devices of a group have what. Few values, so it is hardly larger.
drop index device_by_group;
create index device_by_group on device (catalog_id, group_id, attested_manifest, installed_manifest);

-- Names in their order from a place on, behind the walls: as the owner, as with devices_named.
create function devices_by_name(behind_name text, behind_id bytea, downwards boolean, most int)
    returns table (device_id bytea, place text)
    language plpgsql stable security definer set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
begin
    if downwards then
        return query select d.device_id, lower(d.name) from device_description d
            where d.catalog_id = current_catalog_id() and d.name <> ''
              and (behind_name is null
                or lower(d.name) ~<=~ behind_name and (lower(d.name) ~<~ behind_name or d.device_id > behind_id))
            order by lower(d.name) using ~>~, d.device_id limit most;
    else
        return query select d.device_id, lower(d.name) from device_description d
            where d.catalog_id = current_catalog_id() and d.name <> ''
              and (behind_name is null
                or lower(d.name) ~>=~ behind_name and (lower(d.name) ~>~ behind_name or d.device_id > behind_id))
            order by lower(d.name) using ~<~, d.device_id limit most;
    end if;
end
$$;
revoke execute on function devices_by_name(text, bytea, boolean, int) from public;
grant execute on function devices_by_name(text, bytea, boolean, int) to holdfast_app;
