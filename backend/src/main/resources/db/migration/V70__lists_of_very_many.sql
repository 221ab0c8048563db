-- Lists of very many certificates (ADR 0039). Devices pay for none of it: what is new is over revocations, or takes the place of what there was.

-- In place of the one over the end alone: what became valid at a time lies together as well. New parts are noted as soon as the next one
-- begins: what is not noted is read whenever somebody asks, and what only grows is seldom vacuumed.
drop index issued_certificate_live;
create index issued_certificate_live on issued_certificate using brin (not_before, not_after) with (autosummarize = on);

-- Who revoked for which reasons. By the catalog's text, so that nobody's plan takes it who does not mean it: an index that begins with the catalog is as
-- good as the key where PostgreSQL expects one row of a catalog (ADR 0028).
create index certificate_revocation_by_act on certificate_revocation ((catalog_id::text), lower(revoked_by), md5(reason));

-- These are the owner's: behind the walls PostgreSQL asks no index with lower() or md5(), does not stop after a number of rows that are
-- others', and may read a catalog from end to end for each device, where it expects one row of it.

-- The current catalog's certificates of some devices that expire within times; null is no limit.
create function certificates_of(devices bytea[], ends_from timestamptz, ends_until timestamptz) returns setof issued_certificate
    language plpgsql stable security definer set search_path = public, pg_temp
    -- By the index over devices alone.
    set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_bitmapscan = off
    as $$
declare
    own uuid := current_catalog_id();
begin
    return query
        select c.* from unnest(devices) as w(device_id)
        cross join lateral (
            select i.* from issued_certificate i
            where i.device_id = w.device_id and i.catalog_id is not distinct from own
              and (ends_from is null or i.not_after >= ends_from) and (ends_until is null or i.not_after <= ends_until)
            offset 0) c;
end
$$;

-- The others look at as many rows as they may, and end with a null where there may be more.

-- Serial numbers of the current catalog's certificates that become valid and expire within times; null is no limit.
create function certificates_within(valid_from timestamptz, valid_until timestamptz, ends_from timestamptz, ends_until timestamptz,
        most int)
    returns table (serial bytea)
    language plpgsql stable security definer set search_path = public, pg_temp
    -- The block ranges alone.
    set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_indexscan = off
    as $$
declare
    own uuid := current_catalog_id();
begin
    return query
        with seen as materialized (
            select c.catalog_id, c.serial from issued_certificate c
            where (valid_from is null or c.not_before >= valid_from) and (valid_until is null or c.not_before <= valid_until)
              and (ends_from is null or c.not_after >= ends_from) and (ends_until is null or c.not_after <= ends_until)
            limit most + 1)
        select s.serial from seen s where s.catalog_id = own
        union all
        select null where (select count(*) from seen) > most;
end
$$;

-- Serial numbers of certificates that somebody of some names, in lower case, revoked.
create function certificates_revoked_by(names text[], most int) returns table (serial bytea)
    language plpgsql stable security definer set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
    as $$
declare
    own text := current_catalog_id();
begin
    return query
        with seen as materialized (
            select r.serial from certificate_revocation r
            where r.catalog_id::text = own and lower(r.revoked_by) = any (names)
            limit most + 1)
        select s.serial from seen s
        union all
        select null where (select count(*) from seen) > most;
end
$$;

-- Serial numbers of certificates that were revoked for a reason that has a part, in whichever case: from one act to the next in the index, since an
-- act revokes many for one reason.
create function certificates_revoked_for(part text, acts int, most int) returns table (serial bytea)
    language plpgsql stable security definer set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
    as $$
declare
    own text := current_catalog_id();
begin
    return query
        with recursive act (number, by, digest, reason) as (
            (select 1, lower(r.revoked_by), md5(r.reason), r.reason from certificate_revocation r
            where r.catalog_id::text = own
            order by r.catalog_id::text, lower(r.revoked_by), md5(r.reason) limit 1)
            union all
            select a.number + 1, n.by, n.digest, n.reason from act a
            cross join lateral (
                select lower(r.revoked_by) as by, md5(r.reason) as digest, r.reason from certificate_revocation r
                where r.catalog_id::text = own
                  and (lower(r.revoked_by), md5(r.reason)) > (a.by, a.digest)
                order by r.catalog_id::text, lower(r.revoked_by), md5(r.reason) limit 1) n
            where a.number <= acts
        ), seen as materialized (
            select k.serial from act a
            cross join lateral (
                select r.serial from certificate_revocation r
                where r.catalog_id::text = own
                  and lower(r.revoked_by) = a.by and md5(r.reason) = a.digest
                limit most + 1) k
            where strpos(lower(a.reason), lower(part)) > 0
            limit most + 1)
        select s.serial from seen s
        union all
        select null where (select count(*) from seen) > most or (select max(a.number) from act a) > acts;
end
$$;

revoke execute on function certificates_of(bytea[], timestamptz, timestamptz),
    certificates_within(timestamptz, timestamptz, timestamptz, timestamptz, int),
    certificates_revoked_by(text[], int), certificates_revoked_for(text, int, int) from public;
grant execute on function certificates_of(bytea[], timestamptz, timestamptz),
    certificates_within(timestamptz, timestamptz, timestamptz, timestamptz, int),
    certificates_revoked_by(text[], int), certificates_revoked_for(text, int, int) to holdfast_app;
