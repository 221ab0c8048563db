-- Functions for claims, lists and counters of devices. Those with SECURITY DEFINER run as the owner, who sees the devices of all catalogs.

-- ---- claims --------------------------------------------------------------------------------------------------------
-- Statements whose plan depends on the number of devices run as dynamic SQL or with custom plans: otherwise a function keeps one plan for
-- few and for thousands (ADR 0023).

-- The catalogs of claimed devices. Other devices have no row.
create or replace function catalogs_of_devices(wanted bytea[]) returns table (device_id bytea, catalog_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select k.device_id, k.catalog_id from device_catalog k where k.device_id = any (wanted); end;

-- The catalog of a device; null if the device is not claimed, or its endorsement is revoked.
create or replace function catalog_of_device(wanted bytea) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select k.catalog_id from device_catalog k join valid_endorsement e on e.device_id = k.device_id
        where k.device_id = wanted;
    end;

-- Number of times that each device left a catalog. A proof of possession is valid for one such number. A device without a row never left a catalog.
create or replace function departures_of(wanted bytea[]) returns table (device_id bytea, departures int)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select p.device_id, p.departures from departed_device_state p where p.device_id = any (wanted); end;

-- Claims devices for the current catalog and skips those that it may not claim. It may claim an unclaimed device if the device's newest endorsement
-- list names the catalog. With a valid proof of possession, it may also claim a device whose list names no catalog, or was signed before the device
-- was last unclaimed. "proven" is the number of departures for which a device's proof is valid; null without a proof. Inserts in key order, so that
-- concurrent claims cannot deadlock.
create or replace function claim_devices(wanted bytea[], proven bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Joined before filtering: PostgreSQL expects the filter to leave few rows, and would then use nested loops.
    execute $entering$
    insert into device_catalog (device_id, catalog_id)
    with endorsed as materialized (
        select e.device_id, e.catalog_name, e.issued_at, w.proven, p.unclaimed_at, coalesce(p.departures, 0) as departures
        from unnest($2, $3) as w(device_id, proven)
        join valid_endorsement e using (device_id)
        left join departed_device_state p using (device_id)
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

-- Reasons why the current catalog cannot claim devices. NOT_FOUND stands for a device that is unknown, claimed, or reserved for another
-- catalog by its endorsement list, so that the reasons disclose nothing about devices of other catalogs.
create or replace function claim_refusals(refused bytea[]) returns table (device_id bytea, code text)
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
    left join departed_device_state p using (device_id)
    $asking$ using current_catalog_id(), refused;
end
$$;

-- Boot counts of devices of the current catalog at their last departure.
create or replace function earlier_boot_counts(arrived bytea[]) returns table (device_id bytea, boot_count bigint)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query execute $asking$
    select p.device_id, p.boot_count from departed_device_state p join device_catalog k using (device_id)
    where p.device_id = any ($2) and k.device_id = any ($2) and k.catalog_id = $1
    $asking$ using current_catalog_id(), arrived;
end
$$;

-- Adds the parts (SKUs) of devices that joined groups of the current catalog to the parts of these groups.
create or replace function add_group_parts(placed bytea[], groups uuid[]) returns void
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

-- Waits until no transaction opens devices of a catalog for a rollout, and makes such transactions wait until this one ends. Devices enter
-- and leave groups only under this lock, so that the open devices of each rollout are counted exactly. Everything takes it first.
create or replace function keep_rollouts(of_catalog uuid) returns void language sql volatile
    begin atomic select pg_advisory_xact_lock_shared(hashtextextended('open_devices ' || of_catalog, 0)); end;

-- Takes devices that change their group out of the rollout of the group that they leave. Call it before the change, for locked devices.
-- A device keeps the tentative reference values of the images that it runs for a week, or until it attests the target of its new group.
create or replace function leave_groups(leaving bytea[], groups uuid[]) returns void language plpgsql as $$
begin
    execute $leaving$
    with leaving as materialized (
        select d.catalog_id, d.device_id, d.group_id, d.bucket, d.member_hash, d.rollout_id, d.attested_manifest, d.installed_manifest
        from unnest($2, $3) as w(device_id, group_id)
        join device d on d.catalog_id = $1 and d.device_id = w.device_id and d.group_id <> w.group_id
    ), counted as (
        insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
        select o.catalog_id, o.rollout_id, o.phase, 'TARGETED', -count(*)
        from (
            select r.catalog_id, r.rollout_id, phase_of(r.catalog_id, r.rollout_id, l.bucket, l.member_hash) as phase
            from leaving l join active_rollout r on r.catalog_id = l.catalog_id and r.group_id = l.group_id
            where rollout_has(r.seed, r.buckets, r.listed, r.excluded, l.bucket, l.member_hash)
        ) o
        group by o.catalog_id, o.rollout_id, o.phase
    ), kept as (
        select distinct on (k.device_id) k.device_id, k.deployment_id
        from (
            select l.device_id, r.deployment_id, 1 as rank from leaving l
            join rollout r on r.catalog_id = l.catalog_id and r.group_id = l.group_id and r.state not in ('DRAFT', 'COMPLETED')
            where l.attested_manifest = any (r.opened_versions) or l.installed_manifest = any (r.opened_versions)
            union all
            select l.device_id, c.deployment_id, 2 from leaving l
            join deployment c on c.catalog_id = l.catalog_id and c.group_id = l.group_id
                and c.current_since is not null and c.superseded_at is null
        ) k
        where exists (
            select from deployment_image i
            join reference_value v on v.catalog_id = i.catalog_id and v.image_id = i.image_id and v.tentative and v.retired_at is null
            where i.catalog_id = $1 and i.deployment_id = k.deployment_id)
        order by k.device_id, k.rank
    )
    update device d set rollout_id = null, rollout_phase = null, rollout_step = '', rollout_at = null,
        kept_deployment_id = k.deployment_id, kept_until = case when k.device_id is not null then now() + interval '7 days' end
    from leaving l left join kept k on k.device_id = l.device_id
    where d.catalog_id = $1 and d.device_id = l.device_id and (l.rollout_id is not null or k.device_id is not null)
    $leaving$ using current_catalog_id(), leaving, groups;
end
$$;

-- Counts devices that have just changed their group in the rollout of their new group.
create or replace function join_groups(joined bytea[]) returns void language plpgsql as $$
begin
    execute $joining$
    insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
    select o.catalog_id, o.rollout_id, o.phase, 'TARGETED', count(*)
    from (
        select r.catalog_id, r.rollout_id, phase_of(r.catalog_id, r.rollout_id, d.bucket, d.member_hash) as phase
        from unnest($2) as w(device_id)
        join device d on d.catalog_id = $1 and d.device_id = w.device_id
        join active_rollout r on r.catalog_id = d.catalog_id and r.group_id = d.group_id
        where rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
    ) o
    group by o.catalog_id, o.rollout_id, o.phase
    $joining$ using current_catalog_id(), joined;
end
$$;

-- Locks devices of the current catalog until the transaction ends, and returns them. Skips other devices. All functions
-- lock rows of device_catalog before rows of device, so that a claim and a departure cannot deadlock.
create or replace function lock_devices(wanted bytea[]) returns setof bytea
    language sql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    begin atomic
        select keep_rollouts(current_catalog_id());
        select k.device_id from device_catalog k
        where k.catalog_id = current_catalog_id() and k.device_id in (select unnest(wanted))
        order by k.device_id for share;
    end;

-- Restores the anti-rollback counters of devices that joined the current catalog. Joins with unnest, because "= any" in
-- a cached plan scans the array for each row.
create or replace function restore_counters(arrived bytea[]) returns void
    language sql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    begin atomic
        insert into attested_version as a (catalog_id, device_id, keystore_version, security_versions)
            select d.catalog_id, d.device_id, p.keystore_version, p.security_versions
            from device d join departed_device_state p on p.device_id = d.device_id
            where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(arrived))
            order by d.device_id
            on conflict (catalog_id, device_id) do update
                set keystore_version = excluded.keystore_version, security_versions = excluded.security_versions;
    end;

-- ---- lists ---------------------------------------------------------------------------------------------------------
-- At most "most" devices whose name contains a text, found with a trigram index. Ignores case. A text of one or two characters
-- matches only the beginning of a name. Runs as the owner, because row-level security keeps LIKE from using an index.
create or replace function devices_named(fragment text, most int) returns table (device_id bytea)
    language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
    as $$
declare
    pattern text := replace(replace(replace(lower(fragment), '\', '\\'), '%', '\%'), '_', '\_');
begin
    if length(fragment) < 3 then
        return query select d.device_id from device_description d
            where d.catalog_id = current_catalog_id() and d.name <> '' and d.name_order like pattern || '%' limit most;
    else
        return query select d.device_id from device_description d
            where d.catalog_id = current_catalog_id() and d.name <> '' and lower(d.name) like '%' || pattern || '%' limit most;
    end if;
end
$$;

-- OS versions of the current catalog's devices, each once; '' if a device has not attested any. A recursion looks up the next higher version
-- in the index, instead of reading all rows.
create or replace function catalog_os_versions() returns setof text language sql stable as $$
    with recursive version as (
        (select d.os_version from device d where d.catalog_id = current_catalog_id() order by d.os_version limit 1)
        union all
        select (select d.os_version from device d
                where d.catalog_id = current_catalog_id() and d.os_version > v.os_version
                order by d.os_version limit 1)
        from version v where v.os_version is not null
    )
    select os_version from version where os_version is not null
$$;

-- At most 20 jobs without a running backend, the longest waiting first.
create or replace function device_jobs_waiting(now timestamptz) returns table (catalog_id uuid, job_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select j.catalog_id, j.job_id from device_job j
        where j.state = 'RUNNING' and j.leased_until <= now
        order by j.leased_until limit 20;
    end;

-- ---- counters ------------------------------------------------------------------------------------------------------
-- Adds the pending changes of the current catalog to its counters, and returns the number of changes of device_count. Returns 0 if another
-- backend is doing it.
create or replace function compact_device_counts() returns bigint language plpgsql as $$
declare
    taken bigint;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('compact_device_counts ' || current_catalog_id(), 0)) then
        return 0;
    end if;
    with gone as (
        delete from device_count_change where catalog_id = current_catalog_id() returning *
    ), folded as (
        insert into device_count as c (catalog_id, group_id, measure, manifest_version, devices)
        select catalog_id, group_id, measure, manifest_version, sum(devices) from gone
        group by catalog_id, group_id, measure, manifest_version
        on conflict (catalog_id, group_id, measure, manifest_version)
            do update set devices = c.devices + excluded.devices
    )
    select count(*) into taken from gone;
    with gone as (
        delete from rollout_count_change where catalog_id = current_catalog_id() returning *
    )
    insert into rollout_count as c (catalog_id, rollout_id, phase, measure, devices)
    select catalog_id, rollout_id, phase, measure, sum(devices) from gone
    group by catalog_id, rollout_id, phase, measure
    on conflict (catalog_id, rollout_id, phase, measure)
        do update set devices = c.devices + excluded.devices;
    return taken;
end
$$;

-- Number of devices in each catalog.
create or replace function devices_of_catalogs() returns table (name text, devices bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.name, coalesce(sum(n.devices), 0)::bigint
        from catalog c
        left join (
            select catalog_id, measure, devices from device_count
            union all
            select catalog_id, measure, devices from device_count_change
        ) n on n.catalog_id = c.catalog_id and n.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
        where c.deleted_at is null
        group by c.catalog_id, c.name
        order by 2 desc, lower(c.name);
    end;

-- Devices of all catalogs without a contact since a time, and the minutes in which nine of ten make a contact, of at most 1,000,000 devices.
create or replace function contacts_of_catalogs(at timestamptz, silent_since timestamptz) returns table (offline bigint, minutes bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select count(*) filter (where d.blocked_at is null and coalesce(d.last_seen, d.claimed_at) < silent_since),
            ceil(extract(epoch from percentile_disc(0.9) within group (order by at - d.last_seen)
                filter (where d.last_seen > at - interval '7 days' and d.blocked_at is null)) / 60)::bigint
        from (select x.last_seen, x.claimed_at, x.blocked_at from device x limit 1000000) d;
    end;

revoke execute on function catalogs_of_devices, catalog_of_device, departures_of, claim_devices, claim_refusals, earlier_boot_counts,
    add_group_parts, lock_devices, restore_counters, devices_named, device_jobs_waiting,
    devices_of_catalogs, contacts_of_catalogs from public;
grant execute on function catalogs_of_devices, catalog_of_device, departures_of, claim_devices, claim_refusals, earlier_boot_counts,
    add_group_parts, lock_devices, restore_counters, devices_named, device_jobs_waiting,
    devices_of_catalogs, contacts_of_catalogs to holdfast_app;
