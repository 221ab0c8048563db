-- Notes suspicions, one array element each, of whatever catalogs. Like the functions of R__attestation it looks across
-- catalogs as the owner and takes none from its caller. Only what came over a connection with the device's endorsed key
-- counts: nobody else can bring a device under suspicion.
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
        -- In one order everywhere, so that two backends cannot wait for each other.
        order by catalog_id, device_id, kind
        on conflict (catalog_id, device_id, kind) do update set
            last_seen = greatest(s.last_seen, excluded.last_seen), count = s.count + excluded.count,
            detail = excluded.detail, remote_address = excluded.remote_address,
            dismissed_at = null, dismissed_by = '', dismissed_reason = ''
        returning s.catalog_id, s.device_id, s.kind, s.last_seen, s.count, s.detail
    )
    -- Whoever goes on and on is told of once an hour.
    insert into outbox (catalog_id, at, kind, subject, payload)
    select n.catalog_id, n.last_seen, 'DeviceSuspected', encode(n.device_id, 'hex'),
        jsonb_build_object('suspicion', n.kind, 'detail', n.detail, 'count', n.count)
    from noted n left join older o using (catalog_id, device_id, kind)
    where o.kind is null or o.dismissed_at is not null or o.last_seen < n.last_seen - interval '1 hour'
    order by n.catalog_id, n.device_id, n.kind
$$;
revoke execute on function record_suspicions from public;
grant execute on function record_suspicions to holdfast_app;
