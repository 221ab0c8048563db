-- Functions for attestation. Attestations of all catalogs share one statement and one commit, so attestation_admissions,
-- attestation_subjects and record_attestations read all catalogs as the owner. A device's catalog comes from device_catalog. A catalog in
-- the arguments only excludes devices that moved meanwhile. These three use generic plans, because planning costs more than running. They
-- force index scans, as plans made for small tables would scan them.

-- Returns whether devices may attest. A device without a row is not endorsed, one without a catalog_id is not claimed. revocation: why the
-- endorsement was revoked. blocked: why the device was blocked.
create or replace function attestation_admissions(ids bytea[])
    returns table (device_id bytea, general_key bytea, catalog_id uuid, revocation text, blocked text)
    language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    begin atomic
        select e.device_id, e.general_key, d.catalog_id,
               coalesce('the manufacturer ' || e.manufacturer || ' was revoked: ' || mr.reason,
                   'the endorsement of the chip was revoked: ' || cr.reason),
               d.blocked_reason
        from unnest(ids) as w(device_id)
        join endorsement e on e.device_id = w.device_id
        left join manufacturer_revocation mr on mr.manufacturer = e.manufacturer
        left join chip_revocation cr on cr.device_id = e.device_id
        left join device_catalog c on c.device_id = e.device_id
        left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id;
    end;

-- Returns one row: the digests of the images of a deployment and of a release that a boot chain measures; each of the two may be null.
-- PostgreSQL inlines this function into statements, and remembers its result for the other devices with the same images.
create or replace function measured_images(of_catalog uuid, of_deployment uuid, of_release uuid) returns table (digests bytea[])
    language sql stable
    begin atomic
        select coalesce(array_agg(x.digest), '{}')
        from (
            select i.type, i.digest from deployment_image di
            join image i on i.catalog_id = di.catalog_id and i.image_id = di.image_id
            where di.catalog_id = of_catalog and di.deployment_id = of_deployment
            union all
            select i.type, i.digest from os_release_image ri
            join os_image i on i.manufacturer = ri.manufacturer and i.image_id = ri.image_id
            -- IS NOT NULL prevents a scan of all images, which PostgreSQL prefers to index lookups while there are few.
            where ri.release_id = of_release and of_release is not null
        ) x
        -- Keystores, certificate stores and manifests are not measured.
        where x.type in ('OneBl', 'PlutonRuntime', 'WifiFirmware', 'SecurityMonitor', 'NormalWorldLoader',
            'NormalWorldDtb', 'NormalWorldKernel', 'RootFs', 'Services', 'Applications', 'CustomerBoardConfig');
    end;

-- Returns the ID of the active update policy that applies to a group; null if there is none.
create or replace function update_policy_of(of_catalog uuid, of_group uuid) returns text
    language sql stable
    begin atomic
        select case a.scope when 'CATALOG' then 'update/catalog' else 'update/' || lower(a.scope) || '-' || a.scope_id end
        from device_group g
        join policy_active a on a.catalog_id = g.catalog_id and a.kind = 'update' and (a.scope = 'GROUP' and a.scope_id = g.group_id
            or a.scope = 'PRODUCT' and a.scope_id = g.product_id or a.scope = 'CATALOG')
        where g.catalog_id = of_catalog and g.group_id = of_group and g.update_policy <> 'NoUpdates'
        order by case a.scope when 'GROUP' then 1 when 'PRODUCT' then 2 else 3 end limit 1;
    end;

drop function if exists attestation_subjects(bytea[]);
drop function if exists device_sets(uuid, uuid, text, int, bigint, uuid, timestamptz);

-- Returns one row: the manifest sets that count for a device. current_: the current set of its group. next_: the set of the newest rollout,
-- if it has opened the device and counts after "since"; next_version is null otherwise. A rollout counts while it is active, and until
-- tentative_until after it was aborted. listed_release: the release that the set lists. release: the one that the device must run; while
-- the set waits for a window of the update policy, that of the set before. Null if the device is pinned, or if its update policy holds the
-- set: "held" is the version of the set that the policy held in its newest poll, null for none. It counts for a newer set, too, while
-- devices may wait with that. is_withheld: gateways do not offer the next set.
-- deployed_digests: customers' images whose tentative values count on the device besides the images of these sets: those of the deployment
-- "kept", and of all rollouts that have opened the device and count. may_wait: the set that the device is offered waits for a window.
-- PostgreSQL inlines this function into statements.
create or replace function device_sets(of_catalog uuid, of_group uuid, of_part text, of_bucket int, of_hash bigint, kept uuid,
    since timestamptz, pinned boolean, held bigint)
    returns table (current_deployment uuid, current_listed_release uuid, current_release uuid, rollout_id uuid, is_withheld boolean,
        next_version bigint, next_deployment uuid, next_listed_release uuid, next_release uuid, deployed_digests bytea[],
        may_wait boolean)
    language sql stable
    begin atomic
        select m.deployment_id, m.release_id,
               case
                   when pinned or held = m.version or held is not null and m.late_from > now() then null
                   when m.late_from > now() then m.previous_release_id
                   else m.release_id end,
               n.rollout_id, coalesce(n.rollout_id <> all (r.offered), true), n.version, n.deployment_id, n.release_id,
               case
                   when pinned or held = n.version or held is not null and n.late_from > now() then null
                   when n.late_from > now() then n.previous_release_id
                   else n.release_id end,
               case when r.deployments is null and kept is null then '{}' else array(
                   select i.digest from deployment_image di
                   join image i on i.catalog_id = di.catalog_id and i.image_id = di.image_id
                   where di.catalog_id = of_catalog and di.deployment_id = any (r.deployments || kept)) end,
               coalesce(case when n.rollout_id = any (r.offered) then n.late_from else m.late_from end > now(), false)
        from (
            select array_agg(x.deployment_id) as deployments, array_agg(x.rollout_id) as rollouts,
                   array_agg(x.rollout_id) filter (where x.state not in ('HALTED', 'PAUSED', 'ROLLING_BACK', 'ABORTED')) as offered
            from rollout x
            where x.catalog_id = of_catalog and x.group_id = of_group and x.state not in ('DRAFT', 'COMPLETED')
              and coalesce(x.tentative_until, 'infinity') > since
              and rollout_has(x.seed, x.buckets, x.listed, x.excluded, of_bucket, of_hash)
        ) r
        left join manifest_set m
            on m.catalog_id = of_catalog and m.group_id = of_group and m.part = of_part and m.cohort = 'CURRENT'
        left join manifest_set n
            on n.catalog_id = of_catalog and n.group_id = of_group and n.part = of_part and n.cohort = 'NEXT'
                and n.rollout_id = any (r.rollouts);
    end;

-- Returns the stored state of devices that their attestation needs. Columns from current_release on: see device_sets. _digests:
-- the images of a set that a boot chain measures.
create or replace function attestation_subjects(ids bytea[])
    returns table (device_id bytea, general_key bytea, catalog_id uuid, boot_count bigint, keystore_version bigint,
        security_versions jsonb, reference_revision bigint, target_manifest bigint, part text, os_feed text, os_revision bigint,
        revocation text, blocked text, policy_scope text, policy_scope_id uuid, policy_version int, group_id uuid,
        last_attestation timestamptz, recent_attestations int, trace jsonb, granted_capabilities jsonb, behind_since timestamptz,
        behind_explained boolean, requires_post_quantum boolean, current_release uuid, current_digests bytea[], rollout_id uuid,
        is_withheld boolean, next_version bigint, next_release uuid, next_digests bytea[], deployed_digests bytea[])
    language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    begin atomic
        select e.device_id, e.general_key, d.catalog_id, coalesce(d.boot_count, 0), coalesce(a.keystore_version, 0),
               coalesce(a.security_versions, '{}'), coalesce(r.revision, 0), coalesce(g.target_manifest, 0),
               e.sku, coalesce(g.os_feed_type, ''), (select o.revision from os_revision o),
               coalesce('the manufacturer ' || e.manufacturer || ' was revoked: ' || mr.reason,
                   'the endorsement of the chip was revoked: ' || cr.reason),
               d.blocked_reason,
               -- Only the policy of the nearest scope applies; without any, the shipped policy.
               coalesce(pg.scope, pp.scope, pc.scope), coalesce(pg.scope_id, pp.scope_id, pc.scope_id),
               coalesce(pg.version, pp.version, pc.version),
               -- recent_attestations: in the hour that began at attest_hour.
               d.group_id, d.last_attestation, case when d.attest_hour > now() - interval '1 hour' then d.attest_count else 0 end,
               coalesce(a.trace, '{}'), d.granted_capabilities,
               -- behind_explained: the device reported that this update failed, or, after behind_since, any update event of its
               -- application; or the group holds all updates, the update policy holds this one, or the device is pinned or may wait. A
               -- return without a report has no update_code and explains nothing.
               d.behind_since, d.behind_since is not null and (g.update_policy = 'NoUpdates' or d.pinned_at is not null or t.may_wait
                   or d.update_version = coalesce(case when not t.is_withheld then t.next_version end, g.target_manifest)
                   and (d.update_step = 'FAILED' or d.update_step = 'RETURNED' and d.update_code <> '' or h.held is not null) or exists (
                   select from device_report p
                   where p.catalog_id = d.catalog_id and p.device_id = d.device_id and p.received_at > d.behind_since
                     and p.kind = 'APP_EVENT' and p.detail->>'event' = 'update')),
               coalesce(g.requires_post_quantum, false),
               t.current_release, ci.digests, t.rollout_id, t.is_withheld, t.next_version, t.next_release, ni.digests,
               t.deployed_digests
        from unnest(ids) as w(device_id)
        join endorsement e on e.device_id = w.device_id
        left join manufacturer_revocation mr on mr.manufacturer = e.manufacturer
        left join chip_revocation cr on cr.device_id = e.device_id
        left join device_catalog c on c.device_id = e.device_id
        left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
        left join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
        left join attested_version a on a.catalog_id = d.catalog_id and a.device_id = d.device_id
        left join policy_active pg
            on pg.catalog_id = g.catalog_id and pg.kind = 'attestation' and pg.scope = 'GROUP' and pg.scope_id = g.group_id
        left join policy_active pp
            on pp.catalog_id = g.catalog_id and pp.kind = 'attestation' and pp.scope = 'PRODUCT' and pp.scope_id = g.product_id
        left join policy_active pc
            on pc.catalog_id = d.catalog_id and pc.kind = 'attestation' and pc.scope = 'CATALOG' and pc.scope_id = d.catalog_id
        left join reference_revision r on r.catalog_id = d.catalog_id
        -- Looks up the policy of held devices only.
        cross join lateral (select case when d.update_step = 'HELD' and d.update_code = update_policy_of(d.catalog_id, d.group_id)
            then d.update_version end as held) h
        cross join lateral device_sets(g.catalog_id, g.group_id, e.sku, d.bucket, d.member_hash,
            case when d.kept_until > now() then d.kept_deployment_id end, now(), d.pinned_at is not null, h.held) t
        cross join lateral measured_images(g.catalog_id, t.current_deployment, t.current_listed_release) ci
        cross join lateral measured_images(g.catalog_id, t.next_deployment, t.next_listed_release) ni;
    end;

-- Stores attestations in the order of arrival. The first four arguments have one element per attestation. states has the rows for
-- attested_state. In attestations, keystore_version, security_versions and trace are null if unchanged. Returns a row for each stored
-- attestation: its ordinal from 1, whether it is the newest of its device in this batch, and the device's state before. Skips attestations
-- with a spent nonce, and of devices that left the catalog, were blocked or have a revoked endorsement.
create or replace function record_attestations(devices bytea[], tokens bytea[], results bytea[], attestations json, states json)
    returns table (ordinal int, newest boolean, old_trust text, old_code text, old_manifest bigint, new_manifest bigint)
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
begin
    -- Everything locks rows of device in this order, so that two backends cannot deadlock.
    perform from device d
        where (d.catalog_id, d.device_id) in
            (select c.catalog_id, c.device_id from device_catalog c where c.device_id = any (devices))
        order by d.catalog_id, d.device_id
        for no key update;

    insert into attested_state as s (catalog_id, state_id, measurements, evidence_part, used_on)
    select h.* from json_to_recordset(states)
        as h(catalog uuid, state_id bytea, measurements jsonb, evidence_part bytea, used_on date)
    order by h.catalog, h.state_id
    on conflict (catalog_id, state_id) do update set used_on = excluded.used_on where s.used_on < excluded.used_on;

    return query
    with located as (
        select d.catalog_id, d.trust as old_trust, d.reason_code as old_code, d.attested_manifest as old_manifest, h.*,
               d.update_version = h.target_manifest and d.update_step = 'ATTESTED' as was_updated,
               h.target_measured and h.trust <> 'UNTRUSTED' as target_attested, r.rollout_id as active_rollout,
               case d.rollout_id when r.rollout_id then d.rollout_step else '' end as old_result,
               row_number() over (partition by d.catalog_id, h.nonce order by h.ordinal) as use_of_nonce
        -- ROWS FROM puts the nth device and the nth attestation into one row.
        from rows from (unnest(devices), json_to_recordset(attestations) as (catalog uuid, nonce bytea, at timestamptz, trust text,
                policy_id text, policy_version int, findings jsonb, deviations jsonb, state_id bytea, boot_count bigint,
                debug_state text, remote_address text, evidence_cut int, reason text, reason_code text, os_version text,
                target_manifest bigint, target_measured boolean, rollout uuid, rollout_measured boolean, behind_since timestamptz,
                keystore_version bigint, security_versions jsonb, trace jsonb, customer_serial bytea, update_serial bytea,
                not_before timestamptz, not_after timestamptz, authority int))
            with ordinality as h(device_id, catalog, nonce, at, trust, policy_id, policy_version, findings, deviations, state_id,
                boot_count, debug_state, remote_address, evidence_cut, reason, reason_code, os_version, target_manifest,
                target_measured, rollout, rollout_measured, behind_since, keystore_version, security_versions, trace, customer_serial,
                update_serial, not_before, not_after, authority, ordinal)
        join device_catalog c on c.device_id = h.device_id and c.catalog_id = h.catalog
        join valid_endorsement v on v.device_id = h.device_id
        join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id and d.blocked_at is null
        -- None if the rollout ended or the device left it meanwhile. A device that is rolled back keeps its result.
        left join active_rollout r on r.catalog_id = d.catalog_id and r.rollout_id = h.rollout and r.group_id = d.group_id
            and r.state <> 'ROLLING_BACK'
            and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
    ), spent as (
        insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings, state_id,
            boot_count, debug_state, remote_address, nonce, evidence, evidence_cut, result, deviations)
        select p.catalog_id, p.device_id, p.at, p.trust, p.policy_id, p.policy_version, p.findings, p.state_id, p.boot_count,
            p.debug_state, p.remote_address, p.nonce, tokens[p.ordinal], p.evidence_cut, results[p.ordinal], p.deviations
        from located p where p.use_of_nonce = 1
        order by p.ordinal
        on conflict (catalog_id, nonce) do nothing
        returning attestation.catalog_id, attestation.nonce
    ), recorded as (
        select p.*, row_number() over (partition by p.catalog_id, p.device_id order by p.ordinal desc) as age,
            count(*) over (partition by p.catalog_id, p.device_id)::int as times,
            case
                when p.target_manifest = 0 then p.old_manifest
                when p.target_attested then p.target_manifest
                -- The device ran the target before, but no longer does.
                when p.old_manifest = p.target_manifest then 0
                else p.old_manifest
            end as new_manifest,
            p.target_manifest > 0 and p.target_attested and not p.was_updated as is_updated,
            p.was_updated and not p.target_measured as is_lost,
            -- The device's result in the rollout; null if this attestation does not tell it.
            case
                when p.active_rollout is null then null
                when p.rollout_measured then case p.trust when 'UNTRUSTED' then 'NOT_ATTESTED' else 'ATTESTED' end
                when p.old_result = 'ATTESTED' then 'RETURNED'
                when p.old_result in ('INSTALLED', 'CONFIRMED') and p.trust = 'UNTRUSTED' then 'NOT_ATTESTED'
            end as result
        from located p
        -- IS TRUE prevents a join. Hash joins are off, so a join would compare each row with every other.
        where p.use_of_nonce = 1 and ((p.catalog_id, p.nonce) in (select s.catalog_id, s.nonce from spent s)) is true
    ), updated as (
        update device d set
            trust = n.trust,
            reason = n.reason,
            reason_code = n.reason_code,
            trust_since = case when n.trust <> n.old_trust then n.at else d.trust_since end,
            last_seen = greatest(d.last_seen, n.at),
            last_attestation = n.at,
            attest_hour = case when d.attest_hour > n.at - interval '1 hour' then d.attest_hour else n.at end,
            attest_count = n.times + case when d.attest_hour > n.at - interval '1 hour' then d.attest_count else 0 end,
            boot_count = greatest(d.boot_count, n.boot_count),
            certificate_expires = case when n.customer_serial is null then d.certificate_expires else n.not_after end,
            os_version = coalesce(n.os_version, d.os_version),
            attested_manifest = n.new_manifest,
            update_version = case when n.is_updated then n.target_manifest else d.update_version end,
            update_step = case when n.is_updated then 'ATTESTED' when n.is_lost then 'RETURNED' else d.update_step end,
            update_code = case when n.is_updated then '' else d.update_code end,
            update_at = case when n.is_updated or n.is_lost then n.at else d.update_at end,
            rollout_id = case when n.result <> n.old_result then n.active_rollout else d.rollout_id end,
            rollout_phase = case when n.result <> n.old_result and d.rollout_id is distinct from n.active_rollout
                then phase_of(d.catalog_id, n.active_rollout, d.bucket, d.member_hash) else d.rollout_phase end,
            rollout_step = case when n.result <> n.old_result then n.result else d.rollout_step end,
            rollout_at = case when n.result <> n.old_result then n.at else d.rollout_at end,
            kept_deployment_id = case when n.target_attested and n.target_manifest > 0 then null else d.kept_deployment_id end,
            kept_until = case when n.target_attested and n.target_manifest > 0 then null else d.kept_until end,
            -- If the stored time changed since the attestation read it, the later time counts.
            behind_since = case when n.behind_since is not null then greatest(coalesce(d.behind_since, n.at), n.behind_since) end,
            unreachable = false
        from recorded n where n.age = 1 and d.catalog_id = n.catalog_id and d.device_id = n.device_id
    ), remembered as (
        insert into attested_version as a (catalog_id, device_id, keystore_version, security_versions, trace)
        select n.catalog_id, n.device_id, n.keystore_version, n.security_versions, n.trace
        from recorded n where n.age = 1 and n.keystore_version is not null
        on conflict (catalog_id, device_id) do update
            set keystore_version = excluded.keystore_version, security_versions = excluded.security_versions,
                trace = excluded.trace
    ), certified as (
        insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after, authority)
        select r.catalog_id, s.serial, r.device_id, s.usage, r.not_before, r.not_after, r.authority
        from recorded r, lateral (values (r.customer_serial, 'CUSTOMER'), (r.update_serial, 'UPDATE')) s(serial, usage)
        where s.serial is not null
    )
    select r.ordinal::int, r.age = 1, r.old_trust, r.old_code, r.old_manifest, r.new_manifest from recorded r;
end
$$;

-- Attestations with their complete evidence and measurements.
create or replace view kept_attestation with (security_invoker = true) as
    select a.catalog_id, a.device_id, a.attestation_id, a.at, a.trust, a.policy_id, a.policy_version, a.findings,
           s.measurements, a.deviations, a.boot_count, a.debug_state, a.remote_address, a.nonce,
           substr(a.evidence, 1, a.evidence_cut) || s.evidence_part || substr(a.evidence, a.evidence_cut + 1)
               as evidence,
           a.result
    from attestation a join attested_state s on s.catalog_id = a.catalog_id and s.state_id = a.state_id;
grant select on kept_attestation to holdfast_app;

-- Deletes attestations of the current catalog from before a time, but keeps the newest of each device. Also deletes unused states. Returns
-- the number of deleted attestations.
create or replace function prune_attestations(before timestamptz, at_most int) returns bigint
    language plpgsql security definer set search_path = public, pg_temp
    as $$
declare
    deleted bigint;
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
      -- Keeps attestations of the last 23 hours, whatever the argument is.
      and a.at < now() - interval '23 hours';
    get diagnostics deleted = row_count;

    -- A state cannot come into use meanwhile: storing an attestation first updates used_on of its state.
    delete from attested_state s
    where s.catalog_id = current_catalog_id()
      and s.used_on < (least(before, now() - interval '23 hours') at time zone 'UTC')::date
      and not exists (select from attestation a
          where a.catalog_id = s.catalog_id and a.at < (s.used_on + 1)::timestamp at time zone 'UTC'
            and a.state_id = s.state_id);
    return deleted;
end
$$;

-- Stores anomalies of devices in all catalogs. Ignores an anomaly whose general_key (the key of the connection; null if unknown) is not the
-- device's endorsed key, so that other devices cannot cause it. Accepts an anomaly without a general_key. Returns the anomalies that need an
-- event: new ones, dismissed ones that recur, and others that recur after more than an hour without them. One that goes on without such a
-- pause causes no more events, only a higher count, so that a looping device cannot fill the outbox.
create or replace function record_anomalies(anomalies json)
    returns table (catalog_id uuid, device_id bytea, kind text, detail text, count bigint)
    language sql security definer set search_path = public, pg_temp
    as $$
    with located as (
        select c.catalog_id, h.* from json_to_recordset(anomalies) as h(device_id bytea, general_key bytea, kind text, at timestamptz,
            count bigint, detail text, remote_address text)
        join endorsement e on e.device_id = h.device_id and e.general_key = coalesce(h.general_key, e.general_key)
        join device_catalog c on c.device_id = h.device_id
    ), recorded as (
        insert into anomaly as s (catalog_id, device_id, kind, first_seen, last_seen, count, detail, remote_address)
        select catalog_id, device_id, kind, at, at, count, detail, remote_address from located
        -- Locks in one order everywhere, so that two backends cannot deadlock.
        order by catalog_id, device_id, kind
        on conflict (catalog_id, device_id, kind) do update set
            last_seen = greatest(s.last_seen, excluded.last_seen), count = s.count + excluded.count,
            detail = excluded.detail, remote_address = excluded.remote_address, dismissed_at = null, dismissed_by = '', dismissed_reason = ''
            -- Ignores a missing update for a day after its dismissal, because every attestation in between would report it again.
            where s.kind <> 'UPDATE_WITHHELD' or s.dismissed_at is null or s.dismissed_at <= excluded.last_seen - interval '24 hours'
        returning new.*, old.kind is null as is_new, old.last_seen as last_seen_before, old.dismissed_at as dismissed_before
    )
    select r.catalog_id, r.device_id, r.kind, r.detail, r.count
    from recorded r
    where r.is_new or r.dismissed_before is not null or r.last_seen_before < r.last_seen - interval '1 hour'
    order by r.catalog_id, r.device_id, r.kind
$$;

-- At most 20 replays that no backend runs, the longest waiting first.
create or replace function policy_replays_waiting(now timestamptz) returns table (catalog_id uuid, replay_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select r.catalog_id, r.replay_id from policy_replay r
        where r.state = 'RUNNING' and r.leased_until <= now
        order by r.leased_until limit 20;
    end;

revoke execute on function attestation_admissions, attestation_subjects, record_attestations, prune_attestations,
    record_anomalies, policy_replays_waiting from public;
grant execute on function attestation_admissions, attestation_subjects, record_attestations, prune_attestations, record_anomalies,
    policy_replays_waiting to holdfast_app;
