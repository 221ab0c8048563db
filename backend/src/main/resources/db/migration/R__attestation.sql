-- Functions of attestation. Waiting attestations of all catalogs share one statement and one commit, so these functions look across
-- catalogs as the owner. They find a device's catalog in device_catalog by the device's id; a catalog from the caller only leaves out
-- devices that moved meanwhile. They keep one plan, because planning costs more than running them, and that plan uses indexes: a plan
-- made while tables were small would read them whole.

-- Who may attest. No row: not endorsed. No catalog: not claimed. "revocation" says why a device is refused.
create or replace function attestation_standings(wanted bytea[])
    returns table (device_id bytea, general_key bytea, catalog_id uuid, revocation text)
    language sql stable security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    begin atomic
        select e.device_id, e.general_key, d.catalog_id,
               coalesce('the maker ' || e.maker || ' was revoked: ' || mr.reason,
                   'the endorsement of the chip was revoked: ' || cr.reason,
                   'the device is blocked: ' || d.blocked_reason)
        from unnest(wanted) as w(device_id)
        join endorsement e on e.device_id = w.device_id
        left join maker_revocation mr on mr.maker = e.maker
        left join chip_revocation cr on cr.device_id = e.device_id
        left join device_catalog c on c.device_id = e.device_id
        left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id;
    end;

-- What an attestation needs to know of each device.
create or replace function attestation_subjects(wanted bytea[])
    returns table (device_id bytea, general_key bytea, catalog_id uuid, boot_count bigint, keystore_version bigint,
        security_versions jsonb, reference_revision bigint, target_manifest bigint, target_digests bytea[],
        part text, os_feed text, os_revision bigint, revocation text, policy_scope text, policy_scope_id uuid,
        policy_version int, last_attestation timestamptz, trace jsonb, granted_capabilities jsonb)
    language sql stable security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    begin atomic
        select e.device_id, e.general_key, d.catalog_id, coalesce(d.boot_count, 0), coalesce(a.keystore_version, 0),
               coalesce(a.security_versions, '{}'), coalesce(r.revision, 0), coalesce(g.target_manifest, 0),
               coalesce(t.digests, '{}'), e.sku, coalesce(g.os_feed_type, ''), (select o.revision from os_revision o),
               coalesce('the maker ' || e.maker || ' was revoked: ' || mr.reason,
                   'the endorsement of the chip was revoked: ' || cr.reason,
                   'the device is blocked: ' || d.blocked_reason),
               -- The nearest policy decides alone; without one the shipped policy.
               coalesce(pg.scope, pp.scope, pc.scope), coalesce(pg.scope_id, pp.scope_id, pc.scope_id),
               coalesce(pg.version, pp.version, pc.version),
               d.last_attestation, coalesce(a.trace, '{}'), d.granted_capabilities
        from unnest(wanted) as w(device_id)
        join endorsement e on e.device_id = w.device_id
        left join maker_revocation mr on mr.maker = e.maker
        left join chip_revocation cr on cr.device_id = e.device_id
        left join device_catalog c on c.device_id = e.device_id
        left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
        left join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
        left join attested_version a on a.catalog_id = d.catalog_id and a.device_id = d.device_id
        left join policy_active pg
            on pg.catalog_id = g.catalog_id and pg.scope = 'GROUP' and pg.scope_id = g.group_id
        left join policy_active pp
            on pp.catalog_id = g.catalog_id and pp.scope = 'PRODUCT' and pp.scope_id = g.product_id
        left join policy_active pc
            on pc.catalog_id = d.catalog_id and pc.scope = 'CATALOG' and pc.scope_id = d.catalog_id
        left join reference_revision r on r.catalog_id = d.catalog_id
        left join lateral (
            -- The set of the device's part, else the set for other parts.
            select m.deployment_id, m.release_id from manifest_set m
            where m.catalog_id = g.catalog_id and m.group_id = g.group_id and m.part in (e.sku, '')
            order by m.part desc limit 1
        ) m on g.target_manifest > 0
        left join lateral (
            select array_agg(i.digest) as digests
            from (
                select i.type, i.digest from deployment_image di
                join image i on i.catalog_id = di.catalog_id and i.image_id = di.image_id
                where di.catalog_id = g.catalog_id and di.deployment_id = m.deployment_id
                union all
                select i.type, i.digest from os_release_image ri join os_image i on i.image_id = ri.image_id
                where ri.release_id = m.release_id
            ) i
            -- Keystores, certificate stores and manifests are not measured.
            where i.type in ('OneBl', 'PlutonRuntime', 'WifiFirmware', 'SecurityMonitor', 'NormalWorldLoader',
                'NormalWorldDtb', 'NormalWorldKernel', 'RootFs', 'Services', 'Applications', 'CustomerBoardConfig')
        ) t on true;
    end;

-- Records attestations, one array element each, in the order of arrival; returns the positions (from 1) of those recorded. Not recorded:
-- the nonce was used before, the device left the catalog that it was appraised for or was blocked, its endorsement was revoked.
-- shared_* hold what several have in common. keystore_versions, security_version_maps and traces are null when unchanged.
create or replace function record_attestations(
    catalogs uuid[], device_ids bytea[], nonces bytea[], times timestamptz[], trusts text[], policy_ids text[], policy_versions int[],
    finding_lists text[], state_ids bytea[], boot_counts bigint[], debug_states text[], remote_addresses text[],
    evidences bytea[], evidence_cuts int[], results bytea[], reasons text[], reason_codes text[], os_versions text[],
    target_manifests bigint[], targets_attested boolean[], keystore_versions bigint[], security_version_maps text[],
    traces text[], customer_serials bytea[], update_serials bytea[], not_befores timestamptz[],
    not_afters timestamptz[], shared_catalogs uuid[], shared_ids bytea[], shared_measurements text[],
    shared_evidence_parts bytea[], deviation_lists text[], authorities int[])
    returns int[]
    language plpgsql security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    as $$
declare
    recorded int[];
    -- Positions of attestations that changed something worth an event, and the old values.
    changed int[];
    old_trusts text[];
    old_codes text[];
    old_manifests bigint[];
    new_manifests bigint[];
begin
    -- Locks in one order everywhere, so that two backends cannot deadlock.
    perform from device d
        where (d.catalog_id, d.device_id) in
            (select c.catalog_id, c.device_id from device_catalog c where c.device_id = any (device_ids))
        order by d.catalog_id, d.device_id
        for no key update;

    insert into attested_state as s (catalog_id, state_id, measurements, evidence_part, used_on)
    select h.catalog, h.id, h.measurements::jsonb, h.part,
        ((select max(t.at) from unnest(times) as t(at)) at time zone 'UTC')::date
    from unnest(shared_catalogs, shared_ids, shared_measurements, shared_evidence_parts)
        as h(catalog, id, measurements, part)
    order by h.catalog, h.id
    on conflict (catalog_id, state_id) do update set used_on = excluded.used_on where s.used_on < excluded.used_on;

    with handed as (
        select * from unnest(catalogs, device_ids, nonces, trusts, reason_codes, target_manifests, targets_attested)
            with ordinality
        as h(catalog, device_id, nonce, trust, reason_code, target_manifest, target_attested, position)
    ), placed as (
        select d.catalog_id, d.trust as old_trust, d.reason_code as old_reason_code,
               d.attested_manifest as old_attested_manifest, h.*,
               row_number() over (partition by d.catalog_id, h.nonce order by h.position) as use_of_nonce
        from handed h
        join device_catalog c on c.device_id = h.device_id and c.catalog_id = h.catalog
        join valid_endorsement v on v.device_id = h.device_id
        join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id and d.blocked_at is null
    ), spent as (
        insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings, state_id,
            boot_count, debug_state, remote_address, nonce, evidence, evidence_cut, result, deviations)
        select p.catalog_id, p.device_id, times[p.position], p.trust, policy_ids[p.position],
            policy_versions[p.position], finding_lists[p.position]::jsonb, state_ids[p.position],
            boot_counts[p.position], debug_states[p.position], remote_addresses[p.position], p.nonce,
            evidences[p.position], evidence_cuts[p.position], results[p.position], deviation_lists[p.position]::jsonb
        from placed p where p.use_of_nonce = 1
        order by p.position
        on conflict (catalog_id, nonce) do nothing
        returning attestation.catalog_id, attestation.nonce
    ), recorded as (
        select p.* from placed p join spent s on s.catalog_id = p.catalog_id and s.nonce = p.nonce
        where p.use_of_nonce = 1
    ), newest as (
        -- The last attestation of each device counts.
        select distinct on (r.catalog_id, r.device_id) r.*,
            case
                when r.target_manifest = 0 then r.old_attested_manifest
                when r.target_attested then r.target_manifest
                -- It ran the target and does not any more.
                when r.old_attested_manifest = r.target_manifest then 0
                else r.old_attested_manifest
            end as attested_manifest
        from recorded r order by r.catalog_id, r.device_id, r.position desc
    ), updated as (
        update device d set
            trust = n.trust,
            reason = reasons[n.position],
            reason_code = n.reason_code,
            trust_since = case when n.trust <> n.old_trust then times[n.position] else d.trust_since end,
            last_seen = greatest(d.last_seen, times[n.position]),
            last_attestation = times[n.position],
            boot_count = greatest(d.boot_count, boot_counts[n.position]),
            certificate_expires = case when customer_serials[n.position] is null then d.certificate_expires
                else not_afters[n.position] end,
            os_version = case when os_versions[n.position] = '' then d.os_version else os_versions[n.position] end,
            attested_manifest = n.attested_manifest,
            unreachable = false
        from newest n where d.catalog_id = n.catalog_id and d.device_id = n.device_id
    ), remembered as (
        insert into attested_version as a (catalog_id, device_id, keystore_version, security_versions, trace)
        select n.catalog_id, n.device_id, keystore_versions[n.position], security_version_maps[n.position]::jsonb,
            traces[n.position]::jsonb
        from newest n where keystore_versions[n.position] is not null
        on conflict (catalog_id, device_id) do update
            set keystore_version = excluded.keystore_version, security_versions = excluded.security_versions,
                trace = excluded.trace
    ), certified as (
        insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after, authority)
        select r.catalog_id, s.serial, r.device_id, s.usage, not_befores[r.position], not_afters[r.position],
            authorities[r.position]
        from recorded r,
            lateral (values (customer_serials[r.position], 'CUSTOMER'), (update_serials[r.position], 'UPDATE'))
                s(serial, usage)
        where s.serial is not null
    ), turned as (
        select n.* from newest n
        where (n.trust, n.reason_code, n.attested_manifest)
           is distinct from (n.old_trust, n.old_reason_code, n.old_attested_manifest)
    )
    select (select array_agg(r.position::int) from recorded r), array_agg(t.position::int order by t.position),
        array_agg(t.old_trust order by t.position), array_agg(t.old_reason_code order by t.position),
        array_agg(t.old_attested_manifest order by t.position), array_agg(t.attested_manifest order by t.position)
    into recorded, changed, old_trusts, old_codes, old_manifests, new_manifests
    from turned t;

    if changed is not null then
        with turned as (
            select catalogs[t.position] as catalog_id, encode(device_ids[t.position], 'hex') as device,
                times[t.position] as at, trusts[t.position] as trust, reasons[t.position] as reason,
                reason_codes[t.position] as reason_code, trusts[t.position] <> t.old_trust as trust_changed, t.*
            from unnest(changed, old_trusts, old_codes, old_manifests, new_manifests)
                as t(position, old_trust, old_reason_code, old_attested_manifest, attested_manifest)
        ), told as (
            insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
            select t.catalog_id, t.at, 'DeviceTrustChanged', t.device,
                jsonb_build_object('from', t.old_trust, 'to', t.trust, 'code', t.reason_code, 'reason', t.reason),
                'DEVICE', t.device
            from turned t where t.trust_changed or t.reason_code <> t.old_reason_code
            union all
            select t.catalog_id, t.at, 'DeploymentAttested', t.device,
                jsonb_build_object('manifestVersion', t.attested_manifest), null, null
            from turned t where t.attested_manifest > 0 and t.attested_manifest <> t.old_attested_manifest
        ), numbered as (
            insert into audit_counter as a (catalog_id, last)
            select t.catalog_id, count(*) from turned t where t.trust_changed group by t.catalog_id
            order by t.catalog_id
            on conflict (catalog_id) do update set last = a.last + excluded.last
            returning a.catalog_id, a.last
        )
        insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail)
        select t.catalog_id,
            m.last + 1 - row_number() over (partition by t.catalog_id order by t.position desc),
            t.at, 'system', 'AttestDevice', t.device,
            'Trust went from ' || lower(t.old_trust) || ' to ' || lower(t.trust)
                || case when t.reason = '' then '.' else ': ' || t.reason end
        from turned t join numbered m on m.catalog_id = t.catalog_id where t.trust_changed;
    end if;
    return coalesce(recorded, '{}');
end
$$;

-- Attestations with whole evidence and measurements.
create or replace view kept_attestation with (security_invoker = true) as
    select a.catalog_id, a.device_id, a.attestation_id, a.at, a.trust, a.policy_id, a.policy_version, a.findings,
           s.measurements, a.deviations, a.boot_count, a.debug_state, a.remote_address, a.nonce,
           substr(a.evidence, 1, a.evidence_cut) || s.evidence_part || substr(a.evidence, a.evidence_cut + 1)
               as evidence,
           a.result
    from attestation a join attested_state s on s.catalog_id = a.catalog_id and s.state_id = a.state_id;
grant select on kept_attestation to holdfast_app;

-- Deletes the current catalog's attestations from before a time, except the newest of each device, and states that no attestation uses
-- any more; returns how many attestations.
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

    -- An attestation that uses a state updates used_on first.
    delete from attested_state s
    where s.catalog_id = current_catalog_id()
      and s.used_on < (least(before, now() - interval '23 hours') at time zone 'UTC')::date
      and not exists (select from attestation a
          where a.catalog_id = s.catalog_id and a.at < (s.used_on + 1)::timestamp at time zone 'UTC'
            and a.state_id = s.state_id);
    return gone;
end
$$;

-- Records anomalies, one array element each, of any catalogs. Only those over a connection with the device's endorsed key count, so
-- that nobody else can make a device suspicious.
create or replace function record_suspicions(
    device_ids bytea[], general_keys bytea[], kinds text[], times timestamptz[], counts bigint[], details text[],
    remote_addresses text[])
    returns void
    language sql security definer
    set search_path = public, pg_temp
    as $$
    with placed as (
        select c.catalog_id, h.* from unnest(device_ids, general_keys, kinds, times, counts, details, remote_addresses)
            as h(device_id, general_key, kind, at, count, detail, remote_address)
        join endorsement e on e.device_id = h.device_id and e.general_key = h.general_key
        join device_catalog c on c.device_id = h.device_id
    ), older as (
        select s.catalog_id, s.device_id, s.kind, s.last_seen, s.dismissed_at
        from suspicion s join placed p using (catalog_id, device_id, kind)
    ), noted as (
        insert into suspicion as s
            (catalog_id, device_id, kind, first_seen, last_seen, count, detail, remote_address)
        select catalog_id, device_id, kind, at, at, count, detail, remote_address from placed
        -- Locks in one order everywhere, so that two backends cannot deadlock.
        order by catalog_id, device_id, kind
        on conflict (catalog_id, device_id, kind) do update set
            last_seen = greatest(s.last_seen, excluded.last_seen), count = s.count + excluded.count,
            detail = excluded.detail, remote_address = excluded.remote_address,
            dismissed_at = null, dismissed_by = '', dismissed_reason = ''
        returning s.catalog_id, s.device_id, s.kind, s.last_seen, s.count, s.detail
    )
    -- A continuing anomaly causes one event an hour.
    insert into outbox (catalog_id, at, kind, subject, payload)
    select n.catalog_id, n.last_seen, 'DeviceSuspected', encode(n.device_id, 'hex'),
        jsonb_build_object('suspicion', n.kind, 'detail', n.detail, 'count', n.count)
    from noted n left join older o using (catalog_id, device_id, kind)
    where o.kind is null or o.dismissed_at is not null or o.last_seen < n.last_seen - interval '1 hour'
    order by n.catalog_id, n.device_id, n.kind
$$;

-- Replays that no backend runs, the longest waiting first.
create or replace function policy_replays_waiting(now timestamptz) returns table (catalog_id uuid, replay_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select r.catalog_id, r.replay_id from policy_replay r
        where r.state = 'RUNNING' and r.leased_until <= now
        order by r.leased_until limit 20;
    end;

revoke execute on function attestation_standings, attestation_subjects, record_attestations, prune_attestations,
    record_suspicions, policy_replays_waiting from public;
grant execute on function attestation_standings, attestation_subjects, record_attestations, prune_attestations, record_suspicions,
    policy_replays_waiting to holdfast_app;
