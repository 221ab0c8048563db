-- Devices leave a catalog, whose history keeps them; returns those that did. Unclaiming and transfers (V41) go through it. Nothing that
-- was issued to them outlives it, also what was being recorded at that moment (fence_enrolments, R__enrolment.sql).
create or replace function depart(from_catalog uuid, wanted bytea[], at timestamptz, how text, by_whom text, why text, transfer uuid)
    returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    gone bytea[];
begin
    -- In one order everywhere, the directory first, so that this, a claim and a batch of attestations cannot wait for each
    -- other.
    perform from device_catalog k
        where k.catalog_id = from_catalog and k.device_id = any (wanted)
        order by k.device_id for update;
    perform from device d
        where d.catalog_id = from_catalog and d.device_id = any (wanted)
        order by d.device_id for update;
    -- In a statement of its own: what was being recorded meanwhile is there for the next one to see, and what comes later is refused.
    perform fence_enrolments(from_catalog,
        array(select d.device_id from device d
            where d.catalog_id = from_catalog and d.device_id = any (wanted) and d.last_attestation is not null),
        at);

    with removed as (
        delete from device d using device_group g, product p
        where d.catalog_id = from_catalog and d.device_id = any (wanted)
          and g.catalog_id = d.catalog_id and g.group_id = d.group_id
          and p.catalog_id = g.catalog_id and p.product_id = g.product_id
        returning d.*, g.name as group_name, p.name as product_name
    ), remembered as (
        insert into device_past as past (device_id, departures, unclaimed_at, boot_count, keystore_version,
            security_versions, manifest_version)
        select r.device_id, 1, case how when 'UNCLAIMED' then at end, r.boot_count, coalesce(a.keystore_version, 0),
            coalesce(a.security_versions, '{}'), greatest(r.installed_manifest, r.attested_manifest, r.failed_manifest)
        from removed r
        left join attested_version a on a.catalog_id = r.catalog_id and a.device_id = r.device_id
        order by r.device_id
        on conflict (device_id) do update set
            departures = past.departures + 1,
            unclaimed_at = coalesce(excluded.unclaimed_at, past.unclaimed_at),
            boot_count = greatest(past.boot_count, excluded.boot_count),
            keystore_version = greatest(past.keystore_version, excluded.keystore_version),
            security_versions = case when excluded.security_versions = '{}' then past.security_versions
                else excluded.security_versions end,
            manifest_version = greatest(past.manifest_version, excluded.manifest_version)
    ), kept as (
        insert into departed_device (catalog_id, device_id, left_at, name, product, device_group, claimed_at, ending,
            reason, actor, transfer_id)
        select r.catalog_id, r.device_id, at, r.name, r.product_name, r.group_name, r.claimed_at, how, why, by_whom,
            transfer
        from removed r
    ), told as (
        insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
        select r.catalog_id, at, case how when 'UNCLAIMED' then 'DeviceUnclaimed' else 'DeviceTransferred' end,
            encode(r.device_id, 'hex'), jsonb_build_object('reason', why), 'DEVICE', encode(r.device_id, 'hex')
        from removed r order by r.device_id
    )
    select coalesce(array_agg(r.device_id order by r.device_id), '{}') into gone from removed r;

    insert into certificate_revocation
        (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
    select c.catalog_id, c.serial, c.device_id, c.not_after, at, by_whom, 'CESSATION_OF_OPERATION',
        'The device left the catalog: ' || why
    from issued_certificate c
    -- Not with any(): where statistics are from before they came, that looks through all of them for each certificate.
    where c.catalog_id = from_catalog and c.device_id in (select unnest(gone)) and c.not_after > at
    order by c.serial
    on conflict (catalog_id, serial) do nothing;

    delete from device_catalog k where k.catalog_id = from_catalog and k.device_id = any (gone);
    return gone;
end
$$;
