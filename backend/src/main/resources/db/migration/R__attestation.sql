-- The two functions of the hot path, in one text whose newest state holds: Flyway runs it again whenever it changes.
-- Attestations are many and small, so the waiting ones of all catalogs share one statement and one commit. Both
-- functions therefore look across catalogs, as the owner (V10 has the policies that let him). They cannot mix catalogs
-- up: each finds a device's catalog in device_catalog by the device's id, and every row that it reads or writes for the
-- device carries that one. What the caller says of catalogs only leaves out devices that went to another one meanwhile. They keep one plan whatever the parameters: planning costs more than
-- running them.

-- By name, because an older text may have had other parameters.
do $$
declare
    older regprocedure;
begin
    for older in
        select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and p.proname in ('attestation_subjects', 'record_attestations')
    loop
        execute format('drop function %s', older);
    end loop;
end
$$;

-- What an attestation must know of each device before it begins. No row: not endorsed. No catalog: not claimed. A revocation
-- says who is believed no longer, and why.
create function attestation_subjects(wanted bytea[])
    returns table (device_id bytea, general_key bytea, catalog_id uuid, boot_count bigint, keystore_version bigint,
        security_versions jsonb, reference_revision bigint, target_manifest bigint, target_digests bytea[],
        part text, os_feed text, os_revision bigint, revocation text, policy_scope text, policy_scope_id uuid,
        policy_version int, last_attestation timestamptz, trace jsonb)
    language sql stable security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    begin atomic
        select e.device_id, e.general_key, d.catalog_id, coalesce(d.boot_count, 0), coalesce(a.keystore_version, 0),
               coalesce(a.security_versions, '{}'), coalesce(r.revision, 0), coalesce(g.target_manifest, 0),
               coalesce(t.digests, '{}'), e.sku, coalesce(g.os_feed_type, ''), (select o.revision from os_revision o),
               coalesce('the maker ' || e.maker || ' was revoked: ' || mr.reason,
                   'the endorsement of the chip was revoked: ' || cr.reason),
               -- The nearest policy decides alone; none: the one that ships.
               coalesce(pg.scope, pp.scope, pc.scope), coalesce(pg.scope_id, pp.scope_id, pc.scope_id),
               coalesce(pg.version, pp.version, pc.version),
               d.last_attestation, coalesce(a.trace, '{}')
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
            -- The set of the device's part, else the one for parts that the feed has nothing for.
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
            -- Keystores, certificate stores and manifests are not measured, so no evidence can prove them.
            where i.type in ('OneBl', 'PlutonRuntime', 'WifiFirmware', 'SecurityMonitor', 'NormalWorldLoader',
                'NormalWorldDtb', 'NormalWorldKernel', 'RootFs', 'Services', 'Applications', 'CustomerBoardConfig')
        ) t on true;
    end;

-- Records attestations, one array element each, in the order of arrival; returns the positions (from 1) of those it
-- recorded. One that is not returned answered a nonce that was spent before, or its device left the catalog that it was
-- appraised for, or its endorsement was revoked meanwhile.
create function record_attestations(
    catalogs uuid[], device_ids bytea[], nonces bytea[], times timestamptz[], trusts text[], policy_ids text[], policy_versions int[],
    finding_lists text[], measurement_lists text[], boot_counts bigint[], debug_states text[], remote_addresses text[],
    evidences bytea[], results bytea[], reasons text[], reason_codes text[], os_versions text[],
    target_manifests bigint[], targets_attested boolean[], keystore_versions bigint[], security_version_maps text[],
    customer_serials bytea[], update_serials bytea[], not_befores timestamptz[], not_afters timestamptz[],
    traces text[], deviation_lists text[])
    returns setof int
    language plpgsql security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    as $$
begin
    -- In one order everywhere, so that two backends cannot wait for each other.
    perform from device d
        where (d.catalog_id, d.device_id) in
            (select c.catalog_id, c.device_id from device_catalog c where c.device_id = any (device_ids))
        order by d.catalog_id, d.device_id
        for no key update;

    return query
    with handed as (
        select * from unnest(catalogs, device_ids, nonces, times, trusts, policy_ids, policy_versions, finding_lists,
            measurement_lists, boot_counts, debug_states, remote_addresses, evidences, results, reasons, reason_codes,
            os_versions, target_manifests, targets_attested, keystore_versions, security_version_maps,
            customer_serials, update_serials, not_befores, not_afters, traces, deviation_lists)
            with ordinality
        as h(catalog, device_id, nonce, at, trust, policy_id, policy_version, findings, measurements, boot_count, debug_state,
            remote_address, evidence, result, reason, reason_code, os_version, target_manifest, target_attested,
            keystore_version, security_versions, customer_serial, update_serial, not_before, not_after, trace, deviations,
            position)
    ), placed as (
        select d.catalog_id, d.trust as old_trust, d.reason_code as old_reason_code,
               d.attested_manifest as old_attested_manifest, h.*,
               row_number() over (partition by d.catalog_id, h.nonce order by h.position) as use_of_nonce
        from handed h
        join device_catalog c on c.device_id = h.device_id and c.catalog_id = h.catalog
        join valid_endorsement v on v.device_id = h.device_id
        join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
    ), spent as (
        insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings, measurements,
            boot_count, debug_state, remote_address, nonce, evidence, result, deviations)
        select p.catalog_id, p.device_id, p.at, p.trust, p.policy_id, p.policy_version, p.findings::jsonb,
            p.measurements::jsonb, p.boot_count, p.debug_state, p.remote_address, p.nonce, p.evidence, p.result,
            p.deviations::jsonb
        from placed p where p.use_of_nonce = 1
        order by p.position
        on conflict (catalog_id, nonce) do nothing
        returning attestation.catalog_id, attestation.nonce
    ), recorded as (
        select p.* from placed p join spent s on s.catalog_id = p.catalog_id and s.nonce = p.nonce
        where p.use_of_nonce = 1
    ), newest as (
        -- Of several by one device in this batch the last one counts.
        select distinct on (r.catalog_id, r.device_id) r.*,
            r.trust <> r.old_trust as trust_changed,
            r.trust <> r.old_trust or r.reason_code <> r.old_reason_code as changed,
            case
                when r.target_manifest = 0 then r.old_attested_manifest
                when r.target_attested then r.target_manifest
                -- It ran the target and does not any more: the proof is gone.
                when r.old_attested_manifest = r.target_manifest then 0
                else r.old_attested_manifest
            end as attested_manifest
        from recorded r order by r.catalog_id, r.device_id, r.position desc
    ), updated as (
        update device d set
            trust = n.trust,
            reason = n.reason,
            reason_code = n.reason_code,
            trust_since = case when n.trust_changed then n.at else d.trust_since end,
            last_seen = greatest(d.last_seen, n.at),
            last_attestation = n.at,
            boot_count = greatest(d.boot_count, n.boot_count),
            certificate_expires = case when n.customer_serial is null then d.certificate_expires else n.not_after end,
            os_version = case when n.os_version = '' then d.os_version else n.os_version end,
            attested_manifest = n.attested_manifest,
            unreachable = false
        from newest n where d.catalog_id = n.catalog_id and d.device_id = n.device_id
    ), remembered as (
        insert into attested_version as a (catalog_id, device_id, keystore_version, security_versions, trace)
        select n.catalog_id, n.device_id, n.keystore_version, n.security_versions::jsonb, n.trace::jsonb from newest n
        on conflict (catalog_id, device_id) do update
            set keystore_version = excluded.keystore_version, security_versions = excluded.security_versions,
                trace = excluded.trace
            where (a.keystore_version, a.security_versions, a.trace)
                is distinct from (excluded.keystore_version, excluded.security_versions, excluded.trace)
    ), certified as (
        insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)
        select r.catalog_id, s.serial, r.device_id, s.usage, r.not_before, r.not_after
        from recorded r, lateral (values (r.customer_serial, 'CUSTOMER'), (r.update_serial, 'UPDATE')) s(serial, usage)
        where s.serial is not null
    ), told as (
        insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
        select n.catalog_id, n.at, 'DeviceTrustChanged', encode(n.device_id, 'hex'),
            jsonb_build_object('from', n.old_trust, 'to', n.trust, 'code', n.reason_code, 'reason', n.reason),
            'DEVICE', encode(n.device_id, 'hex')
        from newest n where n.changed
        union all
        select n.catalog_id, n.at, 'DeploymentAttested', encode(n.device_id, 'hex'),
            jsonb_build_object('manifestVersion', n.attested_manifest), null, null
        from newest n where n.attested_manifest > 0 and n.attested_manifest <> n.old_attested_manifest
    ), numbered as (
        insert into audit_counter as a (catalog_id, last)
        select n.catalog_id, count(*) from newest n where n.trust_changed group by n.catalog_id order by n.catalog_id
        on conflict (catalog_id) do update set last = a.last + excluded.last
        returning a.catalog_id, a.last
    ), audited as (
        insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail)
        select n.catalog_id,
            m.last + 1 - row_number() over (partition by n.catalog_id order by n.position desc),
            n.at, 'system', 'AttestDevice', encode(n.device_id, 'hex'),
            'Trust went from ' || lower(n.old_trust) || ' to ' || lower(n.trust)
                || case when n.reason = '' then '.' else ': ' || n.reason end
        from newest n join numbered m on m.catalog_id = n.catalog_id where n.trust_changed
    )
    select r.position::int from recorded r;
end
$$;

revoke execute on function attestation_subjects, record_attestations from public;
grant execute on function attestation_subjects, record_attestations to holdfast_app;
