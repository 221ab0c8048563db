-- Devices leave a catalog, whose history keeps them; returns those that did. Unclaiming and transfers (V41) go through it. Nothing that
-- was issued to them outlives it, also what was being recorded at that moment (fence_enrolments, R__enrolment.sql).
-- What has to be planned for as many devices as leave is executed as text, which always is. A plan_cache_mode would hold for
-- foreign keys, too: planned once for each device, for one row of a catalog (ADR 0028).
create or replace function depart(from_catalog uuid, wanted bytea[], at timestamptz, how text, by_whom text, why text, transfer uuid)
    returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = auto as $$
declare
    attested bytea[];
    gone bytea[];
begin
    -- In one order everywhere, the directory first, so that this, a claim and a batch of attestations cannot wait for each
    -- other.
    execute 'select from device_catalog k where k.catalog_id = $1 and k.device_id = any ($2) order by k.device_id for update'
        using from_catalog, wanted;
    execute 'select from device d where d.catalog_id = $1 and d.device_id = any ($2) order by d.device_id for update'
        using from_catalog, wanted;
    -- In a statement of its own: what was being recorded meanwhile is there for the next one to see, and what comes later is refused.
    execute 'select array(select d.device_id from device d
            where d.catalog_id = $1 and d.device_id = any ($2) and d.last_attestation is not null)'
        into attested using from_catalog, wanted;
    perform fence_enrolments(from_catalog, attested, at);

    execute $departing$
    with removed as (
        delete from device d using device_group g, product p
        where d.catalog_id = $1 and d.device_id = any ($2)
          and g.catalog_id = d.catalog_id and g.group_id = d.group_id
          and p.catalog_id = g.catalog_id and p.product_id = g.product_id
        returning d.*, g.name as group_name, p.name as product_name
    ), remembered as (
        insert into device_past as past (device_id, departures, unclaimed_at, boot_count, keystore_version,
            security_versions, manifest_version)
        select r.device_id, 1, case $4 when 'UNCLAIMED' then $3 end, r.boot_count, coalesce(a.keystore_version, 0),
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
        select r.catalog_id, r.device_id, $3, r.name, r.product_name, r.group_name, r.claimed_at, $4, $6, $5, $7
        from removed r
    ), told as (
        insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
        select r.catalog_id, $3, case $4 when 'UNCLAIMED' then 'DeviceUnclaimed' else 'DeviceTransferred' end,
            encode(r.device_id, 'hex'), jsonb_build_object('reason', $6), 'DEVICE', encode(r.device_id, 'hex')
        from removed r order by r.device_id
    )
    select coalesce(array_agg(r.device_id order by r.device_id), '{}') from removed r
    $departing$ into gone using from_catalog, wanted, at, how, by_whom, why, transfer;

    execute $revoking$
    insert into certificate_revocation
        (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
    select c.catalog_id, c.serial, c.device_id, c.not_after, $3, $4, 'CESSATION_OF_OPERATION',
        'The device left the catalog: ' || $5
    from issued_certificate c
    -- Not with any(): where statistics are from before they came, that looks through all of them for each certificate.
    where c.catalog_id = $1 and c.device_id in (select unnest($2)) and c.not_after > $3
    order by c.serial
    on conflict (catalog_id, serial) do nothing
    $revoking$ using from_catalog, gone, at, by_whom, why;

    execute 'delete from device_catalog k where k.catalog_id = $1 and k.device_id = any ($2)' using from_catalog, gone;
    return gone;
end
$$;
